import type { Properties } from "../rehearsal/cloud";

/** The arguments of a connection by their paths, such as `existingTrail.arn`: groups are taken apart, lists are not. */
export function byPath(args: Properties, prefix = ""): Properties {
    return Object.fromEntries(
        Object.entries(args).flatMap(([name, value]) =>
            typeof value === "object" && value !== null && !Array.isArray(value) && name !== "tags"
                ? Object.entries(byPath(value as Properties, `${prefix}${name}.`))
                : [[prefix + name, value]],
        ),
    );
}
