import { v5 as uuidv5 } from "uuid";
import { UserError } from "../errors";
import type { StackOutputs } from "../outputs";
import { allKinds, type ConnectorKind, kinds } from "./kinds";

/** What a data connector is, as Azure Resource Manager takes it. */
export interface ConnectorBody {
    kind: ConnectorKind;
    properties: Record<string, unknown>;
}

/** A data connector that the stack outputs call for. */
export interface WantedConnector {
    /** The name that it gets if there is none yet for the same role: the same at each run. */
    name: string;
    roleArn: string;
    body: ConnectorBody;
}

/** A data connector that the workspace has. */
export interface PresentConnector extends ConnectorBody {
    name: string;
    etag?: string;
}

/** The version that lists both kinds. */
export const listApiVersion = kinds.AmazonWebServicesS3.apiVersion;

/** The namespace of the names: trailconnect's own. */
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

/** What is to be done about one connector. */
export interface Step {
    action: "create" | "update" | "keep";
    /** The connector's name in the workspace. */
    name: string;
    body: ConnectorBody & { etag?: string };
}

function roleOf({ kind, properties }: ConnectorBody): unknown {
    return properties[kinds[kind].roleProperty];
}

/** A connector's properties in a form in which equal ones are the same text: Azure answers in other letters' cases. */
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

/** Whether two connectors fill the same table. A role may serve another one too, in a connector that is not ours. */
function isForSameTable(one: ConnectorBody, other: ConnectorBody): boolean {
    const tableOf = ({ properties }: ConnectorBody) => String(properties?.destinationTable ?? "").toLowerCase();
    return tableOf(one) === tableOf(other) && one.properties?.connectorDefinitionName === undefined;
}

/** Whether a connector is as it should be. */
export function isAsWanted(present: ConnectorBody, wanted: ConnectorBody): boolean {
    return present.kind === wanted.kind && comparable(present) === comparable(wanted);
}

/**
 * What is to be done so that the workspace has a connector: a present one for the same role is updated in place,
 * whoever made it.
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
            `The workspace has a data connector ${name} of kind ${taken.kind}, and this one is ${body.kind}: Azure can't change a connector's kind. Delete it in Microsoft Sentinel > Data connectors.`,
        );
    }
    return { action: taken ? "update" : "create", name, body: { ...body, ...(taken?.etag && { etag: taken.etag }) } };
}

/** The path of a connector under Azure Resource Manager, or of all of them. */
export function connectorPath(workspace: string, name = ""): string {
    return `${workspace}/providers/Microsoft.SecurityInsights/dataConnectors${name && `/${name}`}`;
}
