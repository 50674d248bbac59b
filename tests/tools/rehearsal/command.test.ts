import { expect } from "chai";
import { report, reportJson } from "../../../tools/rehearsal/report";
import { projectWith } from "../../support/project";
import { type Printed, spawned } from "../../support/spawned";
import { rehearsalOf, type StackName } from "../../support/stacks";

/** Runs `npm start` with its output in a pipe. */
function rehearse(...args: string[]): Promise<Printed> {
    return spawned("tools/rehearsal/main.ts", args);
}

const usage = `Usage: npm start -- [--stack NAME] [--json] [--cwd DIR]

  --stack NAME   rehearse Pulumi.NAME.yaml (default: dev)
  --cwd DIR      the project's directory (default: the current one)
  --json         print {resources, policies, access, notes, outputs} as JSON; with npm start --silent
  --stack-outputs NAME=FILE
                 the outputs of another stack, for a StackReference: NAME is organization/project/stack,
                 FILE the output of pulumi stack output --json; may be repeated
  --function-result TOKEN=FILE
                 the result of a provider's function, as JSON; may be repeated
  --help         show this help
`;

/** The lines of a section, without its title and the empty line at its end. */
function section(out: string, title: string, next: string): string[] {
    const lines = out.split("\n");
    return lines.slice(lines.indexOf(title) + 1, next ? lines.indexOf(next) - 1 : -1);
}

/** What the owner of the bucket that is left alone has to add, in this account. */
function toAddIn(accountId: string, suffix: string): string[] {
    const trailArn = `arn:aws:cloudtrail:eu-central-1:${accountId}:trail/audit-trail`;
    const statement = (sid: string, action: string, resource: string, condition: Record<string, string>) => ({
        Sid: `${sid}ForAuditTrail${suffix}`,
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: action,
        Resource: resource,
        Condition: { StringEquals: { "aws:SourceArn": trailArn, ...condition } },
    });
    const statements = [
        statement("CloudTrailReadsBucketAcl", "s3:GetBucketAcl", "arn:aws:s3:::central-logs", {}),
        statement("CloudTrailWritesLogs", "s3:PutObject", `arn:aws:s3:::central-logs/AWSLogs/${accountId}/*`, {
            "s3:x-amz-acl": "bucket-owner-full-control",
        }),
    ];
    const prefix = `AWSLogs/${accountId}/CloudTrail/`;
    const notification = {
        QueueConfigurations: [
            {
                Id: `trailconnect ${prefix}`,
                QueueArn: `arn:aws:sqs:eu-central-1:${accountId}:trailconnect-sentinel-5671dce3`,
                Events: ["s3:ObjectCreated:*"],
                Filter: {
                    Key: {
                        FilterRules: [
                            { Name: "prefix", Value: prefix },
                            { Name: "suffix", Value: ".json.gz" },
                        ],
                    },
                },
            },
        ],
    };
    const indented = (value: unknown) =>
        JSON.stringify(value, null, 2)
            .split("\n")
            .map((line) => `    ${line}`);
    return [
        "  Statements to add to the existing bucket's policy, before pulumi up (stack output bucketPolicyStatements):",
        ...indented(statements),
        "",
        "  Event notifications to add to those that the existing bucket has, after pulumi up (stack output bucketNotification):",
        ...indented(notification),
    ];
}

/** What `npm start -- --stack NAME` prints for a stack, in a pipe. */
async function reportOf(stack: StackName): Promise<string> {
    const { run, program } = await rehearsalOf(stack);
    expect(run.diagnostics).to.deep.equal([]);
    return report(run, program, Number.POSITIVE_INFINITY);
}

/** What it prints with `--json`. */
async function jsonOf(stack: StackName) {
    const { run, program } = await rehearsalOf(stack);
    return JSON.parse(reportJson(run, program));
}

