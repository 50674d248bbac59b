/**
 * For a resource that is given a name here. By default, Pulumi's AWS provider deletes it before it creates its
 * replacement, in case the name is the same: a policy that is still a permissions boundary, a queue that a bucket still
 * announces logs to. Here only a change of the name replaces it. Source: "Resource option:
 * deleteBeforeReplace" (Pulumi documentation).
 */
export const madeBeforeDeleted = { deleteBeforeReplace: false } as const;

/**
 * For a resource that AWS renames in place while its dependents are replaced: the provider would look for those under the
 * old name, find nothing, and report success.
 */
export const renamedWhole = { ...madeBeforeDeleted, replaceOnChanges: ["name"] };
