import type { Arm } from "./arm";

/** The rows that have arrived in the workspace. */
export interface Rows {
    count: number;
    /** When the newest of them was ingested; absent if there are none. */
    newest?: string;
}

function query(accountIds: readonly string[]): string {
    const of = accountIds.length ? ` and RecipientAccountId in (${accountIds.map((id) => `"${id}"`).join(", ")})` : "";
    // A new workspace doesn't have the table until the first row arrives.
    const table =
        "union isfuzzy=true (datatable(TimeGenerated: datetime, RecipientAccountId: string) []), AWSCloudTrail";
    return `${table} | where TimeGenerated > ago(1h)${of} | summarize count(), max(TimeGenerated)`;
}

/**
 * Counts the last hour's AWSCloudTrail rows. Source: "Azure Monitor Log Analytics API".
 * @param accountIds the accounts to count; none, or an organization's ID among them, means all accounts
 */
export async function countRows(
    logAnalytics: Arm,
    endpoint: string,
    customerId: string,
    accountIds: readonly string[],
): Promise<Rows> {
    const accounts = accountIds.every((id) => /^\d{12}$/.test(id)) ? accountIds : [];
    const answer = (await logAnalytics.ask("POST", `${endpoint}/v1/workspaces/${customerId}/query`, "", {
        body: { query: query(accounts) },
    })) as { tables?: { rows?: unknown[][] }[] };
    const [count, newest] = answer?.tables?.[0]?.rows?.[0] ?? [];
    return { count: Number(count ?? 0), ...(count && newest ? { newest: String(newest) } : {}) };
}
