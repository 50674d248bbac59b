import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";

/** A component output that was entered in one of Microsoft's portals. */
interface Held {
    /** What it is, as worded before its value. */
    what: string;
    /** What stops working, and where to enter the new value. */
    advice: string;
    /** The output that holds the old value while it still works: a rotation keeps the previous access key. */
    keptIn?: string;
}

/** Such outputs, by name. */
export type HeldByMicrosoft = Readonly<Record<string, Held>>;

type Outputs = Readonly<Record<string, unknown>>;

/**
 * Warnings about values that Microsoft holds and an update replaces, each with what to do.
 *
 * @param before the outputs before the update
 * @param after the outputs after it; a preview doesn't know those of replaced resources
 */
function replacementWarnings(held: HeldByMicrosoft, before: Outputs, after: Outputs): string[] {
    return Object.entries(held).flatMap(([output, { what, advice, keptIn }]) => {
        const value = before[output];
        const isKept = after[output] === value || (keptIn !== undefined && after[keptIn] === value);
        return typeof value !== "string" || isKept ? [] : [`This update replaces ${what} ${value}. ${advice}`];
    });
}

/**
 * A component's options, with a warning in previews for each value that Microsoft holds and the update would replace.
 * The hook is registered in previews only, and so isn't stored in the state: in an update it could only report what has
 * already happened.
 */
export function warningBeforeReplacement(
    opts: pulumi.ComponentResourceOptions | undefined,
    held: HeldByMicrosoft,
): pulumi.ComponentResourceOptions | undefined {
    if (!pulumi.runtime.isDryRun() || !engineRunsHooks()) {
        return opts;
    }
    const hook = new pulumi.ResourceHook(
        // Hook names must be unique in a deployment.
        `trailconnect-${crypto.randomUUID()}`,
        // In a plugin, Pulumi finds its engine through the async context of the current call, and the engine calls
        // hooks in another one.
        AsyncResource.bind(async ({ oldOutputs = {}, newOutputs = {} }: pulumi.ResourceHookArgs) => {
            for (const warning of replacementWarnings(held, oldOutputs, newOutputs)) {
                await pulumi.log.warn(warning);
            }
        }),
        { onDryRun: true },
    );
    // Merged into a copy, because the caller may use the same hooks elsewhere.
    return pulumi.mergeOptions({ ...opts, hooks: { ...opts?.hooks } }, { hooks: { afterUpdate: [hook] } });
}

/** Pulumi's mocks claim to support hooks, and then wait forever. */
function engineRunsHooks(): boolean {
    const monitor = pulumi.runtime.getMonitor() as { registerResourceHook?: unknown } | undefined;
    return typeof monitor?.registerResourceHook === "function";
}
