import { checkPattern } from "./pattern";
import { type Fault, type Problem, problemsOf, problemsOfEach } from "./problem";

/**
 * Checks the beginning of log file keys. A trail's own key prefix may have any characters, which stand for themselves. What
 * CloudTrail appends never contains `*`, `?`, `$` or whitespace: there, they must be meant as wildcards. Source for the
 * length: "FilterRule", Amazon S3 API Reference.
 */
const checkLogPrefix = checkPattern(
    /^(?=.{2,1024}$)(?!\/)(?:[^\p{Cc}\p{Cs}]*\/(?=AWSLogs\/))?[^*?$\s\p{Cc}\p{Cs}]*\/$/u,
    {
        code: "log-prefix",
        reason: "Not a valid prefix for log file keys.",
        allowed: "the beginning of a key, up to 1024 characters, without wildcards from AWSLogs/ on, ending in a slash",
        example: "AWSLogs/111122223333/CloudTrail/",
    },
);

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
