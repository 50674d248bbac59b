import { expect } from "chai";
import type { PolicyDocument, Statement } from "../../../../components/iam/document";
import type { Registration } from "../../../../tools/rehearsal/engine";
import { controls, findingsOf } from "../../../../tools/review/controls";
import { Status } from "../../../../tools/review/controls/control";
import { registrationsOf, type StackName } from "./stacks";

type Change = (registrations: Registration[]) => Registration[];

const isOf = (type: string, name?: string) => (one: Registration) =>
    one.type.endsWith(`:${type}`) && (name === undefined || one.name === `trailconnect-${name}`);

/** Gives a resource other inputs; the provider would compute no other state from them. */
function withInputs(type: string, name: string | undefined, changes: object): Change {
    return (registrations) =>
        registrations.map((one) => (isOf(type, name)(one) ? { ...one, inputs: { ...one.inputs, ...changes } } : one));
}

function without(type: string, name?: string): Change {
    return (registrations) => registrations.filter((one) => !isOf(type, name)(one));
}

/** Adds a resource beside another one. */
function adding(type: string, inputs: (beside: Registration) => object, beside: string, name?: string): Change {
    return (registrations) => {
        const [neighbour] = registrations.filter(isOf(beside, name)) as [Registration];
        return [...registrations, { ...neighbour, type, name: "added", inputs: { ...inputs(neighbour) }, state: {} }];
    };
}

/** Changes the statements of the document that a resource bears. */
function withStatements(
    type: string,
    name: string,
    change: (statements: Statement[]) => Statement[],
    property = "policy",
): Change {
    return (registrations) =>
        registrations.map((one) => {
            if (!isOf(type, name)(one)) {
                return one;
            }
            const document = JSON.parse(one.inputs[property] as string) as PolicyDocument;
            const policy = JSON.stringify({ ...document, Statement: change(document.Statement) });
            return { ...one, inputs: { ...one.inputs, [property]: policy } };
        });
}

/** Changes the statement with a Sid. */
const where =
    (sid: string, changes: Partial<Statement>) =>
    (statements: Statement[]): Statement[] =>
        statements.map((one) => (one.Sid === sid ? { ...one, ...changes } : one));

