import type * as pulumi from "@pulumi/pulumi";

interface DataConnector {
    workspaceName: string;
    /** The data connector's name, a GUID. */
    name: pulumi.Input<string>;
    roleArn: pulumi.Input<string>;
    queueUrl: pulumi.Input<string>;
}

/**
 * A Sentinel data connector of kind AmazonWebServicesS3, as an Azure Resource Manager template: only preview versions
 * of the API describe this kind, so @pulumi/azure-native has no type for it.
 */
export function dataConnectorTemplate({ workspaceName, name, roleArn, queueUrl }: DataConnector) {
    return {
        $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        contentVersion: "1.0.0.0",
        parameters: { workspaceName: { type: "string", defaultValue: workspaceName } },
        resources: [
            {
                type: "Microsoft.SecurityInsights/dataConnectors",
                apiVersion: "2025-07-01-preview",
                scope: "[resourceId('Microsoft.OperationalInsights/workspaces', parameters('workspaceName'))]",
                name,
                kind: "AmazonWebServicesS3",
                properties: {
                    destinationTable: "AWSCloudTrail",
                    roleArn,
                    sqsUrls: [queueUrl],
                    dataTypes: { logs: { state: "Enabled" } },
                },
            },
        ],
    };
}
