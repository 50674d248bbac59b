import { v5 as uuidv5 } from "uuid";
import { UserError } from "../errors";
import type { StackOutputs } from "../outputs";
import { allKinds, type ConnectorKind, kinds } from "./kinds";

/** A data connector, as Azure Resource Manager accepts it. */
export interface ConnectorBody {
    kind: ConnectorKind;
    properties: Record<string, unknown>;
}

/** A data connector that the stack outputs call for. */
export interface WantedConnector {
    /** Its name if there is none for the same role yet: the same in every run. */
    name: string;
    roleArn: string;
    body: ConnectorBody;
}

/** A data connector in the workspace. */
export interface PresentConnector extends ConnectorBody {
    name: string;
    etag?: string;
}

/** The API version that lists both kinds. */
export const listApiVersion = kinds.AmazonWebServicesS3.apiVersion;

/** The UUID namespace of the names, trailconnect's own. */
const namespace = "8f6f1d5e-3a0b-5c58-9c0e-6f3d1c0b7a24";

/**
 * The data connectors that the outputs call for.
 * @throws UserError if they call for none
 */
export function wantedConnectors(outputs: StackOutputs, workspace: string): WantedConnector[] {
    const wanted = allKinds.flatMap((kind): WantedConnector[] => {
        const properties = kinds[kind].properties(outputs);
        if (properties === undefined) {
            return [];
        }
        const body = { kind, properties };
        const roleArn = String(roleOf(body));
        return [{ name: uuidv5(`${workspace.toLowerCase()}|${kind}|${roleArn}`, namespace), roleArn, body }];
    });
    if (wanted.length === 0) {
        throw new UserError(
            "The stack has none of Sentinel's connectors: neither roleArn nor sentinelS3RoleArn is among its outputs. Add one in Pulumi.STACK.yaml, and run pulumi up. Example: trailconnect:connectors: [defender, sentinelS3]",
        );
    }
    return wanted;
}

/** What to do with a connector. */
export interface Step {
    action: "create" | "update" | "keep";
    /** The connector's name in the workspace. */
    name: string;
    body: ConnectorBody & { etag?: string };
}

function roleOf({ kind, properties }: ConnectorBody): unknown {
    return properties[kinds[kind].roleProperty];
}

/** A connector's properties as text that can be compared: Azure may return them in different case. */
function comparable({ properties }: ConnectorBody): string {
    const { awsRoleArn, roleArn, sqsUrls, destinationTable, dataTypes } = properties as {
        awsRoleArn?: string;
        roleArn?: string;
        sqsUrls?: string[];
        destinationTable?: string;
        dataTypes?: { logs?: { state?: string } };
    };
    return JSON.stringify([
        awsRoleArn ?? null,
        roleArn ?? null,
        [...(sqsUrls ?? [])].sort(),
        destinationTable?.toLowerCase() ?? null,
        dataTypes?.logs?.state?.toLowerCase() ?? null,
    ]);
}

/** Whether two connectors fill the same table. A role may also serve another table, in a connector that isn't ours. */
function isForSameTable(one: ConnectorBody, other: ConnectorBody): boolean {
    const tableOf = ({ properties }: ConnectorBody) => String(properties?.destinationTable ?? "").toLowerCase();
    return tableOf(one) === tableOf(other) && one.properties?.connectorDefinitionName === undefined;
}

/** Whether a connector has the wanted kind and properties. */
export function isAsWanted(present: ConnectorBody, wanted: ConnectorBody): boolean {
    return present.kind === wanted.kind && comparable(present) === comparable(wanted);
}

/**
 * Decides how to give the workspace a connector: an existing one for the same role is updated in place, whoever
 * created it.
 * @throws UserError if the name is taken by a connector of another kind
 */
export function stepFor(wanted: WantedConnector, present: readonly PresentConnector[]): Step {
    const { body, roleArn, name } = wanted;
    const forRole = present.filter(
        (connector) => connector.kind === body.kind && roleOf(connector) === roleArn && isForSameTable(connector, body),
    );
    const same = forRole.find((connector) => connector.name === name) ?? forRole[0];
    if (same) {
        return isAsWanted(same, body)
            ? { action: "keep", name: same.name, body }
            : { action: "update", name: same.name, body: { ...body, ...(same.etag && { etag: same.etag }) } };
    }
    const taken = present.find((connector) => connector.name === name);
    if (taken && taken.kind !== body.kind) {
        throw new UserError(
            `The workspace already has a data connector ${name} of kind ${taken.kind}. The stack's is ${body.kind}, and Azure can't change a connector's kind. Delete it in Microsoft Sentinel > Data connectors.`,
        );
    }
    return { action: taken ? "update" : "create", name, body: { ...body, ...(taken?.etag && { etag: taken.etag }) } };
}

/** The Azure Resource Manager path of a connector; without a name, of all of them. */
export function connectorPath(workspace: string, name = ""): string {
    return `${workspace}/providers/Microsoft.SecurityInsights/dataConnectors${name && `/${name}`}`;
}
