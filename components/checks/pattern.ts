import type { Check, Fault } from "./problem";

/** Checks that a string matches a pattern. */
export function checkPattern(pattern: RegExp, fault: Fault): Check<string> {
    return (value) => (pattern.test(value) ? undefined : fault);
}
