/** An AWS account as the program leaves it, with all three connectors, made by the AWS SDK. */
import * as cloudtrail from "@aws-sdk/client-cloudtrail";
import * as cloudwatch from "@aws-sdk/client-cloudwatch";
import * as iam from "@aws-sdk/client-iam";
import * as s3 from "@aws-sdk/client-s3";
import * as sqs from "@aws-sdk/client-sqs";
import { connectionNames } from "../../../components/connection/names";
import { DefenderPermission, defenderPolicy } from "../../../components/defender/readerPolicy";
import { awsManagedPolicyArn, bucketArn, trailArn } from "../../../components/facts/arns";
import {
    AzureCloud,
    sentinelAccountIds,
    sentinelOidcIdentities,
    sentinelSessionNames,
} from "../../../components/facts/microsoft";
import type { PolicyDocument } from "../../../components/iam/document";
import { bucketAsSender } from "../../../components/iam/sender";
import { logNotification } from "../../../components/logs/bucketNotification";
import { bucketPolicy } from "../../../components/logs/bucketPolicy";
import { keyPolicy } from "../../../components/logs/keyPolicy";
import { sentinelTrustPolicy } from "../../../components/sentinelApi/trustPolicy";
import { oidcTrustPolicy } from "../../../components/sentinelS3/oidcTrustPolicy";
import { deadLetterQueuePolicy, queuePolicy } from "../../../components/sentinelS3/queuePolicy";
import { sentinelS3ReaderPolicy } from "../../../components/sentinelS3/sentinelS3ReaderPolicy";
import type { StackOutputs } from "../../../connect/outputs";
import { logsOfDay } from "../../../connect/verify/trail/observations";

const partition = "aws";
const region = "eu-central-1";
/** The account that moto takes everybody for. */
export const accountId = "123456789012";
export const workspaceId = "8f14e45f-ceea-467f-a0f8-5f2b1c9d3e77";
/** The names of what the account has. */
export const names = connectionNames("trailconnect", "3f9c2b7a");
/** What the keys of the logs start with. */
const logPrefix = `AWSLogs/${accountId}/CloudTrail/`;
/** What Sentinel's S3 connector signs in with. */
export const identity = sentinelOidcIdentities[AzureCloud.Commercial];
/** The account of Sentinel's API connector. */
export const microsoftAccountId = sentinelAccountIds[AzureCloud.Commercial] as string;

/** The SDK's clients. */
export interface Clients {
    cloudtrail: cloudtrail.CloudTrailClient;
    cloudwatch: cloudwatch.CloudWatchClient;
    iam: iam.IAMClient;
    s3: s3.S3Client;
    sqs: sqs.SQSClient;
}

interface Credentials {
    accessKeyId: string;
    secretAccessKey: string;
}

/** What there is to know of the account. */
export interface HealthyAccount {
    outputs: StackOutputs;
    /** Of a user who may do everything. */
    administrator: Credentials;
    queueArn: string;
    deadLetterQueueArn: string;
    defenderPolicyArn: string;
}

export function clientsOf(endpoint: string): Clients {
    const options = { endpoint, region, credentials: { accessKeyId: "setup", secretAccessKey: "setup" } };
    return {
        cloudtrail: new cloudtrail.CloudTrailClient(options),
        cloudwatch: new cloudwatch.CloudWatchClient(options),
        iam: new iam.IAMClient(options),
        s3: new s3.S3Client({ ...options, forcePathStyle: true }),
        sqs: new sqs.SQSClient(options),
    };
}

export function text(document: PolicyDocument): string {
    return JSON.stringify(document);
}

/** The documents of the account, for tests that change a part of them. */
export const documents = {
    sentinelTrust: (account = microsoftAccountId, externalId = workspaceId) =>
        sentinelTrustPolicy(partition, account, externalId),
    sentinelS3Trust: (sessionNames: readonly string[] = sentinelSessionNames(workspaceId)) =>
        oidcTrustPolicy({
            providerArn: `arn:${partition}:iam::${accountId}:oidc-provider/${identity.url.replace("https://", "")}`,
            issuerUrl: identity.url,
            audience: identity.audience,
            sessionNames,
        }),
    feedReader: (queueArn: string, bucketName: string, kmsKeyArn: string | undefined) =>
        sentinelS3ReaderPolicy({
            queueArn,
            bucketArn: bucketArn(partition, bucketName),
            logPrefixes: [logPrefix],
            kmsKeyArn,
            region,
        }),
    queue: (queueArn: string, bucketName: string) =>
        queuePolicy(queueArn, bucketAsSender(bucketArn(partition, bucketName), accountId)),
};

