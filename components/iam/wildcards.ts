/**
 * A string as the part of an IAM pattern that matches only itself: `*`, `?` and `$` become `${*}`, `${?}` and `${$}`, which
 * IAM reads in documents of version 2012-10-17. Source: "IAM policy elements: Variables and tags", section "Special
 * characters".
 */
export function literally(text: string): string {
    return text.replace(/[*?$]/g, (special) => `\${${special}}`);
}

/**
 * Whether an IAM pattern matches a string, or everything that another pattern matches: `*` matches any characters, `?`
 * exactly one; `literally` writes the characters themselves. Source: "IAM JSON policy elements: Resource" (IAM User Guide).
 */
export function covers(pattern: string, text: string): boolean {
    const source = pattern.replace(/\$\{[*?$]\}|\*+|[?.+^${}()|[\]\\]/g, (special) =>
        special === "?" ? "." : special.startsWith("*") ? ".*" : special.replace(/./g, "\\$&"),
    );
    return new RegExp(`^${source}$`, "s").test(text);
}

/**
 * Whether an action pattern covers an action, or another pattern, ignoring case. Source: "IAM JSON policy elements:
 * Action" (IAM User Guide).
 */
export function coversAction(pattern: string, action: string): boolean {
    return covers(pattern.toLowerCase(), action.toLowerCase());
}