const everybody: Statement = { Sid: "Added", Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
const ofUser = ({ state }: Registration) => ({ user: state.name });
const anotherAccount = { AWS: "arn:aws:iam::444455556666:root" };

/** An id of the control, the stack, what is done to it, what is found then, and the ids of what turns unmet besides. */
type Planted = [id: string, stack: StackName, change: Change, reason: string, also?: string[]];

const planted: Planted[] = [
    [
        "1.9",
        "dev",
        adding("aws:iam/userLoginProfile:UserLoginProfile", ofUser, "User"),
        "trailconnect-defender-user-user has a password",
        ["CKV_AWS_273"],
    ],
    [
        "1.12",
        "everything",
        adding("aws:iam/accessKey:AccessKey", ofUser, "User"),
        "trailconnect-defender-user-user has more than one access key",
    ],
    [
        "1.14",
        "dev",
        adding("aws:iam/userPolicyAttachment:UserPolicyAttachment", ofUser, "User"),
        "trailconnect-defender-user-user has added of its own",
        ["CKV_AWS_273"],
    ],
    [
        "1.14",
        "dev",
        adding("aws:iam/userPolicy:UserPolicy", ofUser, "User"),
        "trailconnect-defender-user-user has added of its own",
        ["CKV_AWS_273"],
    ],
    [
        "1.14",
        "dev",
        adding("aws:iam/policyAttachment:PolicyAttachment", ({ state }) => ({ users: [state.name] }), "User"),
        "trailconnect-defender-user-user has added of its own",
        ["CKV_AWS_273"],
    ],
    [
        "1.14",
        "dev",
        without("UserGroupMembership"),
        "trailconnect-defender-user-user has no UserGroupMembership",
        ["CKV_AWS_273"],
    ],
    [
        "1.14",
        "dev",
        without("GroupPolicyAttachment"),
        "the groups of trailconnect-defender-user-membership have no policy",
        ["CKV_AWS_273"],
    ],
    [
        "1.15",
        "dev",
        withStatements("Policy", "defender-user", where("Storage", { Action: "*" })),
        "Storage of trailconnect-defender-user allows everything, or changing who may do what",
        ["2.1.2", "IAM.21", "KMS.1", "AVD-AWS-0342", "CKV_AWS_355"],
    ],
    [
        "1.15",
        "dev",
        withInputs("RolePolicyAttachment", undefined, { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
        "trailconnect-sentinel-role-cloudtrail-read-only attaches AdministratorAccess",
        ["2.1.2", "IAM.21", "KMS.1", "AVD-AWS-0342", "CKV_AWS_355"],
    ],
    [
        "2.1.1",
        "dev",
        withStatements("BucketPolicy", "log-bucket-policy", (all) => all.filter(({ Effect }) => Effect === "Allow")),
        "trailconnect-log-bucket-policy doesn't refuse plain HTTP",
    ],
    [
        "2.1.2",
        "dev",
        withInputs("BucketVersioning", undefined, { versioningConfiguration: { status: "Suspended" } }),
        'nothing stands in for it, as trailconnect-log-bucket-versioning has versioningConfiguration.status "Suspended"',
        ["S3.7", "S3.14"],
    ],
    [
        "2.1.4",
        "dev",
        withInputs("BucketPublicAccessBlock", undefined, { ignorePublicAcls: false }),
        "trailconnect-log-bucket-public-access-block has ignorePublicAcls false",
        ["S3.2"],
    ],
    [
        "2.1.4",
        "dev",
        without("BucketPublicAccessBlock"),
        "trailconnect-log-bucket has no BucketPublicAccessBlock",
        ["S3.2"],
    ],
    [
        "3.1",
        "dev",
        withInputs("Trail", undefined, { isMultiRegionTrail: false }),
        "trailconnect-trail has isMultiRegionTrail false",
        ["CloudTrail.3"],
    ],
    [
        "3.1",
        "dev",
        withInputs("Trail", undefined, {
            advancedEventSelectors: [
                {
                    fieldSelectors: [
                        { field: "eventCategory", equals: ["Management"] },
                        { field: "readOnly", equals: ["false"] },
                    ],
                },
            ],
        }),
        "trailconnect-trail leaves out management events",
    ],
    [
        "3.1",
        "dev",
        withInputs("Trail", undefined, { eventSelectors: [{ excludeManagementEventSources: ["kms"] }] }),
        "trailconnect-trail leaves out management events",
    ],
    [
        "3.1",
        "weaker",
        withInputs("Trail", undefined, { includeGlobalServiceEvents: false }),
        "trailconnect-trail has includeGlobalServiceEvents false",
        ["CloudTrail.3"],
    ],
    [
        "3.2",
        "dev",
        withInputs("Trail", undefined, { enableLogFileValidation: false }),
        "trailconnect-trail has enableLogFileValidation false",
    ],
    ["3.4", "everything", without("BucketLogging"), "trailconnect-log-bucket has no BucketLogging"],
    [
        "3.4",
        "everything",
        (all) => {
            const [{ inputs }] = all.filter(isOf("BucketLogging")) as [Registration];
            return withInputs("BucketLogging", undefined, { targetBucket: inputs.bucket })(all);
        },
        "trailconnect-log-bucket-access-logging goes to another bucket than accessLogBucketName",
    ],
    ["3.5", "dev", withInputs("Trail", undefined, { kmsKeyId: undefined }), "trailconnect-trail names no KMS key"],
    [
        "3.6",
        "dev",
        withInputs("Key", undefined, { enableKeyRotation: false }),
        "trailconnect-log-key has enableKeyRotation false",
    ],
    [
        "3.8",
        "everything",
        withInputs("Trail", undefined, { advancedEventSelectors: undefined }),
        "trailconnect-trail has no selector for the write events of all objects",
        ["3.9"],
    ],
    [
        "3.9",
        "everything",
        withInputs("Trail", undefined, {
            advancedEventSelectors: [
                { fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] },
                {
                    fieldSelectors: [
                        { field: "eventCategory", equals: ["Data"] },
                        { field: "resources.type", equals: ["AWS::S3::Object"] },
                        { field: "readOnly", equals: ["false"] },
                    ],
                },
            ],
        }),
        "trailconnect-trail has no selector for the read events of all objects",
    ],
    [
        "4.5",
        "everything",
        without("EventTarget", "tamper-alarms-trail-target"),
        "nobody is told of StopLogging, DeleteTrail, UpdateTrail, PutEventSelectors for trailconnect-trail",
        ["CloudWatch.5"],
    ],
    [
        "4.5",
        "everything",
        (all) =>
            all.map((one) =>
                isOf("EventRule", "tamper-alarms-trail")(one)
                    ? {
                          ...one,
                          inputs: {
                              eventPattern: String(one.inputs.eventPattern).replace("StopLogging", "StartLogging"),
                          },
                      }
                    : one,
            ),
        "nobody is told of StopLogging, DeleteTrail, UpdateTrail, PutEventSelectors for trailconnect-trail",
        ["CloudWatch.5"],
    ],
    [
        "4.7",
        "everything",
        withInputs("EventRule", "tamper-alarms-key", { state: "DISABLED" }),
        "nobody is told of DisableKey, ScheduleKeyDeletion, PutKeyPolicy for trailconnect-log-key",
        ["CloudWatch.5"],
    ],
    [
        "4.8",
        "everything",
        withInputs("EventTarget", "tamper-alarms-bucket-target", { arn: "arn:aws:sqs:eu-central-1:111122223333:q" }),
        "nobody is told of PutBucketPolicy, DeleteBucketPolicy, PutBucketAcl, PutBucketLifecycle, PutBucketReplication for trailconnect-log-bucket",
        ["CloudWatch.5"],
    ],
    [
        "4.8",
        "everything",
        without("EventRule", "tamper-alarms-bucket"),
        "nobody is told of PutBucketPolicy, DeleteBucketPolicy, PutBucketAcl, PutBucketLifecycle, PutBucketReplication for trailconnect-log-bucket",
        ["CloudWatch.5"],
    ],
    [
        "CloudTrail.3",
        "dev",
        withInputs("Trail", undefined, { enableLogging: false }),
        "trailconnect-trail has enableLogging false",
        ["3.1"],
    ],
    [
        "CloudTrail.5",
        "everything",
        withInputs("Trail", undefined, { cloudWatchLogsGroupArn: undefined }),
        "trailconnect-trail has no log group with a role to write to it",
    ],
    [
        "CKV_AWS_252",
        "us-government",
        without("BucketNotification"),
        "nothing stands in for it, as trailconnect-trail has no BucketNotification",
        ["S3.11"],
    ],
    [
        "cloudtrail_insights_exist",
        "everything",
        withInputs("Trail", undefined, { insightSelectors: [] }),
        "trailconnect-trail has no Insights selector",
    ],
    [
        "CloudWatch.16",
        "everything",
        withInputs("LogGroup", undefined, { retentionInDays: 90 }),
        "trailconnect-log-group keeps events for less than a year",
    ],
    [
        "CKV_AWS_158",
        "weaker",
        withInputs("LogGroup", undefined, { retentionInDays: undefined }),
        "nothing stands in for it, as trailconnect-log-group keeps events for ever",
    ],
    [
        "S3.2",
        "dev",
        withStatements("BucketPolicy", "log-bucket-policy", (all) => [...all, everybody]),
        "Added of trailconnect-log-bucket-policy admits others than a service on behalf of a named resource or account",
        ["S3.6"],
    ],
    [
        "S3.6",
        "dev",
        withStatements("BucketPolicy", "log-bucket-policy", (all) => [
            ...all,
            { ...everybody, Principal: anotherAccount },
        ]),
        "Added of trailconnect-log-bucket-policy admits an account",
        ["S3.2"],
    ],
    [
        "CKV_AWS_93",
        "dev",
        withStatements("BucketPolicy", "log-bucket-policy", where("RefusePlainHttp", { Condition: undefined })),
        "trailconnect-log-bucket-policy refuses changes of itself, and not over plain HTTP only",
        ["2.1.1"],
    ],
    [
        "S3.7",
        "dev",
        withInputs("BucketLifecycleConfiguration", undefined, {
            rules: [
                {
                    status: "Enabled",
                    expiration: { days: 365 },
                    noncurrentVersionExpiration: { noncurrentDays: 1 },
                    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
                },
            ],
        }),
        "nothing stands in for it, as trailconnect-log-bucket-lifecycle keeps deleted versions for less than 30 days",
        ["2.1.2"],
    ],
    [
        "S3.13",
        "dev",
        withInputs("BucketLifecycleConfiguration", undefined, {
            rules: [
                {
                    status: "Enabled",
                    noncurrentVersionExpiration: { noncurrentDays: 30 },
                    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
                },
                { status: "Disabled", expiration: { days: 365 }, noncurrentVersionExpiration: { noncurrentDays: 30 } },
            ],
        }),
        "trailconnect-log-bucket-lifecycle lets nothing expire",
    ],
    [
        "CKV_AWS_300",
        "dev",
        withInputs("BucketLifecycleConfiguration", undefined, {
            rules: [
                { status: "Enabled", expiration: { days: 365 }, noncurrentVersionExpiration: { noncurrentDays: 30 } },
            ],
        }),
        "trailconnect-log-bucket-lifecycle keeps incomplete uploads",
    ],
    [
        "S3.11",
        "us-government",
        withInputs("BucketNotification", undefined, { queues: [] }),
        "trailconnect-sentinel-s3-queue-bucket-notification sends none",
    ],
    [
        "S3.12",
        "dev",
        withInputs("BucketOwnershipControls", undefined, { rule: { objectOwnership: "BucketOwnerPreferred" } }),
        'trailconnect-log-bucket-ownership has rule.objectOwnership "BucketOwnerPreferred"',
        ["S3.2"],
    ],
    [
        "S3.14",
        "everything",
        without("BucketVersioning"),
        "trailconnect-log-bucket has no BucketVersioning",
        ["2.1.2", "S3.7"],
    ],
    [
        "S3.15",
        "everything",
        without("BucketObjectLockConfiguration"),
        "trailconnect-log-bucket has no BucketObjectLockConfiguration",
        ["2.1.2"],
    ],
    [
        "S3.17",
        "dev",
        withInputs("BucketServerSideEncryptionConfiguration", undefined, {
            rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
        }),
        "trailconnect-log-bucket-encryption names no KMS key",
    ],
    [
        "CKV_AWS_19",
        "weaker",
        without("BucketServerSideEncryptionConfiguration"),
        "trailconnect-log-bucket has no BucketServerSideEncryptionConfiguration",
    ],
    [
        "AVD-AWS-0320",
        "dev",
        (all) => {
            const [{ state }] = all.filter(isOf("Bucket")) as [Registration];
            return JSON.parse(JSON.stringify(all).replaceAll(String(state.bucket), "audit.logs")) as Registration[];
        },
        "trailconnect-log-bucket has a dot in its name",
    ],
    [
        "KMS.5",
        "dev",
        withStatements("Key", "log-key", where("AccountAdministersByIdentityPolicy", { Principal: { AWS: "*" } })),
        "AccountAdministersByIdentityPolicy of trailconnect-log-key admits others than the account, and services for a named source",
    ],
    [
        "KMS.5",
        "dev",
        withStatements("Key", "log-key", where("AccountAdministersByIdentityPolicy", { Principal: anotherAccount })),
        "AccountAdministersByIdentityPolicy of trailconnect-log-key admits others than the account, and services for a named source",
    ],
    [
        "KMS.5",
        "dev",
        withStatements("Key", "log-key", where("CloudTrailDescribesKey", { Condition: undefined })),
        "CloudTrailDescribesKey of trailconnect-log-key admits others than the account, and services for a named source",
    ],
    [
        "CKV2_AWS_64",
        "dev",
        withInputs("Key", undefined, { policy: undefined }),
        "trailconnect-log-key has no policy",
        ["KMS.5"],
    ],
    [
        "kms_cmk_not_multi_region",
        "dev",
        withInputs("Key", undefined, { multiRegion: true }),
        "trailconnect-log-key is a multi-Region key",
    ],
    [
        "CKV_AWS_273",
        "dev",
        withInputs("User", undefined, { permissionsBoundary: undefined }),
        "nothing stands in for it, as trailconnect-defender-user-user has no policy of its groups as permissions boundary, or more than that",
    ],
    [
        "CKV_AWS_273",
        "dev",
        (all) => {
            const [{ inputs }] = all.filter(isOf("GroupPolicyAttachment")) as [Registration];
            const beside = () => ({ ...inputs, policyArn: "arn:aws:iam::aws:policy/AWSCloudTrail_ReadOnlyAccess" });
            return adding("aws:iam/groupPolicyAttachment:GroupPolicyAttachment", beside, "GroupPolicyAttachment")(all);
        },
        "nothing stands in for it, as trailconnect-defender-user-user has no policy of its groups as permissions boundary, or more than that",
    ],
    [
        "iam_role_cross_service_confused_deputy_prevention",
        "everything",
        withStatements(
            "RolePolicy",
            "log-group-policy",
            where("WritesEvents", { Resource: "arn:aws:logs:eu-central-1:111122223333:log-group:*:log-stream:*" }),
        ),
        "nothing stands in for it, as WritesEvents of trailconnect-log-group-policy reaches beyond log streams",
    ],
    [
        "IAM.21",
        "dev",
        withStatements("Policy", "defender-user", where("Storage", { Action: "s3:Get*" })),
        "Storage of trailconnect-defender-user allows by wildcard",
    ],
    [
        "KMS.1",
        "everything",
        withStatements("RolePolicy", "sentinel-s3-policy", where("DecryptsLogs", { Resource: "*" })),
        "DecryptsLogs of trailconnect-sentinel-s3-policy decrypts with other keys than the log key",
        ["CKV_AWS_355"],
    ],
    [
        "AVD-AWS-0342",
        "dev",
        withStatements("Policy", "defender-user", where("Storage", { Action: "iam:PassRole", Resource: "arn:aws:x" })),
        "Storage of trailconnect-defender-user allows iam:PassRole",
        ["1.15", "CKV_AWS_355"],
    ],
    [
        "CKV_AWS_355",
        "dev",
        withStatements("Policy", "defender-user", where("Storage", { Action: ["s3:GetBucketAcl", "s3:PutBucketAcl"] })),
        "nothing stands in for it, as Storage of trailconnect-defender-user does more than read, on every resource",
    ],
    [
        "CKV_AWS_60",
        "dev",
        withStatements(
            "Role",
            "sentinel-role",
            where("SentinelAssumesWithWorkspaceId", { Condition: undefined }),
            "assumeRolePolicy",
        ),
        "SentinelAssumesWithWorkspaceId of trailconnect-sentinel-role trusts somebody without asking who sent them",
    ],
    [
        "CKV_AWS_60",
        "us-government",
        withStatements(
            "Role",
            "sentinel-s3",
            where("SentinelAssumesWithWorkspaceId", { Condition: { StringEquals: { "sts.windows.net/x/:aud": "a" } } }),
            "assumeRolePolicy",
        ),
        "SentinelAssumesWithWorkspaceId of trailconnect-sentinel-s3 trusts somebody without asking who sent them",
    ],
    [
        "iam_role_cross_service_confused_deputy_prevention",
        "everything",
        withStatements(
            "RolePolicy",
            "log-group-policy",
            where("WritesEvents", { Resource: "arn:aws:logs:x:log-group:*" }),
        ),
        "nothing stands in for it, as WritesEvents of trailconnect-log-group-policy reaches beyond log streams",
        ["CKV_AWS_355"],
    ],
    [
        "SQS.1",
        "us-government",
        withInputs("Queue", "sentinel-s3-queue", { sqsManagedSseEnabled: false }),
        "trailconnect-sentinel-s3-queue has sqsManagedSseEnabled false",
        ["AVD-AWS-0135"],
    ],
    [
        "AVD-AWS-0135",
        "us-government",
        withInputs("Queue", "sentinel-s3-queue-dead-letters", { sqsManagedSseEnabled: undefined }),
        "nothing stands in for it, as trailconnect-sentinel-s3-queue-dead-letters has sqsManagedSseEnabled not set",
        ["SQS.1"],
    ],
    [
        "SQS.3",
        "us-government",
        withStatements("QueuePolicy", "sentinel-s3-queue-policy", where("NewLogsAreAnnounced", { Principal: "*" })),
        "NewLogsAreAnnounced of trailconnect-sentinel-s3-queue-policy admits others than a service on behalf of a named resource or account",
    ],
    [
        "CKV_AWS_72",
        "us-government",
        withStatements("QueuePolicy", "sentinel-s3-queue-policy", where("NewLogsAreAnnounced", { Action: "sqs:*" })),
        "NewLogsAreAnnounced of trailconnect-sentinel-s3-queue-policy allows by wildcard",
    ],
    [
        "SNS.1",
        "everything",
        withStatements("TopicPolicy", "alarm-topic-policy", (all) => all.filter(({ Effect }) => Effect === "Allow")),
        "nothing stands in for it, as trailconnect-alarm-topic-policy takes messages over plain HTTP",
    ],
    [
        "SNS.4",
        "everything",
        withStatements("TopicPolicy", "alarm-topic-policy", where("PublishFromEvents", { Condition: undefined })),
        "PublishFromEvents of trailconnect-alarm-topic-policy admits others than a service on behalf of a named resource or account",
    ],
    [
        "SNS.4",
        "everything",
        without("TopicPolicy", "sentinel-s3-queue-topic-policy"),
        "trailconnect-sentinel-s3-queue-topic has no TopicPolicy",
        ["SNS.1"],
    ],
    [
        "CloudWatch.5",
        "everything",
        without("EventRule", "tamper-alarms-key"),
        "nothing stands in for it, as nobody is told of DisableKey, ScheduleKeyDeletion, PutKeyPolicy for trailconnect-log-key",
        ["4.7"],
    ],
    [
        "CloudWatch.15",
        "us-government",
        withInputs("MetricAlarm", "log-queue-alarms-silent", { actionsEnabled: false }),
        "trailconnect-log-queue-alarms-silent tells nobody",
    ],
];

const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";
const otherWorkspaceId = "1f8fad5b-d9cb-469f-a165-70867728950e";
const key = (id: string) => ({ "sts:ExternalId": id });

/** Conditions that don't ask for the workspace ID, though they name the external ID. */
const noExternalIds: [title: string, Condition: object][] = [
    ["a negation", { StringNotEquals: key(workspaceId) }],
    ["any text", { StringLike: key("*") }],
    ["the workspace ID as a pattern", { StringLike: key(workspaceId) }],
    ["what need not be there", { StringEqualsIfExists: key(workspaceId) }],
    ["a set", { "ForAllValues:StringEquals": key(workspaceId) }],
    ["nothing", { StringEquals: { "sts:ExternalId": [] } }],
    ["an empty text", { StringEquals: key("") }],
    ["a wildcard", { StringEquals: key("*") }],
    ["another workspace's", { StringEquals: key(otherWorkspaceId) }],
    ["another workspace's too", { StringEquals: { "sts:ExternalId": [workspaceId, otherWorkspaceId] } }],
];

const sessionName = `MicrosoftSentinel_${workspaceId}`;

/** Conditions that don't ask for Sentinel's audience and the workspace's session name, though they name both. */
const noTokens: [title: string, change: (asked: Record<string, string>) => object][] = [
    ["a negation", (asked) => ({ StringNotEquals: asked })],
    ["any session name", (asked) => ({ StringLike: { ...asked, "sts:RoleSessionName": "*" } })],
    ["a session name with a wildcard", (asked) => ({ StringEquals: { ...asked, "sts:RoleSessionName": "*" } })],
    ["another session name", (asked) => ({ StringEquals: { ...asked, "sts:RoleSessionName": `${sessionName}0` } })],
    [
        "another audience",
        (asked) => ({ StringEquals: Object.fromEntries(Object.keys(asked).map((one) => [one, sessionName])) }),
    ],
    ["no audience", () => ({ StringEquals: { "sts:RoleSessionName": sessionName } })],
];

const source = (arn: string | string[]) => ({ "aws:SourceArn": arn });

/** Conditions that name no source, though they have a key for one. */
const noSources: [title: string, Condition: object][] = [
    ["a negation", { StringNotEquals: source("arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit") }],
    ["what need not be there", { ArnLikeIfExists: source("arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit") }],
    ["every source", { ArnLike: source("*") }],
    ["every account", { ArnLike: source("arn:aws:cloudtrail:*:*:trail/*") }],
    ["everything in the account", { ArnLike: source("arn:aws:cloudtrail:eu-central-1:111122223333:*") }],
    ["every bucket", { ArnLike: source("arn:aws:s3:::*") }],
    ["a source and all others", { ArnLike: source(["arn:aws:s3:::central-logs", "*"]) }],
    ["nothing", { StringEquals: source([]) }],
    ["an empty text", { StringEquals: source("") }],
    ["a pattern that is none", { StringEquals: source("arn:aws:cloudtrail:eu-central-1:111122223333:trail/*") }],
    ["every account by number", { StringEquals: { "aws:SourceAccount": "*" } }],
    ["another account than one", { StringNotEquals: { "aws:SourceAccount": "111122223333" } }],
];

/** What plain HTTP is not refused by, though it looks like it. */
const noRefusals: [title: string, changes: Partial<Statement>][] = [
    ["of TLS", { Condition: { Bool: { "aws:SecureTransport": "true" } } }],
    [
        "from somewhere only",
        { Condition: { Bool: { "aws:SecureTransport": "false" }, IpAddress: { "aws:SourceIp": "203.0.113.0/26" } } },
    ],
    ["to an account only", { Principal: anotherAccount }],
    ["of reading only", { Action: "s3:GetObject" }],
];

const ofRole = ({ state }: Registration) => ({ role: state.name });
const allowing = (action: string | string[], resource = "arn:aws:s3:::central-logs/*") =>
    JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Sid: "Added", Effect: "Allow", Action: action, Resource: resource }],
    });
