/** Questions about statements: whom they allow to do what, and under which conditions. */
import { operatorsFor, type ReadStatement } from "./statements";
import { covers, coversAction } from "./wildcards";

function concerns({ actions }: ReadStatement, action: string): boolean {
    return actions.some((pattern) => coversAction(pattern, action));
}

/** The statements that allow an action, by name or by wildcard. */
export function allowing(statements: readonly ReadStatement[], action: string): ReadStatement[] {
    return statements.filter((statement) => statement.effect === "Allow" && concerns(statement, action));
}

/** The principals that statements name, as written. */
export function namedIn(statements: readonly ReadStatement[]): string[] {
    return statements.flatMap(({ principals }) => principals.map(({ id }) => id));
}

/**
 * Whether a statement denies an action unconditionally to these principals, or to the identity that the policy is
 * attached to.
 */
export function denies(statements: readonly ReadStatement[], action: string, who: readonly string[] = []): boolean {
    return statements.some((statement) => {
        const denied = namedIn([statement]);
        return (
            statement.effect === "Deny" &&
            concerns(statement, action) &&
            statement.conditions.length === 0 &&
            (denied.length === 0 || denied.some((id) => id === "*" || who.includes(id)))
        );
    });
}

/** Whether a value meets a statement's conditions on a key; true if there are none. */
export function isMet({ conditions }: ReadStatement, key: string, value: string): boolean {
    return conditions
        .filter((one) => one.key.toLowerCase() === key.toLowerCase() && operatorsFor(key).includes(one.operator))
        .every(({ operator, values }) =>
            values.some((wanted) => (operator === "StringEquals" ? wanted === value : covers(wanted, value))),
        );
}

/** A statement's conditions other than string equality on these condition keys, as operators and keys. */
export function otherDemands({ conditions }: ReadStatement, keys: readonly string[]): string[] {
    const known = keys.map((key) => key.toLowerCase());
    return conditions
        .filter(({ operator, key }) => !known.includes(key.toLowerCase()) || !operatorsFor(key).includes(operator))
        .map(({ operator, key }) => `${operator} ${key.toLowerCase()}`);
}
