import { checkChoice } from "../checks/choice";
import { problemsOfRequired } from "../checks/input";
import { type Fault, type Problem, problemsOf } from "../checks/problem";
import { checkWholeNumber } from "../checks/wholeNumber";
import { defaults } from "../defaults";
import { ObjectLockMode } from "./objectLockMode";

/** For how long nobody can delete a log. Source: "Object Lock considerations" (Amazon S3 User Guide). */
export interface ObjectLockArgs {
    /**
     * Days for which Object Lock keeps those whom `mode` binds from deleting a log, 1 to 36500, and no more than
     * `logRetentionDays`. Once on, it can't be taken off the bucket. Source: "Object Lock considerations" (Amazon S3
     * User Guide).
     * @example 90
     */
    days: number;
    /**
     * Whom Object Lock binds: all but who may `s3:BypassGovernanceRetention` (GOVERNANCE), or everybody (COMPLIANCE).
     * Source: "Retention modes" (Amazon S3 User Guide).
     * @default "GOVERNANCE"
     * @example "COMPLIANCE"
     */
    mode?: ObjectLockMode;
}

/** What decides on Object Lock. */
interface LockedLogs {
    objectLock?: ObjectLockArgs;
    logRetentionDays?: number;
    protectLogs?: boolean;
}

const checkDays = checkWholeNumber({ min: 1, max: 36_500, unit: "days" }, 90);

/** The problems of a bucket's Object Lock, and of what goes against it. */
export function problemsOfObjectLock({ objectLock, logRetentionDays, protectLogs }: LockedLogs): Problem[] {
    if (objectLock === undefined) {
        return [];
    }
    const mostDays = Math.max(logRetentionDays ?? defaults.logRetentionDays, 1);
    const { days, mode = defaults.objectLock.mode } = objectLock;
    const ofDays = problemsOfRequired("objectLock.days", days, checkDays);
    return [
        ...ofDays,
        ...problemsOf("objectLock.mode", mode, checkChoice(ObjectLockMode)),
        ...problemsOf("objectLock.days", days, (locked): Fault | undefined =>
            ofDays.length === 0 && locked > mostDays
                ? {
                      reason: "Object Lock would hold logs longer than they are kept.",
                      allowed: "objectLock.days up to logRetentionDays",
                      example: mostDays,
                  }
                : undefined,
        ),
        ...problemsOf("objectLock.days", days, (): Fault | undefined =>
            protectLogs === false
                ? {
                      reason: "Logs that are locked can't be deleted with the stack, as protectLogs = false says.",
                      allowed: "objectLock with protectLogs = true",
                      example: true,
                      exampleProperty: "protectLogs",
                  }
                : undefined,
        ),
    ];
}
