import * as pulumi from "@pulumi/pulumi";
import { CloudTrailConnection, Connector } from "trailconnect";

const config = new pulumi.Config();

const connection = new CloudTrailConnection("audit", {
    // The S3 connector reads the log files; the other one of Sentinel's could poll the management account only.
    connectors: [Connector.SentinelS3],
    sentinel: { workspaceId: config.require("sentinelWorkspaceId") },
    organization: {
        id: config.require("organizationId"),
        memberAccountIds: config.requireObject("memberAccountIds"),
    },
    // The trail of all accounts is worth a warning when somebody stops it.
    alarms: { emails: config.requireObject("alarmEmails"), onTampering: true },
});

// The names that the command `trailconnect` reads.
export const { accountId, region, partition, trailName, trailArn, bucketName, kmsKeyArn } = connection;
export const { recordedAccounts, alarmTopicArn } = connection;
export const { sentinelWorkspaceId, sentinelS3RoleArn, sentinelS3Accounts, sentinelOidcProviderArn } = connection;
export const { sentinelQueueUrl, sentinelDeadLetterQueueUrl } = connection;
