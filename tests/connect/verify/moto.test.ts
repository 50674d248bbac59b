import * as cloudtrail from "@aws-sdk/client-cloudtrail";
import * as iam from "@aws-sdk/client-iam";
import * as s3 from "@aws-sdk/client-s3";
import * as sqs from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { DefenderPermission, defenderPolicy } from "../../../components/defender/readerPolicy";
import { oidcIssuer } from "../../../components/facts/arns";
import type { Verdict } from "../../../connect/verify/verdict";
import type { Printed } from "../../support/spawned";
import {
    accountId,
    type Clients,
    clientsOf,
    createHealthyAccount,
    documents,
    type HealthyAccount,
    identity,
    microsoftAccountId,
    names,
    notify,
    oldestAge,
    sentinelS3PolicyName,
    startTrail,
    text,
    workspaceId,
} from "../support/healthyAccount";
import { Moto } from "../support/moto";
import { verdictsAt, verdictsIn, verify } from "../support/verifyCommand";

/** What moto can't answer, and why. */
const unanswered: Readonly<Record<string, RegExp>> = {
    // It reckons the signature from the decoded query; the log is looked for below, without signatures.
    "The last delivered log is in the bucket": /SignatureDoesNotMatch/,
    "Defender's access key can call cloudtrail:LookupEvents":
        /NotImplemented: moto can't answer cloudtrail:LookupEvents/,
    "Defender's access key can call cloudwatch:ListMetrics": /NotImplemented: moto can't answer cloudwatch:ListMetrics/,
    "Defender's user can't change or delete anything": /NotImplemented: moto can't answer iam:SimulatePrincipalPolicy/,
    "Sentinel's role can't change or delete anything": /NotImplemented: moto can't answer iam:SimulatePrincipalPolicy/,
    "The S3 connector's role can't change or delete anything":
        /NotImplemented: moto can't answer iam:SimulatePrincipalPolicy/,
};

const answered = [
    "The trail is logging",
    "The trail delivers its logs",
    "The trail records management events",
    "The trail records all regions",
    "The trail has log file validation enabled",
    "The trail writes to the stack's bucket",
    "The trail encrypts with the stack's key",
    "No second trail doubles the bill",
    "Defender's access key signs in",
    "Defender's access key can call cloudtrail:DescribeTrails",
    "Defender's access key can call cloudtrail:GetTrailStatus",
    "Defender's access key can call iam:ListUsers",
    "Defender's user has its policy through its group",
    "Defender's policy allows what Microsoft asks for, and nothing else",
    "Defender's user has its permissions boundary",
    "Defender's user has no other policy",
    "Sentinel's role trusts only Microsoft's AWS account",
    "Sentinel's role requires the workspace ID as the external ID",
    "Sentinel's role can read CloudTrail",
    "Sentinel's role has no other policy",
    "The OIDC provider accepts Sentinel's tokens",
    "The S3 connector's role requires Sentinel's audience",
    "The S3 connector's role requires the workspace's session name",
    "The S3 connector's role can read the logs and the queue, and nothing else",
    "The queue accepts notifications of new logs",
    "The bucket sends notifications of new logs",
    "Sentinel reads the queue",
    "The dead-letter queue is empty",
];

/** The results by check, as they are in the healthy account. */
const healthy: Readonly<Record<string, Verdict["result"]>> = {
    ...Object.fromEntries(answered.map((check) => [check, "holds" as const])),
    ...Object.fromEntries(Object.keys(unanswered).map((check) => [check, "unknown" as const])),
};

function resultsOf(verdicts: readonly Verdict[]) {
    return Object.fromEntries(verdicts.map(({ check, result }) => [check, result]));
}

type Change = (aws: Clients, account: HealthyAccount) => Promise<unknown>;

/** An account that one call has broken. */
interface Broken {
    what: string;
    call: Change;
    /** Takes the call back. Without it the account is made anew. */
    mend?: Change;
    /** The checks that fail, and what the verdict says. */
    fails: Readonly<Record<string, RegExp>>;
    /** The checks that aren't made then. */
    absent?: readonly string[];
}

const ofDefender = (action: string) => `Defender's access key can call ${action}`;
const refused = /AWS denies it \(AccessDeniedException\)/;
const moreAccess = "arn:aws:iam::aws:policy/AmazonSQSFullAccess";
const foreignWorkspace = "00000000-1111-2222-3333-444444444444";
const foreignBucket = "somebody-elses-logs";

function updateTrail(change: Omit<cloudtrail.UpdateTrailCommandInput, "Name">): Change {
    return (aws) => aws.cloudtrail.send(new cloudtrail.UpdateTrailCommand({ Name: names.trailName, ...change }));
}

