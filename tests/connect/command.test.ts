import { existsSync } from "node:fs";
import { expect } from "chai";
import { type Given, trailconnect } from "./support/command";
import {
    defenderOutputs,
    secretAccessKey,
    sentinelOutputs,
    token,
    trail,
    workspace,
    workspaceId,
} from "./support/samples";

const example = "Example: pulumi stack output --json | trailconnect sentinel --workspace ID";
const hint = "Is another stack selected? pulumi stack ls lists them; --stack NAME selects one.";
const sentinel = ["sentinel", "--workspace", workspace];

const refused: [title: string, args: readonly string[], given: Given, error: string][] = [
    [
        "an empty input",
        sentinel,
        { input: " \n" },
        `The stack outputs are empty. Did pulumi stack output print an error? ${example}`,
    ],
    [
        "Pulumi's table in place of JSON",
        sentinel,
        { input: `OUTPUT           VALUE\nsecretAccessKey  ${secretAccessKey}\n` },
        `The stack outputs are not JSON. Did you forget --json? ${example}`,
    ],
    [
        "a JSON array",
        sentinel,
        { input: [defenderOutputs] },
        `These aren't the outputs of a trailconnect stack.\n  top level: Invalid input: expected object, received array\n${hint}`,
    ],
    [
        "another stack's outputs",
        sentinel,
        { input: { url: "https://example.com", password: secretAccessKey, accountId: secretAccessKey } },
        `These aren't the outputs of a trailconnect stack.\n  accountId: must be 12 digits\n  region: missing\n  partition: missing\n  trailName: missing\n  trailArn: missing\n${hint}`,
    ],
    [
        "a stack without Sentinel's connectors",
        sentinel,
        { input: defenderOutputs },
        "The stack has none of Sentinel's connectors: neither roleArn nor sentinelS3RoleArn is among its outputs. Add one in Pulumi.STACK.yaml, and run pulumi up. Example: trailconnect:connectors: [defender, sentinelS3]",
    ],
    [
        "a stack without Defender's connector",
        ["defender"],
        { input: sentinelOutputs },
        "The stack has no output accessKeyId: its connectors don't include defender. Add it in Pulumi.STACK.yaml, and run pulumi up. Example: trailconnect:connectors: [defender, sentinelS3]",
    ],
    ...(["--csv=/nowhere/credentials.csv", "--print"] as const).map((option): (typeof refused)[number] => [
        `a masked secret for ${option.replace(/=.*/, "")}`,
        ["defender", option],
        { input: { ...defenderOutputs, secretAccessKey: "[secret]" } },
        "secretAccessKey is masked. Add --show-secrets: pulumi stack output --json --show-secrets | …",
    ]),
    [
        "a masked encrypted secret",
        ["defender", "--print"],
        { input: { ...defenderOutputs, secretAccessKey: undefined, encryptedSecretAccessKey: "[secret]" } },
        "encryptedSecretAccessKey is masked. Add --show-secrets: pulumi stack output --json --show-secrets | …",
    ],
    [
        "no name for the file",
        ["defender", "--csv", ""],
        { input: defenderOutputs },
        "--csv needs a file name. Example: --csv credentials.csv",
    ],
    [
        "a file of outputs that isn't there",
        [...sentinel, "--outputs", "/nowhere/outputs.json"],
        {},
        "Can't read the stack outputs: ENOENT: no such file or directory, open '/nowhere/outputs.json'",
    ],
    [
        "--outputs and --stack together",
        [...sentinel, "--outputs", "outputs.json", "--stack", "dev"],
        { input: sentinelOutputs },
        "--outputs and --stack are mutually exclusive.",
    ],
    [
        "--stack without the Pulumi CLI",
        [...sentinel, "--stack", "dev"],
        { env: { PATH: "/nowhere" } },
        `--stack runs the Pulumi CLI, which isn't on the PATH. Use --outputs FILE or standard input instead. ${example}`,
    ],
    ...["azureChina", "constructor"].map((cloud): (typeof refused)[number] => [
        `the cloud ${cloud}`,
        [...sentinel, "--cloud", cloud],
        {},
        `--cloud "${cloud}": unknown value. Allowed: commercial, usGovernment. Example: --cloud commercial`,
    ]),
    [
        "another template language",
        [...sentinel, "--template", "terraform"],
        {},
        '--template "terraform": unknown value. Allowed: bicep, arm. Example: --template bicep',
    ],
    ...["ten", "0", "-1", "", "Infinity", "NaN"].map((timeout): (typeof refused)[number] => [
        `the timeout ${JSON.stringify(timeout)}`,
        [...sentinel, `--timeout=${timeout}`],
        {},
        `--timeout ${JSON.stringify(timeout)}: must be a number greater than 0. Example: --timeout 10`,
    ]),
    [
        "a delay that is no number",
        [...sentinel, "--retry-delay", "5s"],
        {},
        '--retry-delay "5s": must be a number greater than 0. Example: --retry-delay 10',
    ],
    [
        "an endpoint without a scheme",
        [...sentinel, "--arm-endpoint", "management.azure.com"],
        {},
        '--arm-endpoint "management.azure.com": not an https URL. Example: --arm-endpoint https://management.azure.com',
    ],
    [
        "an endpoint that would get the token in clear",
        [...sentinel, "--arm-endpoint", "http://management.azure.com"],
        {},
        '--arm-endpoint "http://management.azure.com": not an https URL. Example: --arm-endpoint https://management.azure.com',
    ],
    [
        "an endpoint of another scheme",
        [...sentinel, "--log-analytics-endpoint", "ftp://api.loganalytics.io", "--cloud", "usGovernment"],
        {},
        '--log-analytics-endpoint "ftp://api.loganalytics.io": not an https URL. Example: --log-analytics-endpoint https://api.loganalytics.us',
    ],
    [
        "a workspace ID in place of the resource ID",
        ["sentinel", "--workspace", workspaceId],
        { input: sentinelOutputs },
        `--workspace "${workspaceId}": That is the workspace ID; Azure Resource Manager needs the resource ID.
Allowed: /subscriptions/ID/resourceGroups/NAME/providers/Microsoft.OperationalInsights/workspaces/NAME
Example: /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/security/providers/Microsoft.OperationalInsights/workspaces/sentinel
Find it: Azure portal > Log Analytics workspaces > your workspace > JSON View > Resource ID; or az monitor log-analytics workspace show --query id`,
    ],
    ["no workspace", ["sentinel"], {}, "required option '--workspace <resource id>' not specified"],
    ["an unknown option", [...sentinel, "--dry"], {}, "unknown option '--dry'"],
    ["an unknown command", ["sentry"], {}, "unknown command 'sentry'"],
    [
        "a word too many",
        ["defender", "please"],
        {},
        "too many arguments for 'defender'. Expected 0 arguments but got 1.",
    ],
];

