/** The account in an ARN; none in a bucket's, and in what is no ARN. */
export function accountIn(arn: unknown): string | undefined {
    return typeof arn === "string" ? /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1] : undefined;
}

/** The partition in an ARN; empty in what is none. */
export function partitionIn(arn: unknown): string {
    return String(arn).split(":")[1] ?? "";
}
