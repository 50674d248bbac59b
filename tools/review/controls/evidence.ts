import { isDeepStrictEqual } from "node:util";
import type { Registration } from "../../rehearsal/engine";
import { settingIn } from "./options";
import type { RegisteredStack } from "./registeredStack";

/** The resources that show something; or in words what contradicts it. */
export type Evidence = Registration[] | string;

/** Looks for evidence of something in a resource and in what belongs to it. */
export type EvidenceIn = (resource: Registration, stack: RegisteredStack) => Evidence;

/** All evidence in one: every resource once, or every contradiction. */
export function together(all: readonly Evidence[]): Evidence {
    const contradictions = all.filter((one) => typeof one === "string");
    return contradictions.length ? contradictions.join("; ") : [...new Set(all.flat() as Registration[])];
}

/** Evidence that the inputs have these values, by path such as `rule.objectOwnership`. */
export function hasInputs(expected: Readonly<Record<string, unknown>>): EvidenceIn {
    return (resource) => {
        const different = Object.keys(expected)
            .map((path): [string, unknown] => [path, settingIn(resource.inputs, path)])
            .filter(([path, value]) => !isDeepStrictEqual(value, expected[path]))
            .map(([path, value]) => `${path} ${JSON.stringify(value) ?? "not set"}`);
        return different.length ? `${resource.name} has ${different.join(", ")}` : [resource];
    };
}

/** Evidence by a condition. Otherwise `lack` completes "NAME …". */
export function fulfils(
    condition: (resource: Registration, stack: RegisteredStack) => boolean,
    lack: string,
): EvidenceIn {
    return (resource, stack) => (condition(resource, stack) ? [resource] : `${resource.name} ${lack}`);
}

/** Evidence of every kind given. */
export function every(...all: EvidenceIn[]): EvidenceIn {
    return (resource, stack) => together(all.map((one) => one(resource, stack)));
}

/** Evidence in every resource of a type that belongs to another one; at least one is required. */
export function inEach(
    service: string,
    name: string,
    belongs: (candidate: Registration, owner: Registration) => boolean,
    evidence: EvidenceIn = (resource) => [resource],
): EvidenceIn {
    return (owner, stack) => {
        const found = stack.of(service, name).filter((candidate) => belongs(candidate, owner));
        return found.length
            ? together(found.map((resource) => evidence(resource, stack)))
            : `${owner.name} has no ${name}`;
    };
}

/** Evidence in what belongs to a bucket by its name. */
export function ofBucket(name: string, evidence?: EvidenceIn): EvidenceIn {
    return inEach("s3", name, ({ inputs }, bucket) => inputs.bucket === bucket.state.bucket, evidence);
}
