import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { load } from "js-yaml";
import { defaults } from "../../../components/defaults";
import { kinds } from "../../../config";
import { configurationPage } from "../../../tools/generate/configurationPage";
import { generatedFiles } from "../../../tools/generate/files";
import { grouped } from "../../../tools/generate/groups";
import { type ConfigurationKey, configurationKeys, type PackageSchema } from "../../../tools/generate/properties";
import { asYaml, withConfig } from "../../../tools/generate/pulumiYaml";
import { withKeys } from "../../../tools/generate/readme";
import { root } from "../../support/project";

const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const schema = () => JSON.parse(read("components/schema.json")) as PackageSchema;
const keys = configurationKeys(schema());

/** A key that nobody has. */
const invented: ConfigurationKey = {
    key: "colour",
    kind: "strings",
    text: "The colours of the trail.",
    defaultInWords: "",
    default: ["red", "blue"],
    source: "",
    parts: [{ name: "red", text: "Like roses." }],
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
        const changed = keys.map((key) => (key.key === "logRetentionDays" ? { ...key, default: 366 } : key));
        expect(withConfig(read("Pulumi.yaml"), changed)).to.not.equal(files["Pulumi.yaml"]);
        expect(configurationPage(changed)).to.not.equal(files["docs/configuration.md"]);
        const added = schema();
        const { inputProperties } = added.resources["trailconnect:index:CloudTrailConnection"] ?? {
            inputProperties: {},
        };
        inputProperties.colour = { type: "string", description: "The trail's colour. Default: none. Source: none." };
        expect(configurationKeys(added).at(-1)).to.deep.equal({
            key: "colour",
            kind: "string",
            text: "The trail's colour.",
            defaultInWords: "none",
            default: undefined,
            source: "Source: none.",
            parts: [],
        });
        expect(withKeys(read("README.md"), configurationKeys(added))).to.include("`tamperAlarms`, `colour`\n");
    });
});

describe("Pulumi.yaml's config", () => {
    const { config } = load(read("Pulumi.yaml")) as {
        config: Record<string, { type: string; default: unknown; description: string }>;
    };

    it("declares the keys that have a default, with it, and no others: the others print nothing", () => {
        expect(Object.fromEntries(Object.entries(config).map(([key, entry]) => [key, entry.default]))).to.deep.equal(
            defaults,
        );
        for (const value of Object.values(defaults)) {
            expect([value === "", value === 0, Array.isArray(value) && value.length === 0]).to.deep.equal(
                new Array(3).fill(false),
            );
        }
    });

    it("declares each with the type that the program reads", () => {
        const types = { string: "string", number: "integer", boolean: "boolean", strings: "array", objects: "" };
        for (const [key, { type }] of Object.entries(config)) {
            expect(type, key).to.equal(types[kinds.get(key) ?? "objects"]);
        }
    });

    it("describes each in whole sentences", () => {
        for (const [key, { description }] of Object.entries(config)) {
            expect(description, key).to.match(/^[A-Z].{20,}\.$/);
            expect(description, key).to.not.match(/Default:|Source:/);
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
  colour:
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
        const told = Object.fromEntries(keys.map(({ key, defaultInWords }) => [key, defaultInWords]));
        for (const [key, value] of Object.entries(defaults)) {
            expect(told[key], key).to.equal(Array.isArray(value) ? value.join(" and ") : String(value));
        }
    });

    it("tell no value of those that have none, but for what CloudTrail and S3 do by themselves", () => {
        const values = keys
            .filter(({ key }) => !(key in defaults))
            .filter(({ defaultInWords }) => /^(\d+|true|false|[A-Z]\w*)$/.test(defaultInWords))
            .map(({ key, defaultInWords }) => [key, defaultInWords]);
        expect(values).to.deep.equal([
            ["managementEvents", "All"],
            ["objectLockMode", "GOVERNANCE"],
        ]);
    });

    it("tell of every key what happens without it", () => {
        for (const { key, text, defaultInWords } of keys) {
            expect(defaultInWords, key).to.match(/^\S(.*[^.])?$/);
            expect(text, key).to.match(/^[A-Z].*\.$/);
            expect(text, key).to.not.match(/Default:|Source:/);
        }
    });
});

describe("docs/configuration.md", () => {
    const page = configurationPage(keys);

    it("has every key once, under the group that it belongs to", () => {
        expect([...page.matchAll(/^### (\w+)$/gm)].map(([, key]) => key)).to.deep.equal([...kinds.keys()]);
        expect(grouped(keys).flatMap((group) => group.keys)).to.deep.equal(keys);
        expect(grouped(keys).map((group) => [group.from, group.keys[0]?.key])).to.deep.equal(
            grouped(keys).map(({ from }) => [from, from]),
        );
    });

    it("says of a key its type, its default, what it is for and what can be chosen", () => {
        const text = configurationPage([{ ...invented, key: "connectors", source: 'Source: "Colours".' }]);
        expect(
            text.endsWith(`### connectors

Type: list of strings. Default: \`[red, blue]\`.

The colours of the trail. Source: "Colours".

- \`red\`: Like roses.
`),
        ).to.equal(true);
        expect(asYaml(false)).to.equal("false");
    });

    it("has lines that fit into an editor", () => {
        expect(page.split("\n").filter((line) => line.length > 120)).to.deep.equal([]);
    });
});
