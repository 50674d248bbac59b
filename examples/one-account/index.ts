import * as pulumi from "@pulumi/pulumi";
import { CloudTrailConnection, Connector } from "trailconnect";

const config = new pulumi.Config();

const connection = new CloudTrailConnection("audit", {
    connectors: [Connector.Sentinel, Connector.Defender],
    sentinel: { workspaceId: config.require("sentinelWorkspaceId") },
    protectLogs: config.requireBoolean("protectLogs"),
});

// The names that the command `trailconnect` reads.
export const { accountId, region, partition, trailName, trailArn, bucketName, kmsKeyArn } = connection;
export const { sentinelWorkspaceId, roleArn, externalId } = connection;
// The secret access key is a Pulumi secret: encrypted in the state, and masked unless --show-secrets is given.
export const { userName, accessKeyId, secretAccessKey } = connection;
