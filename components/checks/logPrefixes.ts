import { checkPattern } from "./pattern";
import { type Fault, type Problem, problemsOf, problemsOfEach } from "./problem";

// They become patterns in a policy's Resource: no wildcard and no policy variable of somebody else's.
const checkLogPrefix = checkPattern(/^[^*?$\s/][^*?$\s]*\/$/, {
    reason: "That is not what the keys of logs start with.",
    allowed: "the beginning of a key, without wildcards, up to a slash",
    example: "AWSLogs/111122223333/CloudTrail/",
});

/** The problems of a list of log prefixes. An item that isn't at hand yet is `undefined`. */
export function problemsOfLogPrefixes(propertyPath: string, prefixes: readonly (string | undefined)[]): Problem[] {
    return [
        ...problemsOf(propertyPath, prefixes, ({ length }) =>
            length === 0
                ? {
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
