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
    /**
     * Confirms that COMPLIANCE for more than 3650 days (ten years, this package's own limit) is intended: nobody can undo it,
     * not even the account's root user, and the logs cost money until then. The only way out is to close the AWS account.
     * Source: "Retention modes" (Amazon S3 User Guide).
     * @default not confirmed
     * @example true
     */
    acceptsComplianceBeyondTenYears?: boolean;
}

/** Object Lock, and the arguments that it depends on. */
interface LockedLogs {
    objectLock?: ObjectLockArgs;
    logRetentionDays?: number;
    protectLogs?: boolean;
}

/** Ten years, beyond which COMPLIANCE must be confirmed. */
const maxComplianceDays = 3650;

const checkDays = checkWholeNumber({ min: 1, max: 36_500, unit: "days" }, 90);

/** Problems with a bucket's Object Lock, and with arguments that contradict it. */
export function problemsOfObjectLock({ objectLock, logRetentionDays, protectLogs }: LockedLogs): Problem[] {
    if (objectLock === undefined) {
        return [];
    }
    const mostDays = Math.max(logRetentionDays ?? defaults.logRetentionDays, 1);
    const { days, mode = defaults.objectLock.mode, acceptsComplianceBeyondTenYears } = objectLock;
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
                      repeats: "logRetentionDays",
                  }
                : undefined,
        ),
        ...problemsOf("objectLock.days", days, (locked): Fault | undefined =>
            ofDays.length === 0 &&
            locked > maxComplianceDays &&
            mode === ObjectLockMode.Compliance &&
            acceptsComplianceBeyondTenYears !== true
                ? {
                      code: "compliance-beyond-ten-years",
                      reason: "With COMPLIANCE nobody can delete a log, or stop paying for it, for more than ten years; there is no way back but to close the AWS account.",
                      allowed: `up to ${maxComplianceDays} days, or mode GOVERNANCE, or acceptsComplianceBeyondTenYears = true`,
                      example: true,
                      exampleProperty: "objectLock.acceptsComplianceBeyondTenYears",
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
