/**
 * For a resource with a name that is given here. Left alone, Pulumi's AWS provider deletes it before it makes its
 * replacement, because the name might be the same: a policy that is still somebody's permissions boundary, a queue that
 * a bucket still announces logs to. Here nothing but another name replaces it. Source: "Resource option:
 * deleteBeforeReplace" (Pulumi documentation).
 */
export const madeBeforeDeleted = { deleteBeforeReplace: false } as const;

/**
 * For a resource that AWS renames in place, while what hangs on it is replaced: the provider would look for that under
 * the old name, find nothing, and be content.
 */
export const renamedWhole = { ...madeBeforeDeleted, replaceOnChanges: ["name"] };
