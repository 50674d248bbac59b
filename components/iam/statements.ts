import type { Statement } from "./document";
import { asList } from "./lists";
import { type Principal, principalsOf } from "./principals";

/** One condition of a statement. Every condition of a statement must be met, by any one of its values. */
export interface Condition {
    operator: string;
    /** As written in the statement; condition keys are case-insensitive in IAM. */
    key: string;
    values: string[];
}

/** A policy statement in normal form: lists throughout. */
export interface ReadStatement {
    sid?: string;
    effect: string;
    /** Empty in an identity policy. */
    principals: Principal[];
    actions: string[];
    resources: string[];
    conditions: Condition[];
    /**
     * Elements that the properties above don't cover, such as `NotAction`, which can't be turned into a list of
     * actions. If there are any, what the statement grants is unknown.
     */
    unread: string[];
    /** As written in the document. */
    written: Statement;
}

const elements = ["Sid", "Effect", "Principal", "Action", "Resource", "Condition"];

function unreadOf(statement: Statement): string[] {
    const unknown = Object.keys(statement).filter((element) => !elements.includes(element));
    return [
        ...unknown,
        ...(["Allow", "Deny"].includes(statement.Effect) ? [] : ["Effect"]),
        ...(unknown.length === 0 && asList(statement.Action).length === 0 ? ["Action"] : []),
    ];
}

/** Reads a statement. Source: "IAM JSON policy elements reference" (IAM User Guide). */
export function readStatement(written: Statement): ReadStatement {
    return {
        sid: written.Sid,
        effect: written.Effect,
        principals: principalsOf(written),
        actions: asList(written.Action),
        resources: asList(written.Resource),
        conditions: Object.entries(written.Condition ?? {}).flatMap(([operator, keys]) =>
            Object.entries(keys ?? {}).map(([key, values]) => ({ operator, key, values: asList(values).map(String) })),
        ),
        unread: unreadOf(written),
        written,
    };
}

/** Whether a statement allows something, and can be read completely. */
export function isGrant({ effect, unread }: ReadStatement): boolean {
    return effect === "Allow" && unread.length === 0;
}

/** Whether a statement denies something, and can be read completely. */
export function isRefusal({ effect, unread }: ReadStatement): boolean {
    return effect === "Deny" && unread.length === 0;
}

// A string that isn't an ARN never satisfies an ARN operator.
const textOperators = ["StringEquals", "StringLike"];
const arnOperators = ["ArnEquals", "ArnLike"];

/** The operators that compare a condition key for equality. Source: "IAM JSON policy elements: Condition operators". */
export function operatorsFor(key: string): string[] {
    return /arn$/i.test(key) ? [...textOperators, ...arnOperators] : textOperators;
}

/** The values of which a statement requires one for a condition key, by any of the given operators. */
export function demanded(
    { conditions }: ReadStatement,
    key: string,
    operators: readonly string[] = operatorsFor(key),
): string[] {
    return conditions
        .filter((one) => one.key.toLowerCase() === key.toLowerCase() && operators.includes(one.operator))
        .flatMap(({ values }) => values);
}
