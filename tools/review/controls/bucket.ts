import { defaults } from "../../../components/defaults";
import type { Statement } from "../../../components/iam/document";
import type { Properties } from "../../rehearsal/cloud";
import type { Registration } from "../../rehearsal/engine";
import { asList } from "../../rehearsal/statements";
import { coversAction } from "../identities/grants";
import { type Control, ids, type Option, tests } from "./control";
import {
    admitsServicesOnly,
    allPrincipals,
    grantsOnly,
    isUnderstood,
    principals,
    refusePlainHttp,
    refusesPlainHttpOnly,
    statementsOf,
} from "./documents";
import { type Check, every, fulfils, hasInputs, inOwnPolicy, ofBucket, together } from "./evidence";
import { judged, leftTo, unlessContradicted } from "./judge";
import { bucketOwner } from "./owners";
import { allowsOnly, permissionBearers } from "./permissions";
import { connections, type Stack } from "./stack";

const buckets = (stack: Stack) => stack.ofType("aws:s3/bucket:Bucket");

const policyType = "aws:s3/bucketPolicy:BucketPolicy";
const notificationType = "aws:s3/bucketNotification:BucketNotification";
const loggingType = "aws:s3/bucketLogging:BucketLogging";
const lockType = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";

const registered = "registers a private, versioned, encrypted, expiring, protected bucket with one policy";
const logBucket = tests({ "components/logs/logBucket": [registered] });

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
    const retention = (logRetentionDays as number | undefined) ?? defaults.logRetentionDays;
    return [
        { key: "objectLock.days", value: Math.min(365, retention) },
        ...(protectLogs ? [] : [{ key: "protectLogs", value: true }]),
    ];
}

/** The policies that the program writes for buckets that it doesn't make. */
function policiesOfOthers(stack: Stack): Registration[] {
    const own = buckets(stack).map(({ state }) => state.bucket);
    return stack.ofType(policyType).filter(({ inputs }) => !own.includes(inputs.bucket));
}

const bucketsAndPolicies = (stack: Stack) => [...buckets(stack), ...policiesOfOthers(stack)];

/** Looks at the policy of a bucket of the program's, or at the one that it writes for somebody else's. */
function inPolicy(check: Check): Check {
    return (resource, stack) =>
        resource.type === policyType
            ? check(resource, stack)
            : every(ofBucket(policyType, check), inOwnPolicy(check))(resource, stack);
}

/** Whether a bucket's policy refuses everybody everything over plain HTTP, in the bucket and on it. */
function refusesPlainHttp(policy: Registration): boolean {
    const bucketArn = `:s3:::${policy.inputs.bucket}`;
    return refusePlainHttp(
        statementsOf(policy),
        "s3:*",
        [bucketArn, `${bucketArn}/*`].map((ending) => (arn) => arn.endsWith(ending)),
    );
}

/** That nobody is named by everybody's name. */
const admitsNotEverybody = grantsOnly((statement) => !allPrincipals(statement).includes("*"), "admits everybody");

/** That principals are AWS's services, or of the stack's own account where the bucket is somebody else's to set up. */
const admitsNoOtherAccount = grantsOnly((statement, policy, stack) => {
    const [connection] = connections(stack);
    const own = buckets(stack).some(({ state }) => state.bucket === policy.inputs.bucket);
    const isOwn = (principal: string) =>
        !own && (principal === connection?.state.accountId || principal.split(":")[4] === connection?.state.accountId);
    return allPrincipals(statement).every(
        (principal) =>
            principal !== "*" &&
            (principals(statement, "Service").includes(principal) ||
                (principals(statement, "AWS").includes(principal) && isOwn(principal))),
    );
}, "admits an account");

/** Whether a statement leaves somebody who can mend the policy. */
function locksNobodyOut(statement: Statement): boolean {
    const changes = ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"];
    return (
        isUnderstood(statement) &&
        (statement.Effect === "Allow" ||
            refusesPlainHttpOnly(statement) ||
            !asList(statement.Action).some((pattern) => changes.some((action) => coversAction(pattern, action))))
    );
}

/** What deletes logs for good, or undoes what keeps them. */
const deletingActions = [
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "s3:DeleteBucket",
    "s3:PutLifecycleConfiguration",
    "s3:PutBucketVersioning",
    "s3:BypassGovernanceRetention",
];

/** That no identity policy of the program deletes logs, be it by an action, a wildcard, or a lifecycle. */
const nobodyDeletes: Check = (_bucket, stack) =>
    together(
        permissionBearers(stack).map((one) =>
            allowsOnly(
                ({ Action: actions }) =>
                    !asList(actions).some((pattern) => deletingActions.some((action) => coversAction(pattern, action))),
                "deletes logs, or what keeps them",
            )(one, stack),
        ),
    );

interface LockRule {
    defaultRetention?: { days?: number; mode?: string };
}