/** The name of the policy of the S3 connector's role. */
export const sentinelS3PolicyName = "read-cloudtrail-logs";

/** A key of AWS KMS, whose client is not among the packages. */
async function createKey(endpoint: string, arn: string): Promise<string> {
    const response = await fetch(endpoint, {
        method: "POST",
        headers: {
            "content-type": "application/x-amz-json-1.1",
            "x-amz-target": "TrentService.CreateKey",
            authorization: `AWS4-HMAC-SHA256 Credential=setup/20260101/${region}/kms/aws4_request, SignedHeaders=host, Signature=0`,
        },
        body: JSON.stringify({ Description: "Encrypts CloudTrail logs", Policy: text(keyPolicy(arn)) }),
    });
    const { KeyMetadata } = (await response.json()) as { KeyMetadata: { Arn: string } };
    return KeyMetadata.Arn;
}

async function createAccessKey(clients: Clients, UserName: string): Promise<Credentials> {
    const { AccessKey } = await clients.iam.send(new iam.CreateAccessKeyCommand({ UserName }));
    return { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
}

async function createAdministrator(clients: Clients): Promise<Credentials> {
    const UserName = "administrator";
    await clients.iam.send(new iam.CreateUserCommand({ UserName }));
    const PolicyDocument = text({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
    });
    await clients.iam.send(new iam.PutUserPolicyCommand({ UserName, PolicyName: "everything", PolicyDocument }));
    return createAccessKey(clients, UserName);
}

/** Makes the trail itself, and starts it. */
export async function startTrail(clients: Clients, kmsKeyArn: string): Promise<void> {
    await clients.cloudtrail.send(
        new cloudtrail.CreateTrailCommand({
            Name: names.trailName,
            S3BucketName: names.bucketName,
            KmsKeyId: kmsKeyArn,
            IsMultiRegionTrail: true,
            IncludeGlobalServiceEvents: true,
            EnableLogFileValidation: true,
        }),
    );
    await clients.cloudtrail.send(new cloudtrail.StartLoggingCommand({ Name: names.trailName }));
}

async function createTrail(clients: Clients, endpoint: string) {
    const arn = trailArn({ partition, region, accountId, trailName: names.trailName });
    const Bucket = names.bucketName;
    const kmsKeyArn = await createKey(endpoint, arn);
    await clients.s3.send(
        new s3.CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: region } }),
    );
    // Of today, and of tomorrow, should it be midnight.
    for (const day of [0, 1].map((days) => new Date(Date.now() + days * 24 * 60 * 60 * 1000))) {
        const Key = `${logsOfDay(arn, region, day)}${accountId}_CloudTrail_${region}_log.json.gz`;
        await clients.s3.send(new s3.PutObjectCommand({ Bucket, Key, Body: "{}" }));
    }
    const Policy = text(bucketPolicy({ bucketArn: bucketArn(partition, Bucket), trailArn: arn, protectLogs: true }));
    await clients.s3.send(new s3.PutBucketPolicyCommand({ Bucket, Policy }));
    await startTrail(clients, kmsKeyArn);
    return { trailName: names.trailName, trailArn: arn, bucketName: Bucket, kmsKeyArn };
}

async function createDefenderUser(clients: Clients) {
    const UserName = names.userName;
    const document = defenderPolicy([DefenderPermission.Activity, DefenderPermission.Storage]);
    const { Policy } = await clients.iam.send(
        new iam.CreatePolicyCommand({ PolicyName: UserName, PolicyDocument: text(document) }),
    );
    const PolicyArn = Policy?.Arn ?? "";
    await clients.iam.send(new iam.CreateGroupCommand({ GroupName: UserName }));
    await clients.iam.send(new iam.AttachGroupPolicyCommand({ GroupName: UserName, PolicyArn }));
    await clients.iam.send(new iam.CreateUserCommand({ UserName, PermissionsBoundary: PolicyArn }));
    await clients.iam.send(new iam.AddUserToGroupCommand({ UserName, GroupName: UserName }));
    return { defenderPolicyArn: PolicyArn, userName: UserName, ...(await createAccessKey(clients, UserName)) };
}

async function createSentinelRole(clients: Clients) {
    const RoleName = names.roleName;
    const { Role } = await clients.iam.send(
        new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: text(documents.sentinelTrust()) }),
    );
    const PolicyArn = awsManagedPolicyArn(partition, "AWSCloudTrail_ReadOnlyAccess");
    await clients.iam.send(new iam.AttachRolePolicyCommand({ RoleName, PolicyArn }));
    return { roleArn: Role?.Arn ?? "", externalId: workspaceId, sentinelWorkspaceId: workspaceId };
}

