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

/** A workspace, as far as it matters here. */
export interface Workspace {
    /** The Azure resource ID. */
    resourceId: string;
    /** The workspace ID, a GUID: what Sentinel identifies itself with in AWS. */
    customerId: string;
}

/**
 * The workspace, after a look whether Sentinel is on and whether the stack is for it.
 * @throws UserError if there is none, Sentinel is off, or the role waits for another workspace
 */
export async function findWorkspace(arm: Arm, resourceId: string, outputs: StackOutputs): Promise<Workspace> {
    const workspace = (await arm.ask("GET", resourceId, "2023-09-01")) as {
        properties?: { customerId?: string };
    };
    const customerId = workspace?.properties?.customerId ?? "";
    const expected = outputs.sentinelWorkspaceId ?? outputs.externalId;
    if (expected !== undefined && customerId.toLowerCase() !== expected) {
        throw new UserError(
            `The stack is for another workspace: its roles require the workspace ID ${expected}, but this workspace's is ${customerId || "not given"}. Choose the other workspace, or run pulumi config set --path sentinel.workspaceId ${customerId || "ID"} and pulumi up.`,
        );
    }
    const onboarded = await arm.ask(
        "GET",
        `${resourceId}/providers/Microsoft.SecurityInsights/onboardingStates/default`,
        "2025-09-01",
        { missing: "is fine" },
    );
    if (onboarded === undefined) {
        throw new UserError(
            "Microsoft Sentinel isn't enabled on the workspace. Enable it: Azure portal > Microsoft Sentinel > Create; or az sentinel onboarding-state create --name default.",
        );
    }
    return { resourceId, customerId };
}

const isFine = { missing: "is fine" } as const;

/** What was done about one connector. */
export interface Done {
    action: Step["action"];
    name: string;
    kind: WantedConnector["body"]["kind"];
}

/**
 * Makes sure that the workspace has a connector, and reads it back.
 * @throws UserError if Azure refuses it, or gives another one back
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
            // An answer that was lost leaves what it was for: the second attempt is then at odds with the first.
            const there = error instanceof Conflict ? await arm.ask("GET", path, apiVersion, isFine) : undefined;
            if (there === undefined || !isAsWanted(there as PresentConnector, wanted.body)) {
                throw error;
            }
        }
        onChange();
        const now = (await arm.ask("GET", path, apiVersion, { missing: "passes" })) as PresentConnector;
        if (!isAsWanted(now, wanted.body)) {
            throw new UserError(
                `Azure accepted the connector ${name} but returned a different one:\n${JSON.stringify(now?.properties)}\nWanted:\n${JSON.stringify(wanted.body.properties)}`,
            );
        }
    }
    return { action, name, kind };
}

/** The data connectors that the workspace has. */
export async function presentConnectors(arm: Arm, workspace: string): Promise<PresentConnector[]> {
    return (await arm.list(connectorPath(workspace), listApiVersion)) as PresentConnector[];
}

/** Deletes a connector that an earlier run created; one that somebody else made stays. */
export async function deleteConnector(
    arm: Arm,
    workspace: string,
    wanted: WantedConnector,
    present: readonly PresentConnector[],
): Promise<"deleted" | "not there" | "somebody else's"> {
    const { action, name } = stepFor(wanted, present);
    if (action === "create") {
        return "not there";
    }
    if (name !== wanted.name) {
        return "somebody else's";
    }
    await arm.ask("DELETE", connectorPath(workspace, name), kinds[wanted.body.kind].apiVersion, { missing: "is fine" });
    return "deleted";
}