const denyingAllBut = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "Added", Effect: "Allow", NotAction: "iam:CreateUser", Resource: "*" }],
});
const onIdentities = ["2.1.2", "IAM.21", "KMS.1", "AVD-AWS-0342", "CKV_AWS_355"];

/** Ways in which a program brings permissions, each with what it brings. */
const bearers: [title: string, stack: StackName, plant: (policy: string) => Change, name: string][] = [
    [
        "an inline policy of a role",
        "dev",
        (policy) => adding("aws:iam/rolePolicy:RolePolicy", (role) => ({ ...ofRole(role), policy }), "Role"),
        "added",
    ],
    [
        "an inline policy of a group",
        "us-government",
        (policy) => adding("aws:iam/groupPolicy:GroupPolicy", () => ({ group: "others", policy }), "Role"),
        "added",
    ],
    ["a managed policy", "dev", (policy) => adding("aws:iam/policy:Policy", () => ({ policy }), "Role"), "added"],
    [
        "a role's own property",
        "dev",
        (policy) => withInputs("Role", "sentinel-role", { inlinePolicies: [{ name: "more", policy }] }),
        "trailconnect-sentinel-role",
    ],
];

const trusting = (changes: Partial<Statement>) =>
    withStatements("Role", "sentinel-role", where("SentinelAssumesWithWorkspaceId", changes), "assumeRolePolicy");
