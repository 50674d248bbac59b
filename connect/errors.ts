/** An error that the user can fix: its message says what was wrong, what is allowed, and an example. */
export class UserError extends Error {}

/** The exit codes of every command. */
export const exitCodes = {
    /** Everything was done, or no check failed. */
    done: 0,
    /** Only part of it was done, or a check failed. */
    someFailed: 1,
    /** Nothing was done. */
    couldNotRun: 2,
} as const;
