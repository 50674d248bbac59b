import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { sampleAws } from "../../rehearsal/aws";
import { type ProgramRun, runProgram } from "../../rehearsal/engine";
import type { Program } from "../../rehearsal/program";
import { root } from "../support/project";

/** Runs a program that is given as JavaScript. */
async function runScript(script: string, runtimeOptions: Program["runtimeOptions"] = {}): Promise<ProgramRun> {
    mkdirSync(path.join(root, ".tmp"), { recursive: true });
    const directory = mkdtempSync(path.join(root, ".tmp/script-"));
    try {
        writeFileSync(path.join(directory, "package.json"), '{ "main": "index.js" }');
        writeFileSync(
            path.join(directory, "index.js"),
            `const pulumi = require("@pulumi/pulumi");\nconst random = require("@pulumi/random");\n${script}`,
        );
        return await runProgram(
            {
                directory,
                main: ".",
                project: "script",
                stack: "test",
                configuration: { values: {}, secretKeys: [] },
                stackKeys: [],
                runtimeOptions: { typescript: false, ...runtimeOptions },
            },
            sampleAws("eu-central-1"),
        );
    } finally {
        rmSync(directory, { recursive: true });
    }
}

describe("runProgram", () => {
    it("refuses two resources of one name, as the Pulumi engine does", async () => {
        const id = 'new random.RandomId("twice", { byteLength: 4 });';
        const { exitCode, diagnostics, registrations } = await runScript(`${id}\n${id}`);
        expect(exitCode).not.to.equal(0);
        expect(diagnostics.join("\n")).to.include(
            "Duplicate resource URN 'urn:pulumi:test::script::random:index/randomId:RandomId::twice'; try giving it a unique name",
        );
        expect(registrations.filter(({ name }) => name === "twice")).to.have.length(1);
    });

    it("keeps warnings and errors, and no chatter", async () => {
        const { exitCode, diagnostics } = await runScript('pulumi.log.info("chatter"); pulumi.log.warn("beware");');
        expect(exitCode).to.equal(0);
        expect(diagnostics).to.deep.equal(["beware"]);
    });

    it("knows a secret wherever it is: in arguments, in results, in outputs, in a component's outputs", async () => {
        const { registrations, outputs, secretOutputs } = await runScript(`
            const id = new random.RandomId("id", { byteLength: 4, prefix: pulumi.secret("p") }, { additionalSecretOutputs: ["hex"] });
            class Box extends pulumi.ComponentResource {
                constructor() {
                    super("script:index:Box", "box", {});
                    this.registerOutputs({ list: ["plain", pulumi.secret("hidden")], open: "seen" });
                }
            }
            new Box();
            exports.hex = pulumi.secret(id.hex);
            exports.open = "seen";
        `);
        const secretsOf = (name: string) => registrations.find((registration) => registration.name === name)?.secrets;
        expect(secretsOf("id")).to.have.members(["prefix", "hex"]);
        expect(secretsOf("box")).to.deep.equal(["list"]);
        expect(secretOutputs).to.deep.equal(["hex"]);
        expect(outputs).to.have.keys("hex", "open");
        expect(JSON.stringify(outputs)).not.to.include("4dabf18193072939515e22adb298388d");
    });

    it("hands Node.js the arguments of Pulumi.yaml", async () => {
        const { outputs } = await runScript("exports.title = process.title;", {
            nodeargs: "--no-warnings --title=mine",
        });
        expect(outputs.title).to.equal("mine");
    });

    it("passes on what the language runtime prints when it can't even start", async () => {
        const { exitCode, diagnostics } = await runScript("", { nodeargs: "--no-such-option" });
        expect(exitCode).not.to.equal(0);
        expect(diagnostics.join("\n")).to.include("bad option: --no-such-option");
    });
});
