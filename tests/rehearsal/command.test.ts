import { spawn } from "node:child_process";
import { expect } from "chai";
import { projectWith, root } from "../support/project";

interface Printed {
    exitCode: number | null;
    out: string;
    err: string;
}

/** Runs what `npm start` runs, its output in a pipe. */
function rehearse(...args: string[]): Promise<Printed> {
    return new Promise((resolve, reject) => {
        const child = spawn(process.execPath, ["--import", "tsx", "rehearsal/main.ts", ...args], {
            cwd: root,
            // Where colours would be wanted, if this were a terminal.
            env: { ...process.env, CI: "true", FORCE_COLOR: "1" },
        });
        const printed = { out: "", err: "" };
        child.stdout.on("data", (chunk) => {
            printed.out += chunk;
        });
        child.stderr.on("data", (chunk) => {
            printed.err += chunk;
        });
        child.on("error", reject);
        child.on("close", (exitCode) => resolve({ exitCode, ...printed }));
    });
}

const usage = `Usage: npm start -- [--stack NAME] [--json] [--cwd DIR]

  --stack NAME  rehearse Pulumi.NAME.yaml (default: dev)
  --cwd DIR     the project is in DIR (default: here)
  --json        print {resources, policies, outputs} as JSON; with npm start --silent
  --help        print this
`;

describe("npm start", () => {
    const project = projectWith({
        wrong: {
            "aws:region": "eu-central-1",
            "trailconnect:connectors": ["defender"],
            "trailconnect:encryption": "no",
        },
    });
    after(project.remove);

    it("shows tree, access, outputs and what to do next, without colours in a pipe", async () => {
        const { exitCode, out, err } = await rehearse();
        expect(err).to.equal("");
        expect(exitCode).to.equal(0);
        const lines = out.split("\n");
        expect(lines.slice(0, 5)).to.deep.equal([
            "Rehearsal of stack dev: nothing was created, nobody was asked.",
            "Account 111122223333, suffixes, IDs and keys below are samples.",
            "",
            "Resources",
            " +  pulumi:pulumi:Stack                                      trailconnect-dev                                 create",
        ]);
        expect(lines).to.include("    19 to create");
        const access = lines.indexOf("Access from outside account 111122223333");
        expect(lines.slice(access, access + 15)).to.deep.equal([
            "Access from outside account 111122223333",
            "  AWS account 197857026523 (Microsoft Sentinel)",
            "    may      sts:AssumeRole",
            "    on       arn:aws:iam::111122223333:role/trailconnect-sentinel-5671dce3",
            "    when     sts:ExternalId is 0f8fad5b-d9cb-469f-a165-70867728950e",
            "    by       trust policy",
            "",
            "  Whoever assumed role trailconnect-sentinel-5671dce3",
            "    may      cloudtrail:Get*",
            "             cloudtrail:Describe*",
            "             cloudtrail:List*",
            "             cloudtrail:LookupEvents",
            "    on       *",
            "    by       policy AWSCloudTrail_ReadOnlyAccess",
            "",
        ]);
        expect(lines).to.include("  secretAccessKey   [secret]");
        const known = lines.indexOf("To know");
        expect(lines.slice(known, known + 4)).to.deep.equal([
            "To know",
            "  - If another trail records this account's management events already, this one is a second copy, at",
            "    2.00 USD per 100,000 events. existingTrailArn connects the trail that is there, and makes none.",
            "",
        ]);
        expect(lines.slice(-5)).to.deep.equal([
            "Next",
            "  put your own values in place of the samples in Pulumi.dev.yaml: trailconnect:sentinelWorkspaceId",
            "  pulumi stack select --create dev",
            "  pulumi up",
            "",
        ]);
        expect(out).not.to.include("\u001b[");
    });

    it("takes place in the one account that the stack allows", async () => {
        const { out } = await rehearse("--stack", "prod");
        expect(out).to.include("\nSuffixes, IDs and keys below are samples.\n");
        expect(out).to.include("\nAccess from outside account 123456789012\n");
        expect(out).to.include("arn:aws:iam::123456789012:role/").and.not.include("111122223333");
    });

    it("marks what is protected", async () => {
        const { out } = await rehearse("--stack", "prod");
        expect(out).to.include(
            "samples in Pulumi.prod.yaml: trailconnect:sentinelWorkspaceId, trailconnect:defenderSourceIps, aws:allowedAccountIds",
        );
        const lines = out.split("\n").filter((line) => line.endsWith("create, protected"));
        expect(
            lines.map(
                (line) =>
                    line
                        .trim()
                        .split(/\s{2,}/)
                        .slice(-2, -1)[0],
            ),
        ).to.have.members(["trailconnect-log-key", "trailconnect-log-bucket"]);
    });

    it("prints JSON for machines, with no secret in it", async () => {
        const { exitCode, out } = await rehearse("--json");
        expect(exitCode).to.equal(0);
        const { resources, policies, outputs } = JSON.parse(out);
        expect(resources).to.have.length(26);
        expect(
            policies.map(({ resource, property }: { resource: string; property: string }) => `${resource} ${property}`),
        ).to.have.members([
            "trailconnect-log-key policy",
            "trailconnect-log-bucket-policy policy",
            "trailconnect-sentinel-role assumeRolePolicy",
            "trailconnect-defender-user policy",
        ]);
        expect(outputs).to.include({ secretAccessKey: "[secret]", accountId: "111122223333" });
    });

    it("prints a wrong configuration's message as Pulumi would, and nothing else, and fails", async () => {
        expect(await rehearse("--cwd", project.directory, "--stack", "wrong")).to.deep.equal({
            exitCode: 1,
            out: "",
            err: [
                "error: 1 value can't be used.",
                "",
                '  trailconnect:encryption = "no"',
                "    There is no such choice.",
                "    Allowed: kms, s3",
                '    Example: trailconnect:encryption: "kms"',
                "",
                "Nothing was created or changed. The values stand in Pulumi.wrong.yaml.",
                "",
            ].join("\n"),
        });
    });

    it("names the stacks that there are", async () => {
        expect(await rehearse("--stack", "staging")).to.deep.equal({
            exitCode: 1,
            out: "",
            err: 'error: There is no stack "staging": Pulumi.staging.yaml is missing. Stacks here: dev, prod. Example: npm start -- --stack dev\n',
        });
    });

    it("explains itself", async () => {
        expect(await rehearse("--help")).to.deep.equal({ exitCode: 0, out: usage, err: "" });
    });

    it("refuses an option that it does not have", async () => {
        const { exitCode, out, err } = await rehearse("--stak", "dev");
        expect({ exitCode, out }).to.deep.equal({ exitCode: 1, out: "" });
        // The rest of the first line differs between versions of Node.js.
        expect(err).to.match(/^error: Unknown option '--stak'/);
        expect(err).to.include(usage);
    });
});
