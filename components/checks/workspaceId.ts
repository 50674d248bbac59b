import { nilWorkspaceId } from "../facts/microsoft";
import type { Fault } from "./problem";

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function reasonAgainst(value: string | undefined): { reason: string; example?: string } | undefined {
    if (!value) {
        return {
            reason: "Sentinel's connectors need the workspace ID: it is what tells your Sentinel from everybody else's.",
        };
    }
    const bare = value.trim().replace(/^\{(.*)\}$/, "$1");
    const lower = bare.toLowerCase();
    if (/^\/?subscriptions\//i.test(value)) {
        return { reason: "That is the workspace's Azure resource ID; Sentinel sends its workspace ID." };
    }
    if (lower === nilWorkspaceId) {
        return { reason: "All zeros is a placeholder, no workspace has it, and anybody could guess it." };
    }
    if (guid.test(lower) && bare !== value) {
        return { reason: "The workspace ID has spaces or braces around it.", example: lower };
    }
    if (guid.test(lower) && lower !== value) {
        return {
            reason: "Upper case: Azure writes the workspace ID in lower case, and AWS compares external IDs letter by letter.",
            example: lower,
        };
    }
    return guid.test(value) ? undefined : { reason: "That is not a GUID." };
}

/** Checks a Log Analytics workspace ID, which is the role's external ID. */
export function checkWorkspaceId(value: string | undefined): Fault | undefined {
    const against = reasonAgainst(value);
    return (
        against && {
            reason: against.reason,
            allowed: "the workspace ID: a GUID in lower case, without braces or spaces",
            example: against.example ?? "0f8fad5b-d9cb-469f-a165-70867728950e",
            source: "Azure portal > Log Analytics workspaces > your workspace > Overview > Workspace ID",
        }
    );
}
