import { checkChoice } from "../checks/choice";
import { problemsOfRequired } from "../checks/input";
import { type Fault, type Problem, problemsOf } from "../checks/problem";
import { checkWholeNumber } from "../checks/wholeNumber";
import { defaults } from "../defaults";
import { ObjectLockMode } from "./objectLockMode";

/**
 * Object Lock: for how long logs can't be deleted, and by whom. Source: "Object Lock considerations" (Amazon S3 User
 * Guide).
 */
export interface ObjectLockArgs {
    /**
     * Days for which a log can't be deleted, from 1 to 36500, but not more than `logRetentionDays`; `mode` determines
     * who is exempt. Once enabled on a bucket, Object Lock can't be disabled. Source: "Object Lock considerations"
     * (Amazon S3 User Guide).
     * @example 90
     */
    days: number;
    /**
     * Whom Object Lock applies to: everyone without `s3:BypassGovernanceRetention` (GOVERNANCE), or everyone
     * (COMPLIANCE). Source: "Retention modes" (Amazon S3 User Guide).
     * @default "GOVERNANCE"
     * @example "COMPLIANCE"
     */
    mode?: ObjectLockMode;
}

/** Object Lock, and the arguments that it depends on. */
interface LockedLogs {
    objectLock?: ObjectLockArgs;
    logRetentionDays?: number;
    protectLogs?: boolean;
}

const checkDays = checkWholeNumber({ min: 1, max: 36_500, unit: "days" }, 90);

/** Problems with a bucket's Object Lock, and with arguments that contradict it. */
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
                      code: "lock-beyond-retention",
                      reason: "Object Lock would lock logs for longer than they are kept.",
                      allowed: "objectLock.days up to logRetentionDays",
                      example: mostDays,
                  }
                : undefined,
        ),
        ...problemsOf("objectLock.days", days, (): Fault | undefined =>
            protectLogs === false
                ? {
                      code: "lock-without-protection",
                      reason: "Locked logs can't be deleted with the stack, which is what protectLogs = false is for.",
                      allowed: "objectLock with protectLogs = true",
                      example: true,
                      exampleProperty: "protectLogs",
                  }
                : undefined,
        ),
    ];
}
