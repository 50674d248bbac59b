import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { type Consumer, consumerOf } from "../support/consumer";
import { root } from "../support/project";

/** The program in docs/library.md. */
function programOfPage(): string {
    const page = readFileSync(path.join(root, "docs/library.md"), "utf8");
    const [, program = ""] = /\n## The components\n.*?\n```ts\n(.*?)```/s.exec(page) ?? [];
    expect(program).to.include('from "trailconnect"');
    return program;
}

/** Runs the program on Pulumi's mocks, which make up what the program reads. */
const onMocks = `
import * as pulumi from "@pulumi/pulumi";
import { trailArn } from "trailconnect";

async function main(): Promise<void> {
    const registered: string[] = [];
    await pulumi.runtime.setMocks({
        newResource: ({ type, name, inputs }) => {
            registered.push(type);
            return { id: name, state: { ...inputs, hex: "0a1b2c3d", arn: "arn:" + name, secret: "s3cr3t" } };
        },
        call: () => ({ partition: "aws", region: "eu-central-1", accountId: "444455556666" }),
    });
    const { roleArns, secretAccessKey } = await import("./program.js");
    const arns = await new Promise((resolve) => pulumi.output(roleArns).apply(resolve));
    await pulumi.runtime.disconnect();
    const arn: string = trailArn({ partition: "aws", region: "eu-central-1", accountId: "444455556666", trailName: "t" });
    const secret: boolean = await pulumi.isSecret(pulumi.output(secretAccessKey));
    console.log(JSON.stringify({ arns, arn, secret, resources: registered.length }));
}

main().catch((error) => {
    console.error(error);
    process.exitCode = 1;
});
`;

const misuse = `
import { Connector, LogBucket, SentinelRole } from "trailconnect";

new SentinelRole("role", {});
new LogBucket("bucket", { trailArn: "arn", logRetentionDays: "365" });
export const connector: Connector = "other";
`;

describe("a program elsewhere, with both tarballs installed", () => {
    let consumer: Consumer;

    before(async function () {
        this.timeout(300_000);
        consumer = await consumerOf(["components", "connect"]);
        for (const type of ["commonjs", "module"]) {
            consumer.write(`${type}/package.json`, JSON.stringify({ type }));
            consumer.write(`${type}/program.ts`, programOfPage());
            consumer.write(`${type}/run.ts`, onMocks);
        }
        consumer.write("misuse/misuse.ts", misuse);
    });

    after(() => consumer?.remove());

    for (const module of ["nodenext", "node16"]) {
        it(`is compiled under ${module}, and runs on mocks, as CommonJS and as ES module`, async function () {
            this.timeout(120_000);
            const options = ["--strict", "--target", "es2022", "--skipLibCheck", "--types", "node", "--module", module];
            const output = ["--rootDir", ".", "--outDir", module];
            const programs = ["commonjs/run.ts", "module/run.ts"];
            const compiled = await consumer.run("npx", ["--no-install", "tsc", ...options, ...output, ...programs]);
            expect(compiled).to.deep.equal({ exitCode: 0, out: "", err: "" });
            for (const type of ["commonjs", "module"]) {
                consumer.write(`${module}/${type}/package.json`, JSON.stringify({ type }));
                const { exitCode, out, err } = await consumer.run("node", [`${module}/${type}/run.js`]);
                expect({ exitCode, err }).to.deep.equal({ exitCode: 0, err: "" });
                expect(JSON.parse(out)).to.deep.equal({
                    arns: ["arn:audit-sentinel-role", "arn:sentinel"],
                    arn: "arn:aws:cloudtrail:eu-central-1:444455556666:trail/t",
                    secret: true,
                    resources: 25,
                });
            }
        });
    }

    it("is told by the compiler what it does wrong", async function () {
        this.timeout(60_000);
        const { exitCode, out } = await consumer.run("npx", [
            ..."--no-install tsc --noEmit --strict --target es2022 --skipLibCheck --module nodenext".split(" "),
            "misuse/misuse.ts",
        ]);
        expect(exitCode).to.equal(2);
        expect(out.match(/error TS.*/g)).to.deep.equal([
            "error TS2345: Argument of type '{}' is not assignable to parameter of type 'SentinelRoleArgs'.",
            "error TS2322: Type 'string' is not assignable to type 'number'.",
            "error TS2322: Type '\"other\"' is not assignable to type 'Connector'.",
        ]);
    });

    it("reads the schema from the package", async () => {
        const read = `console.log(Object.keys(require("trailconnect/schema.json").resources).length)`;
        expect(await consumer.run("node", ["--eval", read])).to.deep.equal({ exitCode: 0, out: "13\n", err: "" });
    });

    it("has the command, which shows its help", async () => {
        const { exitCode, out, err } = await consumer.run("npx", ["--no-install", "trailconnect", "--help"]);
        expect({ exitCode, err }).to.deep.equal({ exitCode: 0, err: "" });
        expect(out).to.match(/^Usage: trailconnect \[options\] \[command\]\n/);
        for (const command of ["sentinel", "defender", "verify"]) {
            expect(out).to.match(new RegExp(`\n {2}${command} `));
        }
    });

    for (const [title, command, args, told] of [
        ["installed", "node_modules/.bin/trailconnect", [], "trailconnect"],
        ["run by npx", "npx", ["--no-install", "trailconnect-cli"], "npx trailconnect-cli"],
    ] as const) {
        it(`has the command, which refuses an empty input and tells how it is called, ${title}`, async () => {
            expect(await consumer.run(command, [...args, "verify"])).to.deep.equal({
                exitCode: 2,
                out: "",
                err: `error: The stack outputs are empty. Did pulumi stack output print an error? Example: pulumi stack output --json | ${told} sentinel --workspace ID\n`,
            });
        });
    }
});
