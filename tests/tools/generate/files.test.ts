import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { load } from "js-yaml";
import { defaults } from "../../../components/defaults";
import { keys as configured } from "../../../config";
import { configurationPage } from "../../../tools/generate/configurationPage";
import { generatedFiles } from "../../../tools/generate/files";
import { sections } from "../../../tools/generate/groups";
import { type ConfigurationKey, configurationKeys, type PackageSchema } from "../../../tools/generate/properties";
import { withConfig } from "../../../tools/generate/pulumiYaml";
import { withKeys } from "../../../tools/generate/readme";
import { root } from "../../support/project";

const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const schema = () => JSON.parse(read("components/schema.json")) as PackageSchema;
const keys = configurationKeys(schema());

/** Every key, and every property of a group. */
const all = keys.flatMap((key) => [key, ...key.properties]);

/** A key that nobody has. */
const invented: ConfigurationKey = {
    path: "colours",
    shape: { kind: "list", items: { kind: "string" } },
    isRequired: false,
    text: 'The colours of the trail. Source: "Colours".',
    defaultInWords: '["red", "blue"]',
    default: ["red", "blue"],
    example: '["red"]',
    parts: [{ name: "red", text: "Like roses." }],
    properties: [],
};

describe("What is generated", () => {
    const files = generatedFiles();

    for (const [file, text] of Object.entries(files)) {
        it(`is what is committed: ${file}`, () => {
            expect(read(file) === text, `${file} is stale. Run npm run generate, and commit what it writes.`).to.equal(
                true,
            );
        });
    }

    it("is found stale when a default, a docstring or an argument changes", () => {
        const changed = keys.map((key) => (key.path === "logRetentionDays" ? { ...key, default: 366 } : key));
        expect(withConfig(read("Pulumi.yaml"), changed)).to.not.equal(files["Pulumi.yaml"]);
        const reworded = keys.map((key) => (key.path === "logRetentionDays" ? { ...key, text: "Days." } : key));
        expect(configurationPage(reworded)).to.not.equal(files["docs/configuration.md"]);
        const added = schema();
        const alarms = added.types["trailconnect:index:AlarmsArgs"]?.properties ?? {};
        alarms.colour = { type: "string", description: 'The\ncolour.\n\nDefault: none, "red".\n\nExample: `"blue"`.' };
        const group = configurationKeys(added).find((key) => key.path === "alarms");
        expect(group?.properties.at(-1)).to.deep.equal({
            path: "alarms.colour",
            shape: { kind: "string" },
            isRequired: false,
            text: "The colour.",
            defaultInWords: 'none, "red"',
            default: undefined,
            example: '"blue"',
            parts: [],
            properties: [],
        });
        expect(withKeys(read("README.md"), configurationKeys(added))).to.include("`onTampering`, `colour`\n");
    });
});

describe("Pulumi.yaml's config", () => {
    const { config } = load(read("Pulumi.yaml")) as {
        config: Record<string, { type: string; default: unknown; description: string }>;
    };

    it("declares the keys that have a default, with it, and no others: the others print nothing", () => {
        expect(Object.fromEntries(Object.entries(config).map(([key, entry]) => [key, entry.default]))).to.deep.equal({
            connectors: defaults.connectors,
            namePrefix: defaults.namePrefix,
            logRetentionDays: defaults.logRetentionDays,
            encryption: defaults.encryption,
            protectLogs: defaults.protectLogs,
        });
    });

    it("declares each with the type that the program reads", () => {
        const types = { string: "string", number: "integer", boolean: "boolean", list: "array", object: "" };
        for (const [key, { type }] of Object.entries(config)) {
            expect(type, key).to.equal(types[configured.get(key)?.shape.kind ?? "object"]);
        }
    });

    it("describes each in whole sentences", () => {
        for (const [key, { description }] of Object.entries(config)) {
            expect(description, key).to.match(/^[A-Z].{20,}\.$/);
            expect(description, key).to.not.match(/Default:|Source:|Example:/);
        }
    });

    it("leaves what is written by hand above it as it is", () => {
        const byHand = '# One\nname: other # two\nrequiredPulumiVersion: ">=3.0.0"\n';
        const text = withConfig(`${byHand}config:\n  gone:\n    type: string\n`, [
            invented,
            { ...invented, default: undefined },
        ]);
        expect(text).to.equal(`${byHand}config:
  # From components/, by \`npm run generate\`. These keys have a default; docs/configuration.md has all of them.
  colours:
    type: array
    items:
      type: string
    default: [red, blue]
    description: "The colours of the trail."
`);
    });
});

describe("The docstrings of the arguments", () => {
    it("tell the defaults that the components have", () => {
        const withDefault = all.filter((key) => key.default !== undefined);
        expect(withDefault).to.have.lengthOf(13);
        for (const key of withDefault) {
            expect(JSON.parse(key.defaultInWords ?? ""), key.path).to.deep.equal(key.default);
        }
    });

    it("tell no value of those that have none, but for what CloudTrail does by itself", () => {
        const values = all
            .filter((key) => key.default === undefined && /^(["[{\d]|true$|false$)/.test(key.defaultInWords ?? ""))
            .map(({ path: key, defaultInWords }) => [key, defaultInWords]);
        expect(values).to.deep.equal([["trail.managementEvents", '"All"']]);
    });

    it("tell of every key what it is for, what happens without it, and an example", () => {
        for (const { path: key, text, isRequired, defaultInWords, example, shape } of all) {
            expect(defaultInWords === undefined, key).to.equal(isRequired);
            expect(defaultInWords ?? "none", key).to.match(/^\S(.*[^.])?$/);
            expect(text, key).to.match(/^[A-Z].*\.$/);
            expect(text, key).to.not.match(/Default:|Example:/);
            const kind = Array.isArray(JSON.parse(example)) ? "list" : typeof JSON.parse(example);
            expect(kind, key).to.equal(shape.kind);
        }
    });
});

describe("docs/configuration.md", () => {
    const page = configurationPage(keys);

    it("has every key once, and every property of a group under it", () => {
        const isGroup = ({ shape }: ConfigurationKey) => shape.kind === "object";
        expect([...page.matchAll(/^### ([\w.]+)$/gm)].map(([, key]) => key)).to.have.members(
            all.filter((key) => !isGroup(key)).map((key) => key.path),
        );
        expect([...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).to.deep.equal([
            "The connection",
            ...keys.filter(isGroup).map((key) => key.path),
        ]);
        expect(sections(keys).map(({ more }) => typeof more)).to.deep.equal(new Array(9).fill("string"));
    });

    it("says of a key its type, its default, an example, what it is for and what can be chosen", () => {
        expect(
            configurationPage([invented]).endsWith(`### colours

Type: a list of strings. Default: \`["red", "blue"]\`. Example: \`["red"]\`.

The colours of the trail. Source: "Colours".

- \`red\`: Like roses.
`),
        ).to.equal(true);
        const required = { ...invented, path: "paint.colours", isRequired: true, defaultInWords: undefined };
        const group: ConfigurationKey = {
            ...invented,
            path: "paint",
            shape: { kind: "object", properties: new Map() },
            text: "What it looks like.",
            defaultInWords: "none",
            properties: [required],
        };
        expect(configurationPage([group])).to.include(`## paint

What it looks like. Default: none.

### paint.colours

Type: a list of strings. Required. Example: \`["red"]\`.`);
    });

    it("has lines that fit into an editor", () => {
        expect(page.split("\n").filter((line) => line.length > 120)).to.deep.equal([]);
    });
});
