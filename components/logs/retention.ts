import { checkWholeNumber } from "../checks/wholeNumber";
import { defaults } from "../defaults";

/** Checks for how many days logs are kept: a hundred years at most. */
export const checkRetention = checkWholeNumber({ min: 1, max: 36_500, unit: "days" }, defaults.logRetentionDays);

/** Checks for how many days Object Lock holds a log. Source: "Object Lock considerations" (Amazon S3 User Guide). */
export const checkObjectLockDays = checkWholeNumber({ min: 1, max: 36_500, unit: "days" }, 90);
