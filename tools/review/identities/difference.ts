import { coversAction, coversGrant, type Grant, grantsOf, type NamedDocument, type Scope } from "./grants";

/** How what is granted here stands to what Microsoft's instructions would have granted. */
export enum Verdict {
    /** Microsoft's instructions grant it, this program doesn't. */
    Left = "left out",
    /** Both grant it, and here it reaches less, or under more conditions. */
    Narrower = "narrower",
    /** Both grant it alike. */
    Same = "the same",
    /** Only this program grants it. */
    Added = "added",
}

/** Actions that fare alike. */
export interface Difference {
    verdict: Verdict;
    /** As Microsoft's instructions write them; for what is added, as this program does. */
    actions: string[];
    /** What Microsoft's instructions grant; none: nothing. */
    microsoft: Scope[];
    /** What this program grants of it, and by which action where that one is narrower. */
    here: Grant[];
}

function sameScope(one: Grant, other: Grant): boolean {
    return coversGrant(one, other) && coversGrant(other, one);
}

function scopesOf(grants: readonly Grant[]): Scope[] {
    return grants.map(({ action: _, ...scope }) => scope);
}

function verdictOn(theirs: readonly Grant[], here: readonly Grant[]): Verdict {
    if (here.length === 0) {
        return Verdict.Left;
    }
    const isSame = theirs.every((grant) => here.some((own) => sameScope(own, grant)));
    return isSame ? Verdict.Same : Verdict.Narrower;
}

/** Differences whose scopes are alike, in one. */
function grouped(differences: readonly Difference[]): Difference[] {
    const groups = new Map<string, Difference>();
    for (const difference of differences) {
        const { verdict, microsoft, here } = difference;
        const isExact = here.every(({ action }) => difference.actions.includes(action));
        const key = JSON.stringify([verdict, microsoft, isExact ? scopesOf(here) : here]);
        const group = groups.get(key);
        groups.set(
            key,
            group
                ? { ...group, actions: [...group.actions, ...difference.actions], here: [...group.here, ...here] }
                : difference,
        );
    }
    const order = Object.values(Verdict);
    return [...groups.values()].sort((one, other) => order.indexOf(one.verdict) - order.indexOf(other.verdict));
}

/**
 * What this program's documents grant, beside what Microsoft's would have granted, action by action.
 *
 * An action that this program grants is `added` unless one grant of Microsoft's takes it in whole: action, resources
 * and conditions.
 */
export function differences(microsoft: readonly NamedDocument[], ours: readonly NamedDocument[]): Difference[] {
    const theirs = grantsOf(microsoft);
    const own = grantsOf(ours);
    const isWithin = (grant: Grant) => theirs.some((wide) => coversGrant(wide, grant));
    const actions = [...new Set(theirs.map(({ action }) => action))];
    const ofMicrosoft = actions.map((action): Difference => {
        const granted = theirs.filter((grant) => grant.action === action);
        const here = own.filter((grant) => isWithin(grant) && coversAction(action, grant.action));
        return { verdict: verdictOn(granted, here), actions: [action], microsoft: scopesOf(granted), here };
    });
    const added = own
        .filter((grant) => !isWithin(grant))
        .map(
            (grant): Difference => ({ verdict: Verdict.Added, actions: [grant.action], microsoft: [], here: [grant] }),
        );
    return grouped([...ofMicrosoft, ...added]);
}
