/** Something that a rehearsal can't know. Its message says what, and how to tell it: it stands in place of a stack trace. */
export class Unanswered extends Error {}
