import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import type { CloudTrailConnection } from "../../components/connection/cloudTrailConnection";
import { type ConnectionOutputs, connectionOutputs } from "../../components/connection/connectionOutputs";
import { UserError } from "../../connect/errors";
import { parseOutputs, required, type StackOutputs, schema } from "../../connect/outputs";
import { folder, trailconnect } from "./support/command";
import { accessKeyId, defenderOutputs, secretAccessKey, sentinelOutputs, trail } from "./support/samples";

const another = (problems: string) =>
    `These aren't the outputs of a trailconnect stack.\n${problems}\nIs another stack selected? pulumi stack ls lists them; --stack NAME selects one.`;

function messageOf(act: () => unknown): string {
    try {
        act();
    } catch (error) {
        expect(error).to.be.instanceOf(UserError);
        return (error as Error).message;
    }
    throw new Error("nothing was thrown");
}

describe("the outputs that the command reads", () => {
    it("are outputs of the connection", () => {
        const withEveryOutput = new Proxy({}, { get: (_target, name) => name }) as CloudTrailConnection;
        const given = Object.keys(connectionOutputs(withEveryOutput));
        // The compiler compares the names, too.
        const read: readonly (keyof ConnectionOutputs)[] = Object.keys(schema.shape) as (keyof StackOutputs)[];
        expect(read).to.have.length.greaterThan(0);
        expect(given).to.include.members(read as string[]);
    });
});

describe("parseOutputs", () => {
    it("takes what the program puts out, and leaves the rest aside", () => {
        const bucketPolicyStatements = [{ Effect: "Allow" }];
        expect(parseOutputs(JSON.stringify({ ...sentinelOutputs, bucketPolicyStatements }))).to.deep.equal(
            sentinelOutputs,
        );
    });

    it("takes a byte order mark and white space around", () => {
        expect(parseOutputs(`\uFEFF\n${JSON.stringify(trail)}\r\n`)).to.deep.equal(trail);
    });

    const refused: [title: string, document: unknown, problems: string][] = [
        ["null", null, "  top level: Invalid input: expected object, received null"],
        ["an array", [trail], "  top level: Invalid input: expected object, received array"],
        ["a text", secretAccessKey, "  top level: Invalid input: expected object, received string"],
        [
            "an empty object",
            {},
            "  accountId: missing\n  region: missing\n  partition: missing\n  trailName: missing\n  trailArn: missing",
        ],
        [
            "an account ID as a number",
            { ...trail, accountId: 111122223333 },
            "  accountId: Invalid input: expected string, received number",
        ],
        [
            "an account ID with a digit too few",
            { ...trail, accountId: "11112222333" },
            "  accountId: must be 12 digits",
        ],
        ["an empty role", { ...trail, roleArn: "" }, "  roleArn: Too small: expected string to have >=1 characters"],
        ["a null", { ...trail, roleArn: null }, "  roleArn: Invalid input: expected string, received null"],
        [
            "an account that is no text",
            { ...trail, sentinelS3Accounts: ["111122223333", 5] },
            "  sentinelS3Accounts.1: Invalid input: expected string, received number",
        ],
        [
            "a secret of another shape",
            { ...trail, secretAccessKey: [secretAccessKey] },
            "  secretAccessKey: Invalid input: expected string, received array",
        ],
    ];
    for (const [title, document, problems] of refused) {
        it(`refuses ${title}, and repeats no value`, () => {
            expect(messageOf(() => parseOutputs(JSON.stringify(document)))).to.equal(another(problems));
        });
    }
});

describe("a masked output that is no secret by nature", () => {
    it("is refused, whatever the command", () => {
        expect(messageOf(() => parseOutputs(JSON.stringify({ ...trail, roleArn: "[secret]" })))).to.equal(
            "roleArn is masked. Add --show-secrets: pulumi stack output --json --show-secrets | …",
        );
    });
});

describe("required", () => {
    const outputs = { ...trail, accessKeyId, secretAccessKey: "[secret]" };

    it("gives a value", () => {
        expect(required(outputs, "accessKeyId", "defender")).to.equal(accessKeyId);
    });

    it("says which connector makes what is missing", () => {
        expect(messageOf(() => required(outputs, "roleArn", "sentinel"))).to.equal(
            "The stack has no output roleArn: its connectors don't include sentinel. Add it in Pulumi.STACK.yaml, and run pulumi up. Example: trailconnect:connectors: [sentinel, sentinelS3]",
        );
    });

    it("says which flag shows what is masked", () => {
        expect(messageOf(() => required(outputs, "secretAccessKey", "defender"))).to.equal(
            "secretAccessKey is masked. Add --show-secrets: pulumi stack output --json --show-secrets | …",
        );
    });
});

describe("--outputs and --stack", () => {
    let place: ReturnType<typeof folder>;
    beforeEach(() => {
        place = folder();
    });
    afterEach(() => place.remove());

    /** A Pulumi CLI that notes its arguments. */
    function pulumi(script: string) {
        const file = place.path("pulumi");
        writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$*" >> "$(dirname "$0")/arguments"\n${script}\n`);
        chmodSync(file, 0o755);
        return { PATH: `${place.path("")}${path.delimiter}${process.env.PATH}` };
    }

    it("reads a file, with a byte order mark too", async () => {
        for (const mark of ["", "\uFEFF"]) {
            const file = place.path("outputs.json");
            writeFileSync(file, `${mark}${JSON.stringify(defenderOutputs)}`);
            const { exitCode, out } = await trailconnect(["defender", "--outputs", file]);
            expect(exitCode).to.equal(0);
            expect(out).to.include(accessKeyId);
        }
    });

    it("asks Pulumi for the secrets only if they are wanted", async () => {
        const env = pulumi(`cat <<'END'\n${JSON.stringify(defenderOutputs)}\nEND`);
        const stack = ["defender", "--stack", "acme/prod"];
        expect((await trailconnect(stack, { env })).exitCode).to.equal(0);
        expect((await trailconnect([...stack, "--print"], { env, showsSecret: true })).exitCode).to.equal(0);
        expect((await trailconnect([...stack, "--csv", place.path("csv")], { env })).exitCode).to.equal(0);
        expect(readFileSync(place.path("arguments"), "utf8").trimEnd().split("\n")).to.deep.equal([
            "stack output --json --stack acme/prod",
            "stack output --json --stack acme/prod --show-secrets",
            "stack output --json --stack acme/prod --show-secrets",
        ]);
    });

    it("gives Pulumi's reason", async () => {
        const stack = ["defender", "--stack", "prod"];
        const failing = await trailconnect(stack, {
            env: pulumi("echo \"error: no stack named 'prod' found\" >&2; exit 255"),
        });
        expect({ exitCode: failing.exitCode, out: failing.out, err: failing.err }).to.deep.equal({
            exitCode: 2,
            out: "",
            err: "error: pulumi stack output --stack prod failed: error: no stack named 'prod' found\n",
        });
        const silent = await trailconnect(stack, { env: pulumi("exit 255") });
        expect(silent.error).to.equal("pulumi stack output --stack prod failed: no reason given");
    });
});
