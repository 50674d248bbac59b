import * as pulumi from "@pulumi/pulumi";
import { CloudTrailConnection, Connector } from "trailconnect";

const config = new pulumi.Config();

const connection = new CloudTrailConnection("audit", {
    connectors: [Connector.SentinelS3],
    sentinel: { workspaceId: config.require("sentinelWorkspaceId") },
    // A second trail would record every management event again, at 2.00 USD per 100,000.
    existingTrail: { arn: config.require("trailArn") },
    // Without `notification`, the bucket's notifications aren't changed: S3 keeps one configuration per bucket for all
    // readers, and writing it replaces the entries of others.
    existingBucket: { name: config.require("trailBucketName") },
    existingKmsKeyArn: config.require("trailKeyArn") || undefined,
    alarms: { emails: config.requireObject("alarmEmails") },
});

// The names that the command `trailconnect` reads.
export const { accountId, region, partition, trailName, trailArn, bucketName, kmsKeyArn } = connection;
export const { recordedAccounts, alarmTopicArn } = connection;
export const { sentinelWorkspaceId, sentinelS3RoleArn, sentinelS3Accounts, sentinelOidcProviderArn } = connection;
export const { sentinelQueueUrl, sentinelDeadLetterQueueUrl } = connection;
/** What the bucket's owner must add to its notifications after this stack is deployed. */
export const { bucketNotification } = connection;
