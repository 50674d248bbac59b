import type { Statement } from "./document";
import { asList } from "./lists";
import { type ReadStatement, readStatement } from "./statements";

/** A list of strings, whatever the document contains. */
function texts(value: unknown): string[] {
    return asList(value).map((item) => (typeof item === "object" ? JSON.stringify(item) : String(item)));
}

function byName(value: unknown): Record<string, string[]> {
    return Object.fromEntries(Object.entries((value ?? {}) as object).map(([name, item]) => [name, texts(item)]));
}

/** A list, or "*" if the statement uses the negated element: that covers at least as much. */
function textsOrAll(value: unknown, not: unknown): string[] {
    return value === undefined && not !== undefined ? ["*"] : texts(value);
}

/** A well-formed statement, from one that may be malformed. */
function inShape(given: Record<string, unknown>): Statement {
    const { Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition } = given;
    return {
        // An invalid effect counts as none.
        Effect: (typeof Effect === "string" ? Effect : "") as Statement["Effect"],
        Principal: Principal === "*" || NotPrincipal !== undefined ? "*" : byName(Principal),
        Action: textsOrAll(Action, NotAction),
        Resource: textsOrAll(Resource, NotResource),
        Condition: Object.fromEntries(
            Object.entries((Condition ?? {}) as object).map(([operator, keys]) => [operator, byName(keys)]),
        ),
    };
}

/**
 * The statements of a policy document as AWS returns it: a list of one may be a single value, and the text may be
 * URL-encoded. Empty if the text isn't a policy document.
 */
export function readPolicy(text: string | undefined): ReadStatement[] {
    let document: { Statement?: unknown } | null;
    try {
        document = JSON.parse(text?.startsWith("%") ? decodeURIComponent(text) : (text ?? ""));
    } catch {
        return [];
    }
    return asList(document?.Statement)
        .filter(
            (statement): statement is Record<string, unknown> => typeof statement === "object" && statement !== null,
        )
        .map((statement) => readStatement(inShape(statement)));
}
