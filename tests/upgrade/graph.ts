/** What identifies a resource in a user's state, from release to release: its URN, without stack and project. */
import { type Construction, label, type Registration } from "../support/mocks";

/** The types from the outermost parent down to the resource, and its name. */
interface Identity {
    types: string;
    name: string;
}

/** The resources of today. */
export interface Graph {
    /** Their identities, in order. */
    now: string[];
    /** The same, and every former identity that an alias keeps. */
    kept: Set<string>;
}

function text({ types, name }: Identity): string {
    return `${types}::${name}`;
}

function within(parent: Identity | undefined, type: string, name: string): Identity {
    return { types: parent ? `${parent.types}$${type}` : type, name };
}

/** A child that is named after its parent was named after the parent's former name. */
function inheritedName(name: string, parentNow: string, parentThen: string): string {
    return name.startsWith(parentNow) ? parentThen + name.slice(parentNow.length) : name;
}

/** What follows the project in a URN. */
function identityOfUrn(urn: string): Identity {
    const [, , types = "", name = ""] = urn.split("::");
    return { types, name };
}

type Registered = Pick<Construction<unknown>, "registrations" | "formerIdentities">;

/**
 * The graph of a construction. Aliases count as Pulumi's engine counts them: an alias of a parent is one of its
 * children too. Source: "Resource option: aliases" (Pulumi).
 */
export function graphOf({ registrations, formerIdentities }: Registered): Graph {
    const identities = new Map<string, [Identity, ...Identity[]]>();
    const under = (parentLabel: string | undefined, type: string, name: string): [Identity, ...Identity[]] => {
        const parents = parentLabel ? identities.get(parentLabel) : undefined;
        if (!parents) {
            return [within(undefined, type, name)];
        }
        const [now] = parents;
        const all = parents.map((then) => within(then, type, inheritedName(name, now.name, then.name)));
        return all as [Identity, ...Identity[]];
    };
    // A parent is registered before its children.
    for (const registration of registrations) {
        const { type, name, parent } = registration as Registration;
        const former = (formerIdentities[label(registration)] ?? []).flatMap((alias) =>
            alias.urn === undefined
                ? under(alias.parent ?? parent, alias.type ?? type, alias.name ?? name)
                : [identityOfUrn(alias.urn)],
        );
        identities.set(label(registration), [...under(parent, type, name), ...former]);
    }
    const all = [...identities.values()];
    return {
        now: all.map(([identity]) => text(identity)).sort(),
        kept: new Set(all.flat().map(text)),
    };
}

/** The recorded resources that today's graph has lost: a user's update would delete and make them anew. */
export function lost(recorded: readonly string[], { kept }: Graph): string[] {
    return recorded.filter((identity) => !kept.has(identity));
}
