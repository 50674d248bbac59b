/**
 * Whether an IAM pattern matches a string, or everything that another pattern matches: `*` matches any characters, `?`
 * exactly one. Source: "IAM JSON policy elements: Resource" (IAM User Guide).
 */
export function covers(pattern: string, text: string): boolean {
    const source = pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replace(/\*+/g, ".*")
        .replace(/\?/g, ".");
    return new RegExp(`^${source}$`, "s").test(text);
}

/**
 * Whether an action pattern covers an action, or another pattern, ignoring case. Source: "IAM JSON policy elements:
 * Action" (IAM User Guide).
 */
export function coversAction(pattern: string, action: string): boolean {
    return covers(pattern.toLowerCase(), action.toLowerCase());
}
