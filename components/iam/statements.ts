import type { Statement } from "./document";
import { asList } from "./lists";
import { type Principal, principalsOf } from "./principals";

/** One condition of a statement. All of a statement's conditions have to hold, and one of a condition's values. */
export interface Condition {
    operator: string;
    /** As the statement writes it; IAM tells the cases of keys not apart. */
    key: string;
    values: string[];
}

/** A statement of a policy in one form: with lists throughout. */
export interface ReadStatement {
    sid?: string;
    effect: string;
    /** None in an identity policy. */
    principals: Principal[];
    actions: string[];
    resources: string[];
    conditions: Condition[];
    /**
     * What is not in the above: elements such as `NotAction`, whose opposites nobody lists. Of a statement that has some,
     * nobody knows what it says.
     */
    unread: string[];
    /** As the document has it. */
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

/** Whether a statement grants something, as far as that can be read. */
export function isGrant({ effect, unread }: ReadStatement): boolean {
    return effect === "Allow" && unread.length === 0;
}

/** Whether a statement refuses something, as far as that can be read. */
export function isRefusal({ effect, unread }: ReadStatement): boolean {
    return effect === "Deny" && unread.length === 0;
}

// An operator for ARNs is never met by a text that is none.
const textOperators = ["StringEquals", "StringLike"];
const arnOperators = ["ArnEquals", "ArnLike"];

/** The operators that compare a condition key with equal texts. Source: "IAM JSON policy elements: Condition operators". */
export function operatorsFor(key: string): string[] {
    return /arn$/i.test(key) ? [...textOperators, ...arnOperators] : textOperators;
}

/** The values of which a statement demands one for a condition key, by any of some operators. */
export function demanded(
    { conditions }: ReadStatement,
    key: string,
    operators: readonly string[] = operatorsFor(key),
): string[] {
    return conditions
        .filter((one) => one.key.toLowerCase() === key.toLowerCase() && operators.includes(one.operator))
        .flatMap(({ values }) => values);
}
