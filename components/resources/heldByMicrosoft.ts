import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";

/** A component's output that was entered in one of Microsoft's portals. */
interface Held {
    /** What it is, before its value. */
    what: string;
    /** What stops, and where the new one goes. */
    advice: string;
    /** The output that keeps the value alive, if it is still there: a rotation keeps the key before the current one. */
    keptIn?: string;
}

/** Such outputs, by their names. */
export type HeldByMicrosoft = Readonly<Record<string, Held>>;

type Outputs = Readonly<Record<string, unknown>>;

/**
 * Warnings for what Microsoft holds and an update replaces, each with what to do.
 *
 * @param before the outputs before the update
 * @param after the outputs after it; of what is replaced, a preview doesn't know them
 */
function replacementWarnings(held: HeldByMicrosoft, before: Outputs, after: Outputs): string[] {
    return Object.entries(held).flatMap(([output, { what, advice, keptIn }]) => {
        const value = before[output];
        const isKept = after[output] === value || (keptIn !== undefined && after[keptIn] === value);
        return typeof value !== "string" || isKept ? [] : [`This update replaces ${what} ${value}. ${advice}`];
    });
}

/**
 * A component's options, with a warning in previews for each thing that Microsoft holds and the update replaces. Updates
 * get no hook, and so neither does the state: it could only report what has already happened.
 */
export function warningBeforeReplacement(
    opts: pulumi.ComponentResourceOptions | undefined,
    held: HeldByMicrosoft,
): pulumi.ComponentResourceOptions | undefined {
    if (!pulumi.runtime.isDryRun() || !engineRunsHooks()) {
        return opts;
    }
    const hook = new pulumi.ResourceHook(
        // Hooks have one namespace for all of a deployment.
        `trailconnect-${crypto.randomUUID()}`,
        // In a plugin Pulumi knows its engine by the call that it is in, and the engine's own call is another one.
        AsyncResource.bind(async ({ oldOutputs = {}, newOutputs = {} }: pulumi.ResourceHookArgs) => {
            for (const warning of replacementWarnings(held, oldOutputs, newOutputs)) {
                await pulumi.log.warn(warning);
            }
        }),
        { onDryRun: true },
    );
    // Merged into a copy: the caller may use the same hooks elsewhere.
    return pulumi.mergeOptions({ ...opts, hooks: { ...opts?.hooks } }, { hooks: { afterUpdate: [hook] } });
}

/** Pulumi's mocks claim to, and then wait forever. */
function engineRunsHooks(): boolean {
    const monitor = pulumi.runtime.getMonitor() as { registerResourceHook?: unknown } | undefined;
    return typeof monitor?.registerResourceHook === "function";
}
