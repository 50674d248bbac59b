/**
 * Whether an IAM pattern matches a text, or everything that another pattern matches: `*` stands for any characters, `?`
 * for one. Source: "IAM JSON policy elements: Resource" (IAM User Guide).
 */
export function covers(pattern: string, text: string): boolean {
    const source = pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replace(/\*+/g, ".*")
        .replace(/\?/g, ".");
    return new RegExp(`^${source}$`, "s").test(text);
}

/**
 * Whether a pattern of actions takes in an action, or another pattern, in whatever case. Source: "IAM JSON policy
 * elements: Action" (IAM User Guide).
 */
export function coversAction(pattern: string, action: string): boolean {
    return covers(pattern.toLowerCase(), action.toLowerCase());
}
