import type { PolicyDocument } from "../../../components/iam/document";
import { isGrant, readStatement } from "../../../components/iam/statements";
import { covers, coversAction } from "../../../components/iam/wildcards";
import { conditionsInWords } from "../../registered/words";
import { grouped } from "../grouped";

/** A policy document under the name that a reader knows it by. */
export interface NamedDocument {
    title: string;
    document: PolicyDocument;
    /** Whether it says who may assume a role, and not what the role may do. */
    isTrust: boolean;
}

/** One action that a document grants: to whom, where, and when. */
export interface Grant {
    /** An action, or a pattern of actions. */
    action: string;
    /** In a trust policy, who may assume the role; otherwise empty. */
    principals: string[];
    /** ARNs, or `*` for everything. */
    resources: string[];
    /** Each in words; empty if there are none. */
    conditions: string[];
}

/** How a grant here compares with what Microsoft's instructions would have granted. */
export enum Comparison {
    /** Microsoft's instructions grant it, this program doesn't. */
    LeftOut = "left out",
    /** Both grant it, and here it reaches less, or under more conditions. */
    Narrower = "narrower",
    /** Both grant it alike. */
    Same = "the same",
    /** Only this program grants it. */
    Added = "added",
}

/** Actions with the same comparison. */
export interface Difference {
    comparison: Comparison;
    /** As Microsoft's instructions write them; for what is added, as this program does. */
    actions: string[];
    /** What Microsoft's instructions grant. */
    microsoft: Grant[];
    /** What this program grants of it. */
    here: Grant[];
}

/** What documents grant, one entry for each action of each statement. Refusals are left out. */
export function grantsOf(documents: readonly NamedDocument[]): Grant[] {
    return documents
        .flatMap(({ document }) => document.Statement.map(readStatement))
        .filter(isGrant)
        .flatMap((statement) =>
            statement.actions.map((action) => ({
                action,
                principals: statement.principals.map(({ id }) => id),
                resources: statement.resources,
                conditions: conditionsInWords(statement),
            })),
        );
}

/** Whether a grant gives at least what another one gives. */
function coversGrant(wide: Grant, narrow: Grant): boolean {
    return (
        coversAction(wide.action, narrow.action) &&
        narrow.principals.every((principal) => wide.principals.includes(principal)) &&
        (wide.principals.length === 0) === (narrow.principals.length === 0) &&
        narrow.resources.every((resource) => wide.resources.some((pattern) => covers(pattern, resource))) &&
        wide.conditions.every((condition) => narrow.conditions.includes(condition))
    );
}

function compared(theirs: readonly Grant[], here: readonly Grant[]): Comparison {
    if (here.length === 0) {
        return Comparison.LeftOut;
    }
    const isSame = (one: Grant, other: Grant) => coversGrant(one, other) && coversGrant(other, one);
    return theirs.every((grant) => here.some((own) => isSame(own, grant))) ? Comparison.Same : Comparison.Narrower;
}

/** Differences whose grants are alike but for the action, in one. */
function together(differences: readonly Difference[]): Difference[] {
    const alike = ({ comparison, actions, microsoft, here }: Difference) => {
        const scopes = (grants: readonly Grant[]) =>
            grants.map((grant) => (actions.includes(grant.action) ? { ...grant, action: "" } : grant));
        return [comparison, scopes(microsoft), scopes(here)];
    };
    return grouped(differences, alike).map((all) => ({
        comparison: all[0].comparison,
        actions: all.flatMap(({ actions }) => actions),
        microsoft: all.flatMap(({ microsoft }) => microsoft),
        here: all.flatMap(({ here }) => here),
    }));
}

/**
 * Compares what this program's documents grant with what Microsoft's would have granted, action by action.
 *
 * An action that this program grants is `Added` unless one of Microsoft's grants covers it entirely: action, resources
 * and conditions.
 */
export function differences(microsoft: readonly NamedDocument[], ours: readonly NamedDocument[]): Difference[] {
    const theirs = grantsOf(microsoft);
    const own = grantsOf(ours);
    const isWithin = (grant: Grant) => theirs.some((wide) => coversGrant(wide, grant));
    const ofMicrosoft = [...new Set(theirs.map(({ action }) => action))].map((action): Difference => {
        const granted = theirs.filter((grant) => grant.action === action);
        const here = own.filter((grant) => isWithin(grant) && coversAction(action, grant.action));
        return { comparison: compared(granted, here), actions: [action], microsoft: granted, here };
    });
    const added = own
        .filter((grant) => !isWithin(grant))
        .map((here) => ({ comparison: Comparison.Added, actions: [here.action], microsoft: [], here: [here] }));
    const all = together([...ofMicrosoft, ...added]);
    return Object.values(Comparison).flatMap((order) => all.filter(({ comparison }) => comparison === order));
}
