import { exitCodes, UserError } from "../errors";
import { invocation } from "../invocation";
import { type OutputsSource, readOutputs } from "../outputs";
import { type Progress, startProgress } from "../progress";
import { applyConnector, type Done, deleteConnector, findWorkspace, presentConnectors, type Workspace } from "./apply";
import type { Arm } from "./arm";
import { azureClouds } from "./clouds";
import { connectorPath, type WantedConnector, wantedConnectors } from "./connectors";
import { tokenSource } from "./credentials";
import { kinds } from "./kinds";
import { countRows } from "./rows";
import { armTemplate, bicepTemplate } from "./template";
import { checkWorkspace } from "./workspace";

/** The options of `trailconnect sentinel`. */
export interface SentinelOptions extends OutputsSource {
    workspace: string;
    cloud: string;
    armEndpoint?: string;
    logAnalyticsEndpoint?: string;
    dryRun?: boolean;
    template?: string;
    delete?: boolean;
    wait?: boolean;
    /** Minutes. Default: 10; with `wait`: 40. */
    timeout?: string;
    /** Seconds before the first retry. */
    retryDelay: string;
}

const templates: Readonly<Record<string, (wanted: readonly WantedConnector[], workspace: string) => string>> = {
    bicep: bicepTemplate,
    arm: armTemplate,
};

function positive(name: string, text: string): number {
    const value = Number(text);
    if (!Number.isFinite(value) || value <= 0) {
        throw new UserError(`${name} ${JSON.stringify(text)}: must be a number greater than 0. Example: ${name} 10`);
    }
    return value;
}

function choice<T>(name: string, given: string, choices: Readonly<Record<string, T>>): T {
    const chosen = Object.hasOwn(choices, given) ? choices[given] : undefined;
    if (chosen === undefined) {
        const allowed = Object.keys(choices);
        throw new UserError(
            `${name} ${JSON.stringify(given)}: unknown value. Allowed: ${allowed.join(", ")}. Example: ${name} ${allowed[0]}`,
        );
    }
    return chosen;
}

function endpointOf(name: string, given: string | undefined, clouds: string): string {
    if (given === undefined) {
        return clouds;
    }
    const url = URL.canParse(given) ? new URL(given) : undefined;
    const isHere = url?.hostname === "127.0.0.1" || url?.hostname === "localhost";
    if (url?.protocol !== "https:" && !(isHere && url?.protocol === "http:")) {
        throw new UserError(`${name} ${JSON.stringify(given)}: not an https URL. Example: ${name} ${clouds}`);
    }
    return given.replace(/\/$/, "");
}

/** The requests, as text, that a run would send if there were no connectors for the same roles yet. */
function dryRun(
    method: "PUT" | "DELETE",
    endpoint: string,
    workspace: string,
    wanted: readonly WantedConnector[],
): string {
    return wanted
        .map(({ name, body }) => {
            const line = `${method} ${endpoint}${connectorPath(workspace, name)}?api-version=${kinds[body.kind].apiVersion}\n`;
            return method === "PUT" ? `${line}${JSON.stringify(body, null, 2)}\n` : line;
        })
        .join(method === "PUT" ? "\n" : "");
}

const words: Readonly<Record<Done["action"], string>> = {
    create: "created",
    update: "updated",
    keep: "already up to date",
};

