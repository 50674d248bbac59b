import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { AuditTrail, LogBucket, type LogBucketArgs, ObjectLockMode } from "../../../components/index";
import { bucketPolicy } from "../../../components/logs/bucketPolicy";
import { faultsOf } from "../../support/faults";
import { byLabel, construct, label, outputsOf, refusal, registration } from "../../support/mocks";

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
                    protect: true,
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
                    protect: true,
                    inputs: { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
                    dependencies: ["Bucket logs"],
                }),
                registration({
                    type: "aws:s3/bucketVersioning:BucketVersioning",
                    name: "logs-versioning",
                    parent,
                    protect: true,
                    inputs: { bucket, versioningConfiguration: { status: "Enabled" } },
                    dependencies: ["Bucket logs"],
                    aliases: ["aws:s3/bucketVersioningV2:BucketVersioningV2"],
                }),
                registration({
                    type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
                    name: "logs-encryption",
                    parent,
                    protect: true,
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
                    protect: true,
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
                    protect: true,
                    inputs: {
                        bucket,
                        policy: JSON.stringify(
                            bucketPolicy({ bucketArn: "arn:aws:s3:::audit-logs", trailArn, protectLogs: true }),
                        ),
                    },
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
        for (const args of [{}, { accessLogBucketName: "access-logs" }]) {
            const { registrations } = await logBucket({ protectLogs: false, ...args });
            expect(registrations.filter(({ protect }) => protect)).to.deep.equal([]);
            expect(byLabel(registrations)["Bucket logs"]?.inputs).to.deep.equal({ forceDestroy: true });
        }
    });

    it("protects whatever guards the logs, and not the access logging", async () => {
        for (const protectLogs of [undefined, true]) {
            const args = { protectLogs, objectLock: { days: 30 }, accessLogBucketName: "access-logs" };
            const { registrations } = await logBucket(args);
            expect(registrations.filter(({ protect }) => !protect).map((one) => label(one))).to.deep.equal([
                parent,
                "BucketLogging logs-access-logging",
            ]);
            expect(registrations).to.have.lengthOf(10);
        }
    });

    describe("for an organization", () => {
        const organizationId = "o-exampleorgid";
        const policy = JSON.stringify(
            bucketPolicy({ bucketArn: "arn:aws:s3:::audit-logs", trailArn, organizationId, protectLogs: true }),
        );

        it("lets the trail write under the organization's prefix too", async () => {
            const args = { bucketName: bucket, organizationId };
            expect((await inputs(args, "BucketPolicy logs-policy"))?.policy).to.equal(policy);
        });

        it("takes the ID that another resource gives", async () => {
            const args = { bucketName: bucket, organizationId: pulumi.output(organizationId) };
            expect((await inputs(args, "BucketPolicy logs-policy"))?.policy).to.equal(policy);
        });

        it("refuses a bad one that another resource gives, and makes no bucket policy", async () => {
            const args = { trailArn, organizationId: pulumi.output("*") };
            const { error, registrations } = await refusal(() => new LogBucket("logs", args));
            expect(faultsOf(error)).to.deep.equal(["organizationId: organization-id"]);
            expect(registrations.filter(({ type }) => type === "aws:s3/bucketPolicy:BucketPolicy")).to.deep.equal([]);
        });
    });

    it("logs accesses to another bucket, under its own name", async () => {
        const args = { bucketName: bucket, accessLogBucketName: "access.logs" };
        const logged = byLabel((await logBucket(args)).registrations);
        const { "BucketLogging logs-access-logging": logging, ...others } = logged;
        expect(logging).to.deep.equal(
            registration({
                type: "aws:s3/bucketLogging:BucketLogging",
                name: "logs-access-logging",
                parent,
                inputs: { bucket, targetBucket: "access.logs", targetPrefix: "audit-logs/" },
                dependencies: ["Bucket logs"],
                aliases: ["aws:s3/bucketLoggingV2:BucketLoggingV2"],
            }),
        );
        const { [parent]: component, ...children } = others;
        const { [parent]: plain, ...plainChildren } = byLabel((await logBucket({ bucketName: bucket })).registrations);
        expect(children).to.deep.equal(plainChildren);
        expect(component).to.deep.equal({ ...plain, inputs: { trailArn, ...args } });
        const given = await logBucket({ ...args, accessLogBucketName: pulumi.output("access.logs") });
        expect(byLabel(given.registrations)).to.deep.equal(logged);
    });

    describe("with Object Lock", () => {
        const cases: [string, ObjectLockMode | undefined, string][] = [
            ["binds everybody without a special right if nothing else is said", undefined, "GOVERNANCE"],
            ["binds everybody without a special right", ObjectLockMode.Governance, "GOVERNANCE"],
            ["binds everybody", ObjectLockMode.Compliance, "COMPLIANCE"],
        ];
        for (const [title, given, mode] of cases) {
            it(title, async () => {
                const args = { bucketName: bucket, objectLock: { days: 30, mode: given } };
                const { registrations } = await logBucket(args);
                const registered = byLabel(registrations);
                expect(registered["BucketObjectLockConfiguration logs-object-lock"]).to.deep.equal(
                    registration({
                        type: "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
                        name: "logs-object-lock",
                        parent,
                        protect: true,
                        inputs: { bucket, rule: { defaultRetention: { mode, days: 30 } } },
                        dependencies: ["Bucket logs", "BucketVersioning logs-versioning"],
                        aliases: ["aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2"],
                    }),
                );
                // Object Lock among the bucket's own arguments would replace a bucket that is there.
                expect(registered["Bucket logs"]?.inputs).to.deep.equal({ bucket, forceDestroy: false });
            });
        }
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
        expect(faultsOf(error)).to.deep.equal([
            "trailArn: trail-arn",
            "bucketName: name-characters",
            "logRetentionDays: out-of-range",
        ]);
        expect(registrations).to.deep.equal([]);
    });

    it("refuses what it can't use of an organization, of access logs and of Object Lock", async () => {
        const args = {
            trailArn,
            organizationId: "exampleorgid",
            accessLogBucketName: "arn:aws:s3:::access-logs",
            objectLock: { days: 1.5, mode: "LEGAL_HOLD" as ObjectLockMode },
            protectLogs: false,
        };
        const { error, registrations } = await refusal(() => new LogBucket("logs", args));
        expect(faultsOf(error)).to.deep.equal([
            "organizationId: organization-id",
            "accessLogBucketName: existing-bucket-name",
            "objectLock.days: not-a-whole-number",
            "objectLock.mode: not-an-enum-value",
            "objectLock.days: lock-without-protection",
        ]);
        expect(registrations).to.deep.equal([]);
    });

    it("takes a trail's ARN that another resource gives", async () => {
        const { registrations } = await logBucket({ trailArn: pulumi.output(trailArn) });
        expect(byLabel(registrations)).to.deep.equal(byLabel((await logBucket()).registrations));
    });

    it("refuses a bad one that another resource gives, and makes no bucket policy", async () => {
        const args = { trailArn: pulumi.output("audit-trail") };
        const { error, registrations } = await refusal(() => new LogBucket("logs", args));
        expect(faultsOf(error)).to.deep.equal(["trailArn: trail-arn"]);
        expect(registrations.filter(({ type }) => type === "aws:s3/bucketPolicy:BucketPolicy")).to.deep.equal([]);
    });
});
