import type { Problem } from "../checks/problem";
import { problemsOf } from "../checks/problem";
import { checkWholeNumber } from "../checks/wholeNumber";

/** AWS's quota, which can't be raised. Source: "IAM and AWS STS quotas" (access keys per user). */
const maxAccessKeys = 2;

/** The generations of the access keys that should exist: the current one first, then the previous one if it is kept. */
export function wantedGenerations(generation: number, keepPrevious: boolean): number[] {
    return keepPrevious ? [generation, generation - 1] : [generation];
}

/** Problems with the arguments `accessKeyGeneration` and `keepPreviousAccessKey`. */
export function problemsOfRotation(generation: number, keepPrevious: boolean): Problem[] {
    return [
        ...problemsOf("accessKeyGeneration", generation, checkWholeNumber({ min: 1, max: 1_000_000 }, 2)),
        ...problemsOf("keepPreviousAccessKey", keepPrevious, (keep) =>
            keep && generation === 1
                ? {
                      code: "no-previous-access-key",
                      reason: "Generation 1 has no previous access key.",
                      allowed: "true from accessKeyGeneration 2 on",
                      example: false,
                  }
                : undefined,
        ),
    ];
}

/**
 * Why access keys can't be created; `undefined` if they can.
 * @param userName the IAM user
 * @param existing the IDs of the user's current keys, from this stack or not
 * @param toCreate how many the update would create before it deletes any
 */
export function reasonAgainstCreating(
    userName: string,
    existing: readonly string[],
    toCreate: number,
): string | undefined {
    if (toCreate === 0 || existing.length + toCreate <= maxAccessKeys) {
        return undefined;
    }
    return [
        `IAM user ${userName} has ${existing.length} access key${existing.length === 1 ? "" : "s"} (${existing.join(", ")}), this update would create ${toCreate} more before it deletes any, and AWS allows ${maxAccessKeys}.`,
        "Finish the current rotation first: set accessKeyGeneration back to its previous value, turn keepPreviousAccessKey off, run pulumi up, and then raise accessKeyGeneration.",
        "Delete any key in that list that isn't in this stack: it was created by hand.",
    ].join(" ");
}
