import { invocation } from "../invocation";
import type { ArmAnswer } from "./answer";

/** What a response from Azure means. */
export interface Explanation {
    /** What happened, and what to do about it. */
    reason: string;
    /** Whether the same request may succeed later. */
    isTemporary: boolean;
}

/**
 * What Sentinel's codes for the S3 connector meant when users reported them. Source: Azure/Azure-Sentinel (issues 10888,
 * 10933, 11980, 12007).
 */
const connectivityCodes: Readonly<Record<string, string>> = {
    S3B40011: "access to the queue is denied",
    S3B40012: "there are no credentials for the queue yet",
    S3B40029: "AWS rejects Microsoft's token",
};

function errorOf(body: unknown): { code: string; message: string } {
    const { error } = (body ?? {}) as { error?: { code?: unknown; message?: unknown } };
    return { code: String(error?.code ?? ""), message: String(error?.message ?? "") };
}

/** Explains an unsuccessful response. It never repeats the request, which contains a token. */
export function explain(method: string, { status, body }: ArmAnswer): Explanation {
    const { code, message } = errorOf(body);
    const said = [code, message].filter(Boolean).join(": ");
    const azure = said ? ` Azure says: ${said}` : "";
    const connectivity = Object.keys(connectivityCodes).find((candidate) => message.includes(candidate));
    if (connectivity !== undefined || /connectivity check failed/i.test(message)) {
        const meaning = connectivity ? connectivityCodes[connectivity] : "Sentinel can't use the role yet";
        return {
            reason: `Sentinel's check of the connector failed: ${meaning}. A new role takes a while to propagate through IAM; if the error persists, run ${invocation} verify.${azure}`,
            isTemporary: true,
        };
    }
    switch (true) {
        case status === 0 && /ENOTFOUND|CERT_|SELF_SIGNED|UNABLE_TO/.test(code):
            return {
                reason: `The host doesn't exist, or its certificate isn't valid: check the endpoint, --cloud, and any proxy in between.${azure}`,
                isTemporary: false,
            };
        case status === 0:
            return { reason: `Azure can't be reached.${azure}`, isTemporary: true };
        case status === 429:
            return { reason: `Azure is throttling requests.${azure}`, isTemporary: true };
        case status >= 500:
            return { reason: `Azure returned a server error (${status}).${azure}`, isTemporary: true };
        case status === 401:
            return {
                reason: `Azure doesn't accept the token (401): it has expired, or is for another cloud or tenant. Sign in again (az login --tenant TENANT), or renew AZURE_ACCESS_TOKEN; --cloud selects the cloud.${azure}`,
                isTemporary: false,
            };
        case status === 403:
            return {
                reason: `Access denied (403). You need the Microsoft Sentinel Contributor role on the workspace. Example: az role assignment create --role "Microsoft Sentinel Contributor" --assignee YOU --scope WORKSPACE_RESOURCE_ID${azure}`,
                isTemporary: false,
            };
        case /not onboarded/i.test(message):
            return {
                reason: `Microsoft Sentinel isn't enabled on the workspace. Enable it: Azure portal > Microsoft Sentinel > Create.${azure}`,
                isTemporary: false,
            };
        case status === 404:
            return {
                reason: `Workspace not found (404), or not visible to you. az monitor log-analytics workspace list --query "[].id" lists yours.${azure}`,
                isTemporary: false,
            };
        case code === "ScopeLocked":
            return {
                reason: `A lock on the workspace, its resource group or its subscription blocks this. az lock list shows it.${azure}`,
                isTemporary: false,
            };
        case status === 409 || status === 412:
            return {
                reason: `The connector was changed by someone else at the same time (${status}). Run the command again.${azure}`,
                isTemporary: false,
            };
        case /(mismatched|different|another) kind/i.test(message):
            return {
                reason: `The data connector already exists with a different kind, and Azure can't change a connector's kind. Delete it in Microsoft Sentinel > Data connectors.${azure}`,
                isTemporary: false,
            };
        default:
            return { reason: `Azure rejected the ${method} (${status}).${azure}`, isTemporary: false };
    }
}