/** Creates, updates, prints or deletes Sentinel's data connectors. */
export async function sentinel(options: SentinelOptions): Promise<number> {
    const cloud = choice("--cloud", options.cloud, azureClouds);
    const render = options.template === undefined ? undefined : choice("--template", options.template, templates);
    const workspaceId = checkWorkspace(options.workspace);
    const minutes = positive("--timeout", options.timeout ?? (options.wait ? "40" : "10"));
    const firstDelay = positive("--retry-delay", options.retryDelay) * 1000;
    const endpoint = endpointOf("--arm-endpoint", options.armEndpoint, cloud.arm);
    const logAnalytics = endpointOf("--log-analytics-endpoint", options.logAnalyticsEndpoint, cloud.logAnalytics);
    const outputs = await readOutputs(options, false);
    const wanted = wantedConnectors(outputs, workspaceId);
    if (render) {
        process.stdout.write(render(wanted, workspaceId));
        return exitCodes.done;
    }
    if (options.dryRun) {
        process.stdout.write(dryRun(options.delete ? "DELETE" : "PUT", endpoint, workspaceId, wanted));
        return exitCodes.done;
    }

    if (options.wait && process.env.AZURE_ACCESS_TOKEN && !process.env.AZURE_LOG_ANALYTICS_TOKEN) {
        throw new UserError(
            `--wait queries Log Analytics, which doesn't accept AZURE_ACCESS_TOKEN. Set AZURE_LOG_ANALYTICS_TOKEN too. Example: export AZURE_LOG_ANALYTICS_TOKEN=$(az account get-access-token --scope ${cloud.logAnalytics}/.default --query accessToken --output tsv)`,
        );
    }
    const progress = await startProgress();
    const patience = { deadline: minutes * 60_000, firstDelay, mostDelay: 60_000, answer: 120_000 };
    const onWait = (reason: string, milliseconds: number) =>
        progress.now(`Waiting ${Math.ceil(milliseconds / 1000)} s: ${reason}`);
    // Loaded only here, because a dry run and a template don't need it.
    const { Arm } = await import("./arm.js");
    const arm = new Arm({
        getToken: tokenSource("AZURE_ACCESS_TOKEN", cloud.authority, `${cloud.arm}/.default`),
        endpoint,
        patience,
        onWait,
    });
    let isBegun = false;
    const onChange = () => {
        isBegun = true;
    };
    try {
        progress.now("Checking the workspace");
        const workspace = await findWorkspace(arm, workspaceId, outputs);
        if (options.delete) {
            return await remove(arm, workspace, wanted, onChange);
        }
        const present = await presentConnectors(arm, workspaceId);
        for (const connector of wanted) {
            progress.now(`Connecting ${connector.body.kind}`);
            const { action, name, kind } = await applyConnector(arm, workspaceId, connector, present, onChange);
            progress.stop();
            process.stdout.write(`${kind} ${name}: ${words[action]}\n`);
        }
        if (options.wait) {
            const accounts = outputs.roleArn === undefined ? (outputs.sentinelS3Accounts ?? []) : [outputs.accountId];
            const client = new Arm({
                getToken: tokenSource("AZURE_LOG_ANALYTICS_TOKEN", cloud.authority, `${cloud.logAnalytics}/.default`),
                endpoint,
                patience,
                onWait,
            });
            await waitForRows(client, logAnalytics, workspace, accounts, progress, patience);
        }
        return exitCodes.done;
    } catch (error) {
        if (!isBegun || !(error instanceof UserError)) {
            throw error;
        }
        progress.stop();
        process.stderr.write(`error: ${error.message}\n`);
        return exitCodes.someFailed;
    } finally {
        progress.stop();
    }
}

async function remove(
    arm: Arm,
    workspace: Workspace,
    wanted: readonly WantedConnector[],
    onChange: () => void,
): Promise<number> {
    const present = await presentConnectors(arm, workspace.resourceId);
    for (const connector of wanted) {
        const result = await deleteConnector(arm, workspace.resourceId, connector, present);
        const { kind } = connector.body;
        onChange();
        process.stdout.write(
            result === "not ours"
                ? `${kind} for ${connector.roleArn}: not deleted, because another tool or person created it. To delete it: Microsoft Sentinel > Data connectors.\n`
                : `${kind} ${connector.name}: ${result}\n`,
        );
    }
    return exitCodes.done;
}

async function waitForRows(
    client: Arm,
    endpoint: string,
    { customerId }: Workspace,
    accounts: readonly string[],
    progress: Progress,
    { deadline, mostDelay }: { deadline: number; mostDelay: number },
): Promise<void> {
    const giveUpAt = Date.now() + deadline;
    const delay = Math.min(30_000, mostDelay, deadline / 10);
    for (;;) {
        const { count, newest } = await countRows(client, endpoint, customerId, accounts);
        if (count > 0) {
            progress.stop();
            process.stdout.write(`AWSCloudTrail: ${count} rows in the last hour, the newest at ${newest}\n`);
            return;
        }
        if (Date.now() + delay > giveUpAt) {
            throw new UserError(
                `No AWSCloudTrail rows arrived within ${deadline / 60_000} minutes. The first can take 30 minutes: --timeout 40. If none arrive, run ${invocation} verify, and query the workspace: SentinelHealth | where SentinelResourceKind startswith "AmazonWebServices"`,
            );
        }
        progress.now(`No rows yet; checking again until ${new Date(giveUpAt).toLocaleTimeString()}`);
        await new Promise((resolve) => setTimeout(resolve, delay));
    }
}
