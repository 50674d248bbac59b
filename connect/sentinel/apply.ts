import { UserError } from "../errors";
import type { StackOutputs } from "../outputs";
import type { Arm } from "./arm";
import { Conflict } from "./conflict";
import {
    connectorPath,
    isAsWanted,
    listApiVersion,
    type PresentConnector,
    type Step,
    stepFor,
    type WantedConnector,
} from "./connectors";
import { kinds } from "./kinds";

/** The parts of a workspace that matter here. */
export interface Workspace {
    /** The Azure resource ID. */
    resourceId: string;
    /** The workspace ID, a GUID: what Sentinel identifies itself with in AWS. */
    customerId: string;
}

/**
 * Finds the workspace, and makes sure that Sentinel is enabled on it and that the stack's roles are for it.
 * @throws UserError if it doesn't exist, Sentinel isn't enabled, or the roles require another workspace ID
 */
export async function findWorkspace(arm: Arm, resourceId: string, outputs: StackOutputs): Promise<Workspace> {
    const workspace = (await arm.ask("GET", resourceId, "2023-09-01")) as {
        properties?: { customerId?: string };
    };
    const customerId = workspace?.properties?.customerId ?? "";
    const expected = outputs.sentinelWorkspaceId ?? outputs.externalId;
    if (expected !== undefined && customerId.toLowerCase() !== expected) {
        throw new UserError(
            `The stack is for another workspace: its roles require the workspace ID ${expected}, but this workspace's is ${customerId || "missing"}. Use the other workspace, or run pulumi config set --path sentinel.workspaceId ${customerId || "ID"} and pulumi up.`,
        );
    }
    const onboarded = await arm.ask(
        "GET",
        `${resourceId}/providers/Microsoft.SecurityInsights/onboardingStates/default`,
        "2025-09-01",
        { missing: "ok" },
    );
    if (onboarded === undefined) {
        throw new UserError(
            "Microsoft Sentinel isn't enabled on the workspace. Enable it: Azure portal > Microsoft Sentinel > Create; or az sentinel onboarding-state create --name default.",
        );
    }
    return { resourceId, customerId };
}

const missingIsOk = { missing: "ok" } as const;

/** What was done with a connector. */
export interface Done {
    action: Step["action"];
    name: string;
    kind: WantedConnector["body"]["kind"];
}

/**
 * Creates or updates a connector if necessary, and reads it back.
 * @throws UserError if Azure rejects it, or returns a different one
 */
export async function applyConnector(
    arm: Arm,
    workspace: string,
    wanted: WantedConnector,
    present: readonly PresentConnector[],
    onChange: () => void,
): Promise<Done> {
    const { action, name, body } = stepFor(wanted, present);
    const { kind } = body;
    const { apiVersion } = kinds[kind];
    const path = connectorPath(workspace, name);
    if (action !== "keep") {
        try {
            await arm.ask("PUT", path, apiVersion, { body });
        } catch (error) {
            // If only the response was lost, the retry conflicts with what the first attempt did.
            const there = error instanceof Conflict ? await arm.ask("GET", path, apiVersion, missingIsOk) : undefined;
            if (there === undefined || !isAsWanted(there as PresentConnector, wanted.body)) {
                throw error;
            }
        }
        onChange();
        const now = (await arm.ask("GET", path, apiVersion, { missing: "retry" })) as PresentConnector;
        if (!isAsWanted(now, wanted.body)) {
            throw new UserError(
                `Azure accepted the connector ${name} but returned a different one:\n${JSON.stringify(now?.properties)}\nExpected:\n${JSON.stringify(wanted.body.properties)}`,
            );
        }
    }
    return { action, name, kind };
}

/** The workspace's data connectors. */
export async function presentConnectors(arm: Arm, workspace: string): Promise<PresentConnector[]> {
    return (await arm.list(connectorPath(workspace), listApiVersion)) as PresentConnector[];
}

/** Deletes a connector that an earlier run created; leaves one that another tool or person created. */
export async function deleteConnector(
    arm: Arm,
    workspace: string,
    wanted: WantedConnector,
    present: readonly PresentConnector[],
): Promise<"deleted" | "not found" | "not ours"> {
    const { action, name } = stepFor(wanted, present);
    if (action === "create") {
        return "not found";
    }
    if (name !== wanted.name) {
        return "not ours";
    }
    await arm.ask("DELETE", connectorPath(workspace, name), kinds[wanted.body.kind].apiVersion, { missing: "ok" });
    return "deleted";
}
