/**
 * A text as a part of an IAM pattern that matches nothing else: `*`, `?` and `$` stand as `${*}`, `${?}` and `${$}`, which
 * IAM reads in documents of Version 2012-10-17. Source: "IAM policy elements: Variables and tags", section "Special
 * characters".
 */
export function literally(text: string): string {
    return text.replace(/[*?$]/g, (special) => `\${${special}}`);
}

/**
 * Whether an IAM pattern matches a text, or everything that another pattern matches: `*` stands for any characters, `?`
 * for one; either is written as by `literally` where it stands for itself. Source: "IAM JSON policy elements: Resource"
 * (IAM User Guide).
 */
export function covers(pattern: string, text: string): boolean {
    const source = pattern.replace(/\$\{[*?$]\}|\*+|[?.+^${}()|[\]\\]/g, (special) =>
        special === "?" ? "." : special.startsWith("*") ? ".*" : special.replace(/./g, "\\$&"),
    );
    return new RegExp(`^${source}$`, "s").test(text);
}

/**
 * Whether a pattern of actions takes in an action, or another pattern, in whatever case. Source: "IAM JSON policy
 * elements: Action" (IAM User Guide).
 */
export function coversAction(pattern: string, action: string): boolean {
    return covers(pattern.toLowerCase(), action.toLowerCase());
}