const account = (id: string) => `arn:aws:iam::${id}:root`;

const attacked: Planted[] = [
    ...noExternalIds.map(
        ([, condition]): Planted => [
            "CKV_AWS_60",
            "dev",
            trusting({ Condition: condition as Statement["Condition"] }),
            "SentinelAssumesWithWorkspaceId of trailconnect-sentinel-role trusts somebody without asking who sent them",
        ],
    ),
    ...noTokens.map(
        ([, change]): Planted => [
            "CKV_AWS_60",
            "us-government",
            withStatements(
                "Role",
                "sentinel-s3",
                (all) =>
                    all.map((one) => ({
                        ...one,
                        Condition: change(
                            one.Condition?.StringEquals as Record<string, string>,
                        ) as Statement["Condition"],
                    })),
                "assumeRolePolicy",
            ),
            "SentinelAssumesWithWorkspaceId of trailconnect-sentinel-s3 trusts somebody without asking who sent them",
        ],
    ),
    [
        "CKV_AWS_60",
        "dev",
        trusting({ Principal: { AWS: [account("197857026523"), account("444455556666")] } }),
        "trailconnect-sentinel-role trusts none or several",
    ],
    [
        "CKV_AWS_60",
        "dev",
        trusting({ Principal: { AWS: account("197857026523"), Service: "lambda.amazonaws.com" } }),
        "trailconnect-sentinel-role trusts none or several",
        ["iam_role_cross_service_confused_deputy_prevention"],
    ],
    [
        "CKV_AWS_60",
        "dev",
        trusting({ Principal: "*" }),
        "SentinelAssumesWithWorkspaceId of trailconnect-sentinel-role trusts somebody without asking who sent them",
        ["iam_role_cross_service_confused_deputy_prevention"],
    ],
    ...["*", account("444455556666"), "arn:aws:iam::197857026523:user/x"].map(
        (principal): Planted => [
            "CKV_AWS_60",
            "dev",
            trusting({ Principal: { AWS: principal } }),
            "SentinelAssumesWithWorkspaceId of trailconnect-sentinel-role trusts somebody without asking who sent them",
        ],
    ),
    [
        "CKV_AWS_60",
        "dev",
        trusting({ Principal: undefined, NotPrincipal: { AWS: account("444455556666") } } as Partial<Statement>),
        "trailconnect-sentinel-role trusts none or several; SentinelAssumesWithWorkspaceId of trailconnect-sentinel-role has elements that nobody looks at",
    ],
    [
        "CKV_AWS_60",
        "dev",
        adding(
            "aws:iam/role:Role",
            () => ({
                assumeRolePolicy: JSON.stringify({
                    Version: "2012-10-17",
                    Statement: {
                        Effect: "Allow",
                        Principal: { AWS: account("444455556666") },
                        Action: "sts:AssumeRole",
                    },
                }),
            }),
            "User",
        ),
        "a statement of added trusts somebody without asking who sent them",
    ],
    ...noSources.flatMap(([, condition]): Planted[] => [
        [
            "KMS.5",
            "dev",
            withStatements(
                "Key",
                "log-key",
                where("CloudTrailDecryptsForBucketKey", { Condition: condition as Statement["Condition"] }),
            ),
            "CloudTrailDecryptsForBucketKey of trailconnect-log-key admits others than the account, and services for a named source",
        ],
        [
            "S3.2",
            "dev",
            withStatements(
                "BucketPolicy",
                "log-bucket-policy",
                where("CloudTrailWritesLogs", { Condition: condition as Statement["Condition"] }),
            ),
            "CloudTrailWritesLogs of trailconnect-log-bucket-policy admits others than a service on behalf of a named resource or account",
        ],
        [
            "SQS.3",
            "us-government",
            withStatements(
                "QueuePolicy",
                "sentinel-s3-queue-policy",
                where("NewLogsAreAnnounced", { Condition: condition as Statement["Condition"] }),
            ),
            "NewLogsAreAnnounced of trailconnect-sentinel-s3-queue-policy admits others than a service on behalf of a named resource or account",
        ],
    ]),
    ...noRefusals.map(
        ([, changes], index): Planted => [
            "2.1.1",
            "dev",
            withStatements("BucketPolicy", "log-bucket-policy", where("RefusePlainHttp", changes)),
            "trailconnect-log-bucket-policy doesn't refuse plain HTTP",
            index < 2 ? ["CKV_AWS_93"] : [],
        ],
    ),
    [
        "S3.2",
        "dev",
        withStatements("BucketPolicy", "log-bucket-policy", (all) => [
            ...all,
            { ...everybody, Principal: undefined, NotPrincipal: anotherAccount } as Statement,
        ]),
        "Added of trailconnect-log-bucket-policy has elements that nobody looks at",
        ["S3.6", "CKV_AWS_93"],
    ],
    [
        "S3.6",
        "dev",
        withStatements("BucketPolicy", "log-bucket-policy", (all) => [
            ...all,
            { ...everybody, Principal: { CanonicalUser: "79a59df900b949e5" } } as Statement,
        ]),
        "Added of trailconnect-log-bucket-policy has elements that nobody looks at",
        ["S3.2", "CKV_AWS_93"],
    ],
    [
        "SQS.3",
        "us-government",
        withInputs("Queue", "sentinel-s3-queue", {
            policy: JSON.stringify({ Version: "2012-10-17", Statement: [everybody] }),
        }),
        "Added of trailconnect-sentinel-s3-queue admits others than a service on behalf of a named resource or account",
    ],
    [
        "KMS.5",
        "dev",
        adding("aws:kms/grant:Grant", ({ state }) => ({ keyId: state.keyId }), "Key"),
        "added may grant it besides its policy",
    ],
    ...bearers.flatMap(([, stack, plant, name]): Planted[] => [
        [
            "1.15",
            stack,
            plant(allowing("iam:*", "arn:aws:iam::111122223333:role/x")),
            `Added of ${name} allows everything, or changing who may do what`,
            ["IAM.21", "AVD-AWS-0342"],
        ],
        ["IAM.21", stack, plant(allowing("sqs:Send*")), `Added of ${name} allows by wildcard`],
        [
            "2.1.2",
            stack,
            plant(allowing("s3:DeleteObject")),
            `nothing stands in for it, as Added of ${name} deletes logs, or what keeps them`,
        ],
        [
            "KMS.1",
            stack,
            plant(allowing("kms:Decrypt", "arn:aws:kms:eu-central-1:111122223333:key/other")),
            `Added of ${name} decrypts with other keys than the log key`,
        ],
        ["1.15", stack, plant(denyingAllBut), `Added of ${name} has elements that nobody looks at`, onIdentities],
    ]),
    [
        "1.15",
        "dev",
        withInputs("Role", "sentinel-role", { managedPolicyArns: ["arn:aws:iam::aws:policy/IAMFullAccess"] }),
        "trailconnect-sentinel-role attaches IAMFullAccess",
        onIdentities,
    ],
    [
        "1.15",
        "dev",
        adding(
            "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
            () => ({ group: "others", policyArn: "arn:aws:iam::111122223333:policy/unseen" }),
            "Role",
        ),
        "added attaches unseen",
        onIdentities,
    ],
    [
        "iam_role_cross_service_confused_deputy_prevention",
        "everything",
        withInputs("Role", "log-group-role", {
            inlinePolicies: [{ policy: allowing("logs:PutLogEvents", "arn:aws:logs:eu-central-1:111122223333:x") }],
        }),
        "nothing stands in for it, as Added of trailconnect-log-group-role reaches beyond log streams",
    ],
    [
        "CKV_AWS_273",
        "dev",
        (all) => {
            const [{ inputs }] = all.filter(isOf("GroupPolicyAttachment")) as [Registration];
            const policy = allowing("sqs:SendMessage", "arn:aws:sqs:eu-central-1:111122223333:x");
            return adding("aws:iam/groupPolicy:GroupPolicy", () => ({ group: inputs.group, policy }), "Role")(all);
        },
        "nothing stands in for it, as trailconnect-defender-user-user has no policy of its groups as permissions boundary, or more than that",
    ],
    [
        "1.12",
        "weaker",
        adding("aws:iam/accessKey:AccessKey", ofUser, "User"),
        "trailconnect-defender-user-user has more than two access keys",
    ],
    [
        "1.12",
        "dev",
        adding("aws:iam/accessKey:AccessKey", () => ({ user: "somebody" }), "Trail"),
        "added is a key of somebody, which the program doesn't make: its other keys are not known",
    ],
    [
        "1.12",
        "dev",
        (all) => {
            const [user] = all.filter(isOf("User")) as [Registration];
            const [first] = all.filter(isOf("AccessKey")) as [Registration];
            const outside = { parent: "", inputs: { user: "somebody" }, state: {} };
            return [
                ...all,
                { ...user, ...outside, name: "outside", inputs: {}, state: { name: "somebody" } },
                { ...first, ...outside, name: "one" },
                { ...first, ...outside, name: "other" },
            ];
        },
        "outside has more than one access key",
        ["1.14", "CKV_AWS_273"],
    ],
    [
        "3.4",
        "everything",
        withInputs("BucketLogging", undefined, { targetBucket: "somebody-elses" }),
        "trailconnect-log-bucket-access-logging goes to another bucket than accessLogBucketName",
    ],
    [
        "3.4",
        "dev",
        adding(
            "aws:s3/bucketLogging:BucketLogging",
            ({ state }) => ({ bucket: state.bucket, targetBucket: "somebody-elses" }),
            "Bucket",
        ),
        "added goes to another bucket than accessLogBucketName",
    ],
    [
        "S3.15",
        "everything",
        withInputs("BucketObjectLockConfiguration", undefined, { rule: { defaultRetention: { days: 90, mode: "" } } }),
        "trailconnect-log-bucket-object-lock has no default retention",
        ["2.1.2"],
    ],
    [
        "2.1.1",
        "existing-bucket",
        withStatements("BucketPolicy", "log-bucket-policy", (all) => all.filter(({ Effect }) => Effect === "Allow")),
        "trailconnect-log-bucket-policy doesn't refuse plain HTTP",
    ],
    [
        "S3.2",
        "existing-bucket",
        withStatements("BucketPolicy", "log-bucket-policy", where("AuditorsRead", { Principal: "*" })),
        "AuditorsRead of trailconnect-log-bucket-policy admits everybody",
        ["S3.6"],
    ],
    [
        "S3.6",
        "existing-bucket",
        withStatements(
            "BucketPolicy",
            "log-bucket-policy",
            where("AuditorsRead", { Principal: { AWS: "arn:aws:iam::444455556666:role/auditors" } }),
        ),
        "AuditorsRead of trailconnect-log-bucket-policy admits an account",
    ],
    [
        "CKV_AWS_93",
        "existing-bucket",
        withStatements("BucketPolicy", "log-bucket-policy", (all) => [
            ...all,
            { ...everybody, Effect: "Deny", Action: "s3:Put*" },
        ]),
        "trailconnect-log-bucket-policy refuses changes of itself, and not over plain HTTP only",
    ],
];

