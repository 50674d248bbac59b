import { createHash } from "node:crypto";
import type { Cloud, Properties } from "../../../tools/rehearsal/cloud";

const subscription = "/subscriptions/12345678-1234-9876-4563-123456789012";

function resourceId({ resourceGroupName }: Properties, rest: string): string {
    return `${subscription}/resourceGroups/${resourceGroupName}/providers/${rest}`;
}

/** Answers as the providers of Azure and of random values would; there is one workspace. */
export function sampleAzure(customerId: string): Cloud {
    return {
        create(type, name, inputs) {
            switch (type) {
                case "random:index/randomUuid:RandomUuid": {
                    const digest = createHash("sha256").update(name).digest("hex");
                    const result = digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, "$1-$2-$3-$4-$5");
                    return { id: result, state: { result } };
                }
                case "azure-native:securityinsights:AwsCloudTrailDataConnector": {
                    const workspace = `Microsoft.OperationalInsights/workspaces/${inputs.workspaceName}`;
                    return {
                        id: resourceId(
                            inputs,
                            `${workspace}/providers/Microsoft.SecurityInsights/dataConnectors/${inputs.dataConnectorId}`,
                        ),
                        state: { name: inputs.dataConnectorId },
                    };
                }
                case "azure-native:resources:Deployment":
                    return { id: resourceId(inputs, `Microsoft.Resources/deployments/${name}`), state: { name } };
                default:
                    throw new Error(`There is no sample of ${type}`);
            }
        },
        invoke(token, args) {
            if (token !== "azure-native:operationalinsights:getWorkspace") {
                throw new Error(`There is no sample of ${token}`);
            }
            const id = resourceId(args, `Microsoft.OperationalInsights/workspaces/${args.workspaceName}`);
            return { id, name: args.workspaceName, customerId };
        },
    };
}
