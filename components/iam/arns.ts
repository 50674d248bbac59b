/** The account in an ARN; `undefined` for a bucket's ARN, and for anything that isn't an ARN. */
export function accountIn(arn: unknown): string | undefined {
    return typeof arn === "string" ? /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1] : undefined;
}

/** The partition in an ARN; empty for anything that isn't an ARN. */
export function partitionIn(arn: unknown): string {
    return String(arn).split(":")[1] ?? "";
}
