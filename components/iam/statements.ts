/** Policy documents as AWS gives them back: single values stand for lists of one, text may be URL-encoded. */

/** A statement with lists throughout. */
export interface ReadStatement {
    effect: string;
    principals: Readonly<Record<string, readonly string[]>>;
    actions: readonly string[];
    resources: readonly string[];
    /** By operator and key, the key in lower case. */
    conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

function list(value: unknown): string[] {
    return value === undefined
        ? []
        : (Array.isArray(value) ? value : [value]).map((item) =>
              typeof item === "object" ? JSON.stringify(item) : String(item),
          );
}

function lists(value: unknown): Record<string, string[]> {
    return Object.fromEntries(Object.entries((value ?? {}) as object).map(([key, item]) => [key, list(item)]));
}

/** A list, or everything where the statement says instead what isn't meant: it is more than what was to be there. */
function listOrAll(value: unknown, not: unknown): string[] {
    return value === undefined && not !== undefined ? ["*"] : list(value);
}

/** The statements of a policy document; none, if the text is no document. */
export function readPolicy(text: string | undefined): ReadStatement[] {
    let document: { Statement?: unknown } | null;
    try {
        document = JSON.parse(text?.startsWith("%") ? decodeURIComponent(text) : (text ?? ""));
    } catch {
        return [];
    }
    const statements = document?.Statement;
    return (Array.isArray(statements) ? statements : [statements])
        .filter((statement) => typeof statement === "object" && statement !== null)
        .map((statement: Record<string, unknown>) => ({
            effect: typeof statement.Effect === "string" ? statement.Effect : "",
            principals:
                statement.Principal === "*" || statement.NotPrincipal !== undefined
                    ? { "*": ["*"] }
                    : lists(statement.Principal),
            actions: listOrAll(statement.Action, statement.NotAction),
            resources: listOrAll(statement.Resource, statement.NotResource),
            conditions: Object.fromEntries(
                Object.entries((statement.Condition ?? {}) as object).map(([operator, keys]) => [
                    operator,
                    Object.fromEntries(Object.entries(lists(keys)).map(([key, values]) => [key.toLowerCase(), values])),
                ]),
            ),
        }));
}

/** Whether a pattern with `*` and `?`, or a text without, means this text. */
export function means(pattern: string, text: string): boolean {
    const escaped = pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replace(/\*+/g, ".*")
        .replaceAll("?", ".");
    return new RegExp(`^${escaped}$`, "s").test(text);
}

function concerns({ actions }: ReadStatement, action: string): boolean {
    return actions.some((candidate) => means(candidate.toLowerCase(), action.toLowerCase()));
}

/** The statements that allow an action, by name or by a pattern. */
export function allowing(statements: readonly ReadStatement[], action: string): ReadStatement[] {
    return statements.filter((statement) => statement.effect === "Allow" && concerns(statement, action));
}

/** Whether a statement denies an action, whatever the circumstances, to these principals, or to the policy's identity. */
export function denies(statements: readonly ReadStatement[], action: string, who: readonly string[] = []): boolean {
    return statements.some((statement) => {
        const denied = Object.values(statement.principals).flat();
        return (
            statement.effect === "Deny" &&
            concerns(statement, action) &&
            Object.keys(statement.conditions).length === 0 &&
            (denied.length === 0 || denied.some((name) => name === "*" || who.includes(name)))
        );
    });
}

// An operator for ARNs is never met by a text that is none.
const textOperators = ["StringEquals", "StringLike"];
const arnOperators = ["ArnEquals", "ArnLike"];

function operatorsFor(key: string): string[] {
    return /arn$/i.test(key) ? [...textOperators, ...arnOperators] : textOperators;
}

/** The values that a statement demands of a condition key, whichever operator for equal texts it uses. */
export function demanded({ conditions }: ReadStatement, key: string): readonly string[] {
    return operatorsFor(key).flatMap((operator) => conditions[operator]?.[key.toLowerCase()] ?? []);
}

/** Whether a statement's conditions on a key are met by a value; so are none. */
export function isMet({ conditions }: ReadStatement, key: string, value: string): boolean {
    return operatorsFor(key).every((operator) => {
        const values = conditions[operator]?.[key.toLowerCase()];
        return (
            values === undefined ||
            values.some((wanted) => (operator === "StringEquals" ? wanted === value : means(wanted, value)))
        );
    });
}

/** What a statement asks for beside equal texts of these condition keys: operators and keys. */
export function otherDemands({ conditions }: ReadStatement, keys: readonly string[]): string[] {
    return Object.entries(conditions).flatMap(([operator, values]) =>
        Object.keys(values)
            .filter((key) => !keys.some((known) => known.toLowerCase() === key && operatorsFor(key).includes(operator)))
            .map((key) => `${operator} ${key}`),
    );
}
