import type { PolicyDocument } from "../../../components/iam/document";
import { principalsOf } from "../../rehearsal/principals";
import { asList, conditionsInWords } from "../../rehearsal/statements";
import { grantsIn } from "./statements";

/** A policy document under the name that a reader knows it by. */
export interface NamedDocument {
    title: string;
    document: PolicyDocument;
    /** Whether it says who may assume a role, and not what the role may do. */
    isTrust: boolean;
}

/** To whom an action is granted, where, and when. */
export interface Scope {
    /** In a trust policy: who may assume the role. None: whoever has the policy. */
    principals: string[];
    /** ARNs, or `*` for everything. */
    resources: string[];
    /** Each in words; none: always. */
    conditions: string[];
    /** The title of the document that grants it. */
    by: string;
}

/** One action that a document grants. */
export interface Grant extends Scope {
    /** An action, or a pattern of actions. */
    action: string;
}

/** What documents grant, one entry for each action of each statement. Refusals are left out. */
export function grantsOf(documents: readonly NamedDocument[]): Grant[] {
    return documents.flatMap(({ title, document }) =>
        grantsIn(document).flatMap((statement) =>
            asList(statement.Action).map((action) => ({
                action,
                principals: principalsOf(statement).map(({ id }) => id),
                resources: asList(statement.Resource),
                conditions: conditionsInWords(statement),
                by: title,
            })),
        ),
    );
}

/** Whether an IAM pattern matches a text, or everything that another pattern matches. */
export function covers(pattern: string, text: string, flags = ""): boolean {
    const source = pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replace(/\*/g, ".*")
        .replace(/\?/g, ".");
    return new RegExp(`^${source}$`, flags).test(text);
}

/** Whether a pattern of actions takes in another one. IAM tells actions' cases not apart. */
export function coversAction(pattern: string, action: string): boolean {
    return covers(pattern, action, "i");
}

/** Whether a grant gives at least what another one gives. */
export function coversGrant(wide: Grant, narrow: Grant): boolean {
    return (
        coversAction(wide.action, narrow.action) &&
        narrow.principals.every((principal) => wide.principals.includes(principal)) &&
        (wide.principals.length === 0) === (narrow.principals.length === 0) &&
        narrow.resources.every((resource) => wide.resources.some((pattern) => covers(pattern, resource))) &&
        wide.conditions.every((condition) => narrow.conditions.includes(condition))
    );
}
