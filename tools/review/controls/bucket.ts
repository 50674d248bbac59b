import { defaults } from "../../../components/defaults";
import { cloudTrailService } from "../../../components/iam/document";
import type { ReadStatement } from "../../../components/iam/statements";
import { isOfPlainHttp } from "../../registered/plainHttp";
import type { Registration } from "../../rehearsal/engine";
import type { ControlGroup } from "./control";
import { admitsServicesOnly, isWhole, refusesPlainHttp, statementsOf } from "./documents";
import { type EvidenceIn, every, fulfils, hasInputs, ofBucket, together } from "./evidence";
import { existing } from "./existing";
import { keys, listIn, type Option, type Settings } from "./options";
import { allowsOnly, bearers, reads } from "./permissions";
import { allOf } from "./registeredStack";
import { encryptionOption } from "./trail";

const buckets = allOf("s3", "Bucket");

/** The parts of a lifecycle rule that controls need. */
interface LifecycleRule {
    status: string;
    expiration?: { days?: number };
    noncurrentVersionExpiration?: { noncurrentDays?: number };
    abortIncompleteMultipartUpload?: { daysAfterInitiation?: number };
}

function lifecycle(condition: (rule: LifecycleRule) => boolean, lack: string): EvidenceIn {
    return ofBucket(
        "BucketLifecycleConfiguration",
        fulfils(
            ({ inputs }) =>
                (inputs.rules as LifecycleRule[]).some((rule) => rule.status === "Enabled" && condition(rule)),
            lack,
        ),
    );
}

const blocksPublicAccess = ofBucket(
    "BucketPublicAccessBlock",
    hasInputs({ blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true }),
);
const noAcls = ofBucket("BucketOwnershipControls", hasInputs({ "rule.objectOwnership": "BucketOwnerEnforced" }));
const versioned = ofBucket("BucketVersioning", hasInputs({ "versioningConfiguration.status": "Enabled" }));
/** That deleted logs can be restored for 30 days. */
const recoverable = every(
    versioned,
    lifecycle(
        (rule) => (rule.noncurrentVersionExpiration?.noncurrentDays ?? 0) >= 30,
        "keeps deleted versions for less than 30 days",
    ),
);

const unprotected = `With ${keys.protectLogs} = false, deleting the stack deletes all of it.`;

/** Object Lock settings that are valid: with protected logs, and for no longer than they are kept. */
function lockOptions(settings: Settings): [Option, ...Option[]] {
    const retention = (settings(keys.logRetentionDays) as number | undefined) ?? defaults.logRetentionDays;
    const protection = settings(keys.protectLogs) === false ? [{ key: keys.protectLogs, value: true }] : [];
    return [{ key: keys.lockDays, value: Math.min(365, retention) }, ...protection];
}

/** That no identity policy of the program changes or deletes anything in Amazon S3, except ACLs (Governance). */
const nobodyDeletes: EvidenceIn = (_bucket, stack) => {
    const isHarmless = (action: string) =>
        reads(action) || action === "s3:PutBucketAcl" || /^(?!s3:)[a-z0-9-]+:/i.test(action);
    const holds = allowsOnly(({ actions }) => actions.every(isHarmless), "changes or deletes in Amazon S3");
    return together(bearers(stack).map((one) => holds(one, stack)));
};

const lockModes = `With ${keys.lockMode} GOVERNANCE, the default, it doesn't bind principals with s3:BypassGovernanceRetention, such as administrators; with COMPLIANCE it binds everybody, including the root user.`;

const locked = ofBucket(
    "BucketObjectLockConfiguration",
    fulfils(({ inputs }) => {
        const rule = inputs.rule as { defaultRetention?: { days?: number; mode?: string } } | undefined;
        const { days = 0, mode = "" } = rule?.defaultRetention ?? {};
        return days > 0 && ["GOVERNANCE", "COMPLIANCE"].includes(mode);
    }, "has no default retention"),
);

/** That access logs go to the bucket that the configuration names, and not to the log bucket itself. */
const logsAsConfigured = fulfils((logging, stack) => {
    const { bucket, targetBucket } = logging.inputs;
    return targetBucket === stack.settingsOf(logging)(keys.accessLogBucket) && targetBucket !== bucket;
}, `goes to another bucket than ${keys.accessLogBucket}`);

function encryptsWithKey({ inputs }: Registration): boolean {
    const rules = inputs.rules as { applyServerSideEncryptionByDefault?: Record<string, unknown> }[];
    return rules.some(
        ({ applyServerSideEncryptionByDefault: by }) => by?.sseAlgorithm === "aws:kms" && by.kmsMasterKeyId,
    );
}

