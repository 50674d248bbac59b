import type { WantedConnector } from "./connectors";
import { kinds } from "./kinds";

/** A value in Bicep's syntax. */
function bicep(value: unknown, indent: string): string {
    const inner = `${indent}  `;
    if (Array.isArray(value)) {
        return `[\n${value.map((item) => `${inner}${bicep(item, inner)}`).join("\n")}\n${indent}]`;
    }
    if (typeof value === "object" && value !== null) {
        const lines = Object.entries(value).map(([key, item]) => `${inner}${key}: ${bicep(item, inner)}`);
        return `{\n${lines.join("\n")}\n${indent}}`;
    }
    return `'${String(value).replace(/\\/g, "\\\\").replace(/'/g, "\\'").replace(/\$\{/g, "\\${")}'`;
}

/** The connectors as a Bicep file, to deploy to the workspace's resource group. */
export function bicepTemplate(wanted: readonly WantedConnector[], workspace: string): string {
    const name = workspace.slice(workspace.lastIndexOf("/") + 1);
    return [
        "// Deploy to the workspace's resource group: az deployment group create --resource-group NAME --template-file FILE",
        `param workspaceName string = ${bicep(name, "")}`,
        "",
        "resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {",
        "  name: workspaceName",
        "}",
        ...wanted.flatMap(({ name: connector, body }) => [
            "",
            `resource ${kinds[body.kind].symbol} 'Microsoft.SecurityInsights/dataConnectors@${kinds[body.kind].apiVersion}' = {`,
            "  scope: workspace",
            `  name: '${connector}'`,
            `  kind: '${body.kind}'`,
            `  properties: ${bicep(body.properties, "  ")}`,
            "}",
        ]),
        "",
    ].join("\n");
}

/** The connectors as an Azure Resource Manager template, to deploy to the workspace's resource group. */
export function armTemplate(wanted: readonly WantedConnector[], workspace: string): string {
    const name = workspace.slice(workspace.lastIndexOf("/") + 1);
    const template = {
        $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        contentVersion: "1.0.0.0",
        parameters: { workspaceName: { type: "string", defaultValue: name } },
        resources: wanted.map(({ name: connector, body }) => ({
            type: "Microsoft.SecurityInsights/dataConnectors",
            apiVersion: kinds[body.kind].apiVersion,
            scope: "[resourceId('Microsoft.OperationalInsights/workspaces', parameters('workspaceName'))]",
            name: connector,
            ...body,
        })),
    };
    return `${JSON.stringify(template, null, 2)}\n`;
}
