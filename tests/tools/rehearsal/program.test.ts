import { expect } from "chai";
import { sampleAws } from "../../../tools/rehearsal/aws";
import { type ProgramRun, type Registration, runProgram } from "../../../tools/rehearsal/engine";
import { readProgram } from "../../../tools/rehearsal/program";
import { projectWith, root } from "../../support/project";

const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";
const base = { "aws:region": "eu-central-1", "trailconnect:sentinel.workspaceId": workspaceId };

const stacks = {
    "defender-alone": { "aws:region": "eu-central-1", "trailconnect:connectors": ["defender"] },
    "sentinel-alone": { ...base, "trailconnect:connectors": ["sentinel"] },
    "s3-encryption": { ...base, "trailconnect:encryption": "s3" },
    rotation: {
        ...base,
        "trailconnect:defender.accessKeyGeneration": 2,
        "trailconnect:defender.keepPreviousAccessKey": true,
    },
    pgp: { ...base, "trailconnect:defender.accessKeyPgpKey": "keybase:alice" },
    "pgp-rotation": {
        ...base,
        "trailconnect:defender.accessKeyPgpKey": "keybase:alice",
        "trailconnect:defender.accessKeyGeneration": 2,
        "trailconnect:defender.keepPreviousAccessKey": true,
    },
    "azure-government": {
        ...base,
        "trailconnect:sentinel.azureCloud": "usGovernment",
        "trailconnect:sentinel.microsoftAccountId": "210987654321",
    },
    "sentinel-s3": { ...base, "trailconnect:connectors": ["sentinelS3"] },
    "all-connectors": { ...base, "trailconnect:connectors": ["defender", "sentinel", "sentinelS3"] },
    "us-government": {
        ...base,
        "aws:region": "us-gov-west-1",
        "trailconnect:connectors": ["sentinelS3"],
        "trailconnect:sentinel.azureCloud": "usGovernment",
    },
    organization: {
        ...base,
        "trailconnect:connectors": ["sentinelS3"],
        "trailconnect:organization.id": "o-exampleorgid",
        "trailconnect:sentinel.snsFanOut": true,
    },
    "existing-trail": {
        ...base,
        "trailconnect:connectors": ["sentinelS3"],
        "trailconnect:existingTrail.arn": "arn:aws:cloudtrail:eu-central-1:444455556666:trail/central",
        "trailconnect:existingBucket.name": "central-logs",
        "trailconnect:sentinel.existingOidcProviderArn":
            "arn:aws:iam::111122223333:oidc-provider/sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
    },
    "existing-bucket": {
        ...base,
        "trailconnect:connectors": ["sentinelS3"],
        "trailconnect:existingBucket.name": "central-logs",
        "trailconnect:existingBucket.policy": '{"Version":"2012-10-17","Statement":[]}',
        "trailconnect:existingBucket.notification": "{}",
    },
    extras: {
        ...base,
        "trailconnect:connectors": ["sentinel"],
        "trailconnect:trail.dataEvents": [{ resourceType: "AWS::S3::Object" }],
        "trailconnect:trail.insights": ["ApiErrorRateInsight"],
        "trailconnect:trail.cloudWatchLogsRetentionDays": 90,
        "trailconnect:accessLogBucketName": "access-logs",
        "trailconnect:objectLock.days": 30,
        "trailconnect:alarms.onTampering": true,
        "trailconnect:alarms.emails": ["security@example.com"],
    },
    wrong: { "aws:region": "cn-north-1", "trailconnect:encryption": "none" },
};

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
    const project = projectWith(stacks);
    after(project.remove);

    const run = (stack: string, directory = project.directory) => {
        const program = readProgram(directory, stack);
        return runProgram(program, sampleAws(program.configuration.values["aws:region"] as string));
    };
    const registered = ({ registrations }: ProgramRun, type: string): Registration[] =>
        registrations.filter((registration) => registration.type === type);

    const expected: [stack: string, outputs: string[]][] = [
        ["defender-alone", [...common, "kmsKeyArn", ...ofDefender]],
        ["sentinel-alone", [...common, "kmsKeyArn", ...ofSentinel]],
        ["s3-encryption", [...common, ...ofSentinel, ...ofDefender]],
        ["rotation", [...common, "kmsKeyArn", ...ofSentinel, ...ofDefender, "previousAccessKeyId"]],
        ["pgp", [...common, "kmsKeyArn", ...ofSentinel, "accessKeyId", "encryptedSecretAccessKey", "userName"]],
        [
            "pgp-rotation",
            [
                ...common,
                "kmsKeyArn",
                ...ofSentinel,
                "accessKeyId",
                "encryptedSecretAccessKey",
                "userName",
                "previousAccessKeyId",
            ],
        ],
        ["azure-government", [...common, "kmsKeyArn", ...ofSentinel, ...ofDefender]],
        ["sentinel-s3", [...common, "kmsKeyArn", ...ofSentinelS3]],
        ["all-connectors", [...common, "kmsKeyArn", ...ofSentinel, ...ofDefender, ...ofSentinelS3]],
        ["us-government", [...common, "kmsKeyArn", ...ofSentinelS3]],
        ["organization", [...common, "kmsKeyArn", ...ofSentinelS3, "sentinelTopicArn"]],
        ["existing-trail", [...common, ...ofSentinelS3, "bucketNotification"]],
        ["existing-bucket", [...common, "kmsKeyArn", ...ofSentinelS3]],
        [
            "extras",
            [...common, "kmsKeyArn", ...ofSentinel, "alarmTopicArn", "logGroupName", "accessLogBucketPolicyStatements"],
        ],
    ];
    for (const [stack, outputs] of expected) {
        it(`${stack} ends well, silently, with exactly its outputs`, async () => {
            const result = await run(stack);
            expect(result.diagnostics).to.deep.equal([]);
            expect(result.exitCode).to.equal(0);
            // Both of Sentinel's connectors have the workspace ID.
            expect(Object.keys(result.outputs).sort()).to.deep.equal([...new Set(outputs)].sort());
            expect(result.secretOutputs).to.deep.equal(outputs.includes("secretAccessKey") ? ["secretAccessKey"] : []);
        });
    }

    it("names nothing of AWS's commercial partition in AWS GovCloud (US)", async () => {
        expect(JSON.stringify((await run("us-government")).registrations)).to.not.include("arn:aws:");
    });

    for (const stack of ["dev", "prod"]) {
        it(`the stack ${stack} of this repository ends well`, async () => {
            const result = await run(stack, root);
            expect(result.diagnostics).to.deep.equal([]);
            expect(result.exitCode).to.equal(0);
        });
    }

    it("protects key, bucket and what guards the bucket in prod, and nothing in dev", async () => {
        const protectedIn = async (stack: string) =>
            (await run(stack, root)).registrations
                .filter(({ protect }) => protect)
                .map(({ type }) => type)
                .sort();
        expect(await protectedIn("prod")).to.deep.equal([
            "aws:kms/key:Key",
            "aws:s3/bucket:Bucket",
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
            "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
            "aws:s3/bucketPolicy:BucketPolicy",
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            "aws:s3/bucketVersioning:BucketVersioning",
        ]);
        expect(await protectedIn("dev")).to.deep.equal([]);
    });

    it("hangs everything under one connection, and all of it under the stack", async () => {
        const { registrations } = await run("rotation");
        const [stack] = registrations.filter(({ type }) => type === "pulumi:pulumi:Stack");
        const [connection] = registrations.filter(({ type }) => type === "trailconnect:index:CloudTrailConnection");
        expect(connection?.parent).to.equal(stack?.urn);
        const others = registrations.filter((registration) => registration !== stack && registration !== connection);
        for (const { urn } of others) {
            expect(urn).to.match(/^urn:pulumi:rotation::trailconnect::trailconnect:index:CloudTrailConnection\$/);
        }
        expect(others).to.have.length(25);
    });

    it("makes the trail after the bucket policy and the key, and hands the engine that order", async () => {
        const result = await run("defender-alone");
        const [trail] = registered(result, "aws:cloudtrail/trail:Trail");
        for (const type of ["aws:s3/bucketPolicy:BucketPolicy", "aws:kms/key:Key"]) {
            expect(trail?.dependencies).to.include(registered(result, type)[0]?.urn);
        }
    });

    it("tells which workspace it connects, with either of Sentinel's connectors", async () => {
        for (const stack of ["sentinel-alone", "sentinel-s3"]) {
            expect((await run(stack)).outputs.sentinelWorkspaceId, stack).to.equal(workspaceId);
        }
    });

    it("hands Sentinel's feed whose bucket it reads, and the OIDC provider that there is", async () => {
        const feedOf = async (stack: string) => registered(await run(stack), "trailconnect:index:SentinelS3")[0];
        expect((await feedOf("sentinel-s3"))?.inputs)
            .to.include({ ownsBucket: true })
            .and.not.have.property("existingOidcProviderArn");
        expect((await feedOf("existing-trail"))?.inputs).to.deep.include({
            ownsBucket: false,
            existingOidcProviderArn: stacks["existing-trail"]["trailconnect:sentinel.existingOidcProviderArn"],
        });
    });

    it("sends the engine no secret as an argument of any resource", async () => {
        for (const registration of (await run("rotation")).registrations) {
            const secretArguments = registration.secrets.filter((name) => name in registration.inputs);
            expect(secretArguments, registration.name).to.deep.equal([]);
        }
    });

    it("refuses a wrong configuration in one message, before anything is registered", async () => {
        const result = await run("wrong");
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
                "    Allowed: the workspace ID: a GUID in lower case, without braces or spaces",
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
