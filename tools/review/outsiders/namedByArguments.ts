import type { Resource } from "../../registered/resources";

/** The texts in a value, and in JSON that a text holds; in tags and policies, nobody names what belongs to the program. */
function textsIn(value: unknown): string[] {
    if (typeof value === "string") {
        return [value, ...(value.startsWith("{") ? textsIn(JSON.parse(value)) : [])];
    }
    if (typeof value !== "object" || value === null || "Statement" in value) {
        return [];
    }
    return Object.entries(value).flatMap(([key, inner]) => (key === "tags" ? [] : textsIn(inner)));
}

/** The names, ARNs and addresses that trailconnect's components are given as arguments. */
export function namedByArguments(resources: readonly Resource[]): Set<string> {
    return new Set(
        resources.filter(({ type }) => type.startsWith("trailconnect:")).flatMap(({ inputs }) => textsIn(inputs)),
    );
}
