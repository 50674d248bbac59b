import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { AuditTrail, LogBucket, type LogBucketArgs } from "../../components";
import { bucketPolicy } from "../../components/policies/bucket";
import { byLabel, construct, outputsOf, refusal, registration } from "../support/mocks";

const trailArn = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail";
const kmsKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/0f8fad5b-d9cb-469f-a165-70867728950e";

function logBucket(args: Partial<LogBucketArgs> = {}) {
    return construct(() => new LogBucket("logs", { trailArn, ...args }));
}

/** Inputs of a registration, by label. */
async function inputs(args: Partial<LogBucketArgs>, wanted: string) {
    return byLabel((await logBucket(args)).registrations)[wanted]?.inputs;
}

const parent = "LogBucket logs";
const bucket = "audit-logs";

describe("LogBucket", () => {
    it("registers a private, versioned, encrypted, expiring, protected bucket with one policy", async () => {
        const args = { bucketName: bucket, kmsKeyArn, tags: { Team: "security" } };
        const { built, registrations } = await logBucket(args);
        const { values, secrets } = await outputsOf(built);
        expect(values).to.deep.equal({ bucketName: bucket, bucketArn: "arn:aws:s3:::audit-logs" });
        expect(secrets).to.deep.equal([]);
        // The aliases are @pulumi/aws's own, for its former names of the types.
        expect(byLabel(registrations)).to.deep.equal(
            byLabel([
                registration({
                    type: "trailconnect:index:LogBucket",
                    name: "logs",
                    inputs: { trailArn, ...args },
                    outputs: values,
                }),
                registration({
                    type: "aws:s3/bucket:Bucket",
                    name: "logs",
                    parent,
                    inputs: { bucket, forceDestroy: false, tags: { Team: "security" } },
                    protect: true,
                    aliases: ["aws:s3/bucketV2:BucketV2", "aws:s3/bucketV2:BucketV2"],
                }),
                registration({
                    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                    name: "logs-public-access-block",
                    parent,
                    inputs: {
                        bucket,
                        blockPublicAcls: true,
                        blockPublicPolicy: true,
                        ignorePublicAcls: true,
                        restrictPublicBuckets: true,
                    },
                    dependencies: ["Bucket logs"],
                }),
                registration({
                    type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
                    name: "logs-ownership",
                    parent,
                    inputs: { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
                    dependencies: ["Bucket logs"],
                }),
                registration({
                    type: "aws:s3/bucketVersioning:BucketVersioning",
                    name: "logs-versioning",
                    parent,
                    inputs: { bucket, versioningConfiguration: { status: "Enabled" } },
                    dependencies: ["Bucket logs"],
                    aliases: ["aws:s3/bucketVersioningV2:BucketVersioningV2"],
                }),
                registration({
                    type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
                    name: "logs-encryption",
                    parent,
                    inputs: {
                        bucket,
                        rules: [
                            {
                                applyServerSideEncryptionByDefault: {
                                    sseAlgorithm: "aws:kms",
                                    kmsMasterKeyId: kmsKeyArn,
                                },
                                bucketKeyEnabled: true,
                            },
                        ],
                    },
                    dependencies: ["Bucket logs"],
                    aliases: [
                        "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
                    ],
                }),
                registration({
                    type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
                    name: "logs-lifecycle",
                    parent,
                    inputs: {
                        bucket,
                        rules: [
                            {
                                id: "expire-logs",
                                status: "Enabled",
                                filter: { prefix: "" },
                                expiration: { days: 365 },
                                noncurrentVersionExpiration: { noncurrentDays: 30 },
                                abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
                            },
                            {
                                id: "remove-expired-delete-markers",
                                status: "Enabled",
                                filter: { prefix: "" },
                                expiration: { expiredObjectDeleteMarker: true },
                            },
                        ],
                    },
                    dependencies: ["Bucket logs", "BucketVersioning logs-versioning"],
                    aliases: ["aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2"],
                }),
                registration({
                    type: "aws:s3/bucketPolicy:BucketPolicy",
                    name: "logs-policy",
                    parent,
                    inputs: { bucket, policy: JSON.stringify(bucketPolicy("arn:aws:s3:::audit-logs", trailArn)) },
                    dependencies: [
                        "Bucket logs",
                        "BucketOwnershipControls logs-ownership",
                        "BucketPublicAccessBlock logs-public-access-block",
                    ],
                }),
            ]),
        );
    });

    it("leaves the bucket's name to Pulumi if none is given", async () => {
        expect(await inputs({}, "Bucket logs")).to.deep.equal({ forceDestroy: false });
    });

    it("encrypts with Amazon S3 managed keys if no key is given", async () => {
        expect(
            (await inputs({ bucketName: bucket }, "BucketServerSideEncryptionConfiguration logs-encryption"))?.rules,
        ).to.deep.equal([{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }]);
    });

    it("expires logs after the days given", async () => {
        const rules = (await inputs({ logRetentionDays: 2555 }, "BucketLifecycleConfiguration logs-lifecycle"))?.rules;
        expect(rules).to.have.nested.property("[0].expiration").that.deep.equals({ days: 2555 });
    });

    it("lets go of the bucket and of its logs where they are not protected", async () => {
        const { registrations } = await logBucket({ protectLogs: false });
        expect(registrations.filter(({ protect }) => protect)).to.deep.equal([]);
        expect(byLabel(registrations)["Bucket logs"]?.inputs).to.deep.equal({ forceDestroy: true });
    });

    it("gives its name to nobody before its policy is in place", async () => {
        const { registrations } = await construct(() => {
            const { bucketName } = new LogBucket("logs", { trailArn });
            return new AuditTrail("audit", { trailName: "audit-trail", bucketName });
        });
        expect(byLabel(registrations)["Trail audit"]?.dependencies).to.deep.equal(["BucketPolicy logs-policy"]);
    });

    it("refuses what it can't use before it registers anything", async () => {
        const args = { trailArn: "", bucketName: "Audit.Logs", logRetentionDays: 0 };
        const { error, registrations } = await refusal(() => new LogBucket("logs", args));
        expect(error.message).to.equal(`3 values can't be used.

  trailArn = ""
    That is not a trail's ARN.
    Allowed: arn:PARTITION:cloudtrail:HOME_REGION:ACCOUNT_ID:trail/TRAIL_NAME
    Example: trailArn: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail"

  bucketName = "Audit.Logs"
    That is no S3 bucket name: only lower-case letters, digits and hyphens, a letter or digit at both ends may stand there.
    Allowed: 3 to 63 characters: lower-case letters, digits and hyphens, a letter or digit at both ends
    Example: bucketName: "audit-logs-3f9c"

  logRetentionDays = 0
    Out of range.
    Allowed: a whole number of days from 1 to 36500
    Example: logRetentionDays: 365`);
        expect(registrations).to.deep.equal([]);
    });

    it("takes a trail's ARN that another resource gives", async () => {
        const { registrations } = await logBucket({ trailArn: pulumi.output(trailArn) });
        expect(byLabel(registrations)).to.deep.equal(byLabel((await logBucket()).registrations));
    });

    it("refuses a bad one that another resource gives, and makes no bucket policy", async () => {
        const args = { trailArn: pulumi.output("audit-trail") };
        const { error, registrations } = await refusal(() => new LogBucket("logs", args));
        expect(error).to.have.nested.property("errors[0].propertyPath", "trailArn");
        expect(registrations.filter(({ type }) => type === "aws:s3/bucketPolicy:BucketPolicy")).to.deep.equal([]);
    });
});
