import { expect } from "chai";
import { sampleAws } from "../../../tools/rehearsal/aws";
import { type ProgramRun, type Registration, runProgram } from "../../../tools/rehearsal/engine";
import { readProgram } from "../../../tools/rehearsal/program";
import { projectWith } from "../../support/project";
import { rehearsalOf, type StackName, workspaceId } from "../../support/stacks";

const common = ["accountId", "bucketName", "partition", "recordedAccounts", "region", "trailArn", "trailName"];
const ofSentinel = ["externalId", "roleArn", "sentinelWorkspaceId"];
const ofSentinelS3 = [
    "alarmTopicArn",
    "sentinelDeadLetterQueueUrl",
    "sentinelOidcProviderArn",
    "sentinelQueueUrl",
    "sentinelS3Accounts",
    "sentinelS3RoleArn",
    "sentinelWorkspaceId",
];
const ofDefender = ["accessKeyId", "secretAccessKey", "userName"];

describe("the program, through Pulumi's language runtime", () => {
    const run = async (stack: StackName) => (await rehearsalOf(stack)).run;
    const registered = ({ registrations }: ProgramRun, type: string): Registration[] =>
        registrations.filter((registration) => registration.type === type);

    const expected: [stack: StackName, outputs: string[]][] = [
        ["dev", [...common, "kmsKeyArn", ...ofSentinel, ...ofDefender]],
        [
            "prod",
            [
                ...common,
                "kmsKeyArn",
                ...ofSentinel,
                ...ofDefender,
                "alarmTopicArn",
                "logGroupName",
                "accessLogBucketPolicyStatements",
            ],
        ],
        ["plain", [...common, "kmsKeyArn", ...ofSentinel, ...ofDefender]],
        [
            "everything",
            [
                ...common,
                "kmsKeyArn",
                ...ofSentinel,
                ...ofSentinelS3,
                "accessKeyId",
                "encryptedSecretAccessKey",
                "userName",
                "sentinelTopicArn",
                "logGroupName",
                "accessLogBucketPolicyStatements",
            ],
        ],
        ["weaker", [...common, ...ofSentinel, ...ofDefender, "previousAccessKeyId", "logGroupName"]],
        ["defender-alone", [...common, "kmsKeyArn", ...ofDefender]],
        ["extras", [...common, ...ofSentinelS3, "logGroupName", "accessLogBucketPolicyStatements"]],
        ["organization", [...common, "kmsKeyArn", ...ofSentinelS3]],
        ["polled", [...common, "kmsKeyArn", ...ofSentinel, ...ofDefender, ...ofSentinelS3]],
        ["azure-government", [...common, "kmsKeyArn", ...ofSentinel, ...ofDefender]],
        ["us-government", [...common, "kmsKeyArn", ...ofSentinelS3]],
        [
            "existing-trail",
            [...common, "kmsKeyArn", ...ofSentinelS3, "alarmTopicPolicyStatements", "bucketNotification"],
        ],
        ["own-account", [...common.filter((name) => name !== "bucketName"), ...ofSentinel, "alarmTopicArn"]],
        ["existing-bucket", [...common, "kmsKeyArn", ...ofSentinel]],
        ["guarded", [...common, "kmsKeyArn", ...ofSentinelS3]],
        ["left", [...common, "kmsKeyArn", ...ofSentinelS3, "bucketPolicyStatements", "bucketNotification"]],
    ];
    for (const [stack, outputs] of expected) {
        it(`${stack} ends well, silently, with exactly its outputs`, async () => {
            const result = await run(stack);
            expect(result.diagnostics.map((message) => message.split(":")[0])).to.deep.equal(
                stack === "own-account"
                    ? ["Changes to the readers' IAM users and roles raise no alarm in this region"]
                    : [],
            );
            expect(result.exitCode).to.equal(0);
            // Both of Sentinel's connectors have the workspace ID.
            expect(Object.keys(result.outputs).sort()).to.deep.equal([...new Set(outputs)].sort());
            expect(result.secretOutputs).to.deep.equal(outputs.includes("secretAccessKey") ? ["secretAccessKey"] : []);
        });
    }

    it("names nothing of AWS's commercial partition in AWS GovCloud (US)", async () => {
        expect(JSON.stringify((await run("us-government")).registrations)).to.not.include("arn:aws:");
    });

    it("protects trail, key, bucket and what guards the bucket in prod, and nothing in dev", async () => {
        const protectedIn = async (stack: StackName) =>
            (await run(stack)).registrations
                .filter(({ protect }) => protect)
                .map(({ type }) => type)
                .sort();
        expect(await protectedIn("prod")).to.deep.equal([
            "aws:cloudtrail/trail:Trail",
            "aws:cloudwatch/logGroup:LogGroup",
            "aws:kms/key:Key",
            "aws:s3/bucket:Bucket",
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
            "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
            "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
            "aws:s3/bucketPolicy:BucketPolicy",
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            "aws:s3/bucketVersioning:BucketVersioning",
        ]);
        expect(await protectedIn("dev")).to.deep.equal([]);
    });

    it("hangs everything under one connection, and all of it under the stack", async () => {
        const { registrations } = await run("weaker");
        const [stack] = registrations.filter(({ type }) => type === "pulumi:pulumi:Stack");
        const [connection] = registrations.filter(({ type }) => type === "trailconnect:index:CloudTrailConnection");
        expect(connection?.parent).to.equal(stack?.urn);
        const others = registrations.filter((registration) => registration !== stack && registration !== connection);
        for (const { urn } of others) {
            expect(urn).to.match(/^urn:pulumi:weaker::trailconnect::trailconnect:index:CloudTrailConnection\$/);
        }
        expect(others).to.have.length(26);
    });

    it("makes the trail after the bucket policy and the key, and hands the engine that order", async () => {
        const result = await run("defender-alone");
        const [trail] = registered(result, "aws:cloudtrail/trail:Trail");
        for (const type of ["aws:s3/bucketPolicy:BucketPolicy", "aws:kms/key:Key"]) {
            expect(trail?.dependencies).to.include(registered(result, type)[0]?.urn);
        }
    });

    it("tells which workspace it connects, with either of Sentinel's connectors", async () => {
        for (const stack of ["existing-bucket", "us-government"] as const) {
            expect((await run(stack)).outputs.sentinelWorkspaceId, stack).to.equal(workspaceId);
        }
    });

    it("hands Sentinel's feed whose bucket it reads, and the OIDC provider that there is", async () => {
        const feedOf = async (stack: StackName) => registered(await run(stack), "trailconnect:index:SentinelS3")[0];
        expect((await feedOf("us-government"))?.inputs)
            .to.include({ ownsBucket: true })
            .and.not.have.property("existingOidcProviderArn");
        expect((await feedOf("existing-trail"))?.inputs).to.deep.include({
            ownsBucket: false,
            existingOidcProviderArn:
                "arn:aws:iam::111122223333:oidc-provider/sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
        });
    });

    it("sends the engine no secret as an argument of any resource", async () => {
        for (const registration of (await run("weaker")).registrations) {
            const secretArguments = registration.secrets.filter((name) => name in registration.inputs);
            expect(secretArguments, registration.name).to.deep.equal([]);
        }
    });

    it("refuses a wrong configuration in one message, before anything is registered", async () => {
        const project = projectWith({ wrong: { "aws:region": "cn-north-1", "trailconnect:encryption": "none" } });
        const program = readProgram(project.directory, "wrong");
        const result = await runProgram(program, sampleAws("cn-north-1")).finally(project.remove);
        expect(result.exitCode).not.to.equal(0);
        expect(result.registrations.map(({ type }) => type)).to.deep.equal(["pulumi:pulumi:Stack"]);
        expect(result.diagnostics).to.deep.equal([
            [
                "3 values can't be used.",
                "",
                '  aws:region = "cn-north-1"',
                '    AWS China is not supported by Microsoft Defender for Cloud Apps and Microsoft Sentinel ("Amazon Web Services" connector): Microsoft connects to AWS\'s commercial partition only.',
                "    Allowed: a region in the aws partition",
                '    Example: aws:region: "eu-central-1"',
                "",
                "  trailconnect:sentinel.workspaceId is not set",
                "    Sentinel's connectors need the workspace ID, which tells your Sentinel apart from everyone else's.",
                "    Allowed: the workspace ID: a lowercase GUID, without braces or spaces",
                `    Example: trailconnect:sentinel: { workspaceId: "${workspaceId}" }`,
                "    Find it: Azure portal > Log Analytics workspaces > your workspace > Overview > Workspace ID",
                "",
                '  trailconnect:encryption = "none"',
                "    Unknown value.",
                "    Allowed: kms, s3",
                '    Example: trailconnect:encryption: "kms"',
                "",
                "Nothing was created or changed. The values are in Pulumi.wrong.yaml.",
            ].join("\n"),
        ]);
    });
});
