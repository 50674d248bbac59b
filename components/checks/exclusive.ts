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

/** The problem with an argument that can't be combined with another one. */
export function exclusive(
    [propertyPath, given]: [propertyPath: string, given: unknown],
    other: string,
    why?: string,
): Problem {
    return withoutOutputs({
        propertyPath,
        given,
        code: "mutually-exclusive",
        reason: `${propertyPath} and ${other} are mutually exclusive${why ? `: ${why}` : ""}.`,
        allowed: `either ${propertyPath} or ${other}`,
        example: undefined,
    });
}

/** The problem if two mutually exclusive arguments are both set. It is reported on the first. */
export function problemsOfExclusive(
    [propertyPath, given]: [propertyPath: string, given: unknown],
    [other, otherGiven]: [propertyPath: string, given: unknown],
    why?: string,
): Problem[] {
    return isGiven(given) && isGiven(otherGiven) ? [exclusive([propertyPath, given], other, why)] : [];
}