const refusesHttp = fulfils((policy) => {
    const arn = `:s3:::${policy.inputs.bucket}`;
    return refusesPlainHttp(policy, "s3:*", [arn, `${arn}/*`]);
}, "doesn't refuse plain HTTP");

/** What a refusal may take from the account's administrators: writing and deleting for good, but not repairing the policy. */
const dispensable = ["s3:PutObject", "s3:ReplicateObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"];

const locksNobodyOut = (policy: Registration) =>
    statementsOf(policy).every(
        (one) =>
            isWhole(one) &&
            (one.effect === "Allow" ||
                isOfPlainHttp(one) ||
                one.actions.every((action) => dispensable.includes(action))),
    );

/** The statement of a bucket's policy that refuses an action to everybody, on all objects under a prefix. */
function refusalOf(policy: Registration, action: string, prefix: string): ReadStatement | undefined {
    return statementsOf(policy).find(
        (one) =>
            isWhole(one) &&
            one.effect === "Deny" &&
            one.principals.some(({ kind }) => kind === "everyone") &&
            one.actions.includes(action) &&
            one.resources.some((arn) => arn.endsWith(`:s3:::${policy.inputs.bucket}/${prefix}*`)),
    );
}

/** That nobody but CloudTrail writes a log. Source: "AWS global condition context keys", `aws:PrincipalServiceName`. */
const onlyCloudTrailWrites = fulfils((policy) => {
    const exempts = ({ conditions }: ReadStatement) =>
        conditions.length === 1 &&
        conditions.every(
            ({ operator, key, values }) =>
                ["StringNotEquals", "StringNotEqualsIfExists"].includes(operator) &&
                key.toLowerCase() === "aws:principalservicename" &&
                values.length === 1 &&
                values[0] === cloudTrailService,
        );
    return ["s3:PutObject", "s3:ReplicateObject"].every((action) => {
        const refusal = refusalOf(policy, action, "AWSLogs/");
        return refusal !== undefined && exempts(refusal);
    });
}, "lets others than CloudTrail write logs");

/** That nobody deletes a log for good. */
const keepsVersions = fulfils(
    (policy) =>
        ["s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"].every(
            (action) => refusalOf(policy, action, "")?.conditions.length === 0,
        ),
    "lets logs be deleted for good",
);

