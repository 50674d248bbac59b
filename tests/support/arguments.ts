import * as pulumi from "@pulumi/pulumi";
import type { CloudTrailConnectionArgs } from "../../components/index";

/** A connection's arguments of which each group may lack what it requires. */
export type SomeArguments = {
    [Argument in keyof CloudTrailConnectionArgs]?: Argument extends
        | "sentinel"
        | "existingTrail"
        | "existingBucket"
        | "objectLock"
        | "organization"
        ? Partial<CloudTrailConnectionArgs[Argument]>
        : CloudTrailConnectionArgs[Argument];
};

function isGroup(value: unknown): value is object {
    return typeof value === "object" && value !== null && !Array.isArray(value) && !pulumi.Output.isInstance(value);
}

/** Arguments as one, group by group: of what several give, the last counts. */
export function together(...all: readonly SomeArguments[]): CloudTrailConnectionArgs {
    const merged: Record<string, unknown> = {};
    for (const [name, value] of all.flatMap((args) => Object.entries(args))) {
        const before = merged[name];
        merged[name] = isGroup(before) && isGroup(value) ? { ...before, ...value } : value;
    }
    return merged as CloudTrailConnectionArgs;
}

/** A connection's arguments that are but one, by its path. */
export function at(propertyPath: string, value: unknown): CloudTrailConnectionArgs {
    const names = propertyPath.split(".");
    return names.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as CloudTrailConnectionArgs;
}
