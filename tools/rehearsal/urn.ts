/** A stack, as its URNs name it. */
export interface StackIdentity {
    project: string;
    stack: string;
}

/** The type of the resource that every other one descends from. */
export const stackType = "pulumi:pulumi:Stack";

/**
 * The URN of a resource: its type follows the types of all parents except the stack. Source: "Resource names"
 * (Pulumi documentation).
 *
 * @param parent the parent's URN; empty for none
 */
export function urnOf({ project, stack }: StackIdentity, parent: string, type: string, name: string): string {
    const parentTypes = parent.split("::")[2];
    const types = parentTypes && parentTypes !== stackType ? `${parentTypes}$${type}` : type;
    return `urn:pulumi:${stack}::${project}::${types}::${name}`;
}

/** The logical name in a URN. */
export function nameInUrn(urn: string): string {
    return urn.split("::").slice(3).join("::");
}
