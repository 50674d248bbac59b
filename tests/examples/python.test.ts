import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { load } from "js-yaml";
import { directoryOf } from "./support/example";
import { componentOf, enumNameOf, enumOf } from "./support/schema";

/** What readPython.py prints. */
interface Usage {
    calls: { type: string; positional: number; arguments: Record<string, { type: string; member: string }[]> }[];
    outputs: { type: string; name: string }[];
    exports: string[];
    /** How often the module is named at all. */
    names: number;
}

/** A name as Pulumi's generator for Python writes it. Source: pulumi/pulumi, pkg/codegen/python (PyName). */
function snakeCase(name: string): string {
    return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}

/** What a program uses that the package doesn't have, or lacks that it asks for. */
function problemsOf({ calls, outputs, names }: Usage): string[] {
    const members = calls.flatMap((call) => Object.values(call.arguments).flat());
    return [
        ...calls.flatMap(({ type, positional, arguments: given }) => {
            const { inputProperties, requiredInputs = [] } = componentOf(type);
            const known = new Map(Object.entries(inputProperties).map(([name, input]) => [snakeCase(name), input]));
            return [
                ...(positional === 1 ? [] : [`${type} takes its name, and everything else by keyword`]),
                ...Object.keys(given)
                    .filter((name) => !known.has(name))
                    .map((name) => `${type} has no argument ${name}`),
                ...requiredInputs
                    .filter((name) => !(snakeCase(name) in given))
                    .map((name) => `${type} needs ${snakeCase(name)}`),
                ...Object.entries(given).flatMap(([name, used]) => {
                    const input = known.get(name) ?? {};
                    const allowed = enumOf(input).map((each) => snakeCase(each.name).toUpperCase());
                    return used
                        .filter((use) => use.type !== enumNameOf(input) || !allowed.includes(use.member))
                        .map((use) => `${name} takes no ${use.type}.${use.member}`);
                }),
            ];
        }),
        ...outputs
            .filter(({ type, name }) => !Object.keys(componentOf(type).properties).map(snakeCase).includes(name))
            .map(({ type, name }) => `${type} has no output ${name}`),
        ...(names === calls.length + members.length ? [] : ["The module is used in a way that is not checked"]),
    ];
}

describe("the example python", () => {
    let usage: Usage;

    before(function () {
        const read = spawnSync(
            "python3",
            [
                path.join(__dirname, "support/readPython.py"),
                path.join(directoryOf("python"), "__main__.py"),
                "pulumi_trailconnect",
            ],
            { encoding: "utf8" },
        );
        if (read.error) {
            if (process.env.CI) {
                throw read.error;
            }
            process.stderr.write("    skipped: python3 is not installed\n");
            this.skip();
        }
        expect(read.stderr).to.equal("");
        usage = JSON.parse(read.stdout);
    });

    it("uses classes, arguments, enum members and outputs that the package has", () => {
        expect(problemsOf(usage)).to.deep.equal([]);
        expect(usage.calls.map(({ type }) => type)).to.deep.equal(["CloudTrailConnection"]);
        expect(Object.keys(usage.calls[0]?.arguments ?? {})).to.deep.equal([
            "connectors",
            "sentinel",
            "log_retention_days",
            "encryption",
            "alarms",
            "tags",
        ]);
        expect(usage.calls[0]?.arguments.connectors).to.deep.equal([{ type: "Connector", member: "SENTINEL_S3" }]);
        expect(usage.outputs).to.have.length(13);
    });

    it("would not pass with what the package doesn't have", () => {
        const call = { type: "CloudTrailConnection", positional: 1, arguments: {} };
        const asked = (changes: Partial<Usage>) =>
            problemsOf({ calls: [], outputs: [], exports: [], names: 1, ...changes });
        expect(asked({ calls: [{ ...call, arguments: { sentinelWorkspaceId: [] } }] })).to.deep.equal([
            "CloudTrailConnection has no argument sentinelWorkspaceId",
        ]);
        expect(
            asked({
                calls: [{ ...call, arguments: { encryption: [{ type: "Encryption", member: "AES" }] } }],
                names: 2,
            }),
        ).to.deep.equal(["encryption takes no Encryption.AES"]);
        expect(
            asked({
                calls: [{ ...call, arguments: { encryption: [{ type: "Connector", member: "KMS" }] } }],
                names: 2,
            }),
        ).to.deep.equal(["encryption takes no Connector.KMS"]);
        expect(asked({ calls: [{ ...call, type: "SentinelRole" }] })).to.deep.equal([
            "SentinelRole needs workspace_id",
        ]);
        expect(asked({ outputs: [{ type: "SentinelRole", name: "arn" }], names: 0 })).to.deep.equal([
            "SentinelRole has no output arn",
        ]);
        expect(asked({ names: 3 })).to.deep.equal(["The module is used in a way that is not checked"]);
    });

    it("exports what the command `trailconnect` reads, under its names", () => {
        expect(usage.exports.map(snakeCase)).to.deep.equal(usage.outputs.map(({ name }) => name));
    });

    it("takes the package from this repository's folder", () => {
        const project = load(readFileSync(path.join(directoryOf("python"), "Pulumi.yaml"), "utf8"));
        expect(project).to.have.deep.property("packages", { trailconnect: "../../components" });
    });
});
