import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { sampleAws } from "../../tools/rehearsal/aws";
import { runProgram } from "../../tools/rehearsal/engine";
import { readProgram } from "../../tools/rehearsal/program";
import { label } from "../support/mocks";
import { pack } from "../support/packages";
import { root } from "../support/project";

const program = `
import { LogKey } from "trailconnect";

const trailArn = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail";

export const kmsKeyArn = new LogKey("logs", { trailArn }).kmsKeyArn;
`;

describe("a program in this repository", () => {
    let directory: string;

    before(() => {
        pack("components");
        mkdirSync(path.join(root, ".tmp"), { recursive: true });
        directory = mkdtempSync(path.join(root, ".tmp/program-"));
        writeFileSync(path.join(directory, "Pulumi.yaml"), "name: consumer\nruntime: nodejs\n");
        writeFileSync(path.join(directory, "Pulumi.dev.yaml"), "config:\n  aws:region: eu-central-1\n");
        // Without one the language runtime takes the repository's program.
        writeFileSync(path.join(directory, "package.json"), '{ "main": "index.ts" }');
        writeFileSync(path.join(directory, "index.ts"), program);
    });

    after(() => rmSync(directory, { recursive: true }));

    it("finds the package by its name, as its users do", () => {
        expect(realpathSync(path.dirname(require.resolve("trailconnect/package.json")))).to.equal(
            path.join(root, "components"),
        );
    });

    it("runs with the package that was built", async () => {
        const run = await runProgram(readProgram(directory, "dev"), sampleAws("eu-central-1"));
        expect(run).to.deep.include({ exitCode: 0, diagnostics: [] });
        expect(run.registrations.map(label)).to.deep.equal([
            "Stack consumer-dev",
            "LogKey logs",
            "Key logs",
            "Alias logs-alias",
        ]);
    });
});
