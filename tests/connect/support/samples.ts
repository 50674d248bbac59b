export const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";

export const workspace =
    "/subscriptions/3f2504e0-4f89-41d3-9a0c-0305e82c3301/resourceGroups/security/providers/Microsoft.OperationalInsights/workspaces/sentinel";

/** What must never be shown. */
export const token = "sample-azure-token-eyJ0eXAiOiJKV1QifQ";
export const secretAccessKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

export const accessKeyId = "AKIAIOSFODNN7EXAMPLE";
export const roleArn = "arn:aws:iam::111122223333:role/trailconnect-sentinel-5671dce3";
export const s3RoleArn = "arn:aws:iam::111122223333:role/OIDC_trailconnect-sentinel-5671dce3";
export const queueUrl = "https://sqs.eu-central-1.amazonaws.com/111122223333/trailconnect-log-queue-5671dce3";

/** The names that the connectors get; other ones would make second connectors at the next run. */
export const cloudTrailName = "c1d1a830-b4e7-5c5f-b7b4-0b5f24b37c18";
export const s3Name = "1380fbb3-919a-51d3-b843-db9fdb8d825b";

export const trail = {
    accountId: "111122223333",
    region: "eu-central-1",
    partition: "aws",
    trailName: "trailconnect-trail-5671dce3",
    trailArn: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/trailconnect-trail-5671dce3",
    bucketName: "trailconnect-log-bucket-5671dce3",
};

export const cloudTrailOutputs = { ...trail, roleArn, externalId: workspaceId, sentinelWorkspaceId: workspaceId };

export const s3Outputs = {
    ...trail,
    sentinelS3RoleArn: s3RoleArn,
    sentinelQueueUrl: queueUrl,
    sentinelWorkspaceId: workspaceId,
    sentinelS3Accounts: ["111122223333", "444455556666"],
};

export const sentinelOutputs = { ...s3Outputs, ...cloudTrailOutputs };

export const defenderOutputs = { ...trail, userName: "trailconnect-defender", accessKeyId, secretAccessKey };

export const cloudTrailBody = {
    kind: "AmazonWebServicesCloudTrail",
    properties: { awsRoleArn: roleArn, dataTypes: { logs: { state: "Enabled" } } },
} as const;

export const s3Body = {
    kind: "AmazonWebServicesS3",
    properties: {
        destinationTable: "AWSCloudTrail",
        roleArn: s3RoleArn,
        sqsUrls: [queueUrl],
        dataTypes: { logs: { state: "Enabled" } },
    },
} as const;
