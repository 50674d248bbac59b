/** Something that a rehearsal can't know. The message says what, and how to provide it; it replaces the stack trace. */
export class Unanswered extends Error {}
