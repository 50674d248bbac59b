/** An error that the user can fix: its message says what was wrong, what is allowed, and an example. */
export class UserError extends Error {}

/** What a command's exit code says. */
export const exitCodes = {
    /** Everything that was asked for is done, or holds. */
    done: 0,
    /** Some of it isn't. */
    someFailed: 1,
    /** Nothing could be tried. */
    couldNotRun: 2,
} as const;
