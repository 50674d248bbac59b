import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { checkExistingBucketName } from "../checks/existing";
import { checkedLater, optionalCheckedLater, problemsOfInput, problemsOfOptional } from "../checks/input";
import { checkName } from "../checks/names";
import { checkOrganizationId } from "../checks/organization";
import { problemsOf, refuse } from "../checks/problem";
import { checkTrailArn, checkTrailForm } from "../checks/trailArn";
import { defaults } from "../defaults";
import { madeBeforeDeleted } from "../resources/replacement";
import { bucketPolicy } from "./bucketPolicy";
import { type ObjectLockArgs, problemsOfObjectLock } from "./objectLock";
import { checkRetention } from "./retention";

/** Arguments for `LogBucket`. */
export interface LogBucketArgs {
    /**
     * The ARN of the only trail that may write to the bucket, `arn:PARTITION:cloudtrail:REGION:ACCOUNT_ID:trail/NAME`.
     * The trail need not exist yet.
     * @example "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail"
     */
    trailArn: pulumi.Input<string>;
    /**
     * The bucket's name: 3 to 63 lowercase letters, digits and hyphens, unique within the AWS partition. Source:
     * "General purpose bucket naming rules".
     * @default a name that Pulumi generates
     * @example "central-audit-logs"
     */
    bucketName?: pulumi.Input<string>;
    /**
     * The ARN of the KMS key that encrypts the logs, `arn:PARTITION:kms:REGION:ACCOUNT_ID:key/KEY_ID`, not an alias.
     * @default none; Amazon S3 managed keys are used (SSE-S3)
     * @example "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
     */
    kmsKeyArn?: pulumi.Input<string>;
    /**
     * Days until a log expires, from 1 to 36500 (a hundred years, this package's own limit). Expired, deleted and
     * overwritten versions are kept for another 30 days.
     * @default 365
     * @example 2555
     */
    logRetentionDays?: number;
    /**
     * Whether to protect the logs: Pulumi refuses to delete the bucket, AWS refuses to delete it while it contains objects,
     * and its policy denies everyone deleting a version of a log. If false, destroying the stack deletes the logs.
     * @default true
     * @example false
     */
    protectLogs?: boolean;
    /**
     * The ID of the organization whose accounts the trail records, `o-` followed by 10 to 32 lowercase letters and
     * digits. The trail may then write under the organization's prefix too. Source: "Organization", AWS Organizations
     * API Reference.
     * @default none; only the trail's own account
     * @example "o-exampleorgid"
     */
    organizationId?: pulumi.Input<string>;
    /**
     * The name of a bucket in this account and region that receives this bucket's server access logs, with this
     * bucket's name as their prefix. Its policy must allow `logging.s3.amazonaws.com` to write to it, and it must not
     * have a default retention period (Object Lock). Source: "Enabling Amazon S3 server access logging".
     * @default none; access isn't logged
     * @example "central-access-logs"
     */
    accessLogBucketName?: pulumi.Input<string>;
    /**
     * Object Lock for the bucket, which prevents logs from being deleted for a number of days.
     * @default none; Object Lock isn't enabled
     * @example { "days": 90 }
     */
    objectLock?: ObjectLockArgs;
    /**
     * Tags, in addition to the provider's default tags.
     * @default none
     * @example { "team": "security" }
     */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** How long an expired, deleted or overwritten log can still be restored. */
const noncurrentDays = 30;

/**
 * A bucket for the logs of one trail: private, versioned, encrypted, TLS only, with ACLs disabled and a lifecycle rule
 * that expires the logs. Only CloudTrail can write under `AWSLogs/`.
 */
export class LogBucket extends pulumi.ComponentResource {
    /**
     * The bucket's name, which resolves once the bucket's policy is in place, so that a trail that uses it is never
     * created too early.
     */
    public readonly bucketName: pulumi.Output<string>;
    /** The bucket's ARN. */
    public readonly bucketArn: pulumi.Output<string>;

