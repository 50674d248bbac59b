import { expect } from "chai";
import type { PolicyDocument, Statement } from "../../../components/policies/document";
import type { Registration } from "../../../rehearsal/engine";
import { controls, findingsOf } from "../../../review/controls";
import { Status } from "../../../review/controls/control";
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
        "trailconnect-defender-user-user has a policy attached",
    ],
    [
        "1.14",
        "dev",
        adding("aws:iam/userPolicy:UserPolicy", ofUser, "User"),
        "trailconnect-defender-user-user has an inline policy",
    ],
    [
        "1.14",
        "dev",
        adding("aws:iam/policyAttachment:PolicyAttachment", ({ state }) => ({ users: [state.name] }), "User"),
        "trailconnect-defender-user-user has a policy attached",
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
        "Storage of trailconnect-defender-user allows everything",
        ["IAM.21", "KMS.1", "AVD-AWS-0342", "CKV_AWS_355"],
    ],
    [
        "1.15",
        "dev",
        withInputs("RolePolicyAttachment", undefined, { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
        "trailconnect-sentinel-role-cloudtrail-read-only attaches AdministratorAccess",
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
        "trailconnect-log-bucket-access-logging goes to no other bucket",
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
        "trailconnect-log-bucket-policy refuses without a condition",
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
        "trailconnect-log-bucket-lifecycle keeps uploads that were broken off",
    ],
    [
        "S3.11",
        "us-government",
        withInputs("BucketNotification", undefined, { queues: [] }),
        "trailconnect-sentinel-feed-queue-bucket-notification announces nothing",
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
    ["CKV2_AWS_64", "dev", withInputs("Key", undefined, { policy: undefined }), "trailconnect-log-key has no policy"],
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
        withStatements("RolePolicy", "sentinel-feed-policy", where("DecryptsLogs", { Resource: "*" })),
        "DecryptsLogs of trailconnect-sentinel-feed-policy decrypts with every key",
        ["CKV_AWS_355"],
    ],
    [
        "AVD-AWS-0342",
        "dev",
        withStatements("Policy", "defender-user", where("Storage", { Action: "iam:PassRole", Resource: "arn:aws:x" })),
        "Storage of trailconnect-defender-user allows iam:PassRole",
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
            "sentinel-feed",
            where("SentinelAssumesWithWorkspaceId", { Condition: { StringEquals: { "sts.windows.net/x/:aud": "a" } } }),
            "assumeRolePolicy",
        ),
        "SentinelAssumesWithWorkspaceId of trailconnect-sentinel-feed trusts somebody without asking who sent them",
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
    ],
    [
        "SQS.1",
        "us-government",
        withInputs("Queue", "sentinel-feed-queue", { sqsManagedSseEnabled: false }),
        "trailconnect-sentinel-feed-queue has sqsManagedSseEnabled false",
        ["AVD-AWS-0135"],
    ],
    [
        "AVD-AWS-0135",
        "us-government",
        withInputs("Queue", "sentinel-feed-queue-dead-letters", { sqsManagedSseEnabled: undefined }),
        "nothing stands in for it, as trailconnect-sentinel-feed-queue-dead-letters has sqsManagedSseEnabled not set",
        ["SQS.1"],
    ],
    [
        "SQS.3",
        "us-government",
        withStatements("QueuePolicy", "sentinel-feed-queue-policy", where("NewLogsAreAnnounced", { Principal: "*" })),
        "NewLogsAreAnnounced of trailconnect-sentinel-feed-queue-policy admits others than a service on behalf of a named resource or account",
    ],
    [
        "CKV_AWS_72",
        "us-government",
        withStatements("QueuePolicy", "sentinel-feed-queue-policy", where("NewLogsAreAnnounced", { Action: "sqs:*" })),
        "NewLogsAreAnnounced of trailconnect-sentinel-feed-queue-policy allows by wildcard",
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
        without("TopicPolicy", "sentinel-feed-queue-topic-policy"),
        "trailconnect-sentinel-feed-queue-topic has no TopicPolicy",
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
        withInputs("MetricAlarm", "feed-alarms-silent", { actionsEnabled: false }),
        "trailconnect-feed-alarms-silent tells nobody",
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
    for (const [index, [id, stack, change, reason, also = []]] of planted.entries()) {
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
        const tried = [...planted, ...answeredElsewhere].map(([id]) => id).concat("CloudTrail.9");
        const untried = controls.filter(({ ids }) => !ids.some(({ id }) => tried.includes(id)));
        expect(untried.map(({ title }) => title)).to.deep.equal([]);
    });
});
