import { defaultRetentionDays } from "../../components/validation/retention";
import type { Properties } from "../../rehearsal/cloud";
import type { Registration } from "../../rehearsal/engine";
import { asList } from "../../rehearsal/statements";
import { type Control, ids, type Option, tests } from "./control";
import { admitsServicesOnly, grantsOnly, principals, statementsOf } from "./documents";
import { type Check, every, fulfils, hasInputs, ofBucket } from "./evidence";
import { judged, leftTo } from "./judge";
import { bucketOwner } from "./owners";
import type { Stack } from "./stack";

const buckets = (stack: Stack) => stack.ofType("aws:s3/bucket:Bucket");

const policyType = "aws:s3/bucketPolicy:BucketPolicy";
const notificationType = "aws:s3/bucketNotification:BucketNotification";
const loggingType = "aws:s3/bucketLogging:BucketLogging";
const lockType = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";

const registered = "registers a private, versioned, encrypted, expiring, protected bucket with one policy";
const logBucket = tests({ "components/logBucket": [registered] });

interface LifecycleRule {
    status: string;
    expiration?: { days?: number };
    noncurrentVersionExpiration?: { noncurrentDays?: number };
    abortIncompleteMultipartUpload?: { daysAfterInitiation?: number };
}

function lifecycle(condition: (rule: LifecycleRule) => boolean, lack: string): Check {
    return ofBucket(
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        fulfils(
            ({ inputs }) =>
                (inputs.rules as LifecycleRule[]).some((rule) => rule.status === "Enabled" && condition(rule)),
            lack,
        ),
    );
}

interface EncryptionRule {
    applyServerSideEncryptionByDefault?: { sseAlgorithm?: string; kmsMasterKeyId?: string };
}

function encryption(condition: (rule: EncryptionRule) => boolean, lack: string): Check {
    return ofBucket(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        fulfils(({ inputs }) => (inputs.rules as EncryptionRule[]).some(condition), lack),
    );
}

const publicAccessBlock = ofBucket(
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    hasInputs({ blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true }),
);
const noAcls = ofBucket(
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    hasInputs({ "rule.objectOwnership": "BucketOwnerEnforced" }),
);
const versioned = ofBucket(
    "aws:s3/bucketVersioning:BucketVersioning",
    hasInputs({ "versioningConfiguration.status": "Enabled" }),
);
/** That what somebody deletes can be brought back for 30 days. */
const recoverable = every(
    versioned,
    lifecycle(
        ({ noncurrentVersionExpiration }) => (noncurrentVersionExpiration?.noncurrentDays ?? 0) >= 30,
        "keeps deleted versions for less than 30 days",
    ),
);

/** What to know where the stack's own end is the logs' end. */
function afterDestruction(asked: readonly Registration[]): string {
    return asked.some(({ inputs }) => inputs.forceDestroy === true)
        ? " With protectLogs = false all of it goes with the stack."
        : "";
}

/** Object Lock as a configuration takes it: with protected logs, and for no longer than they are kept. */
function lockOptions({ logRetentionDays, protectLogs = true }: Properties): Option[] {
    const retention = (logRetentionDays as number | undefined) ?? defaultRetentionDays;
    return [
        { key: "objectLockDays", value: Math.min(365, retention) },
        ...(protectLogs ? [] : [{ key: "protectLogs", value: true }]),
    ];
}

/** Whether a bucket's policy refuses everybody everything over plain HTTP, in the bucket and on it. */
function refusesPlainHttp(policy: Registration): boolean {
    const bucketArn = `:s3:::${policy.inputs.bucket}`;
    return statementsOf(policy).some(
        (statement) =>
            statement.Effect === "Deny" &&
            principals(statement, "AWS").includes("*") &&
            asList(statement.Action).includes("s3:*") &&
            [bucketArn, `${bucketArn}/*`].every((arn) =>
                asList(statement.Resource).some((resource) => resource.endsWith(arn)),
            ) &&
            statement.Condition?.Bool?.["aws:SecureTransport"] === "false",
    );
}