    /** @throws pulumi.InputPropertiesError if an argument is invalid */
    constructor(name: string, args: LogBucketArgs, opts?: pulumi.ComponentResourceOptions) {
        const logRetentionDays = args.logRetentionDays ?? defaults.logRetentionDays;
        refuse([
            ...problemsOfInput("trailArn", args.trailArn, checkTrailArn),
            ...problemsOfOptional("bucketName", args.bucketName, checkName("bucketName", "audit-logs-3f9c")),
            ...problemsOf("logRetentionDays", logRetentionDays, checkRetention),
            ...problemsOfOptional("organizationId", args.organizationId, checkOrganizationId),
            ...problemsOfOptional("accessLogBucketName", args.accessLogBucketName, checkExistingBucketName),
            ...problemsOfObjectLock(args),
        ]);
        super("trailconnect:index:LogBucket", name, args, opts);
        const protectLogs = args.protectLogs ?? defaults.protectLogs;
        // Settings that protect the logs are themselves protected.
        const guarded = { parent: this, protect: protectLogs };

        const bucket = new s3.Bucket(
            name,
            { bucket: args.bucketName, forceDestroy: !protectLogs, tags: args.tags },
            { ...guarded, ...madeBeforeDeleted },
        );
        const publicAccessBlock = new s3.BucketPublicAccessBlock(
            `${name}-public-access-block`,
            {
                bucket: bucket.id,
                blockPublicAcls: true,
                blockPublicPolicy: true,
                ignorePublicAcls: true,
                restrictPublicBuckets: true,
            },
            guarded,
        );
        const ownership = new s3.BucketOwnershipControls(
            `${name}-ownership`,
            { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } },
            guarded,
        );
        const versioning = new s3.BucketVersioning(
            `${name}-versioning`,
            { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
            guarded,
        );
        new s3.BucketServerSideEncryptionConfiguration(
            `${name}-encryption`,
            {
                bucket: bucket.id,
                rules: [
                    args.kmsKeyArn === undefined
                        ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
                        : {
                              applyServerSideEncryptionByDefault: {
                                  sseAlgorithm: "aws:kms",
                                  kmsMasterKeyId: args.kmsKeyArn,
                              },
                              bucketKeyEnabled: true,
                          },
                ],
            },
            guarded,
        );
        new s3.BucketLifecycleConfiguration(
            `${name}-lifecycle`,
            {
                bucket: bucket.id,
                rules: [
                    {
                        id: "expire-logs",
                        status: "Enabled",
                        filter: { prefix: "" },
                        expiration: { days: logRetentionDays },
                        noncurrentVersionExpiration: { noncurrentDays },
                        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
                    },
                    {
                        // S3 accepts this only in a separate rule.
                        id: "remove-expired-delete-markers",
                        status: "Enabled",
                        filter: { prefix: "" },
                        expiration: { expiredObjectDeleteMarker: true },
                    },
                ],
            },
            { ...guarded, dependsOn: [versioning] },
        );
        if (args.objectLock !== undefined) {
            // This enables it on a versioned bucket; setting it as the bucket's own argument would replace the bucket.
            new s3.BucketObjectLockConfiguration(
                `${name}-object-lock`,
                {
                    bucket: bucket.id,
                    rule: {
                        defaultRetention: {
                            mode: args.objectLock.mode ?? defaults.objectLock.mode,
                            days: args.objectLock.days,
                        },
                    },
                },
                { ...guarded, dependsOn: [versioning] },
            );
        }
        if (args.accessLogBucketName !== undefined) {
            new s3.BucketLogging(
                `${name}-access-logging`,
                {
                    bucket: bucket.id,
                    targetBucket: args.accessLogBucketName,
                    targetPrefix: pulumi.interpolate`${bucket.id}/`,
                },
                { parent: this },
            );
        }
        const organizationId = optionalCheckedLater("organizationId", args.organizationId, checkOrganizationId);
        const policy = new s3.BucketPolicy(
            `${name}-policy`,
            {
                bucket: bucket.id,
                policy: pulumi.jsonStringify(
                    pulumi
                        .all([bucket.arn, checkedLater("trailArn", args.trailArn, checkTrailForm), organizationId])
                        .apply(([bucketArn, trailArn, organization]) =>
                            bucketPolicy({ bucketArn, trailArn, organizationId: organization, protectLogs }),
                        ),
                ),
            },
            // S3 returns 409 if the policy and the public access block are set at the same time.
            { ...guarded, dependsOn: [publicAccessBlock, ownership] },
        );

        this.bucketName = policy.bucket;
        this.bucketArn = bucket.arn;
        this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
    }
}