describe("trailconnect", () => {
    for (const [title, args, given, error] of refused) {
        it(`refuses ${title}`, async () => {
            const { exitCode, out, err } = await trailconnect(args, given);
            expect({ exitCode, out, err }).to.deep.equal({ exitCode: 2, out: "", err: `error: ${error}\n` });
        });
    }

    it("refuses a token with a line break, and doesn't show it", async () => {
        const { exitCode, out, error, err } = await trailconnect(
            [...sentinel, "--arm-endpoint", "http://127.0.0.1:9", "--timeout", "0.001"],
            { input: sentinelOutputs, env: { AZURE_ACCESS_TOKEN: `first-half\n${token}` } },
        );
        expect({ exitCode, out, error }).to.deep.equal({
            exitCode: 2,
            out: "",
            error: "AZURE_ACCESS_TOKEN isn't a token: it contains spaces, line breaks or other characters that tokens never contain. Example: export AZURE_ACCESS_TOKEN=$(az account get-access-token --scope https://management.azure.com/.default --query accessToken --output tsv)",
        });
        expect(err).not.to.include("first-half");
    });

    it("explains itself", async () => {
        const all = await trailconnect(["--help"]);
        expect({ exitCode: all.exitCode, err: all.err }).to.deep.equal({ exitCode: 0, err: "" });
        expect(all.out).to.match(/^Usage: trailconnect \[options\] \[command\]\n/);
        for (const command of ["sentinel", "defender", "verify"]) {
            expect(all.out).to.include(`\n  ${command} [options]`);
            const one = await trailconnect([command, "--help"]);
            expect({ exitCode: one.exitCode, err: one.err }).to.deep.equal({ exitCode: 0, err: "" });
            expect(one.out.split("\n")[0]).to.equal(`Usage: trailconnect ${command} [options]`);
        }
    });

    it("explains itself without a command, too, as an error", async () => {
        const { exitCode, out, err } = await trailconnect([]);
        expect({ exitCode, out }).to.deep.equal({ exitCode: 2, out: "" });
        expect(err).to.match(/^Usage: trailconnect /);
    });

    for (const args of [["defender"], [...sentinel, "--dry-run"], [...sentinel, "--template", "arm"], ["--help"]]) {
        it(`minds no reader that goes away: ${args.filter((word) => word !== workspace).join(" ")}`, async () => {
            const { exitCode, err } = await trailconnect(args, {
                input: { ...trail, ...sentinelOutputs, ...defenderOutputs },
                started: (child) => child.stdout?.destroy(),
            });
            expect({ exitCode, err }).to.deep.equal({ exitCode: 0, err: "" });
        });
    }

    it("says that its output can't be written to a full disk", async function () {
        if (!existsSync("/dev/full")) {
            // There is no /dev/full here, and so no device that is full.
            this.skip();
        }
        const { exitCode, err } = await trailconnect(["defender"], {
            input: defenderOutputs,
            through: ["/bin/sh", "-c", 'exec "$@" > /dev/full', "sh"],
        });
        expect({ exitCode, err }).to.deep.equal({
            exitCode: 2,
            err: "error: Can't write to standard output: ENOSPC: no space left on device, write\n",
        });
    });
});
