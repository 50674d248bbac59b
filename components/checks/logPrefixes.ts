import { checkPattern } from "./pattern";
import { type Fault, type Problem, problemsOf, problemsOfEach } from "./problem";

// Prefixes become patterns in a policy's Resource, so they must not contain wildcards or policy variables.
const checkLogPrefix = checkPattern(/^[^*?$\s/][^*?$\s]*\/$/, {
    code: "log-prefix",
    reason: "Not a valid prefix for log file keys.",
    allowed: "the beginning of a key, without wildcards, ending in a slash",
    example: "AWSLogs/111122223333/CloudTrail/",
});

/** Problems with a list of log prefixes. An item that isn't known yet is `undefined`. */
export function problemsOfLogPrefixes(propertyPath: string, prefixes: readonly (string | undefined)[]): Problem[] {
    return [
        ...problemsOf(propertyPath, prefixes, ({ length }) =>
            length === 0
                ? {
                      code: "no-log-prefixes",
                      reason: "The list is empty.",
                      allowed: "at least one prefix",
                      example: ["AWSLogs/111122223333/CloudTrail/"],
                  }
                : undefined,
        ),
        ...problemsOfEach(propertyPath, prefixes, (prefix): Fault | undefined =>
            prefix === undefined ? undefined : checkLogPrefix(prefix),
        ),
    ];
}
