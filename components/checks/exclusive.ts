import { isPlain } from "./input";
import type { Problem } from "./problem";

/** Whether an argument requests anything: an empty list, an empty object and false count as omitted. */
export function isGiven(value: unknown): boolean {
    if (value === undefined || value === false) {
        return false;
    }
    return isPlain(value) && typeof value === "object" && value !== null ? Object.values(value).some(isGiven) : true;
}

function isAtHand(value: unknown): boolean {
    return isPlain(value) && (typeof value !== "object" || value === null || Object.values(value).every(isAtHand));
}

/** The problem, without its value if any part of that comes from another resource and isn't known yet. */
export function withoutOutputs(problem: Problem): Problem {
    return isAtHand(problem.given) ? problem : { ...problem, shown: "(from another resource)" };
}

/** The problem if two mutually exclusive arguments are both set. It is reported on the first. */
export function problemsOfExclusive(
    [propertyPath, given]: [propertyPath: string, given: unknown],
    [other, otherGiven]: [propertyPath: string, given: unknown],
    why?: string,
): Problem[] {
    if (!isGiven(given) || !isGiven(otherGiven)) {
        return [];
    }
    return [
        withoutOutputs({
            propertyPath,
            given,
            code: "mutually-exclusive",
            reason: `${propertyPath} and ${other} are mutually exclusive${why ? `: ${why}` : ""}.`,
            allowed: `either ${propertyPath} or ${other}`,
            example: undefined,
        }),
    ];
}
