import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { nameInUrn, type StackIdentity, urnOf } from "./urn";

/** A resource as it is registered. */
interface Aliased {
    type: string;
    name: string;
    /** The URN of the parent; empty for the stack. */
    parent: string;
    aliases: readonly Alias[];
}

/** What an alias says in place of type, name and parent. */
function former(alias: Alias.Spec, { type, name, parent }: Aliased) {
    return {
        type: alias.getType() || type,
        name: alias.getName() || name,
        parent: alias.getNoparent() ? "" : alias.getParenturn() || parent,
    };
}

/** A child that is named after its parent was named after it under its former name too. */
function inheritedName(name: string, parentName: string, formerParentName: string): string {
    return name.startsWith(parentName) ? formerParentName + name.slice(parentName.length) : name;
}

/**
 * The URNs that a resource may have in the state: those of its own aliases, and for each alias of its parent
 * the one that it would have there. Source: "Resource option: aliases" (Pulumi documentation).
 *
 * @param parentAliases the URNs that the parent may have
 */
export function aliasUrns(here: StackIdentity, resource: Aliased, parentAliases: readonly string[]): string[] {
    const { type, name, parent, aliases } = resource;
    const specs = aliases.flatMap((alias) => alias.getSpec() ?? []);
    const urns = aliases.flatMap((alias) => {
        const spec = alias.getSpec();
        if (!spec) {
            return alias.getUrn();
        }
        const was = former(spec, resource);
        const stack = { project: spec.getProject() || here.project, stack: spec.getStack() || here.stack };
        return urnOf(stack, was.parent, was.type, was.name);
    });
    const kinds = [{ type, name }, ...specs.map((spec) => former(spec, resource))];
    const inherited = parentAliases.flatMap((parentAlias) =>
        kinds.map((kind) =>
            urnOf(here, parentAlias, kind.type, inheritedName(kind.name, nameInUrn(parent), nameInUrn(parentAlias))),
        ),
    );
    return [...new Set([...urns, ...inherited])];
}