async function createQueue(clients: Clients, name: string, attributes: Record<string, string>) {
    const common = { SqsManagedSseEnabled: "true", MessageRetentionPeriod: "1209600" };
    const { QueueUrl = "" } = await clients.sqs.send(
        new sqs.CreateQueueCommand({ QueueName: name, Attributes: { ...common, ...attributes } }),
    );
    return { url: QueueUrl, arn: `arn:${partition}:sqs:${region}:${accountId}:${name}` };
}

async function createSentinelS3(clients: Clients, bucketName: string, kmsKeyArn: string) {
    const { OpenIDConnectProviderArn } = await clients.iam.send(
        new iam.CreateOpenIDConnectProviderCommand({
            Url: identity.url,
            ClientIDList: [identity.audience],
            ThumbprintList: [identity.thumbprint],
        }),
    );
    const RoleName = names.sentinelS3RoleName;
    const { Role } = await clients.iam.send(
        new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: text(documents.sentinelS3Trust()) }),
    );
    const deadLetters = await createQueue(clients, `${names.queueName}-dead-letter`, {});
    const queue = await createQueue(clients, names.queueName, {
        VisibilityTimeout: "300",
        ReceiveMessageWaitTimeSeconds: "20",
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 10 }),
    });
    for (const [{ url }, policy] of [
        [deadLetters, deadLetterQueuePolicy(deadLetters.arn)],
        [queue, documents.queue(queue.arn, bucketName)],
    ] as const) {
        await clients.sqs.send(
            new sqs.SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy: text(policy) } }),
        );
    }
    await clients.iam.send(
        new iam.PutRolePolicyCommand({
            RoleName,
            PolicyName: sentinelS3PolicyName,
            PolicyDocument: text(documents.feedReader(queue.arn, bucketName, kmsKeyArn)),
        }),
    );
    await clients.s3.send(notify(queue.arn));
    await clients.cloudwatch.send(oldestAge(90));
    return {
        queueArn: queue.arn,
        deadLetterQueueArn: deadLetters.arn,
        sentinelS3RoleArn: Role?.Arn ?? "",
        sentinelQueueUrl: queue.url,
        sentinelDeadLetterQueueUrl: deadLetters.url,
        sentinelOidcProviderArn: OpenIDConnectProviderArn ?? "",
    };
}

/** The bucket's notification, or one with another filter. */
export function notify(
    queueArn: string,
    prefix = logPrefix,
    suffix = ".json.gz",
): s3.PutBucketNotificationConfigurationCommand {
    const { QueueConfigurations = [] } = logNotification("QueueArn", queueArn, [prefix]);
    const FilterRules: s3.FilterRule[] = [
        { Name: "prefix", Value: prefix },
        { Name: "suffix", Value: suffix },
    ];
    return new s3.PutBucketNotificationConfigurationCommand({
        Bucket: names.bucketName,
        NotificationConfiguration: {
            QueueConfigurations: QueueConfigurations.map(({ Id, QueueArn }) => ({
                Id,
                QueueArn,
                Events: ["s3:ObjectCreated:*"],
                Filter: { Key: { FilterRules } },
            })),
        },
    });
}

/** How long the oldest message has waited, in seconds, as Amazon SQS tells CloudWatch. */
export function oldestAge(seconds: number): cloudwatch.PutMetricDataCommand {
    return new cloudwatch.PutMetricDataCommand({
        Namespace: "AWS/SQS",
        MetricData: [
            {
                MetricName: "ApproximateAgeOfOldestMessage",
                Dimensions: [{ Name: "QueueName", Value: names.queueName }],
                Timestamp: new Date(Date.now() - 60_000),
                Value: seconds,
            },
        ],
    });
}

/** Makes the account, at an AWS that lets everybody do everything. */
export async function createHealthyAccount(endpoint: string): Promise<HealthyAccount> {
    const clients = clientsOf(endpoint);
    const administrator = await createAdministrator(clients);
    const trail = await createTrail(clients, endpoint);
    const { defenderPolicyArn, ...user } = await createDefenderUser(clients);
    const role = await createSentinelRole(clients);
    const { queueArn, deadLetterQueueArn, ...sentinelS3 } = await createSentinelS3(
        clients,
        trail.bucketName,
        trail.kmsKeyArn,
    );
    return {
        outputs: { accountId, region, partition, ...trail, ...user, ...role, ...sentinelS3 },
        administrator,
        queueArn,
        deadLetterQueueArn,
        defenderPolicyArn,
    };
}
