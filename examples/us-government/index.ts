import * as pulumi from "@pulumi/pulumi";
import { AzureCloud, CloudTrailConnection, Connector } from "trailconnect";

const config = new pulumi.Config();

const connection = new CloudTrailConnection("audit", {
    // The only connector that supports AWS GovCloud (US).
    connectors: [Connector.SentinelS3],
    // Azure Government uses a different issuer and audience.
    sentinel: { workspaceId: config.require("sentinelWorkspaceId"), azureCloud: AzureCloud.UsGovernment },
    alarms: { emails: config.requireObject("alarmEmails") },
});

// The names that the command `trailconnect` reads.
export const { accountId, region, partition, trailName, trailArn, bucketName, kmsKeyArn } = connection;
export const { recordedAccounts, alarmTopicArn } = connection;
export const { sentinelWorkspaceId, sentinelS3RoleArn, sentinelS3Accounts, sentinelOidcProviderArn } = connection;
export const { sentinelQueueUrl, sentinelDeadLetterQueueUrl } = connection;
