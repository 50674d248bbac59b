import * as pulumi from "@pulumi/pulumi";
import { CloudTrailConnection, Connector } from "trailconnect";

const config = new pulumi.Config();

const connection = new CloudTrailConnection("audit", {
    connectors: [Connector.SentinelS3],
    sentinel: { workspaceId: config.require("sentinelWorkspaceId") },
    // A second trail would record every management event once more, at 2.00 USD for 100,000.
    existingTrail: { arn: config.require("trailArn") },
    // Without `notification`, the bucket's notifications are left alone: S3 keeps one configuration for all of its
    // readers, and writing it replaces what the others put there.
    existingBucket: { name: config.require("trailBucketName") },
    existingKmsKeyArn: config.require("trailKeyArn") || undefined,
    alarms: { emails: config.requireObject("alarmEmails") },
});

// The names that the command `trailconnect` reads.
export const { accountId, region, partition, trailName, trailArn, bucketName, kmsKeyArn } = connection;
export const { recordedAccounts, alarmTopicArn } = connection;
export const { sentinelWorkspaceId, sentinelS3RoleArn, sentinelS3Accounts, sentinelOidcProviderArn } = connection;
export const { sentinelQueueUrl, sentinelDeadLetterQueueUrl } = connection;
/** What the bucket's owner adds to its notifications, after this stack is up. */
export const { bucketNotification } = connection;
