import { CloudTrailConnection } from "./components/index";
import { readConfig } from "./config";

const connection = new CloudTrailConnection("trailconnect", readConfig());

/** The stack outputs. One whose connector is off is absent. */
const outputNames = [
    "accountId",
    "region",
    "partition",
    "trailName",
    "trailArn",
    "bucketName",
    "kmsKeyArn",
    "logGroupName",
    "recordedAccounts",
    "roleArn",
    "externalId",
    "sentinelWorkspaceId",
    "sentinelS3RoleArn",
    "sentinelQueueUrl",
    "sentinelDeadLetterQueueUrl",
    "sentinelOidcProviderArn",
    "sentinelTopicArn",
    "sentinelS3Accounts",
    "userName",
    "accessKeyId",
    "secretAccessKey",
    "encryptedSecretAccessKey",
    "previousAccessKeyId",
    "alarmTopicArn",
    "bucketPolicyStatements",
    "bucketNotification",
    "kmsKeyPolicyStatements",
    "alarmTopicPolicyStatements",
    "accessLogBucketPolicyStatements",
] as const;

export = Object.fromEntries(
    outputNames.flatMap((name) => (connection[name] === undefined ? [] : [[name, connection[name]]])),
);
