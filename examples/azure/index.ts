import { getWorkspaceOutput } from "@pulumi/azure-native/operationalinsights";
import { Deployment, DeploymentMode } from "@pulumi/azure-native/resources";
import { AwsCloudTrailDataConnector, DataTypeState } from "@pulumi/azure-native/securityinsights";
import * as pulumi from "@pulumi/pulumi";
import { RandomUuid } from "@pulumi/random";
import { dataConnectorTemplate } from "./template";

const config = new pulumi.Config();
const resourceGroupName = config.require("resourceGroupName");
const workspaceName = config.require("workspaceName");
const aws = new pulumi.StackReference(config.require("awsStack"));

/** An output of the AWS stack that tells Sentinel where to read. It resolves only if the workspace is the right one. */
function output(name: string): pulumi.Output<string> {
    const { customerId } = getWorkspaceOutput({ resourceGroupName, workspaceName });
    return pulumi
        .all([aws.requireOutput(name), aws.requireOutput("sentinelWorkspaceId"), customerId])
        .apply(([value, expected, actual]): string => {
            // The AWS side grants access to only one workspace ID.
            if (actual !== expected) {
                throw new Error(
                    `The workspace ${workspaceName} has the ID ${actual}, but the AWS stack expects ${expected}. Set resourceGroupName and workspaceName to that workspace.`,
                );
            }
            return value;
        });
}

/** Creates the connectors for which the AWS stack has outputs. */
async function connect() {
    const outputs: Record<string, pulumi.Output<string>> = {};
    if ((await aws.getOutputDetails("roleArn")).value !== undefined) {
        outputs.cloudTrailConnectorName = new AwsCloudTrailDataConnector("cloudtrail", {
            resourceGroupName,
            workspaceName,
            dataConnectorId: new RandomUuid("cloudtrail").result,
            kind: "AmazonWebServicesCloudTrail",
            awsRoleArn: output("roleArn"),
            dataTypes: { logs: { state: DataTypeState.Enabled } },
        }).name;
    }
    if ((await aws.getOutputDetails("sentinelS3RoleArn")).value !== undefined) {
        const name = new RandomUuid("cloudtrail-s3").result;
        new Deployment("cloudtrail-s3", {
            resourceGroupName,
            properties: {
                // Other resources in the resource group are kept.
                mode: DeploymentMode.Incremental,
                template: dataConnectorTemplate({
                    workspaceName,
                    name,
                    roleArn: output("sentinelS3RoleArn"),
                    queueUrl: output("sentinelQueueUrl"),
                }),
            },
        });
        outputs.cloudTrailS3ConnectorName = name;
    }
    return outputs;
}

export = connect;
