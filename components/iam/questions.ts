/** What is asked of statements: whom they allow what, and what they demand for it. */
import { operatorsFor, type ReadStatement } from "./statements";
import { covers, coversAction } from "./wildcards";

function concerns({ actions }: ReadStatement, action: string): boolean {
    return actions.some((pattern) => coversAction(pattern, action));
}

/** The statements that allow an action, by name or by a pattern. */
export function allowing(statements: readonly ReadStatement[], action: string): ReadStatement[] {
    return statements.filter((statement) => statement.effect === "Allow" && concerns(statement, action));
}

/** Whom statements name, as they write it. */
export function namedIn(statements: readonly ReadStatement[]): string[] {
    return statements.flatMap(({ principals }) => principals.map(({ id }) => id));
}

/** Whether a statement denies an action, whatever the circumstances, to these principals, or to the policy's identity. */
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

/** Whether a statement's conditions on a key are met by a value; so are none. */
export function isMet({ conditions }: ReadStatement, key: string, value: string): boolean {
    return conditions
        .filter((one) => one.key.toLowerCase() === key.toLowerCase() && operatorsFor(key).includes(one.operator))
        .every(({ operator, values }) =>
            values.some((wanted) => (operator === "StringEquals" ? wanted === value : covers(wanted, value))),
        );
}

/** What a statement asks for beside equal texts of these condition keys: operators and keys. */
export function otherDemands({ conditions }: ReadStatement, keys: readonly string[]): string[] {
    const known = keys.map((key) => key.toLowerCase());
    return conditions
        .filter(({ operator, key }) => !known.includes(key.toLowerCase()) || !operatorsFor(key).includes(operator))
        .map(({ operator, key }) => `${operator} ${key.toLowerCase()}`);
}
