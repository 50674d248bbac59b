import type { StackOutputs } from "../outputs";

/** One kind of Sentinel's data connectors. */
interface Kind {
    /** The API version that describes it. Source: Azure/azure-rest-api-specs, Microsoft.SecurityInsights. */
    apiVersion: string;
    /** Its symbolic name in a Bicep file. */
    symbol: string;
    /** The property that holds the ARN of its role. */
    roleProperty: string;
    /** Its properties, from the outputs; `undefined` if they don't call for it. */
    properties: (outputs: StackOutputs) => Record<string, unknown> | undefined;
}

const enabled = { logs: { state: "Enabled" } };

/**
 * Sentinel's kinds of data connectors for CloudTrail. Source: "Data Connectors" (Microsoft Sentinel REST API).
 */
export const kinds = {
    AmazonWebServicesCloudTrail: {
        apiVersion: "2025-09-01",
        symbol: "cloudTrail",
        roleProperty: "awsRoleArn",
        properties: ({ roleArn }) => (roleArn === undefined ? undefined : { awsRoleArn: roleArn, dataTypes: enabled }),
    },
    AmazonWebServicesS3: {
        // Only preview versions describe it.
        apiVersion: "2025-07-01-preview",
        symbol: "cloudTrailS3",
        roleProperty: "roleArn",
        properties: ({ sentinelS3RoleArn: roleArn, sentinelQueueUrl: queueUrl }) =>
            roleArn === undefined || queueUrl === undefined
                ? undefined
                : { destinationTable: "AWSCloudTrail", roleArn, sqsUrls: [queueUrl], dataTypes: enabled },
    },
} as const satisfies Record<string, Kind>;

/** A kind of data connector, as Azure names it. */
export type ConnectorKind = keyof typeof kinds;

/** Every kind. */
export const allKinds = Object.keys(kinds) as ConnectorKind[];
