import { isPlain } from "./input";
import type { Problem } from "./problem";

/** Whether something is wanted: an empty list or object is nothing, and false is what would be without it. */
export function isGiven(value: unknown): boolean {
    if (value === undefined || value === false) {
        return false;
    }
    return isPlain(value) && typeof value === "object" && value !== null ? Object.values(value).some(isGiven) : true;
}

function isAtHand(value: unknown): boolean {
    return isPlain(value) && (typeof value !== "object" || value === null || Object.values(value).every(isAtHand));
}

/** A problem that doesn't show what another resource gives, as far as it isn't at hand. */
export function withoutOutputs(problem: Problem): Problem {
    return isAtHand(problem.given) ? problem : { ...problem, shown: "(another resource's)" };
}

/** The problem, if any, of two arguments of which one has to be left out: the first one. */
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
            reason: `${propertyPath} and ${other} are mutually exclusive${why ? `: ${why}` : ""}.`,
            allowed: `either ${propertyPath} or ${other}`,
            example: undefined,
        }),
    ];
}
