import { checkWholeNumber } from "../checks/wholeNumber";
import { defaults } from "../defaults";

/** Checks the number of days that logs are kept: a hundred years at most. */
export const checkRetention = checkWholeNumber({ min: 1, max: 36_500, unit: "days" }, defaults.logRetentionDays);
