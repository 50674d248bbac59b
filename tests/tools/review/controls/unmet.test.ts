import { expect } from "chai";
import { AzureCloud, sentinelOidcIdentities } from "../../../../components/facts/microsoft";
import type { PolicyDocument, Statement } from "../../../../components/iam/document";
import type { Registration } from "../../../../tools/rehearsal/engine";
import { findingsOf, groups } from "../../../../tools/review/controls";
import { type Finding, Status } from "../../../../tools/review/controls/control";
import { registrationsOf, type StackName, workspaceId } from "../../../support/stacks";

type Change = (registrations: Registration[]) => Registration[];

const isOf = (type: string, name?: string) => (one: Registration) =>
    one.type.endsWith(`:${type}`) && (name === undefined || one.name === `trailconnect-${name}`);

/** Gives a resource other inputs; the provider would compute no other state from them. */
function withInputs(type: string, changes: object, name?: string): Change {
    return (registrations) =>
        registrations.map((one) => (isOf(type, name)(one) ? { ...one, inputs: { ...one.inputs, ...changes } } : one));
}

function without(type: string, name?: string): Change {
    return (registrations) => registrations.filter((one) => !isOf(type, name)(one));
}

/** Adds a resource beside another one, with inputs that may name it. */
function adding(type: string, beside: string, inputs: (neighbour: Registration) => object): Change {
    return (registrations) => {
        const [neighbour] = registrations.filter(isOf(beside)) as [Registration];
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
    (sid: string, changes: object) =>
    (statements: Statement[]): Statement[] =>
        statements.map((one) => (one.Sid === sid ? { ...one, ...changes } : one));

const plus = (added: object) => (statements: Statement[]) => [...statements, { Sid: "Added", ...added } as Statement];
const grantsOnly = (statements: Statement[]) => statements.filter(({ Effect }) => Effect === "Allow");

const everybody = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
const anotherAccount = { AWS: "arn:aws:iam::444455556666:root" };
const ofUser = ({ state }: Registration) => ({ user: state.name });
const allowing = (action: string | string[], resource = "arn:aws:s3:::central-logs/*") =>
    JSON.stringify({
        Version: "2012-10-17",
        Statement: { Sid: "Added", Effect: "Allow", Action: action, Resource: resource },
    });

const inBucketPolicy = (change: (statements: Statement[]) => Statement[]) =>
    withStatements("BucketPolicy", "log-bucket-policy", change);
const inKeyPolicy = (sid: string, changes: object) => withStatements("Key", "log-key", where(sid, changes));
const inQueuePolicy = (changes: object) =>
    withStatements("QueuePolicy", "sentinel-s3-queue-policy", where("NewLogsAreAnnounced", changes));
const inTopicPolicy = (change: (statements: Statement[]) => Statement[]) =>
    withStatements("TopicPolicy", "alarm-topic-policy", change);
const inUserPolicy = (changes: object) => withStatements("Policy", "defender-user", where("Storage", changes));
const inTrust = (changes: object) =>
    withStatements("Role", "sentinel-role", where("SentinelAssumesWithWorkspaceId", changes), "assumeRolePolicy");
const inOidcTrust = (changes: object) =>
    withStatements("Role", "sentinel-s3", where("SentinelAssumesWithWorkspaceId", changes), "assumeRolePolicy");
const inTamperTrust = (change: (statements: Statement[]) => Statement[]) =>
    withStatements("Role", "tamper-alarms-role", change, "assumeRolePolicy");
const inTamperPolicy = (change: (statements: Statement[]) => Statement[]) =>
    withStatements("RolePolicy", "tamper-alarms-role-policy", change);

/** Changes the text of a document or pattern. */
function withText(type: string, name: string, property: string, change: (text: string) => string): Change {
    return (registrations) =>
        registrations.map((one) =>
            isOf(type, name)(one)
                ? { ...one, inputs: { ...one.inputs, [property]: change(String(one.inputs[property])) } }
                : one,
        );
}

/** Changes a rule's pattern. */
// biome-ignore lint/suspicious/noExplicitAny: a pattern's form is what the changes break
const inPattern = (what: string, change: (pattern: any) => object): Change =>
    withText("EventRule", `tamper-alarms-${what}`, "eventPattern", (text) => JSON.stringify(change(JSON.parse(text))));

const inLifecycle = (changes: object) =>
    withInputs("BucketLifecycleConfiguration", {
        rules: [
            {
                status: "Enabled",
                expiration: { days: 365 },
                noncurrentVersionExpiration: { noncurrentDays: 30 },
                abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
                ...changes,
            },
        ],
    });
const selecting = (...fieldSelectors: object[]) =>
    withInputs("Trail", { advancedEventSelectors: [{ fieldSelectors }] });
const category = (name: string) => ({ field: "eventCategory", equals: [name] });

const servicesOnly = "admits others than a service on behalf of a named resource or account";
const accountOnly = "of trailconnect-log-key admits others than the account, and services for a named source";
const notUnderConditions =
    "nothing compensates for it, because SentinelAssumesWithWorkspaceId of trailconnect-sentinel-role trusts several principals, or one without one workspace's external ID or session names";
const notUnderSessionNames = notUnderConditions.replace("sentinel-role", "sentinel-s3");
const anotherWorkspaceId = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
const { audience, url } = sentinelOidcIdentities[AzureCloud.Commercial];
const aud = `${url.replace("https://", "")}:aud`;
const sessionName = (id: string) => `MicrosoftSentinel_${id}`;
/** The conditions on Sentinel's token, but for some. */
const asking = (changes: Record<string, string | string[]>) => ({
    Condition: { StringEquals: { [aud]: audience, "sts:RoleSessionName": sessionName(workspaceId), ...changes } },
});
const user = "trailconnect-defender-user-user";
const moreThanReading = "allows more than named actions and reading";
const notReported = (calls: string, name: string) => `nothing reports ${calls} for ${name}`;
const notSent = (what: string) =>
    `EventBridge doesn't send what trailconnect-tamper-alarms-${what} matches to the alarm topic`;
const late = (metric: string, what: string) =>
    `no alarm goes off as soon as ${metric} of trailconnect-tamper-alarms-${what} counts an event`;
const unheard = (metric: string, what: string) =>
    `no alarm on ${metric} of trailconnect-tamper-alarms-${what} notifies the alarm topic`;
const trailCalls = "StopLogging, DeleteTrail, UpdateTrail, PutEventSelectors";
const keyCalls = "DisableKey, ScheduleKeyDeletion, PutKeyPolicy";
const bucketCalls = "PutBucketPolicy, DeleteBucketPolicy, PutBucketAcl, PutBucketLifecycle, PutBucketReplication";
const instead = (contradiction: string) => `nothing compensates for it, because ${contradiction}`;

/** An id of the control, the stack, what is done to it, and what is found then. */
type Planted = [id: string, stack: StackName, change: Change, contradiction: string];

const planted: Planted[] = [
    [
        "3.1",
        "dev",
        withInputs("Trail", { isMultiRegionTrail: false }),
        "trailconnect-trail has isMultiRegionTrail false",
    ],
    [
        "3.1",
        "dev",
        selecting(category("Management"), { field: "readOnly", equals: ["false"] }),
        "trailconnect-trail leaves out management events",
    ],
    [
        "3.1",
        "dev",
        withInputs("Trail", { eventSelectors: [{ excludeManagementEventSources: ["kms"] }] }),
        "trailconnect-trail leaves out management events",
    ],
    [
        "CloudTrail.3",
        "dev",
        withInputs("Trail", { enableLogging: false }),
        "trailconnect-trail has enableLogging false",
    ],
    [
        "CloudTrail.3",
        "weaker",
        withInputs("Trail", { includeGlobalServiceEvents: undefined }),
        "trailconnect-trail has includeGlobalServiceEvents not set",
    ],
    [
        "3.2",
        "dev",
        withInputs("Trail", { enableLogFileValidation: false }),
        "trailconnect-trail has enableLogFileValidation false",
    ],
    ["3.5", "dev", withInputs("Trail", { kmsKeyId: undefined }), "trailconnect-trail names no KMS key"],
    [
        "3.8",
        "everything",
        withInputs("Trail", { advancedEventSelectors: undefined }),
        "trailconnect-trail has no selector for the events of all objects",
    ],
    ...[
        { field: "readOnly", equals: ["false"] },
        { field: "resources.ARN", startsWiths: ["arn:aws:s3:::payroll/"] },
    ].map(
        (narrower): Planted => [
            "3.9",
            "everything",
            selecting(category("Data"), { field: "resources.type", equals: ["AWS::S3::Object"] }, narrower),
            "trailconnect-trail has no selector for the events of all objects",
        ],
    ),
    [
        "CloudTrail.5",
        "everything",
        withInputs("Trail", { cloudWatchLogsGroupArn: undefined }),
        "trailconnect-trail has no log group with a role to write to it",
    ],
    [
        "cloudtrail_insights_exist",
        "everything",
        withInputs("Trail", { insightSelectors: [] }),
        "trailconnect-trail has no Insights selector",
    ],
    [
        "CloudWatch.16",
        "everything",
        withInputs("LogGroup", { retentionInDays: 90 }),
        "trailconnect-log-group keeps events for less than a year",
    ],

    ["2.1.1", "dev", inBucketPolicy(grantsOnly), "trailconnect-log-bucket-policy doesn't refuse plain HTTP"],
    ...[
        { Condition: { Bool: { "aws:SecureTransport": "true" } } },
        { Principal: anotherAccount },
        { Action: "s3:GetObject" },
    ].map(
        (changes): Planted => [
            "2.1.1",
            "dev",
            inBucketPolicy((all) => [
                ...where("RefusePlainHttp", changes)(all).filter(({ Effect }) => Effect === "Deny"),
                ...grantsOnly(all),
            ]),
            `trailconnect-log-bucket-policy doesn't refuse plain HTTP${"Condition" in changes ? "; trailconnect-log-bucket-policy refuses more than plain HTTP, writing and deleting for good" : ""}`,
        ],
    ),
    [
        "CKV_AWS_93",
        "dev",
        inBucketPolicy(plus({ ...everybody, Effect: "Deny", Action: "s3:Put*" })),
        "trailconnect-log-bucket-policy refuses more than plain HTTP, writing and deleting for good",
    ],
    ...[
        { Condition: { StringNotEqualsIfExists: { "aws:PrincipalServiceName": "config.amazonaws.com" } } },
        { Condition: { StringEquals: { "aws:PrincipalServiceName": "cloudtrail.amazonaws.com" } } },
        { Action: "s3:PutObject" },
        { Principal: anotherAccount },
        { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" } },
    ].map(
        (changes): Planted => [
            "S3.2",
            "plain",
            inBucketPolicy(where("OnlyCloudTrailWritesLogs", changes)),
            `${"Effect" in changes ? `OnlyCloudTrailWritesLogs of trailconnect-log-bucket-policy ${servicesOnly}; ` : ""}trailconnect-log-bucket-policy lets others than CloudTrail write logs`,
        ],
    ),
    ...[{ Action: "s3:DeleteObjectVersion" }, { Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } }].map(
        (changes): Planted => [
            "2.1.2",
            "plain",
            inBucketPolicy(where("NobodyDeletesForGood", changes)),
            instead("trailconnect-log-bucket-policy lets logs be deleted for good"),
        ],
    ),
    [
        "2.1.2",
        "dev",
        withInputs("BucketVersioning", { versioningConfiguration: { status: "Suspended" } }),
        instead('trailconnect-log-bucket-versioning has versioningConfiguration.status "Suspended"'),
    ],
    [
        "2.1.2",
        "dev",
        adding("aws:iam/groupPolicy:GroupPolicy", "Role", () => ({ policy: allowing("s3:DeleteObject") })),
        instead("Added of added changes or deletes in Amazon S3"),
    ],
    [
        "2.1.2",
        "everything",
        without("BucketObjectLockConfiguration"),
        instead("trailconnect-log-bucket has no BucketObjectLockConfiguration"),
    ],
    [
        "2.1.4",
        "dev",
        withInputs("BucketPublicAccessBlock", { ignorePublicAcls: false }),
        "trailconnect-log-bucket-public-access-block has ignorePublicAcls false",
    ],
    ["2.1.4", "dev", without("BucketPublicAccessBlock"), "trailconnect-log-bucket has no BucketPublicAccessBlock"],
    ["3.4", "everything", without("BucketLogging"), "trailconnect-log-bucket has no BucketLogging"],
    [
        "3.4",
        "everything",
        withInputs("BucketLogging", { targetBucket: "somebody-elses" }),
        "trailconnect-log-bucket-access-logging goes to another bucket than accessLogBucketName",
    ],
    ["S3.2", "dev", inBucketPolicy(plus(everybody)), `Added of trailconnect-log-bucket-policy ${servicesOnly}`],
    [
        "S3.6",
        "dev",
        inBucketPolicy(plus({ ...everybody, Principal: anotherAccount })),
        `Added of trailconnect-log-bucket-policy ${servicesOnly}`,
    ],
    ...[{ NotPrincipal: anotherAccount }, { Principal: { CanonicalUser: "79a59df900b949e5" } }].map(
        (changes): Planted => [
            "S3.2",
            "dev",
            inBucketPolicy(plus({ ...everybody, Principal: undefined, ...changes })),
            "Added of trailconnect-log-bucket-policy has elements that the review doesn't read",
        ],
    ),
    [
        "S3.12",
        "dev",
        withInputs("BucketOwnershipControls", { rule: { objectOwnership: "BucketOwnerPreferred" } }),
        'trailconnect-log-bucket-ownership has rule.objectOwnership "BucketOwnerPreferred"',
    ],
    [
        "S3.7",
        "dev",
        inLifecycle({ noncurrentVersionExpiration: { noncurrentDays: 29 } }),
        instead("trailconnect-log-bucket-lifecycle keeps deleted versions for less than 30 days"),
    ],
    ...[
        { expiration: undefined },
        { noncurrentVersionExpiration: undefined },
        { abortIncompleteMultipartUpload: undefined },
        { status: "Disabled" },
    ].map(
        (changes): Planted => [
            "S3.13",
            "dev",
            inLifecycle(changes),
            "trailconnect-log-bucket-lifecycle keeps logs, old versions or incomplete uploads forever",
        ],
    ),
    ["S3.11", "us-government", without("BucketNotification"), "trailconnect-log-bucket has no BucketNotification"],
    ["S3.14", "dev", without("BucketVersioning"), "trailconnect-log-bucket has no BucketVersioning"],
    [
        "S3.15",
        "everything",
        withInputs("BucketObjectLockConfiguration", { rule: { defaultRetention: { days: 90, mode: "" } } }),
        "trailconnect-log-bucket-object-lock has no default retention",
    ],
    [
        "S3.17",
        "dev",
        withInputs("BucketServerSideEncryptionConfiguration", {
            rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
        }),
        "trailconnect-log-bucket-encryption names no KMS key",
    ],

    ["3.6", "dev", withInputs("Key", { enableKeyRotation: false }), "trailconnect-log-key has enableKeyRotation false"],
    ...[
        ["AccountAdministersByIdentityPolicy", { Principal: { AWS: "*" } }] as const,
        ["AccountAdministersByIdentityPolicy", { Principal: anotherAccount }] as const,
        ["CloudTrailDescribesKey", { Condition: undefined }] as const,
    ].map(([sid, changes]): Planted => ["KMS.5", "dev", inKeyPolicy(sid, changes), `${sid} ${accountOnly}`]),
    ["CKV2_AWS_64", "dev", withInputs("Key", { policy: undefined }), "trailconnect-log-key has no policy"],
    [
        "KMS.5",
        "dev",
        adding("aws:kms/grant:Grant", "Key", ({ state }) => ({ keyId: state.keyId })),
        "added may grant it besides its policy",
    ],

    ["1.9", "dev", adding("aws:iam/userLoginProfile:UserLoginProfile", "User", ofUser), `${user} has a password`],
    [
        "1.12",
        "everything",
        adding("aws:iam/accessKey:AccessKey", "User", ofUser),
        `${user} has more than one access key`,
    ],
    ...[
        ["aws:iam/userPolicy:UserPolicy", ofUser] as const,
        ["aws:iam/policyAttachment:PolicyAttachment", ({ state }: Registration) => ({ users: [state.name] })] as const,
        ["aws:iam/userPolicyAttachmentsExclusive:X", ({ state }: Registration) => ({ userName: state.name })] as const,
    ].map(
        ([type, inputs]): Planted => [
            "1.14",
            "dev",
            adding(type, "User", inputs),
            `${user} has added besides its groups' policies`,
        ],
    ),
    ["1.14", "dev", without("UserGroupMembership"), `${user} has no policy besides its groups' policies`],
    ["1.14", "dev", without("GroupPolicyAttachment"), `${user} has no policy besides its groups' policies`],
    [
        "CKV_AWS_273",
        "dev",
        withInputs("User", { permissionsBoundary: undefined }),
        instead(`${user} has other permissions than its permissions boundary`),
    ],
    ...[
        { policyArn: "arn:aws:iam::aws:policy/AWSCloudTrail_ReadOnlyAccess" },
        { policy: allowing("sqs:SendMessage", "arn:aws:sqs:eu-central-1:111122223333:x") },
    ].map(
        (inputs): Planted => [
            "CKV_AWS_273",
            "dev",
            adding("aws:iam/groupPolicy:GroupPolicy", "GroupPolicyAttachment", (beside) => ({
                group: beside.inputs.group,
                ...inputs,
            })),
            instead(`${user} has other permissions than its permissions boundary`),
        ],
    ),
    ["1.15", "dev", inUserPolicy({ Action: "*" }), `Storage of trailconnect-defender-user ${moreThanReading}`],
    ["IAM.21", "dev", inUserPolicy({ Action: "s3:Get*" }), `Storage of trailconnect-defender-user ${moreThanReading}`],
    [
        "AVD-AWS-0342",
        "dev",
        inUserPolicy({ Action: "iam:PassRole", Resource: "arn:aws:iam::111122223333:role/x" }),
        `Storage of trailconnect-defender-user ${moreThanReading}`,
    ],
    [
        "1.15",
        "dev",
        withInputs("RolePolicyAttachment", { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
        "trailconnect-sentinel-role-cloudtrail-read-only attaches AdministratorAccess",
    ],
    [
        "1.15",
        "dev",
        withInputs("Role", { managedPolicyArns: ["arn:aws:iam::111122223333:policy/unseen"] }, "sentinel-role"),
        "trailconnect-sentinel-role attaches unseen",
    ],
    [
        "1.15",
        "dev",
        withInputs("Role", { inlinePolicies: [{ policy: allowing("sqs:Send*") }] }, "sentinel-role"),
        `Added of trailconnect-sentinel-role ${moreThanReading}`,
    ],
    [
        "1.15",
        "us-government",
        adding("aws:iam/rolePolicy:RolePolicy", "Role", () => ({
            policy: allowing([]).replace('"Action":[]', '"NotAction":"iam:CreateUser"'),
        })),
        "Added of added has elements that the review doesn't read",
    ],
    [
        "KMS.1",
        "everything",
        withStatements("RolePolicy", "sentinel-s3-policy", where("DecryptsLogs", { Resource: "*" })),
        "DecryptsLogs of trailconnect-sentinel-s3-policy decrypts with other keys than the log key",
    ],
    [
        "CKV_AWS_355",
        "dev",
        inUserPolicy({ Action: ["s3:GetBucketAcl", "s3:PutBucketAcl"] }),
        instead("Storage of trailconnect-defender-user does more than read, on every resource"),
    ],
    ...[
        { Condition: undefined },
        { Condition: { StringNotEquals: { "sts:ExternalId": "x" } } },
        { Condition: { StringEqualsIfExists: { "sts:ExternalId": "x" } } },
        { Condition: { "ForAllValues:StringEquals": { "sts:ExternalId": "x" } } },
        { Condition: { StringEquals: { "sts:ExternalId": [] } } },
        { Condition: { StringEquals: { "sts:ExternalId": "" } } },
        { Condition: { StringEquals: { "sts:RoleSessionName": "*" } } },
        { Principal: "*" },
        { Condition: { StringEquals: { "sts:ExternalId": "00000000-0000-0000-0000-000000000000" } } },
        { Condition: { StringEquals: { "sts:ExternalId": "trailconnect" } } },
        { Condition: { StringEquals: { "sts:ExternalId": [workspaceId, anotherWorkspaceId] } } },
        { Principal: { AWS: "arn:aws:iam::197857026523:root", Service: "lambda.amazonaws.com" } },
    ].flatMap((changes): Planted[] => [
        ["CKV_AWS_60", "dev", inTrust(changes), notUnderConditions],
        ...("Principal" in changes ? [] : [["CKV_AWS_61", "dev", inTrust(changes), notUnderConditions] as Planted]),
    ]),
    ...[
        { Condition: undefined },
        { Condition: { StringEquals: { [aud]: audience } } },
        { Condition: { StringEquals: { "sts:RoleSessionName": sessionName(workspaceId) } } },
        asking({ [aud]: "api://other" }),
        asking({ [aud]: [audience, "api://other"] }),
        asking({ "sts:RoleSessionName": "another-name" }),
        asking({ "sts:RoleSessionName": [] }),
        asking({ "sts:RoleSessionName": sessionName("00000000-0000-0000-0000-000000000000") }),
        asking({ "sts:RoleSessionName": [sessionName(workspaceId), sessionName(anotherWorkspaceId)] }),
        asking({ "sts:RoleSessionName": [sessionName(workspaceId), "MicrosoftDefenderForClouds_"] }),
        { Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" } },
        {
            Principal: {
                Federated:
                    "arn:aws:iam::111122223333:oidc-provider/sts.windows.net/7c9e6679-7425-40de-944b-e07fc1f90ae7/",
            },
        },
    ].map((changes): Planted => ["CKV_AWS_60", "everything", inOidcTrust(changes), notUnderSessionNames]),
    [
        "iam_role_cross_service_confused_deputy_prevention",
        "everything",
        withStatements("RolePolicy", "log-group-policy", where("WritesEvents", { Action: "logs:*" })),
        instead("WritesEvents of trailconnect-log-group-policy does more than write log streams"),
    ],
    [
        "iam_role_cross_service_confused_deputy_prevention",
        "everything",
        without("RolePolicy", "log-group-policy"),
        instead("trailconnect-log-group-role has no policy"),
    ],

    [
        "SQS.1",
        "us-government",
        withInputs("Queue", { sqsManagedSseEnabled: false }, "sentinel-s3-queue"),
        "trailconnect-sentinel-s3-queue has sqsManagedSseEnabled false",
    ],
    [
        "SQS.3",
        "us-government",
        inQueuePolicy({ Principal: "*" }),
        `NewLogsAreAnnounced of trailconnect-sentinel-s3-queue-policy ${servicesOnly}`,
    ],
    [
        "CKV_AWS_72",
        "us-government",
        inQueuePolicy({ Action: "sqs:*" }),
        "NewLogsAreAnnounced of trailconnect-sentinel-s3-queue-policy allows by wildcard",
    ],
    [
        "SNS.4",
        "everything",
        inTopicPolicy(where("PublishFromCloudwatch", { Condition: undefined })),
        `PublishFromCloudwatch of trailconnect-alarm-topic-policy ${servicesOnly}`,
    ],
    [
        "SNS.4",
        "everything",
        without("TopicPolicy", "sentinel-s3-queue-topic-policy"),
        "trailconnect-sentinel-s3-queue-topic has no TopicPolicy",
    ],
    [
        "SNS.1",
        "everything",
        inTopicPolicy(grantsOnly),
        instead("trailconnect-alarm-topic accepts messages over plain HTTP"),
    ],
    [
        "CKV_AWS_158",
        "weaker",
        withInputs("LogGroup", { retentionInDays: undefined }),
        instead("trailconnect-log-group keeps events forever"),
    ],

    ["4.5", "everything", without("EventTarget", "tamper-alarms-trail-target"), notSent("trail")],
    ["4.5", "everything", without("RolePolicy", "tamper-alarms-role-policy"), notSent("trail")],
    [
        "4.5",
        "everything",
        withText("Role", "tamper-alarms-role", "assumeRolePolicy", (text) =>
            text.replace(/tamper-[0-9a-f]+-trail/, "x"),
        ),
        notSent("trail"),
    ],
    // A topic's policy can't take the role's place as long as it has conditions.
    [
        "4.5",
        "everything",
        withInputs("EventTarget", { roleArn: undefined }, "tamper-alarms-trail-target"),
        notSent("trail"),
    ],
    [
        "4.7",
        "everything",
        without("MetricAlarm", "tamper-alarms-key-matched"),
        "no alarm watches TriggeredRules of trailconnect-tamper-alarms-key",
    ],
    [
        "4.8",
        "everything",
        withInputs("MetricAlarm", { actionsEnabled: false }, "tamper-alarms-bucket-unsent"),
        unheard("FailedInvocations", "bucket"),
    ],
    ...[
        (text: string) => text.replace("StopLogging", "StartLogging"),
        (text: string) => text.replace(/"arn:aws:cloudtrail:[^"]+"/, '"another-trail"'),
        (text: string) => text.replaceAll("cloudtrail.amazonaws.com", "x.example.com"),
        (text: string) => text.replace('"aws."', '"my."'),
        (text: string) => text.replace("AWS API Call via CloudTrail", "AWS Console Sign In via CloudTrail"),
        (text: string) => text.replace('"trailName"', '"name"'),
        (text: string) => text.replace("{", "["),
        () => "{}",
    ].map(
        (change): Planted => [
            "4.5",
            "everything",
            withText("EventRule", "tamper-alarms-trail", "eventPattern", change),
            notReported(trailCalls, "trailconnect-trail"),
        ],
    ),
    ...[
        { awsRegion: ["us-east-1"] },
        { errorCode: [{ exists: false }] },
        { errorCode: ["AccessDenied"] },
        { eventName: [{ "anything-but": "DisableKey" }] },
        { eventName: ["DisableKey", "ScheduleKeyDeletion", "PutKeyPolicy"].join(" ") },
        { $or: [] },
        { unheard: ["StopLogging", "DisableKey", "ScheduleKeyDeletion", "PutKeyPolicy"] },
    ].map(
        (narrower): Planted => [
            "4.7",
            "everything",
            inPattern("key", (pattern) => ({ ...pattern, detail: { ...pattern.detail, ...narrower } })),
            notReported(keyCalls, "trailconnect-log-key"),
        ],
    ),
    // What the rule should match is in its pattern, but not as the name of a call or of the bucket.
    ...[{ requestParameters: { bucketName: [{ prefix: "x" }] } }, { eventName: [{ suffix: "x" }] }].map(
        (narrower): Planted => [
            "4.8",
            "everything",
            inPattern("bucket", (pattern) => ({ ...pattern, detail: { ...pattern.detail, ...narrower } })),
            notReported(bucketCalls, "trailconnect-log-bucket"),
        ],
    ),
    [
        "4.8",
        "everything",
        inPattern("bucket", ({ detail, ...pattern }) => ({ ...pattern, $or: [{ "detail-type": [] }], detail })),
        notReported(bucketCalls, "trailconnect-log-bucket"),
    ],
    [
        "4.8",
        "everything",
        withInputs("EventRule", { eventBusName: "my-bus" }, "tamper-alarms-bucket"),
        notReported(bucketCalls, "trailconnect-log-bucket"),
    ],
    [
        "4.8",
        "everything",
        withInputs("EventRule", { isEnabled: false }, "tamper-alarms-bucket"),
        notReported(bucketCalls, "trailconnect-log-bucket"),
    ],
    ...[
        { threshold: 1e9 },
        { threshold: 1 },
        { threshold: undefined },
        { comparisonOperator: "GreaterThanOrEqualToThreshold", threshold: 2 },
        { comparisonOperator: "LessThanThreshold" },
        { comparisonOperator: "LessThanOrEqualToThreshold" },
        { statistic: "Minimum" },
        { statistic: "Average" },
        { statistic: undefined, extendedStatistic: "p1" },
        { evaluationPeriods: 5 },
        { evaluationPeriods: 5, datapointsToAlarm: 2 },
        { unit: "Bytes" },
        { treatMissingData: "breaching" },
        { treatMissingData: "ignore" },
    ].map(
        (changes): Planted => [
            "4.7",
            "everything",
            withInputs("MetricAlarm", changes, "tamper-alarms-key-matched"),
            late("TriggeredRules", "key"),
        ],
    ),
    ...[
        { namespace: "AWS/SQS" },
        { metricName: "Invocations" },
        { dimensions: {} },
        { dimensions: { RuleName: "another" } },
    ].map(
        (changes): Planted => [
            "4.8",
            "everything",
            withInputs("MetricAlarm", changes, "tamper-alarms-bucket-unsent"),
            "no alarm watches FailedInvocations of trailconnect-tamper-alarms-bucket",
        ],
    ),
    [
        "4.8",
        "everything",
        withText("MetricAlarm", "tamper-alarms-bucket-unsent", "dimensions", () => "x"),
        "no alarm watches FailedInvocations of trailconnect-tamper-alarms-bucket",
    ],
    ...[[], ["arn:aws:sns:eu-central-1:123456789012:another"], ["arn:aws:sqs:eu-central-1:123456789012:queue"]].map(
        (alarmActions): Planted => [
            "4.7",
            "everything",
            withInputs("MetricAlarm", { alarmActions }, "tamper-alarms-key-unsent"),
            unheard("FailedInvocations", "key"),
        ],
    ),
    ...[
        where("PublishFromCloudwatch", { Effect: "Deny" }),
        where("PublishFromCloudwatch", { Principal: { Service: "events.amazonaws.com" } }),
        where("PublishFromCloudwatch", { Principal: anotherAccount }),
        where("PublishFromCloudwatch", { Action: "sns:Subscribe" }),
        where("PublishFromCloudwatch", { Resource: "arn:aws:sns:eu-central-1:123456789012:another" }),
        ...[
            { StringEquals: { "aws:SourceAccount": "444455556666" } },
            { ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:us-east-1:123456789012:alarm:*" } },
            { ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:*" } },
            { StringNotEquals: { "aws:SourceAccount": "444455556666" } },
            { StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } },
            { StringEquals: { "aws:SourceAccount": [] } },
        ].map((Condition) => where("PublishFromCloudwatch", { Condition })),
        plus({ Effect: "Deny", Principal: "*", Action: "sns:Publish", Resource: "*" }),
        plus({
            Effect: "Deny",
            Principal: "*",
            Action: "sns:*",
            Resource: "*",
            Condition: { StringNotEquals: { "aws:PrincipalAccount": "123456789012" } },
        }),
        plus({ Effect: "Deny", Principal: "*", NotAction: "sns:Subscribe", Resource: "*" }),
    ].map(
        (change): Planted => [
            "4.8",
            "everything",
            inTopicPolicy(change),
            [unheard("TriggeredRules", "bucket"), unheard("FailedInvocations", "bucket")].join("; "),
        ],
    ),
    [
        "4.7",
        "everything",
        without("TopicPolicy", "alarm-topic-policy"),
        [unheard("TriggeredRules", "key"), unheard("FailedInvocations", "key")].join("; "),
    ],
    ...[
        { Principal: { Service: "lambda.amazonaws.com" } },
        { Action: "sts:TagSession" },
        { Effect: "Deny" },
        { Condition: { StringEquals: { "aws:SourceAccount": "444455556666" } } },
        { Condition: { StringEqualsIfExists: { "aws:SourceAccount": "444455556666" } } },
        { Condition: { StringNotEquals: { "aws:SourceAccount": "123456789012" } } },
        { Condition: { ArnLike: { "aws:SourceAccount": "123456789012" } } },
        { Condition: { ArnLike: { "aws:SourceArn": "arn:aws:events:us-east-1:123456789012:rule/*" } } },
        { Condition: { StringEquals: { "sts:ExternalId": "x" } } },
        { Condition: { Null: { "aws:SourceArn": "true" } } },
    ].map(
        (changes): Planted => ["4.5", "everything", inTamperTrust(where("OnlyTheseRules", changes)), notSent("trail")],
    ),
    [
        "4.5",
        "everything",
        inTamperTrust(plus({ Effect: "Deny", Principal: "*", Action: "sts:AssumeRole" })),
        notSent("trail"),
    ],
    ...[
        where("PublishesAlarms", { Action: "sns:Subscribe" }),
        where("PublishesAlarms", { Resource: "arn:aws:sns:eu-central-1:123456789012:another" }),
        where("PublishesAlarms", { Condition: { StringEquals: { "aws:PrincipalTag/team": "x" } } }),
        plus({ Effect: "Deny", Action: "sns:*", Resource: "*" }),
        plus({ Effect: "Deny", NotAction: "sns:Subscribe", Resource: "*" }),
    ].map((change): Planted => ["4.5", "everything", inTamperPolicy(change), notSent("trail")]),
    [
        "4.5",
        "everything",
        withInputs("EventTarget", { roleArn: "arn:aws:iam::123456789012:role/another" }, "tamper-alarms-trail-target"),
        notSent("trail"),
    ],
    [
        "4.7",
        "everything",
        withInputs("EventRule", { state: "DISABLED" }, "tamper-alarms-key"),
        notReported(keyCalls, "trailconnect-log-key"),
    ],
    ...["sqs", "sns"].map(
        (service): Planted => [
            "4.8",
            "everything",
            withInputs(
                "EventTarget",
                { arn: `arn:aws:${service}:eu-central-1:123456789012:another` },
                "tamper-alarms-bucket-target",
            ),
            notSent("bucket"),
        ],
    ),
    // The same as the program's own topic would be, but of another component.
    [
        "4.8",
        "everything",
        withInputs(
            "EventTarget",
            { arn: "arn:aws:sns:eu-central-1:123456789012:trailconnect-logs-5671dce3" },
            "tamper-alarms-bucket-target",
        ),
        notSent("bucket"),
    ],
    [
        "CloudWatch.5",
        "everything",
        without("EventRule", "tamper-alarms-key"),
        instead(notReported(keyCalls, "trailconnect-log-key")),
    ],
    [
        "CloudWatch.15",
        "us-government",
        withInputs("MetricAlarm", { actionsEnabled: false }, "log-queue-alarms-silent"),
        "trailconnect-log-queue-alarms-silent notifies nobody",
    ],
];

/** Conditions that name no source, though they have a key for one. */
const noSources: object[] = [
    { StringNotEquals: { "aws:SourceArn": "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit" } },
    { ArnLikeIfExists: { "aws:SourceArn": "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit" } },
    { ArnLike: { "aws:SourceArn": "*" } },
    { ArnLike: { "aws:SourceArn": "arn:aws:cloudtrail:*:*:trail/*" } },
    { ArnLike: { "aws:SourceArn": "arn:aws:cloudtrail:eu-central-1:111122223333:*" } },
    { ArnLike: { "aws:SourceArn": "arn:aws:s3:::*" } },
    { ArnLike: { "aws:SourceArn": ["arn:aws:s3:::central-logs", "*"] } },
    { StringEquals: { "aws:SourceArn": [] } },
    { StringEquals: { "aws:SourceArn": "" } },
    { StringEquals: { "aws:SourceArn": "arn:aws:cloudtrail:eu-central-1:111122223333:trail/*" } },
    { StringEquals: { "aws:SourceAccount": "*" } },
    { StringNotEquals: { "aws:SourceAccount": "111122223333" } },
];

const withoutSource = noSources.flatMap((Condition): Planted[] => [
    [
        "KMS.5",
        "dev",
        inKeyPolicy("CloudTrailDecryptsForBucketKey", { Condition }),
        `CloudTrailDecryptsForBucketKey ${accountOnly}`,
    ],
    [
        "S3.2",
        "dev",
        inBucketPolicy(where("CloudTrailWritesLogs", { Condition })),
        `CloudTrailWritesLogs of trailconnect-log-bucket-policy ${servicesOnly}`,
    ],
    [
        "SQS.3",
        "us-government",
        inQueuePolicy({ Condition }),
        `NewLogsAreAnnounced of trailconnect-sentinel-s3-queue-policy ${servicesOnly}`,
    ],
]);

function findingOf(id: string, registrations: readonly Registration[]): Finding | undefined {
    return findingsOf(registrations).find(({ ids }) => ids.some((one) => one.id === id));
}

describe("a control", () => {
    for (const [index, [id, stack, change, contradiction]] of [...planted, ...withoutSource].entries()) {
        it(`is unmet where a changed program contradicts it: ${id} (${index + 1})`, async () => {
            const before = await registrationsOf(stack);
            expect(findingOf(id, before)?.status).not.to.equal(Status.Unmet);
            const found = findingOf(id, change(before));
            expect([found?.status, found?.reason, found?.options]).to.deep.equal([
                Status.Unmet,
                `The resources contradict it: ${contradiction}.`,
                [],
            ]);
            expect(found?.resources).not.to.deep.equal([]);
        });
    }

    describe("on alarms stays met", () => {
        const withoutTopic: Change = (all) =>
            without("TopicPolicy", "alarm-topic-policy")(without("Topic", "alarm-topic")(all));
        const toExisting: Change = (all) => {
            const topicArn = all.find(isOf("Topic", "alarm-topic"))?.state.arn;
            return withInputs("CloudTrailConnection", { alarms: { onTampering: true, topicArn } })(withoutTopic(all));
        };
        const kept: Record<string, Change> = {
            "with the other way to ask for one event": withInputs(
                "MetricAlarm",
                { comparisonOperator: "GreaterThanOrEqualToThreshold", threshold: 1, statistic: "Maximum" },
                "tamper-alarms-bucket-matched",
            ),
            "with a trust policy for all rules of the region": inTamperTrust(
                where("OnlyTheseRules", {
                    Condition: { ArnLike: { "aws:SourceArn": "arn:aws:events:eu-central-1:123456789012:rule/*" } },
                }),
            ),
            "with a pattern that names more": inPattern("bucket", ({ source: _source, ...pattern }) => ({
                ...pattern,
                detail: { $or: [{ eventName: ["Another"] }, ...pattern.detail.$or] },
            })),
            "where the topic's policy admits EventBridge, without a condition": (all) =>
                inTopicPolicy(
                    plus({
                        Effect: "Allow",
                        Principal: { Service: "events.amazonaws.com" },
                        Action: "sns:Publish",
                        Resource: "*",
                    }),
                )(withInputs("EventTarget", { roleArn: undefined })(all)),
            "with an existing topic, whose policy its owner checks": toExisting,
        };
        for (const [title, change] of Object.entries(kept)) {
            it(title, async () => {
                const before = await registrationsOf("everything");
                const after = change(before);
                expect(after).not.to.deep.equal(before);
                expect(findingOf("4.8", after)?.status).to.equal(Status.Met);
            });
        }

        it("but not with a topic that nothing names", async () => {
            expect(findingOf("4.8", withoutTopic(await registrationsOf("everything")))?.status).to.equal(Status.Unmet);
        });
    });

    describe("of the roles for Microsoft is judged by what Microsoft publishes", () => {
        const reasonOf = async (id: string, stack: StackName, change: Change = (all) => all) => {
            const found = findingOf(id, change(await registrationsOf(stack)));
            return [found?.status, found?.reason.split(". ")[0], found?.resources.map(({ name }) => name)];
        };

        it("and is an exception, never met, with an account that it doesn't publish", async () => {
            expect(await reasonOf("CKV_AWS_60", "azure-government")).to.deep.equal([
                Status.Exception,
                "The role trusts an account that is not an account that Microsoft publishes",
                ["trailconnect-sentinel-role"],
            ]);
            const toAnother = inTrust({ Principal: anotherAccount });
            expect((await reasonOf("CKV_AWS_60", "dev"))[0]).to.equal(Status.Met);
            expect((await reasonOf("CKV_AWS_60", "dev", toAnother))[0]).to.equal(Status.Exception);
        });

        it("and is an exception with a session name that it isn't known to send", async () => {
            expect(await reasonOf("CKV_AWS_60", "everything")).to.deep.equal([
                Status.Exception,
                "sentinel.additionalSessionNames has session names that Microsoft is not known to send",
                ["trailconnect-sentinel-s3"],
            ]);
            const published = inOidcTrust(
                asking({
                    "sts:RoleSessionName": ["MicrosoftDefenderForClouds_", "MicrosoftSentinel_"].map(
                        (one) => one + anotherWorkspaceId,
                    ),
                }),
            );
            expect((await reasonOf("CKV_AWS_60", "everything", published))[0]).to.equal(Status.Met);
            expect((await reasonOf("CKV_AWS_60", "us-government"))[0]).to.equal(Status.Met);
        });

        it("and is an exception for trust in an account as a whole, which Microsoft asks for", async () => {
            expect(await reasonOf("CKV_AWS_61", "dev")).to.deep.equal([
                Status.Exception,
                "Microsoft's page for Sentinel's API connector asks for trust in its account as a whole, and names no user or role in it",
                ["trailconnect-sentinel-role"],
            ]);
            expect((await reasonOf("CKV_AWS_61", "us-government"))[0]).to.equal(Status.Met);
        });
    });

    it("is planted, each of them but the one without evidence", () => {
        const tried = new Set(planted.map(([id]) => id));
        const untried = groups
            .flatMap(({ controls }) => controls)
            .filter(({ ids }) => !ids.split(" ").some((id) => tried.has(id)));
        // The trail itself stands in for its notifications.
        expect(untried.map(({ ids }) => ids)).to.deep.equal(["CKV_AWS_252"]);
    });
});
