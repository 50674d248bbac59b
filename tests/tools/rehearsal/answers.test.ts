import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { readAnswers } from "../../../tools/rehearsal/answers";
import { RehearsalError } from "../../../tools/rehearsal/program";

describe("the answers that a rehearsal is given", () => {
    let directory: string;
    before(() => {
        directory = mkdtempSync(path.join(tmpdir(), "trailconnect-"));
    });
    after(() => rmSync(directory, { recursive: true }));

    const file = (name: string, content: string) => {
        const written = path.join(directory, name);
        writeFileSync(written, content);
        return written;
    };
    const read = (stackOutputs: string[], functionResult: string[] = []) =>
        readAnswers({ "stack-outputs": stackOutputs, "function-result": functionResult });

    it("are the outputs of stacks, what may be secret among them as secrets, and the results of functions", () => {
        const prod = file(
            "prod=1.json",
            '\uFEFF{"url":"https://example.com","key":"[secret]","secretAccessKey":"hidden","apiToken":"hidden","list":[1]}',
        );
        const dev = file("dev.json", "{}");
        const vpc = file("vpc.json", '{"id":"vpc-1"}');
        expect(
            read([`acme/audit/prod=${prod}`, `acme/audit/dev=${dev}`], [`aws:ec2/getVpc:getVpc=${vpc}`]),
        ).to.deep.equal({
            otherStacks: {
                "acme/audit/prod": {
                    outputs: {
                        url: "https://example.com",
                        key: "[secret]",
                        secretAccessKey: "hidden",
                        apiToken: "hidden",
                        list: [1],
                    },
                    secretOutputs: ["key", "secretAccessKey", "apiToken"],
                },
                "acme/audit/dev": { outputs: {}, secretOutputs: [] },
            },
            functionResults: { "aws:ec2/getVpc:getVpc": { id: "vpc-1" } },
        });
    });

    for (const entry of ["", "prod", "=file.json", "prod="]) {
        it(`are no answer as ${JSON.stringify(entry)}`, () => {
            expect(() => read([entry])).to.throw(
                RehearsalError,
                `--stack-outputs ${JSON.stringify(entry)}: expected NAME=FILE. Example: --stack-outputs acme/audit/prod=outputs.json`,
            );
        });
    }

    it("need a file that is there", () => {
        expect(() => read([], ["aws:ec2/getVpc:getVpc=/nowhere/vpc.json"])).to.throw(
            RehearsalError,
            "--function-result: /nowhere/vpc.json can't be read (ENOENT).",
        );
    });

    for (const [title, content] of [
        ["text", "hidden"],
        ["a list", '["hidden"]'],
        ["null", "null"],
        ["nothing", ""],
    ] as const) {
        it(`need a JSON object: not ${title}, of which nothing is repeated`, () => {
            const written = file("wrong.json", content);
            expect(() => read([`prod=${written}`]))
                .to.throw(RehearsalError)
                .with.property(
                    "message",
                    `--stack-outputs: ${written} doesn't contain a JSON object. Example: --stack-outputs acme/audit/prod=outputs.json`,
                );
        });
    }
});
