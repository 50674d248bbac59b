import { checkPattern } from "../checks/pattern";
import { type Check, type Fault, type Problem, problemsOf, problemsOfEach } from "../checks/problem";
import { sentinelSessionName } from "../facts/microsoft";

const sampleWorkspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";

/** A name as it might be one day: those of today are admitted anyway. */
const exampleFor = (workspaceId: string) => `MicrosoftDefender_${workspaceId}`;

const checkSessionName = checkPattern(/^[\w+=,.@-]{2,64}$/, {
    code: "session-name",
    reason: "Not a valid session name.",
    allowed: "2 to 64 letters, digits and _+=,.@-, without wildcards",
    example: exampleFor(sampleWorkspaceId),
});

const maxSessionNames = 10;

/**
 * Problems with additional session names. Ten of the maximum length fit in a trust policy (2,048 characters), beside the
 * two that are always in it. Source: "IAM and AWS STS quotas".
 */
export function problemsOfSessionNames(propertyPath: string, names: readonly (string | undefined)[]): Problem[] {
    return [
        ...problemsOf(propertyPath, names, ({ length }) =>
            length > maxSessionNames
                ? {
                      code: "too-many-session-names",
                      reason: `${length} names are too many.`,
                      allowed: `up to ${maxSessionNames} session names`,
                      example: [exampleFor(sampleWorkspaceId)],
                  }
                : undefined,
        ),
        ...problemsOfEach(propertyPath, names, (name): Fault | undefined =>
            name === undefined ? undefined : checkSessionName(name),
        ),
    ];
}

/** Checks that a session name is this workspace's: AWS compares it with its case. */
function checkWorkspaceOf(workspaceId: string): Check<string> {
    return (name) => {
        if (name.includes(workspaceId)) {
            return undefined;
        }
        const start = name.toLowerCase().indexOf(workspaceId);
        return {
            ...(start < 0
                ? {
                      code: "session-name-of-another-workspace",
                      reason: "The workspace ID isn't part of it. Microsoft's audience is the same for every customer: only the workspace ID in the session name keeps the others out.",
                      example: exampleFor(workspaceId),
                  }
                : {
                      code: "session-name-in-upper-case",
                      reason: "The workspace ID in it is in upper case: Azure writes it in lower case, and AWS compares session names case-sensitively.",
                      example: name.slice(0, start) + workspaceId + name.slice(start + workspaceId.length),
                  }),
            allowed: `a session name with the workspace ID in it, in lower case, such as ${sentinelSessionName("WORKSPACE_ID")}`,
        };
    };
}

/**
 * The problems of further session names that aren't of this workspace, which has to be a workspace ID that passed its check.
 * Those that aren't session names at all are left to `problemsOfSessionNames`.
 */
export function problemsOfOtherWorkspaces(
    propertyPath: string,
    names: readonly (string | undefined)[],
    workspaceId: string,
): Problem[] {
    const check = checkWorkspaceOf(workspaceId);
    return problemsOfEach(propertyPath, names, (name): Fault | undefined =>
        name === undefined || checkSessionName(name) ? undefined : check(name),
    );
}
