import { isDeepStrictEqual } from "node:util";
import type { Properties } from "../../rehearsal/cloud";
import type { Registration } from "../../rehearsal/engine";
import type { Stack } from "./stack";

/** The resources that show something; or in words what contradicts it. */
export type Evidence = Registration[] | string;

/** Looks for evidence of something in a resource and in what belongs to it. */
export type Check = (resource: Registration, stack: Stack) => Evidence;

/** All of it: every resource once, or every contradiction. */
export function together(all: readonly Evidence[]): Evidence {
    const contradictions = all.filter((one) => typeof one === "string");
    return contradictions.length ? contradictions.join("; ") : [...new Set(all.flat() as Registration[])];
}

/** A value in a resource's inputs, by path such as `rule.objectOwnership`. */
function valueAt(inputs: Properties, path: string): unknown {
    return path.split(".").reduce<unknown>((value, key) => (value as Properties | undefined)?.[key], inputs);
}

/** Evidence that the inputs have these values, by path. */
export function hasInputs(expected: Properties): Check {
    return (resource) => {
        const different = Object.entries(expected).filter(
            ([path, value]) => !isDeepStrictEqual(valueAt(resource.inputs, path), value),
        );
        return different.length
            ? `${resource.name} has ${different.map(([path]) => `${path} ${JSON.stringify(valueAt(resource.inputs, path)) ?? "not set"}`).join(", ")}`
            : [resource];
    };
}

/** Evidence by a condition. `lack` completes "NAME …" where it isn't so. */
export function fulfils(condition: (resource: Registration, stack: Stack) => boolean, lack: string): Check {
    return (resource, stack) => (condition(resource, stack) ? [resource] : `${resource.name} ${lack}`);
}

/** Evidence in every one of the checks. */
export function every(...checks: Check[]): Check {
    return (resource, stack) => together(checks.map((check) => check(resource, stack)));
}

/** Evidence in every resource that belongs to another one, of which there has to be one at least. */
export function inEach(
    type: string,
    belongs: (candidate: Registration, owner: Registration) => boolean,
    check: Check,
): Check {
    return (owner, stack) => {
        const found = stack.ofType(type).filter((candidate) => belongs(candidate, owner));
        return found.length
            ? together(found.map((resource) => check(resource, stack)))
            : `${owner.name} has no ${type.replace(/^.*:/, "")}`;
    };
}

/** Evidence in the policy that a resource may have among its own properties, beside the resource that is for that. */
export function inOwnPolicy(check: Check): Check {
    return (resource, stack) => (resource.inputs.policy === undefined ? [] : check(resource, stack));
}

/** Evidence in what belongs to a bucket by its name. */
export function ofBucket(type: string, check: Check = (resource) => [resource]): Check {
    return inEach(type, ({ inputs }, bucket) => inputs.bucket === bucket.state.bucket, check);
}