const lockModes: Readonly<Record<string, string>> = {
    GOVERNANCE:
        "GOVERNANCE mode, which doesn't bind whoever may s3:BypassGovernanceRetention, as an administrator of the account may",
    COMPLIANCE: "COMPLIANCE mode, which binds everybody, the account's root user included",
};

/** Object Lock's default retention; `undefined` where it is none that S3 knows. */
function retentionOf({ inputs }: Registration): { days: number; mode: string } | undefined {
    const { days = 0, mode = "" } = (inputs.rule as LockRule | undefined)?.defaultRetention ?? {};
    return days > 0 && mode in lockModes ? { days, mode } : undefined;
}

const locked = ofBucket(
    lockType,
    fulfils((lock) => retentionOf(lock) !== undefined, "has no default retention"),
);

/** For how long and whom Object Lock binds. */
function lockInWords(stack: Stack): string[] {
    return stack.ofType(lockType).flatMap((lock) => {
        const retention = retentionOf(lock);
        return retention
            ? [`for ${retention.days} days from when it was written, in ${lockModes[retention.mode]}`]
            : [];
    });
}

/** That accesses are logged in the bucket that the configuration names, which is another one. */
const logsAsConfigured: Check = fulfils((logging, stack) => {
    const { bucket, targetBucket } = logging.inputs;
    return targetBucket === stack.configurationOf(logging).accessLogBucketName && targetBucket !== bucket;
}, "goes to another bucket than accessLogBucketName");

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
        tests: tests({ "components/logs/logBucket": [registered], "components/logs/bucketPolicy": ["refuses others"] }),
        judge: judged({
            of: bucketsAndPolicies,
            holds: inPolicy(fulfils(refusesPlainHttp, "doesn't refuse plain HTTP")),
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
        tests: tests({
            "components/logs/logBucket": [registered, "with Object Lock"],
            "components/defender/readerPolicy": ["grants, of all of AWS's actions, those that it lists and no other"],
            "components/sentinelS3/sentinelS3ReaderPolicy": ["grants, of all of AWS's actions, its seven and no other"],
        }),
        judge: judged({
            of: buckets,
            holds: ofBucket(
                "aws:s3/bucketVersioning:BucketVersioning",
                hasInputs({ "versioningConfiguration.mfaDelete": "Enabled" }),
            ),
            met: "MFA delete is on.",
            exception: {
                standsIn: (bucket, stack) =>
                    every(
                        recoverable,
                        nobodyDeletes,
                        ...(stack.configurationOf(bucket)["objectLock.days"] === undefined ? [] : [locked]),
                    )(bucket, stack),
                reason: (asked, stack) =>
                    [
                        "Only the account's root user can switch it on, with a code that works once: a program can hold neither, and lifecycle rules don't go with it.",
                        "What stands in: no identity policy of the program deletes an object or a version.",
                        "Versioning brings back, for 30 days, what was overwritten or deleted without naming a version; it stops nobody in the account who may s3:DeleteObjectVersion, as an administrator may.",
                        ...lockInWords(stack).map((lock) => `Object Lock does, ${lock}.`),
                        ...(lockInWords(stack).length ? [] : ["Object Lock would, and is off."]),
                    ].join(" ") + afterDestruction(asked),
                additions: (configuration) =>
                    configuration["objectLock.days"] === undefined ? lockOptions(configuration) : [],
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
        tests: tests({ "components/logs/logBucket": ["logs accesses to another bucket, under its own name"] }),
        judge: judged({
            of: buckets,
            always: (bucket, stack) =>
                together(
                    stack
                        .ofType(loggingType)
                        .filter(({ inputs }) => inputs.bucket === bucket.state.bucket)
                        .map((logging) => logsAsConfigured(logging, stack)),
                ),
            holds: ofBucket(loggingType, logsAsConfigured),
            met: "S3 writes the access logs to the bucket of accessLogBucketName, which has to admit that.",
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
        tests: [],
        judge: leftTo(buckets, () => ({
            reason: "It is a setting of the whole account and would reach every bucket in it, so the account's administrator decides. The log bucket has its own block.",
            command:
                'aws s3control get-public-access-block --account-id "$(aws sts get-caller-identity --query Account --output text)"',
        })),
    },
    {
        title: "The log bucket is not public, by policy or by ACL",
        ids: ids({
            fsbp: ["S3.2", "S3.3"],
            securityHub: ["CloudTrail.6"],
            prowler: ["cloudtrail_logs_s3_bucket_is_not_publicly_accessible"],
            checkov: ["CKV_AWS_70"],
            trivy: ["AVD-AWS-0092", "AVD-AWS-0161"],
        }),
        tests: tests({ "components/logs/logBucket": [registered], "components/logs/bucketPolicy": ["refuses others"] }),
        judge: unlessContradicted(
            policiesOfOthers,
            admitsNotEverybody,
            judged({
                of: buckets,
                holds: every(inPolicy(admitsServicesOnly), noAcls, publicAccessBlock),
                met: "The policy admits AWS's services for a named source alone, ACLs are disabled, and public access is blocked besides.",
                owner: bucketOwner("get-bucket-policy-status"),
            }),
        ),
    },
    {
        title: "The log bucket's policy admits no other account",
        ids: ids({ fsbp: ["S3.6"], prowler: ["s3_bucket_cross_account_access"] }),
        tests: tests({
            "components/logs/bucketPolicy": ["is this document", "admits the trail that it names and no other"],
        }),
        judge: judged({
            of: bucketsAndPolicies,
            holds: inPolicy(admitsNoOtherAccount),
            met: "It names no other account: Microsoft reads as a role of this account, by that role's own policy.",
            owner: bucketOwner("get-bucket-policy"),
        }),
    },
    {
        title: "The log bucket's policy doesn't lock out the account",
        ids: ids({ checkov: ["CKV_AWS_93"] }),
        tests: tests({ "components/logs/bucketPolicy": ["is this document"] }),
        judge: judged({
            of: bucketsAndPolicies,
            holds: inPolicy(
                fulfils(
                    (policy) => statementsOf(policy).every(locksNobodyOut),
                    "refuses changes of itself, and not over plain HTTP only",
                ),
            ),
            met: "It refuses changes of itself over plain HTTP only, so that it can always be mended.",
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
        tests: tests({ "components/logs/logBucket": [registered, "expires logs after the days given"] }),
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
        title: "Incomplete uploads to the log bucket are removed",
        ids: ids({ checkov: ["CKV_AWS_300"] }),
        tests: logBucket,
        judge: judged({
            of: buckets,
            holds: lifecycle(
                ({ abortIncompleteMultipartUpload }) => (abortIncompleteMultipartUpload?.daysAfterInitiation ?? 0) > 0,
                "keeps incomplete uploads",
            ),
            met: "A lifecycle rule removes them.",
            owner: bucketOwner("get-bucket-lifecycle-configuration"),
        }),
    },
    {
        title: "The log bucket sends event notifications",
        ids: ids({
            securityHub: ["S3.11"],
            prowler: ["s3_bucket_event_notifications_enabled"],
            checkov: ["CKV2_AWS_62"],
        }),
        tests: tests({
            "components/sentinelS3/sentinelS3": [
                "writes the notifications of its own bucket, and deletes them in the end",
            ],
        }),
        judge: judged({
            of: buckets,
            holds: ofBucket(
                notificationType,
                fulfils(
                    ({ inputs }) =>
                        [inputs.queues, inputs.topics].some((list) => ((list ?? []) as unknown[]).length > 0),
                    "sends none",
                ),
            ),
            met: "It sends them for new logs, to a queue or a topic.",
            option: {
                isChosen: ({ connectors = [] }) => (connectors as string[]).includes("sentinelS3"),
                options: ({ connectors = [] }) => [
                    { key: "connectors", value: [...(connectors as string[]), "sentinelS3"] },
                ],
                reason: "The other connectors poll CloudTrail and read no file, so nobody waits for a notification. They come with the sentinelS3 connector, and are no reason to choose that one.",
            },
            owner: bucketOwner("get-bucket-notification-configuration"),
        }),
    },
    {
        title: "ACLs are disabled in the log bucket",
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
        title: "Object Lock is on for the logs",
        ids: ids({ securityHub: ["S3.15"], prowler: ["s3_bucket_object_lock"], checkov: ["CKV_AWS_143"] }),
        tests: tests({ "components/logs/logBucket": ["with Object Lock"] }),
        judge: judged({
            of: buckets,
            holds: locked,
            met: (_buckets, stack) =>
                `Every log is locked ${lockInWords(stack).join(", ")}. Checkov looks for it on the bucket itself, where changing it would replace the bucket.`,
            option: {
                isChosen: ({ "objectLock.days": objectLockDays }) => objectLockDays !== undefined,
                options: lockOptions,
                reason: "It stays on the bucket for good, and with objectLock.mode COMPLIANCE it binds the account's root user too, so it is the owner's to decide. GOVERNANCE, the default, doesn't bind whoever may s3:BypassGovernanceRetention.",
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
            "components/logs/logBucket": [registered, "encrypts with Amazon S3 managed keys if no key is given"],
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
        title: "The log bucket's name has no dots, so that S3's TLS certificate covers it",
        ids: ids({ trivy: ["AVD-AWS-0320"] }),
        tests: tests({ "components/logs/logBucket": ["refuses what it can't use before it registers anything"] }),
        judge: judged({
            of: buckets,
            holds: fulfils(({ state }) => !String(state.bucket).includes("."), "has a dot in its name"),
            met: "It is of letters, digits and hyphens.",
            owner: bucketOwner("get-bucket-location"),
        }),
    },
];
