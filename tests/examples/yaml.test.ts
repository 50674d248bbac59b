import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { load } from "js-yaml";
import { directoryOf } from "./support/example";
import { componentOf, enumOf, propertiesOf, type SchemaProperty } from "./support/schema";

interface YamlProgram {
    packages: Record<string, string>;
    config: Record<string, unknown>;
    resources: Record<string, { type: string; properties: Record<string, unknown> }>;
    outputs: Record<string, string>;
}

/** A reference as Pulumi YAML writes it. */
const to = (path: string) => `\${${path}}`;

const reference = /^\$\{(\w+)(?:\.(\w+))?\}$/;

/** Whether a plain value fits a property; a reference fits any. */
function fits(value: unknown, property: SchemaProperty): boolean {
    const allowed = enumOf(property).map((each) => each.value);
    if (Array.isArray(value)) {
        const { items } = property;
        return items !== undefined && value.every((item) => fits(item, items));
    }
    if (typeof value === "object" && value !== null) {
        const { additionalProperties } = property;
        const properties = propertiesOf(property);
        return Object.entries(value).every(([name, item]) => {
            const inner = properties[name] ?? additionalProperties;
            return inner !== undefined && fits(item, inner);
        });
    }
    if (typeof value === "string" && reference.test(value)) {
        return true;
    }
    return allowed.length > 0 ? allowed.includes(value as string) : (property.type ?? "").startsWith(typeof value);
}

/** What a program uses that the package doesn't have, or lacks that it asks for. */
function problemsOf({ resources, outputs, config }: Omit<YamlProgram, "packages">): string[] {
    const componentAt = (name: string) => componentOf(resources[name]?.type.replace("trailconnect:", "") ?? name);
    const texts = (value: unknown): string[] =>
        typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [String(value)];
    return [
        ...Object.keys(resources).flatMap((resource) => {
            const { inputProperties, requiredInputs = [] } = componentAt(resource);
            const given = resources[resource]?.properties ?? {};
            return [
                ...Object.entries(given).flatMap(([name, value]) => {
                    const input = inputProperties[name];
                    if (!input) {
                        return [`${resource} has no property ${name}`];
                    }
                    return fits(value, input) ? [] : [`${resource}.${name} takes no ${JSON.stringify(value)}`];
                }),
                ...requiredInputs.filter((name) => !(name in given)).map((name) => `${resource} needs ${name}`),
            ];
        }),
        ...texts([Object.values(resources).map(({ properties }) => properties), outputs])
            .filter((text) => text.includes("$"))
            .filter((text) => {
                const [, name = "", output] = reference.exec(text) ?? [];
                return output === undefined
                    ? !(name in config)
                    : !(name in resources && output in componentAt(name).properties);
            })
            .map((text) => `There is no ${text}`),
    ];
}

describe("the example yaml", () => {
    const program = load(readFileSync(path.join(directoryOf("yaml"), "Pulumi.yaml"), "utf8")) as YamlProgram;

    it("uses a type, properties, values and outputs that the package has", () => {
        expect(Object.values(program.resources).map(({ type }) => type)).to.deep.equal([
            "trailconnect:CloudTrailConnection",
        ]);
        expect(Object.keys(program.outputs)).to.have.length(13);
        expect(problemsOf(program)).to.deep.equal([]);
    });

    it("would not pass with what the package doesn't have", () => {
        const type = "trailconnect:CloudTrailConnection";
        const config = { id: {} };
        const asked = (properties: Record<string, unknown>, outputs: Record<string, string> = {}) =>
            problemsOf({ resources: { c: { type, properties } }, outputs, config });
        expect(asked({ workspace: "x" })).to.deep.equal(["c has no property workspace"]);
        expect(asked({ encryption: "aes" })).to.deep.equal(['c.encryption takes no "aes"']);
        expect(asked({ connectors: ["sentinel", "splunk"] })).to.deep.equal([
            'c.connectors takes no ["sentinel","splunk"]',
        ]);
        expect(asked({ logRetentionDays: "long" })).to.deep.equal(['c.logRetentionDays takes no "long"']);
        expect(asked({ tags: { Project: 1 } })).to.deep.equal(['c.tags takes no {"Project":1}']);
        expect(asked({ sentinel: { workspace: "x" } })).to.deep.equal(['c.sentinel takes no {"workspace":"x"}']);
        expect(asked({ sentinel: { workspaceId: to("id") } })).to.deep.equal([]);
        expect(asked({ sentinel: { workspaceId: to("workspace") } })).to.deep.equal([`There is no ${to("workspace")}`]);
        expect(asked({}, { arn: to("c.arn") })).to.deep.equal([`There is no ${to("c.arn")}`]);
        expect(asked({}, { arn: to("d.trailArn") })).to.deep.equal([`There is no ${to("d.trailArn")}`]);
        expect(
            problemsOf({
                resources: { r: { type: "trailconnect:SentinelRole", properties: {} } },
                outputs: {},
                config,
            }),
        ).to.deep.equal(["r needs workspaceId"]);
    });

    it("names each output as the command `trailconnect` reads it", () => {
        for (const [name, value] of Object.entries(program.outputs)) {
            expect(value).to.equal(to(`connection.${name}`));
        }
    });

    it("takes the package from where the example in Python does", () => {
        const python = load(readFileSync(path.join(directoryOf("python"), "Pulumi.yaml"), "utf8")) as YamlProgram;
        expect(program.packages).to.deep.equal(python.packages);
    });
});