/** What only the account or somebody else shows: nothing that the stack registers contradicts it. */
const answeredElsewhere: [id: string, type: string][] = [
    ["1.11", "User"],
    ["1.13", "User"],
    ["4.1", "CloudTrailConnection"],
    ["4.16", "CloudTrailConnection"],
    ["S3.1", "Bucket"],
    ["KMS.3", "Key"],
];

function findingOf(id: string, registrations: readonly Registration[]) {
    return findingsOf(registrations).find(({ ids }) => ids.some((one) => one.id === id));
}

const firstId = (ids: readonly { id: string }[]) => ids[0]?.id as string;

describe("a control", () => {
    for (const [index, [id, stack, change, reason, also = []]] of [...planted, ...attacked].entries()) {
        it(`is unmet where a changed program contradicts it: ${id} (${index + 1})`, async () => {
            const before = await registrationsOf(stack);
            expect(findingOf(id, before)?.status).not.to.equal(Status.Unmet);
            const after = change(before);
            const found = findingOf(id, after);
            expect(found?.status).to.equal(Status.Unmet);
            expect(found?.reason).to.equal(`The resources contradict it: ${reason}.`);
            expect(found?.resources).not.to.deep.equal([]);
            expect(found?.options).to.deep.equal([]);
            const isUnmet = findingsOf(after).filter(({ status }) => status === Status.Unmet);
            const named = (one: string) => firstId(findingOf(one, after)?.ids ?? []);
            expect(isUnmet.map(({ ids }) => firstId(ids))).to.have.members([id, ...also].map(named));
        });
    }

    for (const [id, type] of answeredElsewhere) {
        it(`is nothing to somebody who has no ${type}: ${id}`, async () => {
            const before = await registrationsOf("dev");
            expect(findingOf(id, before)?.status).to.equal(Status.Elsewhere);
            expect(findingOf(id, without(type)(before))).to.equal(undefined);
        });
    }

    it("about tags is met where the program itself sets them", async () => {
        const tagged = (await registrationsOf("everything")).map((one) => ({
            ...one,
            inputs: { ...one.inputs, tags: { Team: "security" } },
        }));
        expect(findingOf("CloudTrail.9", tagged)?.status).to.equal(Status.Met);
        expect(findingOf("CloudTrail.9", withInputs("Trail", undefined, { tags: {} })(tagged))?.status).to.equal(
            Status.Elsewhere,
        );
    });

    it("is planted or answered by others, each of them", () => {
        const tried = [...planted, ...attacked, ...answeredElsewhere].map(([id]) => id).concat("CloudTrail.9");
        const untried = controls.filter(({ ids }) => !ids.some(({ id }) => tried.includes(id)));
        expect(untried.map(({ title }) => title)).to.deep.equal([]);
    });
});