function selectEvents(ReadWriteType: cloudtrail.ReadWriteType, IncludeManagementEvents = true): Change {
    return (aws) =>
        aws.cloudtrail.send(
            new cloudtrail.PutEventSelectorsCommand({
                TrailName: names.trailName,
                EventSelectors: [{ ReadWriteType, IncludeManagementEvents }],
            }),
        );
}

function policyArnOf({ accountId: owner }: HealthyAccount["outputs"]): string {
    return `arn:aws:iam::${owner}:policy/${names.userName}`;
}

function trust(RoleName: string, document: object): Change {
    const PolicyDocument = JSON.stringify(document);
    return (aws) => aws.iam.send(new iam.UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
}

/** The attachment of the one policy of Sentinel's role. */
const sentinelPolicy = {
    RoleName: names.roleName,
    PolicyArn: "arn:aws:iam::aws:policy/AWSCloudTrail_ReadOnlyAccess",
};

const mendsSentinelTrust = trust(names.roleName, documents.sentinelTrust());
const mendsSentinelS3Trust = trust(names.sentinelS3RoleName, documents.sentinelS3Trust());

/** A document whose first statement has another condition. */
function withCondition(document: ReturnType<typeof documents.sentinelS3Trust>, condition: object | undefined): object {
    const [first, ...others] = document.Statement;
    return { ...document, Statement: [{ ...first, Condition: condition }, ...others] };
}

function attachToRole(RoleName: string): Pick<Broken, "call" | "mend"> {
    const input = { RoleName, PolicyArn: moreAccess };
    return {
        call: (aws) => aws.iam.send(new iam.AttachRolePolicyCommand(input)),
        mend: (aws) => aws.iam.send(new iam.DetachRolePolicyCommand(input)),
    };
}

function readerPolicy(change: (account: HealthyAccount) => ReturnType<typeof documents.feedReader>): Change {
    return (aws, account) =>
        aws.iam.send(
            new iam.PutRolePolicyCommand({
                RoleName: names.sentinelS3RoleName,
                PolicyName: sentinelS3PolicyName,
                PolicyDocument: text(change(account)),
            }),
        );
}

const furtherPolicy = { RoleName: names.sentinelS3RoleName, PolicyName: "more" };
const readsEverything = text({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["s3:GetObject", "s3:ListBucket"], Resource: "*" }],
});

const mendsReaderPolicy = readerPolicy(({ queueArn, outputs }) =>
    documents.feedReader(queueArn, names.bucketName, outputs.kmsKeyArn),
);

function queuePolicy(change: (account: HealthyAccount) => string): Change {
    return (aws, account) =>
        aws.sqs.send(
            new sqs.SetQueueAttributesCommand({
                QueueUrl: account.outputs.sentinelQueueUrl,
                Attributes: { Policy: change(account) },
            }),
        );
}

const deleteProvider: Change = (aws, { outputs: { sentinelOidcProviderArn: OpenIDConnectProviderArn } }) =>
    aws.iam.send(new iam.DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));

function createProvider(audience: string): Change {
    const { url: Url, thumbprint } = identity;
    return (aws) =>
        aws.iam.send(
            new iam.CreateOpenIDConnectProviderCommand({ Url, ClientIDList: [audience], ThumbprintList: [thumbprint] }),
        );
}

const mendsQueuePolicy = queuePolicy(({ queueArn }) => text(documents.queue(queueArn, names.bucketName)));
const mendsNotification: Change = (aws, { queueArn }) => aws.s3.send(notify(queueArn));

const userName = names.userName;
const issuer = oidcIssuer(identity.url);

