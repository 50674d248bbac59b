import { checkPattern } from "./pattern";
import { type Fault, type Problem, problemsOf, problemsOfEach } from "./problem";

/**
 * Checks the beginning of logs' keys. A trail's own key prefix may have any characters, which stand for themselves; what
 * CloudTrail adds to it has no `*`, `?`, `$` or white space, so whoever writes one there means a wildcard. Source for the
 * length: "FilterRule", Amazon S3 API Reference.
 */
const checkLogPrefix = checkPattern(
    /^(?=.{2,1024}$)(?!\/)(?:[^\p{Cc}\p{Cs}]*\/(?=AWSLogs\/))?[^*?$\s\p{Cc}\p{Cs}]*\/$/u,
    {
        code: "log-prefix",
        reason: "Not a valid prefix for the keys of log files.",
        allowed: "the beginning of a key, up to 1024 characters and a slash, without wildcards from AWSLogs/ on",
        example: "AWSLogs/111122223333/CloudTrail/",
    },
);

/** The problems of a list of log prefixes. An item that isn't known yet is `undefined`. */
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
