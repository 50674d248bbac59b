/**
 * Options for a resource with an explicit name. By default, Pulumi's AWS provider deletes such a resource before it
 * creates the replacement, in case the name is the same: even a policy that is still a permissions boundary, or a queue
 * that a bucket still sends notifications to. Here, only a change of the name replaces it. Source: "Resource option:
 * deleteBeforeReplace" (Pulumi documentation).
 */
export const madeBeforeDeleted = { deleteBeforeReplace: false } as const;

/**
 * Options for a resource that AWS renames in place while its dependents are replaced: the provider would look for the
 * dependents under the old name, find nothing, and report success.
 */
export const renamedWhole = { ...madeBeforeDeleted, replaceOnChanges: ["name"] };
