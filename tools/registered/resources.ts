/** A resource or component that a program registered, as far as the tools that read a program look at it. */
export interface Resource {
    urn: string;
    type: string;
    name: string;
    /** The URN of the parent; empty for the stack. */
    parent: string;
    /** Whether a provider makes it; a component is not custom. */
    custom: boolean;
    inputs: Readonly<Record<string, unknown>>;
    /** Inputs and results. For a component, its registered outputs. */
    state: Readonly<Record<string, unknown>>;
}

/** The resources or components of a type, in the order of registration. */
export function ofType<R extends Pick<Resource, "type">>(resources: readonly R[], type: string): R[] {
    return resources.filter((resource) => resource.type === type);
}

/** The parent of a resource or component; `undefined` for the stack itself. */
export function parentOf<R extends Pick<Resource, "urn" | "parent">>(
    resources: readonly R[],
    { parent }: Pick<Resource, "parent">,
): R | undefined {
    return resources.find(({ urn }) => urn === parent);
}

/** The class of a resource or component, as its type ends: `Bucket`. */
export function classOf({ type }: Pick<Resource, "type">): string {
    return type.slice(type.lastIndexOf(":") + 1);
}

/** A resource or component as texts name it: `Bucket logs`. */
export function labelOf(resource: Pick<Resource, "type" | "name">): string {
    return `${classOf(resource)} ${resource.name}`;
}