const cases: readonly Broken[] = [
    // Nothing mends these two: they come first, so that the account of all others is one.
    {
        what: "the access key is deleted",
        call: (aws, { outputs: { accessKeyId: AccessKeyId } }) =>
            aws.iam.send(new iam.DeleteAccessKeyCommand({ UserName: userName, AccessKeyId })),
        fails: { "Defender's access key signs in": /has no access key AKIA\w+\..*It was deleted/ },
        absent: [
            "cloudtrail:DescribeTrails",
            "cloudtrail:GetTrailStatus",
            "cloudtrail:LookupEvents",
            "iam:ListUsers",
            "cloudwatch:ListMetrics",
        ].map(ofDefender),
    },
    {
        what: "nobody reads the queue",
        call: (aws) => aws.cloudwatch.send(oldestAge(7200)),
        fails: { "Sentinel reads the queue": /waited for 120 minutes\..*SentinelHealth/ },
    },
    {
        what: "the trail is stopped",
        call: (aws) => aws.cloudtrail.send(new cloudtrail.StopLoggingCommand({ Name: names.trailName })),
        mend: (aws) => aws.cloudtrail.send(new cloudtrail.StartLoggingCommand({ Name: names.trailName })),
        fails: { "The trail is logging": /stopped.*aws cloudtrail start-logging --name trailconnect-trail-/ },
    },
    {
        what: "the trail records one region",
        call: updateTrail({ IsMultiRegionTrail: false }),
        mend: updateTrail({ IsMultiRegionTrail: true }),
        fails: { "The trail records all regions": /only its home region/ },
    },
    {
        what: "the trail records reads alone",
        call: selectEvents("ReadOnly"),
        mend: selectEvents("All"),
        fails: { "The trail records management events": /reads only/ },
    },
    {
        what: "the trail records no management event",
        call: selectEvents("All", false),
        mend: selectEvents("All"),
        fails: { "The trail records management events": /no management event/ },
    },
    {
        what: "Defender's policy is widened",
        call: (aws, { outputs }) =>
            aws.iam.send(
                new iam.CreatePolicyVersionCommand({
                    PolicyArn: policyArnOf(outputs),
                    SetAsDefault: true,
                    PolicyDocument: JSON.stringify({
                        Version: "2012-10-17",
                        Statement: [
                            ...defenderPolicy(Object.values(DefenderPermission)).Statement,
                            { Effect: "Allow", Action: "iam:CreateUser", Resource: "*" },
                        ],
                    }),
                }),
            ),
        mend: async (aws, { outputs }) => {
            const PolicyArn = policyArnOf(outputs);
            await aws.iam.send(new iam.SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: "v1" }));
            await aws.iam.send(new iam.DeletePolicyVersionCommand({ PolicyArn, VersionId: "v2" }));
        },
        fails: { "Defender's policy allows what Microsoft asks for, and nothing else": /also names iam:CreateUser\./ },
    },
    {
        what: "a policy hides within the user's group",
        call: (aws) =>
            aws.iam.send(
                new iam.PutGroupPolicyCommand({
                    GroupName: userName,
                    PolicyName: "more",
                    PolicyDocument: JSON.stringify({
                        Version: "2012-10-17",
                        Statement: [{ Effect: "Allow", Action: "iam:CreateUser", Resource: "*" }],
                    }),
                }),
            ),
        mend: (aws) => aws.iam.send(new iam.DeleteGroupPolicyCommand({ GroupName: userName, PolicyName: "more" })),
        fails: { "Defender's user has no other policy": /It also has more\./ },
    },
    {
        what: "the trail writes no digest files",
        call: updateTrail({ EnableLogFileValidation: false }),
        mend: updateTrail({ EnableLogFileValidation: true }),
        fails: { "The trail has log file validation enabled": /no digest files/ },
    },
    {
        what: "the trail writes to another bucket",
        call: updateTrail({ S3BucketName: foreignBucket }),
        mend: updateTrail({ S3BucketName: names.bucketName }),
        fails: {
            "The trail writes to the stack's bucket":
                /writes to somebody-elses-logs; the stack's bucket is trailconnect-/,
        },
    },
    {
        what: "the trail encrypts with Amazon S3 managed keys",
        call: updateTrail({ KmsKeyId: "" }),
        mend: (aws, { outputs }) => updateTrail({ KmsKeyId: outputs.kmsKeyArn })(aws, {} as HealthyAccount),
        fails: { "The trail encrypts with the stack's key": /encrypts with/ },
    },
    {
        what: "a second trail is there",
        call: (aws) =>
            aws.cloudtrail.send(
                new cloudtrail.CreateTrailCommand({ Name: "second-trail", S3BucketName: names.bucketName }),
            ),
        mend: (aws) => aws.cloudtrail.send(new cloudtrail.DeleteTrailCommand({ Name: "second-trail" })),
        fails: {
            "No second trail doubles the bill": /There is also arn:aws:cloudtrail:.*:trail\/second-trail\..*2\.00 USD/,
        },
    },
    {
        what: "the trail is deleted",
        call: (aws) => aws.cloudtrail.send(new cloudtrail.DeleteTrailCommand({ Name: names.trailName })),
        mend: (aws, { outputs }) => startTrail(aws, outputs.kmsKeyArn as string),
        fails: {
            "The trail is logging": /Not found \(TrailNotFoundException\).*pulumi refresh/,
            "The trail records management events": /Not found/,
            "The trail records all regions": /Not found/,
            "The trail has log file validation enabled": /Not found/,
            "The trail writes to the stack's bucket": /Not found/,
            "The trail encrypts with the stack's key": /Not found/,
            [ofDefender("cloudtrail:GetTrailStatus")]: /Not found/,
        },
        absent: ["The trail delivers its logs"],
    },
    {
        // moto lets an inactive key sign in nevertheless.
        what: "the access key is inactive",
        call: (aws, { outputs: { accessKeyId: AccessKeyId } }) =>
            aws.iam.send(new iam.UpdateAccessKeyCommand({ UserName: userName, AccessKeyId, Status: "Inactive" })),
        mend: (aws, { outputs: { accessKeyId: AccessKeyId } }) =>
            aws.iam.send(new iam.UpdateAccessKeyCommand({ UserName: userName, AccessKeyId, Status: "Active" })),
        fails: { "Defender's access key signs in": /AKIA\w+ is inactive.*update-access-key .*--status Active/ },
    },
    {
        what: "the group has lost its policy",
        call: (aws, { defenderPolicyArn: PolicyArn }) =>
            aws.iam.send(new iam.DetachGroupPolicyCommand({ GroupName: userName, PolicyArn })),
        mend: (aws, { defenderPolicyArn: PolicyArn }) =>
            aws.iam.send(new iam.AttachGroupPolicyCommand({ GroupName: userName, PolicyArn })),
        fails: {
            "Defender's user has its policy through its group": /Its groups have no policy\./,
            [ofDefender("cloudtrail:DescribeTrails")]: refused,
            [ofDefender("cloudtrail:GetTrailStatus")]: refused,
            [ofDefender("cloudtrail:LookupEvents")]: refused,
            [ofDefender("iam:ListUsers")]: /AWS denies it \(AccessDenied\)/,
        },
    },
    {
        what: "the policy has lost an action",
        call: (aws, { defenderPolicyArn: PolicyArn }) => {
            const whole = text(defenderPolicy([DefenderPermission.Activity]));
            const PolicyDocument = whole.replace('"cloudtrail:LookupEvents",', "");
            return aws.iam.send(new iam.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
        },
        mend: (aws, { defenderPolicyArn: PolicyArn }) =>
            aws.iam.send(new iam.SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: "v1" })),
        fails: { [ofDefender("cloudtrail:LookupEvents")]: refused },
    },
    {
        what: "the user has lost its boundary",
        call: (aws) => aws.iam.send(new iam.DeleteUserPermissionsBoundaryCommand({ UserName: userName })),
        mend: (aws, { defenderPolicyArn: PermissionsBoundary }) =>
            aws.iam.send(new iam.PutUserPermissionsBoundaryCommand({ UserName: userName, PermissionsBoundary })),
        fails: { "Defender's user has its permissions boundary": /Its boundary is none\./ },
    },
    {
        what: "a policy is attached to the user",
        call: (aws) => aws.iam.send(new iam.AttachUserPolicyCommand({ UserName: userName, PolicyArn: moreAccess })),
        mend: (aws) => aws.iam.send(new iam.DetachUserPolicyCommand({ UserName: userName, PolicyArn: moreAccess })),
        fails: { "Defender's user has no other policy": /It also has AmazonSQSFullAccess\./ },
    },
    {
        what: "the user has an inline policy",
        call: (aws, { outputs }) =>
            aws.iam.send(
                new iam.PutUserPolicyCommand({
                    UserName: outputs.userName,
                    PolicyName: "more",
                    PolicyDocument: text(defenderPolicy([DefenderPermission.Governance])),
                }),
            ),
        mend: (aws) => aws.iam.send(new iam.DeleteUserPolicyCommand({ UserName: userName, PolicyName: "more" })),
        fails: { "Defender's user has no other policy": /It also has more\./ },
    },
    {
        what: "the role asks for another external ID",
        call: trust(names.roleName, documents.sentinelTrust(microsoftAccountId, foreignWorkspace)),
        mend: mendsSentinelTrust,
        fails: {
            "Sentinel's role requires the workspace ID as the external ID": new RegExp(
                `requires ${foreignWorkspace}; the workspace ID is ${workspaceId}`,
            ),
        },
    },
    {
        what: "the role asks for no external ID",
        call: trust(names.roleName, withCondition(documents.sentinelTrust(), undefined)),
        mend: mendsSentinelTrust,
        fails: {
            "Sentinel's role requires the workspace ID as the external ID":
                /requires no external ID.*any Sentinel customer/,
        },
    },
    {
        what: "the role trusts another account",
        call: trust(names.roleName, documents.sentinelTrust("210987654321")),
        mend: mendsSentinelTrust,
        fails: {
            "Sentinel's role trusts only Microsoft's AWS account":
                /trusts arn:aws:iam::210987654321:root; Microsoft's account is 197857026523/,
        },
    },
    {
        what: "the role trusts someone else by another way",
        call: trust(names.roleName, {
            ...documents.sentinelTrust(),
            Statement: [
                ...documents.sentinelTrust().Statement,
                {
                    Effect: "Allow",
                    Principal: { Federated: "accounts.google.com" },
                    Action: "sts:AssumeRoleWithWebIdentity",
                },
            ],
        }),
        mend: mendsSentinelTrust,
        fails: {
            "Sentinel's role trusts only Microsoft's AWS account":
                /:root, accounts\.google\.com; Microsoft's account is/,
            "Sentinel's role requires the workspace ID as the external ID": /any Sentinel customer/,
        },
    },
    {
        what: "the role's policy is another one of the same name",
        call: async (aws) => {
            const PolicyName = "AWSCloudTrail_ReadOnlyAccess";
            const PolicyDocument = text(defenderPolicy([DefenderPermission.Governance]));
            const { Policy } = await aws.iam.send(new iam.CreatePolicyCommand({ PolicyName, PolicyDocument }));
            await aws.iam.send(new iam.DetachRolePolicyCommand(sentinelPolicy));
            await aws.iam.send(new iam.AttachRolePolicyCommand({ ...sentinelPolicy, PolicyArn: Policy?.Arn }));
        },
        mend: async (aws) => {
            const PolicyArn = `arn:aws:iam::${accountId}:policy/AWSCloudTrail_ReadOnlyAccess`;
            await aws.iam.send(new iam.DetachRolePolicyCommand({ ...sentinelPolicy, PolicyArn }));
            await aws.iam.send(new iam.AttachRolePolicyCommand(sentinelPolicy));
        },
        fails: {
            "Sentinel's role can read CloudTrail": /It has arn:aws:iam::\d{12}:policy\/AWSCloudTrail_ReadOnlyAccess\./,
            "Sentinel's role has no other policy": /It also has arn:aws:iam::\d{12}:policy\//,
        },
    },
    {
        what: "the role has lost its managed policy",
        call: (aws) => aws.iam.send(new iam.DetachRolePolicyCommand(sentinelPolicy)),
        mend: (aws) => aws.iam.send(new iam.AttachRolePolicyCommand(sentinelPolicy)),
        fails: { "Sentinel's role can read CloudTrail": /It has no policy\./ },
    },
    {
        what: "the role has an inline policy",
        call: (aws) =>
            aws.iam.send(
                new iam.PutRolePolicyCommand({
                    RoleName: names.roleName,
                    PolicyName: "more",
                    PolicyDocument: text(defenderPolicy([DefenderPermission.Governance])),
                }),
            ),
        mend: (aws) => aws.iam.send(new iam.DeleteRolePolicyCommand({ RoleName: names.roleName, PolicyName: "more" })),
        fails: { "Sentinel's role has no other policy": /It also has more\./ },
    },
    {
        what: "another policy is attached to the role",
        ...attachToRole(names.roleName),
        fails: { "Sentinel's role has no other policy": /It also has AmazonSQSFullAccess\./ },
    },
    {
        what: "the provider is deleted",
        call: deleteProvider,
        mend: createProvider(identity.audience),
        fails: {
            "The OIDC provider accepts Sentinel's tokens":
                /Not found \(NoSuchEntity\w*\)\. arn:aws:iam::.* was deleted/,
        },
    },
    {
        what: "the provider is for another audience",
        // moto can't take an audience away.
        call: async (aws, account) => {
            await deleteProvider(aws, account);
            await createProvider("api://another")(aws, account);
        },
        mend: async (aws, account) => {
            await deleteProvider(aws, account);
            await createProvider(identity.audience)(aws, account);
        },
        fails: {
            "The OIDC provider accepts Sentinel's tokens":
                /audiences: api:\/\/another\..*--client-id api:\/\/1462b192-/,
        },
    },
    {
        what: "the S3 connector's role asks for no session name",
        call: trust(
            names.sentinelS3RoleName,
            withCondition(documents.sentinelS3Trust(), { StringEquals: { [`${issuer}:aud`]: identity.audience } }),
        ),
        mend: mendsSentinelS3Trust,
        fails: {
            "The S3 connector's role requires the workspace's session name": /requires no session name; .*S3B40029/,
        },
    },
    {
        what: "the S3 connector's role trusts another workspace",
        call: trust(names.sentinelS3RoleName, documents.sentinelS3Trust([`MicrosoftSentinel_${foreignWorkspace}`])),
        mend: mendsSentinelS3Trust,
        fails: {
            "The S3 connector's role requires the workspace's session name": new RegExp(
                `requires MicrosoftSentinel_${foreignWorkspace}; Sentinel's session name is MicrosoftSentinel_${workspaceId}`,
            ),
        },
    },
    {
        what: "the S3 connector's role asks for no audience",
        call: trust(
            names.sentinelS3RoleName,
            withCondition(documents.sentinelS3Trust(), {
                StringEquals: { "sts:RoleSessionName": `MicrosoftSentinel_${workspaceId}` },
            }),
        ),
        mend: mendsSentinelS3Trust,
        fails: { "The S3 connector's role requires Sentinel's audience": /for any audience/ },
    },
    {
        what: "the S3 connector's role may not read the queue",
        call: readerPolicy(({ queueArn, outputs }) =>
            documents.feedReader(`${queueArn}-other`, names.bucketName, outputs.kmsKeyArn),
        ),
        mend: mendsReaderPolicy,
        fails: {
            "The S3 connector's role can read the logs and the queue, and nothing else":
                /Its policy doesn't cover the queue\./,
        },
    },
    {
        what: "the S3 connector's role may not read the bucket",
        call: readerPolicy(({ queueArn, outputs }) => documents.feedReader(queueArn, foreignBucket, outputs.kmsKeyArn)),
        mend: mendsReaderPolicy,
        fails: {
            "The S3 connector's role can read the logs and the queue, and nothing else":
                /Its policy doesn't cover the log bucket\./,
        },
    },
    {
        what: "the S3 connector's role may not decrypt",
        call: readerPolicy(({ queueArn }) => documents.feedReader(queueArn, names.bucketName, undefined)),
        mend: mendsReaderPolicy,
        fails: {
            "The S3 connector's role can read the logs and the queue, and nothing else":
                /Its policy doesn't cover the KMS key\./,
        },
    },
    {
        what: "the S3 connector's role may read every bucket",
        call: (aws) =>
            aws.iam.send(new iam.PutRolePolicyCommand({ ...furtherPolicy, PolicyDocument: readsEverything })),
        mend: (aws) => aws.iam.send(new iam.DeleteRolePolicyCommand(furtherPolicy)),
        fails: {
            "The S3 connector's role can read the logs and the queue, and nothing else":
                /It also has s3:GetObject on \*, s3:ListBucket on \*\./,
        },
    },
    {
        what: "another policy is attached to the S3 connector's role",
        ...attachToRole(names.sentinelS3RoleName),
        fails: {
            "The S3 connector's role can read the logs and the queue, and nothing else":
                /It also has AmazonSQSFullAccess\./,
        },
    },
    {
        what: "the queue admits another bucket",
        call: queuePolicy(({ queueArn }) => text(documents.queue(queueArn, foreignBucket))),
        mend: mendsQueuePolicy,
        fails: {
            "The queue accepts notifications of new logs":
                /allows arn:aws:s3:::somebody-elses-logs; .* from arn:aws:s3:::trailconnect-/,
        },
    },
    {
        what: "the queue has no policy",
        call: queuePolicy(() => ""),
        mend: mendsQueuePolicy,
        fails: { "The queue accepts notifications of new logs": /Its policy allows no one; / },
    },
    {
        what: "the bucket announces nothing",
        call: (aws) =>
            aws.s3.send(
                new s3.PutBucketNotificationConfigurationCommand({
                    Bucket: names.bucketName,
                    NotificationConfiguration: {},
                }),
            ),
        mend: mendsNotification,
        fails: { "The bucket sends notifications of new logs": /None of its 0 notifications goes to arn:aws:sqs:/ },
    },
    {
        what: "the bucket announces to another queue",
        call: (aws, { deadLetterQueueArn }) => aws.s3.send(notify(deadLetterQueueArn)),
        mend: async (aws, account) => {
            await mendsNotification(aws, account);
            // S3 sends a test message to whatever queue it is given.
            await emptyDeadLetters(aws, account);
        },
        fails: {
            "The bucket sends notifications of new logs": /None of its 1 notifications goes to arn:aws:sqs:/,
            "The dead-letter queue is empty": /Messages: about 1\./,
        },
    },
    {
        what: "the bucket announces digest files too",
        call: (aws, { queueArn }) => aws.s3.send(notify(queueArn, `AWSLogs/${accountId}/`)),
        mend: mendsNotification,
        fails: {
            "The bucket sends notifications of new logs":
                /doesn't match the trail's logs: s3:ObjectCreated:\* AWSLogs\/123456789012\/….json.gz/,
        },
    },
    {
        what: "the bucket announces other endings",
        call: (aws, { queueArn }) => aws.s3.send(notify(queueArn, undefined, ".csv")),
        mend: mendsNotification,
        fails: { "The bucket sends notifications of new logs": /doesn't match the trail's logs: .*….csv/ },
    },
    {
        what: "Sentinel failed on a message",
        call: (aws, { outputs: { sentinelDeadLetterQueueUrl: QueueUrl } }) =>
            aws.sqs.send(new sqs.SendMessageCommand({ QueueUrl, MessageBody: "{}" })),
        mend: emptyDeadLetters,
        fails: { "The dead-letter queue is empty": /Messages: about 1\..*start-message-move-task/ },
    },
    {
        what: "the queue is deleted",
        call: (aws, { outputs: { sentinelQueueUrl: QueueUrl } }) =>
            aws.sqs.send(new sqs.DeleteQueueCommand({ QueueUrl })),
        mend: async (aws, account) => {
            await aws.sqs.send(new sqs.CreateQueueCommand({ QueueName: names.queueName }));
            await mendsQueuePolicy(aws, account);
        },
        fails: { "The queue accepts notifications of new logs": /Not found.*There is no queue trailconnect-sentinel-/ },
    },
];