/** What is asked of the log bucket. */
export const bucketControls: Control[] = [
    {
        title: "The log bucket's policy refuses plain HTTP",
        ids: ids({
            cis: ["2.1.1"],
            fsbp: ["S3.5"],
            prowler: ["s3_bucket_secure_transport_policy"],
            checkov: ["CKV_AWS_379"],
        }),
        tests: tests({ "components/logBucket": [registered], "policies/bucket": ["refuses others"] }),
        judge: judged({
            of: buckets,
            holds: ofBucket(policyType, fulfils(refusesPlainHttp, "doesn't refuse plain HTTP")),
            met: "Whoever comes without TLS is refused everything, the account's own administrator included.",
            owner: bucketOwner("get-bucket-policy"),
        }),
    },
    {
        title: "Deleting a version of a log takes an MFA code",
        ids: ids({
            cis: ["2.1.2"],
            securityHub: ["S3.20"],
            prowler: ["cloudtrail_bucket_requires_mfa_delete", "s3_bucket_no_mfa_delete"],
            trivy: ["AVD-AWS-0170"],
        }),
        tests: logBucket,
        judge: judged({
            of: buckets,
            holds: ofBucket(
                "aws:s3/bucketVersioning:BucketVersioning",
                hasInputs({ "versioningConfiguration.mfaDelete": "Enabled" }),
            ),
            met: "MFA delete is on.",
            exception: {
                standsIn: recoverable,
                reason: (asked) =>
                    `Only the account's root user can switch it on, with a code that works once: a program can hold neither, and lifecycle rules don't go with it. Versioning keeps what was deleted or overwritten for 30 days, and Object Lock, where it is on, keeps anybody from deleting versions.${afterDestruction(asked)}`,
                additions: (configuration) =>
                    configuration.objectLockDays === undefined ? lockOptions(configuration) : [],
            },
            owner: bucketOwner("get-bucket-versioning"),
        }),
    },
    {
        title: "The log bucket blocks public access",
        ids: ids({
            cis: ["2.1.4"],
            fsbp: ["S3.8"],
            prowler: ["s3_bucket_level_public_access_block"],
            checkov: ["CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56", "CKV2_AWS_6"],
            trivy: ["AVD-AWS-0086", "AVD-AWS-0087", "AVD-AWS-0091", "AVD-AWS-0093", "AVD-AWS-0094"],
        }),
        tests: logBucket,
        judge: judged({
            of: buckets,
            holds: publicAccessBlock,
            met: "All four settings are on.",
            owner: bucketOwner("get-public-access-block"),
        }),
    },
    {
        title: "Accesses to the log bucket are logged",
        ids: ids({
            cis: ["3.4"],
            fsbp: ["S3.9"],
            securityHub: ["CloudTrail.7"],
            prowler: ["cloudtrail_logs_s3_bucket_access_logging_enabled", "s3_bucket_server_access_logging_enabled"],
            checkov: ["CKV_AWS_18"],
            trivy: ["AVD-AWS-0089", "AVD-AWS-0163"],
        }),
        tests: tests({ "components/logBucket": ["logs accesses to another bucket, under its own name"] }),
        judge: judged({
            of: buckets,
            holds: ofBucket(
                loggingType,
                fulfils(
                    ({ inputs }) => typeof inputs.targetBucket === "string" && inputs.targetBucket !== inputs.bucket,
                    "goes to no other bucket",
                ),
            ),
            met: "S3 writes the access logs to another bucket, which has to admit that.",
            option: {
                isChosen: ({ accessLogBucketName }) => accessLogBucketName !== undefined,
                options: () => [{ key: "accessLogBucketName", value: "access-logs" }],
                reason: "Access logs need a bucket that is not the log bucket and has its own owner and retention: the stack takes one that is there, and makes none.",
            },
            owner: bucketOwner("get-bucket-logging"),
        }),
    },
    {
        title: "The account blocks public access to S3",
        ids: ids({ fsbp: ["S3.1"], prowler: ["s3_account_level_public_access_blocks"] }),
        tests: logBucket,
        judge: leftTo(buckets, () => ({
            reason: "It is a setting of the whole account and would reach every bucket in it, so the account's administrator decides. The log bucket has its own block.",
            command:
                'aws s3control get-public-access-block --account-id "$(aws sts get-caller-identity --query Account --output text)"',
        })),
    },
    {
        title: "Nobody outside of AWS's own services is granted the log bucket by everybody's name, or by an ACL",
        ids: ids({
            fsbp: ["S3.2", "S3.3"],
            securityHub: ["CloudTrail.6"],
            prowler: ["cloudtrail_logs_s3_bucket_is_not_publicly_accessible"],
            checkov: ["CKV_AWS_70"],
            trivy: ["AVD-AWS-0092", "AVD-AWS-0161"],
        }),
        tests: tests({ "components/logBucket": [registered], "policies/bucket": ["refuses others"] }),
        judge: judged({
            of: buckets,
            holds: every(ofBucket(policyType, admitsServicesOnly), noAcls, publicAccessBlock),
            met: "The policy admits AWS's services for a named source alone, ACLs count for nothing, and public access is blocked besides.",
            owner: bucketOwner("get-bucket-policy-status"),
        }),
    },
    {
        title: "The log bucket's policy admits no other account",
        ids: ids({ fsbp: ["S3.6"], prowler: ["s3_bucket_cross_account_access"] }),
        tests: tests({ "policies/bucket": ["is this document", "admits the trail that it names and no other"] }),
        judge: judged({
            of: buckets,
            holds: ofBucket(
                policyType,
                grantsOnly((statement) => principals(statement, "AWS").length === 0, "admits an account"),
            ),
            met: "It names no account at all: Microsoft reads as a role of this account, by that role's own policy.",
            owner: bucketOwner("get-bucket-policy"),
        }),
    },
    {
        title: "The log bucket's policy doesn't lock out the account",
        ids: ids({ checkov: ["CKV_AWS_93"] }),
        tests: tests({ "policies/bucket": ["is this document"] }),
        judge: judged({
            of: buckets,
            holds: ofBucket(
                policyType,
                fulfils(
                    (policy) =>
                        statementsOf(policy).every(
                            ({ Effect: effect, Condition: condition }) => effect === "Allow" || condition !== undefined,
                        ),
                    "refuses without a condition",
                ),
            ),
            met: "What it refuses everybody, it refuses over plain HTTP only.",
            owner: bucketOwner("get-bucket-policy"),
        }),
    },
    {
        title: "The logs are replicated to another region",
        ids: ids({
            securityHub: ["S3.7"],
            prowler: ["s3_bucket_cross_region_replication"],
            checkov: ["CKV_AWS_144"],
        }),
        tests: logBucket,
        judge: judged({
            of: buckets,
            holds: ofBucket("aws:s3/bucketReplicationConfig:BucketReplicationConfig"),
            met: "The bucket has a replication configuration.",
            exception: {
                standsIn: recoverable,
                reason: (asked) =>
                    `A copy in another region is a second store of the audit log to guard, with a key and readers of its own, and where the logs may lie is often a matter of law. Amazon S3 keeps each log in several availability zones, and versioning brings back what was deleted in the last 30 days.${afterDestruction(asked)}`,
                additions: ({ protectLogs = true }) => (protectLogs ? [] : [{ key: "protectLogs", value: true }]),
            },
            owner: bucketOwner("get-bucket-replication"),
        }),
    },
    {
        title: "The logs expire, and so do their old versions",
        ids: ids({
            fsbp: ["S3.13"],
            securityHub: ["S3.10"],
            prowler: ["s3_bucket_lifecycle_enabled"],
            checkov: ["CKV2_AWS_61"],
        }),
        tests: tests({ "components/logBucket": [registered, "expires logs after the days given"] }),
        judge: judged({
            of: buckets,
            holds: lifecycle(
                ({ expiration, noncurrentVersionExpiration }) =>
                    (expiration?.days ?? 0) > 0 && (noncurrentVersionExpiration?.noncurrentDays ?? 0) > 0,
                "lets nothing expire",
            ),
            met: "A lifecycle rule drops logs after logRetentionDays, and what was deleted or overwritten a set time later.",
            owner: bucketOwner("get-bucket-lifecycle-configuration"),
        }),
    },
    {
        title: "Uploads to the log bucket that were broken off are dropped",
        ids: ids({ checkov: ["CKV_AWS_300"] }),
        tests: logBucket,
        judge: judged({
            of: buckets,
            holds: lifecycle(
                ({ abortIncompleteMultipartUpload }) => (abortIncompleteMultipartUpload?.daysAfterInitiation ?? 0) > 0,
                "keeps uploads that were broken off",
            ),
            met: "A lifecycle rule drops them.",
            owner: bucketOwner("get-bucket-lifecycle-configuration"),
        }),
    },
    {
        title: "The log bucket announces what happens in it",
        ids: ids({
            securityHub: ["S3.11"],
            prowler: ["s3_bucket_event_notifications_enabled"],
            checkov: ["CKV2_AWS_62"],
        }),
        tests: tests({
            "components/sentinelFeed": ["writes the notifications of its own bucket, and deletes them in the end"],
        }),
        judge: judged({
            of: buckets,
            holds: ofBucket(
                notificationType,
                fulfils(
                    ({ inputs }) =>
                        [inputs.queues, inputs.topics].some((list) => ((list ?? []) as unknown[]).length > 0),
                    "announces nothing",
                ),
            ),
            met: "It announces new logs to a queue or a topic.",
            option: {
                isChosen: ({ connectors = [] }) => (connectors as string[]).includes("sentinelS3"),
                options: ({ connectors = [] }) => [
                    { key: "connectors", value: [...(connectors as string[]), "sentinelS3"] },
                ],
                reason: "The other connectors poll CloudTrail and read no file, so nobody waits for an announcement. It comes with the sentinelS3 connector, and is no reason to choose that one.",
            },
            owner: bucketOwner("get-bucket-notification-configuration"),
        }),
    },
    {
        title: "ACLs count for nothing in the log bucket",
        ids: ids({ fsbp: ["S3.12"], prowler: ["s3_bucket_acl_prohibited"], checkov: ["CKV2_AWS_65"] }),
        tests: logBucket,
        judge: judged({
            of: buckets,
            holds: noAcls,
            met: "Object ownership is BucketOwnerEnforced.",
            owner: bucketOwner("get-bucket-ownership-controls"),
        }),
    },
    {
        title: "The log bucket keeps versions",
        ids: ids({
            securityHub: ["S3.14"],
            prowler: ["s3_bucket_object_versioning"],
            checkov: ["CKV_AWS_21"],
            trivy: ["AVD-AWS-0090"],
        }),
        tests: logBucket,
        judge: judged({
            of: buckets,
            holds: versioned,
            met: "Versioning is on.",
            owner: bucketOwner("get-bucket-versioning"),
        }),
    },
    {
        title: "Object Lock keeps logs from being deleted",
        ids: ids({ securityHub: ["S3.15"], prowler: ["s3_bucket_object_lock"], checkov: ["CKV_AWS_143"] }),
        tests: tests({ "components/logBucket": ["with Object Lock"] }),
        judge: judged({
            of: buckets,
            holds: ofBucket(
                lockType,
                fulfils(
                    ({ inputs }) =>
                        ((inputs.rule as { defaultRetention?: { days?: number } })?.defaultRetention?.days ?? 0) > 0,
                    "has no default retention",
                ),
            ),
            met: "Every log is locked for objectLockDays from when it was written. Checkov looks for it on the bucket itself, where changing it would replace the bucket.",
            option: {
                isChosen: ({ objectLockDays }) => objectLockDays !== undefined,
                options: lockOptions,
                reason: "It stays on the bucket for good and binds its owner too, so it is a decision of the owner's.",
            },
            owner: bucketOwner("get-object-lock-configuration"),
        }),
    },
    {
        title: "A KMS key of the account's own encrypts the log bucket",
        ids: ids({
            securityHub: ["S3.17"],
            prowler: ["s3_bucket_kms_encryption"],
            checkov: ["CKV_AWS_145"],
            trivy: ["AVD-AWS-0132"],
        }),
        tests: logBucket,
        judge: judged({
            of: buckets,
            holds: encryption(
                ({ applyServerSideEncryptionByDefault: by }) =>
                    by?.sseAlgorithm === "aws:kms" && by.kmsMasterKeyId !== undefined,
                "names no KMS key",
            ),
            met: "Its default encryption is by a KMS key.",
            option: {
                isChosen: ({ encryption: chosen = "kms" }) => chosen === "kms",
                options: () => [{ key: "encryption", value: "kms" }],
                reason: "With encryption s3 Amazon S3 encrypts with keys that AWS holds.",
            },
            owner: bucketOwner("get-bucket-encryption"),
        }),
    },
    {
        title: "The log bucket encrypts what it stores",
        ids: ids({ checkov: ["CKV_AWS_19"] }),
        tests: tests({
            "components/logBucket": [registered, "encrypts with Amazon S3 managed keys if no key is given"],
        }),
        judge: judged({
            of: buckets,
            holds: encryption(
                ({ applyServerSideEncryptionByDefault: by }) => by?.sseAlgorithm !== undefined,
                "names no encryption",
            ),
            met: "Default encryption is set.",
            owner: bucketOwner("get-bucket-encryption"),
        }),
    },
    {
        title: "The log bucket's name has no dots, which TLS certificates don't take in",
        ids: ids({ trivy: ["AVD-AWS-0320"] }),
        tests: tests({ "components/logBucket": ["refuses what it can't use before it registers anything"] }),
        judge: judged({
            of: buckets,
            holds: fulfils(({ state }) => !String(state.bucket).includes("."), "has a dot in its name"),
            met: "It is of letters, digits and hyphens.",
            owner: bucketOwner("get-bucket-location"),
        }),
    },
];
