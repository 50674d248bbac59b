import { expect } from "chai";
import { runScript } from "../../support/script";

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

    it("tells a StackReference the outputs of another stack, and which of them are secret", async () => {
        const { exitCode, outputs, secretOutputs } = await runScript(
            `
            const other = new pulumi.StackReference("acme/network/prod");
            exports.region = other.requireOutput("region");
            exports.token = other.requireOutput("token");
            exports.all = other.outputs;
            exports.absent = other.getOutput("absent").apply((value) => value === undefined);
        `,
            {},
            {
                "acme/network/prod": { outputs: { region: "eu-central-1", token: "hidden" }, secretOutputs: ["token"] },
                "acme/network/dev": { outputs: { region: "eu-west-1" }, secretOutputs: [] },
            },
        );
        expect(exitCode).to.equal(0);
        const all = { region: "eu-central-1", token: "hidden" };
        expect(outputs).to.deep.equal({ ...all, all, absent: true });
        // All of them are as secret as one of them is.
        expect(secretOutputs).to.deep.equal(["all", "token"]);
    });

    it("refuses a StackReference to a stack that it was not told of, and to read anything else", async () => {
        const unknown = await runScript('new pulumi.StackReference("acme/network/prod");');
        expect(unknown.exitCode).not.to.equal(0);
        expect(unknown.diagnostics).to.deep.equal([
            "The program reads the outputs of the stack acme/network/prod. Write them to a file with pulumi stack output --json --stack acme/network/prod > FILE, and add --stack-outputs acme/network/prod=FILE.",
        ]);
        const read = await runScript('random.RandomId.get("id", "p-39c5");');
        expect(read.exitCode).not.to.equal(0);
        expect(read.diagnostics).to.deep.equal([
            "The program reads random:index/randomId:RandomId p-39c5, which already exists: only its provider knows it, and a rehearsal calls no providers.",
        ]);
    });

    it("refuses a function whose result only its provider knows", async () => {
        const run = await runScript('exports.id = pulumi.output(pulumi.runtime.invoke("aws:ec2/getVpc:getVpc", {}));');
        expect(run.exitCode).not.to.equal(0);
        expect(run.diagnostics).to.deep.equal([
            "The program calls aws:ec2/getVpc:getVpc, whose result only its provider knows; a rehearsal calls no providers. Provide the result as JSON: --function-result aws:ec2/getVpc:getVpc=FILE",
        ]);
    });

    it("refuses a component whose resources a plugin makes", async () => {
        const run = await runScript('new pulumi.ComponentResource("awsx:ec2:Vpc", "vpc", {}, {}, true);');
        expect(run.exitCode).not.to.equal(0);
        expect(run.diagnostics).to.deep.equal([
            "The program uses the component awsx:ec2:Vpc vpc, whose resources its package's plugin creates; a rehearsal starts no plugins. pulumi preview shows them.",
        ]);
    });
});

describe("a refusal of what another resource gives", () => {
    it("ends the program, with its message alone", async () => {
        const run = await runScript(
            `
            const { SentinelS3 } = require("../../components/index");
            new SentinelS3("feed", {
                workspaceId: "0f8fad5b-d9cb-469f-a165-70867728950e",
                bucketName: "audit-logs",
                logPrefixes: [pulumi.output("")],
                ownsBucket: false,
                roleName: "OIDC_sentinel",
            });
            `,
            { nodeargs: "--import tsx" },
        );
        expect(run.exitCode).to.not.equal(0);
        expect(run.diagnostics).to.deep.equal([
            `1 value can't be used.

  logPrefixes[0] = ""
    Not a valid prefix for log file keys.
    Allowed: the beginning of a key, up to 1024 characters, without wildcards from AWSLogs/ on, ending in a slash
    Example: logPrefixes: ["AWSLogs/111122223333/CloudTrail/"]`,
        ]);
    });
});