function emptyDeadLetters(aws: Clients, { outputs: { sentinelDeadLetterQueueUrl: QueueUrl } }: HealthyAccount) {
    return aws.sqs.send(new sqs.PurgeQueueCommand({ QueueUrl }));
}

describe("trailconnect verify at moto", () => {
    let moto: Moto;
    let aws: Clients;
    /** The account, as long as it is healthy. */
    let present: HealthyAccount | undefined;

    before(async function () {
        moto = await Moto.start(this);
        aws = clientsOf(moto.gateway.url);
    });
    after(() => moto?.stop());

    async function account(): Promise<HealthyAccount> {
        if (!present) {
            await moto.reset();
            present = await createHealthyAccount(moto.gateway.url);
        }
        await moto.enforce();
        return present;
    }

    /** As the administrator, with signatures and policies that count. */
    function look({ outputs, administrator: credentials }: HealthyAccount, ...args: string[]): Promise<Printed> {
        return verify(outputs, { endpoint: moto.gateway.url, credentials }, ...args);
    }

    it("finds nothing to mend in what the program makes, and says what it can't tell", async () => {
        const printed = await look(await account(), "--json");
        const verdicts = verdictsIn(printed);
        expect(resultsOf(verdicts)).to.deep.equal(healthy);
        expect(verdicts).to.have.length(Object.keys(healthy).length);
        for (const { check, seen } of verdicts.filter(({ result }) => result === "unknown")) {
            expect(seen, check).to.match(unanswered[check] as RegExp);
        }
        expect(printed.exitCode).to.equal(0);
    });

    for (const { what, call, mend, fails, absent = [] } of cases) {
        it(`finds out that ${what}`, async () => {
            const made = await account();
            // Unless it is mended in the end.
            present = undefined;
            await moto.relax();
            await call(aws, made);
            await moto.enforce();
            const { outputs, administrator: credentials } = made;
            const verdicts = await verdictsAt(outputs, { endpoint: moto.gateway.url, credentials }, microsoftAccountId);
            await moto.relax();
            if (mend) {
                await mend(aws, made);
                present = made;
            }
            const expected: Record<string, Verdict["result"]> = {
                ...healthy,
                ...Object.fromEntries(Object.keys(fails).map((check) => [check, "fails" as const])),
            };
            for (const check of absent) {
                delete expected[check];
            }
            expect(resultsOf(verdicts)).to.deep.equal(expected);
            for (const [check, says] of Object.entries(fails)) {
                const { seen, advice } = verdicts.find((verdict) => verdict.check === check) as Verdict;
                expect(`${seen} ${advice}`).to.match(says);
            }
        });
    }

    it("has left the account as it was", async () => {
        expect(resultsOf(verdictsIn(await look(await account(), "--json")))).to.deep.equal(healthy);
    });

    it("reports what the caller may not read, and checks the rest", async () => {
        const { outputs } = await account();
        const { accessKeyId, secretAccessKey } = outputs as HealthyAccount["administrator"];
        const printed = await verify(
            outputs,
            { endpoint: moto.gateway.url, credentials: { accessKeyId, secretAccessKey } },
            "--json",
        );
        const verdicts = verdictsIn(printed);
        const failing = verdicts.filter(({ result }) => result === "fails");
        for (const { check, seen, advice } of failing) {
            expect(`${seen} ${advice}`, check).to.match(
                /Access denied \(.*\)\. Run verify with an identity that is allowed to read it/,
            );
        }
        // Defender may list and get in IAM, and knows the trail's status.
        expect(failing.map(({ check }) => check)).to.deep.equal([
            "The trail records management events",
            "The trail records all regions",
            "The trail has log file validation enabled",
            "The trail writes to the stack's bucket",
            "The trail encrypts with the stack's key",
            "The queue accepts notifications of new logs",
            "The bucket sends notifications of new logs",
            "The dead-letter queue is empty",
            "Defender's user can't change or delete anything",
            "Sentinel's role can't change or delete anything",
            "The S3 connector's role can't change or delete anything",
        ]);
        expect(printed.exitCode).to.equal(1);
    });

    it("finds out that the outputs' secret isn't the access key's", async () => {
        const { outputs, administrator: credentials } = await account();
        const secretAccessKey = "not+the+secret+that+belongs+to+the+key++";
        const surroundings = { endpoint: moto.gateway.url, credentials };
        const { exitCode, out, err } = await verify({ ...outputs, secretAccessKey }, surroundings);
        expect(out).to.match(/^FAIL {3}Defender's access key signs in: .*\(SignatureDoesNotMatch\)/m);
        expect(out + err).not.to.include(secretAccessKey);
        expect(exitCode).to.equal(1);
    });

    it("prints a line for each check in a pipe, and JSON alone with --json", async () => {
        const made = await account();
        const printed = await look(made);
        const lines = printed.out.split("\n");
        expect(lines).to.have.length(Object.keys(healthy).length + 2);
        expect(lines[0]).to.equal("ok     The trail is logging: IsLogging is true.");
        expect(lines.filter((line) => line.startsWith("?      "))).to.have.length(Object.keys(unanswered).length);
        expect(lines.slice(-2)).to.deep.equal(["34 checks: 28 passed, 0 failed, 6 could not be run", ""]);
        expect(printed.out).not.to.include("\u001b[");
        expect(printed.err.trim().split("\n")).to.have.members([
            "Checking the trail",
            "Checking Defender's access key",
            "Checking Sentinel's role",
            "Checking Sentinel's S3 connector",
            "Checking forbidden actions",
        ]);
        expect(printed.out + printed.err).not.to.include(made.outputs.secretAccessKey);
        expect(printed.exitCode).to.equal(0);
    });

    describe("can't begin", () => {
        async function refusal(
            change: (made: HealthyAccount) => [outputs: object, credentials?: HealthyAccount["administrator"]],
        ): Promise<Printed> {
            const made = await account();
            const [outputs, credentials] = change(made);
            const printed = await verify(outputs, { endpoint: moto.gateway.url, credentials }, "--json");
            expect(printed.err).not.to.include(made.administrator.secretAccessKey);
            expect(printed.err).not.to.include(made.outputs.secretAccessKey);
            return printed;
        }

        const signIn =
            "Sign in, for example with aws sso login, or choose a profile with --profile; aws configure list-profiles lists them.";

        it("without credentials", async () => {
            expect(await refusal(({ outputs }) => [outputs])).to.deep.equal({
                exitCode: 2,
                out: "",
                err: `error: No working AWS credentials (CredentialsProviderError: Could not load credentials from any providers). ${signIn}\n`,
            });
        });

        it("with an access key that isn't there", async () => {
            const credentials = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "no+secret" };
            expect(await refusal(({ outputs }) => [outputs, credentials])).to.deep.equal({
                exitCode: 2,
                out: "",
                err: `error: No working AWS credentials (InvalidClientTokenId: The security token included in the request is invalid.). ${signIn}\n`,
            });
        });

        it("with a wrong secret access key", async () => {
            const printed = await refusal(({ outputs, administrator }) => [
                outputs,
                { ...administrator, secretAccessKey: "not+the+secret" },
            ]);
            expect(printed).to.deep.equal({
                exitCode: 2,
                out: "",
                err: `error: No working AWS credentials (SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.). ${signIn}\n`,
            });
        });

        it("with another account's outputs", async () => {
            const printed = await refusal(({ outputs, administrator }) => [
                { ...outputs, accountId: "111122223333" },
                administrator,
            ]);
            expect(printed).to.deep.equal({
                exitCode: 2,
                out: "",
                err: "error: You are signed in to account 123456789012, but the stack belongs to account 111122223333. Sign in there, or choose its profile with --profile.\n",
            });
        });

        it("with a masked secret, and calls nobody", async () => {
            const printed = await refusal(({ outputs, administrator }) => [
                { ...outputs, secretAccessKey: "[secret]" },
                administrator,
            ]);
            expect(printed).to.deep.equal({
                exitCode: 2,
                out: "",
                err: "error: secretAccessKey is masked. Add --show-secrets: pulumi stack output --json --show-secrets | …\n",
            });
            expect(moto.gateway.requests).to.deep.equal([]);
        });
    });

    it("sees the log of the last delivery, and CloudWatch's metrics", async () => {
        const made = await account();
        const log = "The last delivered log is in the bucket";
        await moto.relax();
        const verdicts = verdictsIn(await look(made, "--json"));
        expect(resultsOf(verdicts)).to.deep.equal({
            ...healthy,
            [log]: "holds",
            [ofDefender("cloudwatch:ListMetrics")]: "holds",
        });
        const { seen } = verdicts.find(({ check }) => check === log) as Verdict;
        expect(seen.replace(/\d{4}\/\d\d\/\d\d/, "DAY")).to.equal(
            `AWSLogs/${accountId}/CloudTrail/eu-central-1/DAY/${accountId}_CloudTrail_eu-central-1_log.json.gz`,
        );
        present = undefined;
        // moto takes the refusal of plain HTTP for one of everything.
        await aws.s3.send(new s3.DeleteBucketPolicyCommand({ Bucket: names.bucketName }));
        await aws.s3.send(new s3.DeleteObjectCommand({ Bucket: names.bucketName, Key: seen }));
        const later = await look(made, "--json");
        expect(verdictsIn(later).find(({ check }) => check === log)).to.deep.include({ result: "unknown" });
        expect(later.exitCode).to.equal(0);
    });
});