describe("npm start", () => {
    it("shows tree, access, outputs and what to do next, without colors in a pipe", async () => {
        const { exitCode, out, err } = await rehearse();
        expect(err).to.equal("");
        expect(exitCode).to.equal(0);
        const lines = out.split("\n");
        expect(lines.slice(0, 5)).to.deep.equal([
            "Rehearsal of stack dev. Nothing was created; no cloud API was called.",
            "Account 111122223333, suffixes, IDs and keys below are samples.",
            "",
            "Resources",
            " +  pulumi:pulumi:Stack                                      trailconnect-dev                                 create",
        ]);
        expect(lines).to.include("    26 to create (19 resources, 6 components and the stack)");
        const access = lines.indexOf("Access by Microsoft, AWS services and others, to account 111122223333");
        expect(lines.slice(access, access + 15)).to.deep.equal([
            "Access by Microsoft, AWS services and others, to account 111122223333",
            "  AWS account 197857026523 (Microsoft Sentinel)",
            "    may      sts:AssumeRole",
            "    on       arn:aws:iam::111122223333:role/trailconnect-sentinel-5671dce3",
            "    when     external ID is 0f8fad5b-d9cb-469f-a165-70867728950e",
            "    by       trust policy",
            "",
            "  Anyone who has assumed role trailconnect-sentinel-5671dce3",
            "    may      cloudtrail:Get*",
            "             cloudtrail:Describe*",
            "             cloudtrail:List*",
            "             cloudtrail:LookupEvents",
            "    on       *",
            "    by       policy AWSCloudTrail_ReadOnlyAccess",
            "",
        ]);
        expect(lines).to.include("  secretAccessKey      [secret]");
        const known = lines.indexOf("Before you deploy");
        expect(lines.slice(known, known + 4)).to.deep.equal([
            "Before you deploy",
            "  - If another trail in this account already records management events, this one is a second copy at",
            "    2.00 USD per 100,000 events. To connect the existing trail instead, set existingTrail.",
            "",
        ]);
        expect(lines.slice(-5)).to.deep.equal([
            "Next",
            "  1. Replace the sample values in Pulumi.dev.yaml with your own: trailconnect:sentinel",
            "  2. pulumi stack init dev (if the stack exists: pulumi stack select dev)",
            "  3. pulumi up",
            "",
        ]);
        expect(out).not.to.include("\u001b[");
    });

    it("takes place in the one account that the stack allows", async () => {
        const out = await reportOf("prod");
        expect(out).to.include("\nSuffixes, IDs and keys below are samples.\n");
        expect(out).to.include("\nAccess by Microsoft, AWS services and others, to account 123456789012\n");
        expect(out).to.include("arn:aws:iam::123456789012:role/").and.not.include("111122223333");
    });

    it("marks what is protected", async () => {
        const out = await reportOf("prod");
        expect(out).to.include(
            "sample values in Pulumi.prod.yaml with your own: aws:allowedAccountIds, trailconnect:sentinel, trailconnect:accessLogBucketName, trailconnect:alarms, trailconnect:defender",
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
        ).to.have.members([
            "trailconnect-trail",
            "trailconnect-log-group",
            "trailconnect-log-key",
            "trailconnect-log-bucket",
            "trailconnect-log-bucket-public-access-block",
            "trailconnect-log-bucket-ownership",
            "trailconnect-log-bucket-versioning",
            "trailconnect-log-bucket-encryption",
            "trailconnect-log-bucket-lifecycle",
            "trailconnect-log-bucket-object-lock",
            "trailconnect-log-bucket-policy",
        ]);
    });

    it("fits a terminal of 80 columns, but for ARNs among the outputs, which are whole", async () => {
        const { run, program } = await rehearsalOf("plain");
        const lines = report(run, program, 80).split("\n");
        expect(lines.filter((line) => line.length > 80)).to.deep.equal([
            `    ${run.outputs.kmsKeyArn}`,
            `    ${run.outputs.trailArn}`,
        ]);
        const at = lines.indexOf(" +     │  ├─ aws:iam:GroupPolicyAttachment");
        expect(lines.slice(at - 1, at + 2)).to.deep.equal([
            " +     │  ├─ aws:iam:Policy trailconnect-defender-user",
            " +     │  ├─ aws:iam:GroupPolicyAttachment",
            "       │  │    trailconnect-defender-user-group-policy",
        ]);
        const key = String(run.outputs.kmsKeyArn);
        expect(lines).to.include.members([`    on       ${key.slice(0, 61)}`, `               ${key.slice(61)}`]);
    });

    it("prints JSON for machines, with no secret in it", async () => {
        const { exitCode, out } = await rehearse("--json");
        expect(exitCode).to.equal(0);
        const { resources, policies, access, notes, outputs, ...others } = JSON.parse(out);
        expect(others).to.deep.equal({});
        expect(resources).to.have.length(26);
        expect(
            policies.map(({ resource, property }: { resource: string; property: string }) => `${resource} ${property}`),
        ).to.have.members([
            "trailconnect-log-key policy",
            "trailconnect-log-bucket-policy policy",
            "trailconnect-sentinel-role assumeRolePolicy",
            "trailconnect-defender-user policy",
        ]);
        expect(access).to.have.length(11);
        expect(access[0]).to.deep.equal({
            who: "AWS account 197857026523 (Microsoft Sentinel)",
            by: "trust policy",
            refused: false,
            actions: ["sts:AssumeRole"],
            resources: ["arn:aws:iam::111122223333:role/trailconnect-sentinel-5671dce3"],
            conditions: ["external ID is 0f8fad5b-d9cb-469f-a165-70867728950e"],
        });
        expect(notes).to.deep.equal([
            {
                text: "If another trail in this account already records management events, this one is a second copy at 2.00 USD per 100,000 events. To connect the existing trail instead, set existingTrail.",
            },
        ]);
        expect(outputs).to.include({ secretAccessKey: "[secret]", accountId: "111122223333" });
    });

    it("gives machines the command of a note, and the stack's own account", async () => {
        const { notes } = await jsonOf("organization");
        expect(notes.map(({ command }: { command?: string }) => command)).to.deep.equal([
            undefined,
            "aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com",
            "aws iam set-security-token-service-preferences --global-endpoint-token-version v2Token",
            undefined,
        ]);
        expect(JSON.stringify((await jsonOf("left-owned")).access))
            .to.include("210987654321")
            .and.not.include("111122223333");
    });

    it("shows what the owner of a bucket that is left alone has to add, and when", async () => {
        const out = await reportOf("left");
        expect(section(out, "To add to existing resources", "Before you deploy")).to.deep.equal([
            "  Account 111122223333 is a sample: set aws:allowedAccountIds to see your own below.",
            "",
            ...toAddIn("111122223333", "47693191"),
        ]);
        expect(section(out, "Before you deploy", "Stack outputs")).to.deep.equal([
            "  - If another trail in this account already records management events, this one is a second copy at",
            "    2.00 USD per 100,000 events. To connect the existing trail instead, set existingTrail.",
            "  - Not shown above: access that the existing bucket's own policy already grants.",
        ]);
        expect(section(out, "Stack outputs", "Next"))
            .to.include("  bucketPolicyStatements      (above)")
            .and.include("  bucketNotification          (above)");
        expect(section(out, "Next", "")).to.deep.equal([
            "  1. Replace the sample values in Pulumi.left.yaml with your own: trailconnect:sentinel",
            "  2. Have the owners of existing resources add the statements above",
            "  3. pulumi stack init left (if the stack exists: pulumi stack select left)",
            "  4. pulumi up",
            "  5. Have the existing bucket's owner add the notification above",
        ]);
    });

    it("shows it for the stack's own account, where it is known", async () => {
        const out = await reportOf("left-owned");
        expect(section(out, "To add to existing resources", "Before you deploy")).to.deep.equal(
            toAddIn("210987654321", "7bb8d851"),
        );
    });

    it("tells which values are samples of documentation, and no others", async () => {
        const out = await reportOf("samples");
        expect(section(out, "Next", "")).to.deep.equal([
            "  1. Replace the sample values in Pulumi.samples.yaml with your own: trailconnect:sentinel, trailconnect:existingKmsKeyArn, trailconnect:organization, trailconnect:alarms",
            "  2. Have the owners of existing resources add the statements above",
            "  3. pulumi stack init samples (if the stack exists: pulumi stack select samples)",
            "  4. pulumi up",
            "  5. Have the existing bucket's owner add the notification above",
        ]);
    });

    it("puts a note's command on a line of its own, and nothing to add where nothing is there", async () => {
        const out = await reportOf("organization");
        expect(out).not.to.include("To add to existing resources");
        expect(section(out, "Before you deploy", "Stack outputs")).to.deep.equal([
            "  - If another trail in this account already records management events, this one is a second copy at",
            "    2.00 USD per 100,000 events. To connect the existing trail instead, set existingTrail.",
            "  - An organization trail needs the management account, which pulumi preview checks, with trusted",
            "    access for CloudTrail enabled once:",
            "      aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com",
            "  - ap-east-1 is an opt-in region: Sentinel signs in at the global AWS STS endpoint, whose tokens",
            "    don't work there until you enable that for the account, once:",
            "      aws iam set-security-token-service-preferences --global-endpoint-token-version v2Token",
            "  - Amazon S3 sends notifications of everything under the organization's prefix, including",
            "    CloudTrail's digest files (hashes of the logs). Sentinel may read those too, and may fail on",
            "    them. With organization.memberAccountIds, it sends them of logs only.",
        ]);
        expect(section(out, "Next", "")).to.deep.equal([
            "  1. pulumi stack init organization (if the stack exists: pulumi stack select organization)",
            "  2. pulumi up",
        ]);
    });

    /** Whether each line of the access from outside that says "may" or "may not" is a refusal. */
    const refusals = (out: string, title: string) =>
        section(out, "Access by Microsoft, AWS services and others, to account 111122223333", title).flatMap((line) =>
            /^ {4}may( not)? {2}/.test(line) ? [line.startsWith("    may not")] : [],
        );

    it("shows who may before who may not", async () => {
        const out = await reportOf("left");
        const refused = refusals(out, "To add to existing resources");
        expect(refused).to.include(true).and.include(false);
        expect(refused).to.deep.equal([...refused].sort());
    });

    it("shows what somebody may before what the same one may not", async () => {
        const out = await reportOf("guarded");
        const lines = section(
            out,
            "Access by Microsoft, AWS services and others, to account 111122223333",
            "Before you deploy",
        );
        const ofEveryone = lines.slice(lines.indexOf("  Everyone") + 1);
        expect(ofEveryone.find((line) => /^ {4}may/.test(line))).to.equal("    may      s3:GetObject");
    });

    it("prints a wrong configuration's message as Pulumi would, and nothing else, and fails", async () => {
        const project = projectWith({
            wrong: {
                "aws:region": "eu-central-1",
                "trailconnect:connectors": ["defender"],
                "trailconnect:encryption": "no",
            },
        });
        const printed = await rehearse("--cwd", project.directory, "--stack", "wrong").finally(project.remove);
        expect(printed).to.deep.equal({
            exitCode: 1,
            out: "",
            err: [
                "error: 1 value can't be used.",
                "",
                '  trailconnect:encryption = "no"',
                "    Unknown value.",
                "    Allowed: kms, s3",
                '    Example: trailconnect:encryption: "kms"',
                "",
                "Nothing was created or changed. The values are in Pulumi.wrong.yaml.",
                "",
            ].join("\n"),
        });
    });

    it("names the stacks that there are", async () => {
        expect(await rehearse("--stack", "staging")).to.deep.equal({
            exitCode: 1,
            out: "",
            err: 'error: There is no stack "staging": Pulumi.staging.yaml is missing. Stacks here: dev, prod. Example: --stack dev\n',
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
