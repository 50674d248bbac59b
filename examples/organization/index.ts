import * as pulumi from "@pulumi/pulumi";
import { CloudTrailConnection, Connector } from "trailconnect";

const config = new pulumi.Config();

const connection = new CloudTrailConnection("audit", {
    // The S3 connector reads the log files; Sentinel's other connector could poll only the management account.
    connectors: [Connector.SentinelS3],
    sentinel: { workspaceId: config.require("sentinelWorkspaceId") },
    organization: {
        id: config.require("organizationId"),
        memberAccountIds: config.requireObject("memberAccountIds"),
    },
    // An alarm if someone stops the trail, on which all accounts depend, or changes what Sentinel may read. Outside us-east-1,
    // changes to IAM roles take the trail's log group.
    trail: { cloudWatchLogsRetentionDays: 90 },
    alarms: { emails: config.requireObject("alarmEmails"), onTampering: true },
});

// The names that the command `trailconnect` reads.
export const { accountId, region, partition, trailName, trailArn, bucketName, kmsKeyArn } = connection;
export const { recordedAccounts, alarmTopicArn, logGroupName } = connection;
export const { sentinelWorkspaceId, sentinelS3RoleArn, sentinelS3Accounts, sentinelOidcProviderArn } = connection;
export const { sentinelQueueUrl, sentinelDeadLetterQueueUrl } = connection;
