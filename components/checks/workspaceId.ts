import { nilWorkspaceId } from "../facts/microsoft";
import type { Fault } from "./problem";

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function reasonAgainst(value: string | undefined): { code: string; reason: string; example?: string } | undefined {
    if (!value) {
        return {
            code: "no-workspace-id",
            reason: "Sentinel's connectors need the workspace ID, which tells your Sentinel apart from everyone else's.",
        };
    }
    const bare = value.trim().replace(/^\{(.*)\}$/, "$1");
    const lower = bare.toLowerCase();
    if (/^\/?subscriptions\//i.test(value)) {
        return {
            code: "workspace-resource-id",
            reason: "This is the workspace's Azure resource ID; Sentinel sends the workspace ID.",
        };
    }
    if (lower === nilWorkspaceId) {
        return {
            code: "workspace-id-all-zeros",
            reason: "All zeros is a placeholder: no workspace has this ID, and anyone could guess it.",
        };
    }
    if (guid.test(lower) && bare !== value) {
        return {
            code: "workspace-id-enclosed",
            reason: "The workspace ID has spaces or braces around it.",
            example: lower,
        };
    }
    if (guid.test(lower) && lower !== value) {
        return {
            code: "workspace-id-in-upper-case",
            reason: "The workspace ID contains uppercase letters: Azure writes it in lowercase, and AWS compares external IDs case-sensitively.",
            example: lower,
        };
    }
    return guid.test(value) ? undefined : { code: "workspace-id", reason: "Not a GUID." };
}

/** Checks a Log Analytics workspace ID, which Sentinel also sends as the external ID. */
export function checkWorkspaceId(value: string | undefined): Fault | undefined {
    const against = reasonAgainst(value);
    return (
        against && {
            code: against.code,
            reason: against.reason,
            allowed: "the workspace ID: a lowercase GUID, without braces or spaces",
            example: against.example ?? "0f8fad5b-d9cb-469f-a165-70867728950e",
            source: "Azure portal > Log Analytics workspaces > your workspace > Overview > Workspace ID",
        }
    );
}
