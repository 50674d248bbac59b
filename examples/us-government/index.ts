import * as pulumi from "@pulumi/pulumi";
import { AzureCloud, CloudTrailConnection, Connector } from "trailconnect";

const config = new pulumi.Config();

const connection = new CloudTrailConnection("audit", {
    // The only connector that reaches AWS GovCloud (US): the others are refused there.
    connectors: [Connector.SentinelS3],
    // Azure Government signs in with another issuer, and under another audience.
    sentinel: { workspaceId: config.require("sentinelWorkspaceId"), azureCloud: AzureCloud.UsGovernment },
    alarms: { emails: config.requireObject("alarmEmails") },
});

// The names that the command `trailconnect` reads.
export const { accountId, region, partition, trailName, trailArn, bucketName, kmsKeyArn } = connection;
export const { recordedAccounts, alarmTopicArn } = connection;
export const { sentinelWorkspaceId, sentinelS3RoleArn, sentinelS3Accounts, sentinelOidcProviderArn } = connection;
export const { sentinelQueueUrl, sentinelDeadLetterQueueUrl } = connection;
