import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { checkExistingBucketName } from "../checks/existing";
import { checkedLater, optionalCheckedLater, problemsOfInput, problemsOfOptional } from "../checks/input";
import { checkName } from "../checks/names";
import { checkOrganizationId } from "../checks/organization";
import { problemsOf, refuse } from "../checks/problem";
import { checkTrailArn } from "../checks/trailArn";
import { defaults } from "../defaults";
import { madeBeforeDeleted } from "../resources/replacement";
import { bucketPolicy } from "./bucketPolicy";
import { type ObjectLockArgs, problemsOfObjectLock } from "./objectLock";
import { checkRetention } from "./retention";

/** What a `LogBucket` is made from. */
export interface LogBucketArgs {
    /**
     * The ARN of the one trail that writes to the bucket, `arn:PARTITION:cloudtrail:REGION:ACCOUNT_ID:trail/NAME`. The
     * trail need not exist yet.
     * @example "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail"
     */
    trailArn: pulumi.Input<string>;
    /**
     * The bucket's name: 3 to 63 lower-case letters, digits and hyphens, unique in all of AWS's partition. Source:
     * "General purpose bucket naming rules".
     * @default a name that Pulumi generates
     * @example "central-audit-logs"
     */
    bucketName?: pulumi.Input<string>;
    /**
     * The ARN of the KMS key that encrypts the logs, `arn:PARTITION:kms:REGION:ACCOUNT_ID:key/KEY_ID`, not an alias.
     * @default none, Amazon S3 managed keys encrypt (SSE-S3)
     * @example "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
     */
    kmsKeyArn?: pulumi.Input<string>;
    /**
     * Days until a log expires, 1 to 36500 (a hundred years, this package's own limit). A version that has expired, or
     * was deleted or overwritten, is kept for 30 more days.
     * @default 365
     * @example 2555
     */
    logRetentionDays?: number;
    /**
     * Whether the logs are protected: Pulumi refuses to delete the bucket, AWS refuses to delete it while it holds
     * objects, and its policy refuses to let anybody delete a version of a log before its time. With false, destroying the
     * stack deletes the logs.
     * @default true
     * @example false
     */
    protectLogs?: boolean;
    /**
     * The ID of the organization whose accounts the trail records, `o-` and 10 to 32 lower-case letters and digits: it
     * writes under the organization's prefix too. Source: "Organization", AWS Organizations API Reference.
     * @default none, the trail's own account only
     * @example "o-exampleorgid"
     */
    organizationId?: pulumi.Input<string>;
    /**
     * A bucket of this account and region that receives this one's access logs, under this one's name. It has to admit
     * `logging.s3.amazonaws.com`, and to be without Object Lock's default retention. Source: "Enabling Amazon S3 server
     * access logging".
     * @default none, accesses are not logged
     * @example "central-access-logs"
     */
    accessLogBucketName?: pulumi.Input<string>;
    /**
     * Object Lock: for how many days nobody can delete a log.
     * @default none, no Object Lock
     * @example { "days": 90 }
     */
    objectLock?: ObjectLockArgs;
    /**
     * Tags, on top of the provider's default tags.
     * @default none
     * @example { "team": "security" }
     */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** How long a log can be restored after it expired, or was deleted or overwritten. */
const noncurrentDays = 30;

/**
 * A bucket for the logs of one trail: private, versioned, encrypted, TLS only, without ACLs, with
 * its objects expiring. Under `AWSLogs/` nobody but CloudTrail writes.
 */
export class LogBucket extends pulumi.ComponentResource {
    /** The bucket's name, known once its policy is in place: a trail that takes it never comes too early. */
    public readonly bucketName: pulumi.Output<string>;
    /** The bucket's ARN. */
    public readonly bucketArn: pulumi.Output<string>;

    /** @throws pulumi.InputPropertiesError if an argument can't be used */
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
        // What protects the logs is itself protected.
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
                        // S3 accepts this only in a rule of its own.
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
            // This turns it on for a versioned bucket; as the bucket's own argument it would replace the bucket.
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
                        .all([bucket.arn, checkedLater("trailArn", args.trailArn, checkTrailArn), organizationId])
                        .apply(([bucketArn, trailArn, organization]) =>
                            bucketPolicy({ bucketArn, trailArn, organizationId: organization, protectLogs }),
                        ),
                ),
            },
            // S3 answers 409 to a policy and a public access block at the same time.
            { ...guarded, dependsOn: [publicAccessBlock, ownership] },
        );

        this.bucketName = policy.bucket;
        this.bucketArn = bucket.arn;
        this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
    }
}
