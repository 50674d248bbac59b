import { createHash } from "node:crypto";
import { nameOfTrail } from "../naming";
import type { Statement } from "./document";

/** A policy document of somebody else's: what is in it beside its statements is kept as it is. */
export interface ForeignPolicy {
    Statement: unknown[];
    [element: string]: unknown;
}

/** A text as a policy document; `undefined` if it is none. A single statement may stand without its list. */
export function parsePolicy(text: string): ForeignPolicy | undefined {
    let document: unknown;
    try {
        document = JSON.parse(text);
    } catch {
        return undefined;
    }
    if (typeof document !== "object" || document === null || Array.isArray(document)) {
        return undefined;
    }
    const { Statement: statement, ...rest } = document as Record<string, unknown>;
    const statements = Array.isArray(statement) ? statement : [statement];
    const isStatement = (one: unknown) => typeof one === "object" && one !== null && "Effect" in one;
    return statements.every(isStatement) ? { ...rest, Statement: statements } : undefined;
}

/**
 * A trail's statements under Sids that no other trail's have, as they need in a document that may hold the like for
 * another one: the trail's name, for people, and a digest of its ARN.
 */
export function namedFor(trailArn: string, statements: readonly Statement[]): Statement[] {
    const words = nameOfTrail(trailArn)
        .split(/[^A-Za-z0-9]+/)
        .map((word) => word.replace(/^./, (letter) => letter.toUpperCase()));
    const digest = createHash("sha256").update(trailArn).digest("hex").slice(0, 8);
    return statements.map((statement) => ({ ...statement, Sid: `${statement.Sid}For${words.join("")}${digest}` }));
}

/**
 * Somebody else's document with these statements in it. A statement that is there already under the same Sid is
 * replaced, so that merging twice is merging once; everything else stays as it is, and in its order.
 */
export function mergedPolicy(present: ForeignPolicy, statements: readonly Statement[]): ForeignPolicy {
    const sids = statements.map(({ Sid }) => Sid);
    const others = present.Statement.filter((statement) => {
        const { Sid: sid } = statement as Statement;
        return sid === undefined || !sids.includes(sid);
    });
    return { ...present, Statement: [...others, ...statements] };
}
