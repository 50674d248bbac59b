import { checkPattern } from "../checks/pattern";
import { type Fault, type Problem, problemsOf, problemsOfEach } from "../checks/problem";

const checkSessionName = checkPattern(/^[\w+=,.@-]{2,64}$/, {
    code: "session-name",
    reason: "Not a valid session name.",
    allowed: "2 to 64 letters, digits and _+=,.@-, without wildcards",
    example: "MicrosoftDefenderForClouds_0f8fad5b-d9cb-469f-a165-70867728950e",
});

const maxSessionNames = 10;

/**
 * Problems with additional session names. Ten of the maximum length fit in a trust policy (2,048 characters). Source:
 * "IAM and AWS STS quotas".
 */
export function problemsOfSessionNames(propertyPath: string, names: readonly (string | undefined)[]): Problem[] {
    return [
        ...problemsOf(propertyPath, names, ({ length }) =>
            length > maxSessionNames
                ? {
                      code: "too-many-session-names",
                      reason: `${length} names are too many.`,
                      allowed: `up to ${maxSessionNames} session names`,
                      example: ["MicrosoftDefenderForClouds_0f8fad5b-d9cb-469f-a165-70867728950e"],
                  }
                : undefined,
        ),
        ...problemsOfEach(propertyPath, names, (name): Fault | undefined =>
            name === undefined ? undefined : checkSessionName(name),
        ),
    ];
}
