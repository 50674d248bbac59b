/** The result of a check. */
export interface Verdict {
    /** What should be true. */
    check: string;
    /** `unknown`: AWS did not answer, or there is nothing to see yet. */
    result: "holds" | "fails" | "unknown";
    /** What was found. */
    seen: string;
    /** What to do if it isn't true. */
    advice?: string;
}

/** The outcome of a request to AWS. */
export type Seen<T> = { value: T } | { error: LookError };

interface LookError {
    name: string;
    message: string;
}

export function holds(check: string, seen: string): Verdict {
    return { check, result: "holds", seen };
}

export function fails(check: string, seen: string, advice: string): Verdict {
    return { check, result: "fails", seen, advice };
}

export function unknown(check: string, seen: string, advice?: string): Verdict {
    return { check, result: "unknown", seen, ...(advice && { advice }) };
}

const denied = /AccessDenied|Unauthorized|NotAuthorized|Forbidden|^403$/i;

/** Whether AWS denied access, rather than failed to answer. */
export function isDenied({ name }: { name: string }): boolean {
    return denied.test(name);
}

/** Whether AWS says that the resource doesn't exist. */
export function isMissing({ name }: { name: string }): boolean {
    return /NotFound|NoSuch|NonExistent|DoesNotExist/i.test(name);
}

/** The verdict after an error: it says something about reading the resource, not about the resource. */
export function judgeError(check: string, error: LookError, missingAdvice: string): Verdict {
    const { name, message } = error;
    if (isMissing(error)) {
        return fails(check, `Not found (${name}).`, missingAdvice);
    }
    return isDenied(error)
        ? fails(check, `Access denied (${name}).`, `Run verify with an identity that is allowed to read it: ${message}`)
        : unknown(check, `AWS did not answer (${name}: ${message}).`);
}

/** Judges what was found, or the error in its place. */
export function judge<T>(check: string, seen: Seen<T>, missingAdvice: string, verdict: (value: T) => Verdict): Verdict {
    return "value" in seen ? verdict(seen.value) : judgeError(check, seen.error, missingAdvice);
}

/** Fails if there is anything else besides what belongs there, even if some of it could not be read. */
export function judgeOthers(
    check: string,
    others: readonly string[],
    looks: readonly Seen<unknown>[],
    goneAdvice: string,
    advice: string,
    none: string,
): Verdict {
    const blind = looks.find((look) => "error" in look);
    return others.length > 0
        ? fails(check, `It also has ${others.join(", ")}.`, advice)
        : blind
          ? judgeError(check, blind.error, goneAdvice)
          : holds(check, none);
}
