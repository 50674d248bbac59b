import type { Check, Fault } from "./problem";

/** Checks that a text has a shape; what it is not stands in `reason`. */
export function checkPattern(pattern: RegExp, fault: Fault): Check<string> {
    return (value) => (pattern.test(value) ? undefined : fault);
}