/** The controls for the log bucket. */
export const bucketControls: ControlGroup = {
    existing: existing(
        [keys.existingBucket, "bucket", "s3api get-bucket-policy --bucket"],
        [keys.existingTrail, "trail's bucket", "cloudtrail get-trail --name"],
    ),
    controls: [
        {
            title: "The log bucket's policy refuses plain HTTP, and doesn't lock out the account",
            ids: "2.1.1 S3.5 s3_bucket_secure_transport_policy CKV_AWS_93 CKV_AWS_379",
            of: buckets,
            holds: ofBucket(
                "BucketPolicy",
                every(
                    refusesHttp,
                    fulfils(locksNobodyOut, "refuses more than plain HTTP, writing and deleting for good"),
                ),
            ),
            met: "Every request without TLS is refused, including those of the account's administrators. Beyond that nothing is refused to them but writing logs and deleting logs for good: the policy can always be repaired.",
        },
        {
            title: "Deleting a version of a log requires an MFA code",
            ids: "2.1.2 S3.20 cloudtrail_bucket_requires_mfa_delete s3_bucket_no_mfa_delete AVD-AWS-0170",
            of: buckets,
            exception: {
                standsIn: (bucket, stack) => {
                    const lock = stack.settingsOf(bucket)(keys.lockDays) === undefined ? [] : [locked];
                    const isProtected = stack.settingsOf(bucket)(keys.protectLogs) !== false;
                    const kept = isProtected ? [ofBucket("BucketPolicy", keepsVersions)] : [];
                    return every(recoverable, nobodyDeletes, ...kept, ...lock)(bucket, stack);
                },
                reason: `Only the account's root user can switch MFA delete on, with a one-time code, and lifecycle rules don't work with it. What compensates: no identity policy of the program deletes anything in Amazon S3. Versioning restores, for 30 days, what was overwritten, or deleted without naming a version; with ${keys.protectLogs} the bucket's policy denies everyone s3:DeleteObjectVersion, until someone changes the policy; Object Lock (${keys.lockDays}) holds regardless. ${unprotected}`,
            },
        },
        {
            title: "The log bucket blocks public access",
            ids: "2.1.4 S3.8 s3_bucket_level_public_access_block CKV_AWS_53 CKV_AWS_54 CKV_AWS_55 CKV_AWS_56 CKV2_AWS_6 AVD-AWS-0086 AVD-AWS-0087 AVD-AWS-0091 AVD-AWS-0093 AVD-AWS-0094",
            of: buckets,
            holds: blocksPublicAccess,
            met: "All four settings are on.",
        },
        {
            title: "Access to the log bucket is logged",
            ids: "3.4 S3.9 CloudTrail.7 cloudtrail_logs_s3_bucket_access_logging_enabled s3_bucket_server_access_logging_enabled CKV_AWS_18 AVD-AWS-0089 AVD-AWS-0163",
            of: buckets,
            holds: ofBucket("BucketLogging", logsAsConfigured),
            met: `Amazon S3 writes the access logs to the bucket given as ${keys.accessLogBucket}, whose policy has to admit that.`,
            option: {
                offers: () => [{ key: keys.accessLogBucket, value: "access-logs" }],
                isChosen: (present) => present !== undefined,
                reason: "Access logs need another bucket, with its own owner and retention. The stack uses an existing one, and makes none.",
            },
        },
        {
            title: "The log bucket admits neither the public nor another account, by policy or by ACL",
            ids: "S3.2 S3.3 S3.6 S3.12 CloudTrail.6 cloudtrail_logs_s3_bucket_is_not_publicly_accessible s3_bucket_acl_prohibited s3_bucket_cross_account_access CKV_AWS_70 CKV2_AWS_65 AVD-AWS-0092 AVD-AWS-0161",
            of: buckets,
            holds: every(
                ofBucket("BucketPolicy", every(admitsServicesOnly, onlyCloudTrailWrites)),
                noAcls,
                blocksPublicAccess,
            ),
            met: "The policy admits only AWS services, each for a named source, and refuses to let anybody but CloudTrail write logs, the account's administrators included. ACLs are disabled, and public access is blocked. Microsoft reads as a role of this account, by that role's own policy.",
        },
        {
            title: "The logs are replicated to another region",
            ids: "S3.7 s3_bucket_cross_region_replication CKV_AWS_144",
            of: buckets,
            exception: {
                standsIn: recoverable,
                reason: `A copy in another region is a second store of the audit log to protect, with its own key and readers, and law often limits where logs may be stored. Amazon S3 keeps each log in several Availability Zones, and versioning restores what was deleted in the last 30 days. ${unprotected}`,
            },
        },
        {
            title: "Logs, their old versions and incomplete uploads expire",
            ids: "S3.10 S3.13 s3_bucket_lifecycle_enabled CKV_AWS_300 CKV2_AWS_61",
            of: buckets,
            holds: lifecycle(
                ({ expiration, noncurrentVersionExpiration, abortIncompleteMultipartUpload }) =>
                    [
                        expiration?.days,
                        noncurrentVersionExpiration?.noncurrentDays,
                        abortIncompleteMultipartUpload?.daysAfterInitiation,
                    ].every((days) => (days ?? 0) > 0),
                "keeps logs, old versions or incomplete uploads forever",
            ),
            met: `Lifecycle rules delete logs after ${keys.logRetentionDays}, deleted and overwritten versions some time later, and incomplete uploads.`,
        },
        {
            title: "The log bucket sends event notifications",
            ids: "S3.11 s3_bucket_event_notifications_enabled CKV2_AWS_62",
            of: buckets,
            holds: ofBucket("BucketNotification"),
            met: "It notifies a queue or a topic of new logs.",
            option: {
                offers: (settings) => [
                    { key: keys.connectors, value: [...listIn(settings, keys.connectors), "sentinelS3"] },
                ],
                isChosen: (present = []) => (present as string[]).includes("sentinelS3"),
                reason: "The other connectors poll CloudTrail and read no files. Notifications come with the sentinelS3 connector; they alone are no reason to choose it.",
            },
        },
        {
            title: "The log bucket keeps versions",
            ids: "S3.14 s3_bucket_object_versioning CKV_AWS_21 AVD-AWS-0090",
            of: buckets,
            holds: versioned,
            met: "Versioning is on.",
        },
        {
            title: "Object Lock is on for the logs",
            ids: "S3.15 s3_bucket_object_lock CKV_AWS_143",
            of: buckets,
            holds: locked,
            met: `Every log is locked for ${keys.lockDays} from when it was written. ${lockModes} Checkov looks for Object Lock on the bucket itself, where a change would replace the bucket.`,
            option: {
                offers: lockOptions,
                isChosen: (present) => present !== undefined,
                reason: `Object Lock can't be removed from a bucket, so the owner decides. ${lockModes}`,
            },
        },
        {
            title: "A customer-managed KMS key encrypts the log bucket",
            ids: "S3.17 s3_bucket_kms_encryption CKV_AWS_145 AVD-AWS-0132",
            of: buckets,
            holds: ofBucket("BucketServerSideEncryptionConfiguration", fulfils(encryptsWithKey, "names no KMS key")),
            met: "The bucket's default encryption is by a KMS key.",
            option: encryptionOption,
        },
    ],
};
