import type { Check, Problem } from "./problem";
import { problemsOf, problemsOfEach } from "./problem";

/** Checks that a value is a member of an enum. */
export function checkChoice<T extends string>(choices: Readonly<Record<string, T>>): Check<T> {
    const allowed = Object.values(choices);
    return (value) =>
        allowed.includes(value)
            ? undefined
            : { code: "not-an-enum-value", reason: "Unknown value.", allowed: allowed.join(", "), example: allowed[0] };
}

/** Problems with a list of enum values: there must be at least one, and no duplicates. */
export function problemsOfChoices<T extends string>(
    propertyPath: string,
    given: readonly T[],
    choices: Readonly<Record<string, T>>,
): Problem[] {
    const all = Object.values(choices);
    const list = { allowed: `one or more of ${all.join(", ")}, each once`, example: all };
    return [
        ...problemsOf(propertyPath, given, (values) =>
            values.length === 0 ? { code: "empty-list", reason: "The list is empty.", ...list } : undefined,
        ),
        ...problemsOf(propertyPath, given, (values) =>
            new Set(values).size < values.length
                ? { code: "twice-in-list", reason: "A value appears more than once in the list.", ...list }
                : undefined,
        ),
        ...problemsOfEach(propertyPath, given, checkChoice(choices)),
    ];
}
