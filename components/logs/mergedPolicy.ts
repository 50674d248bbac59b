import { createHash } from "node:crypto";
import { nameOfTrail } from "../facts/arns";
import type { Statement } from "../iam/document";

/** A policy document that this program doesn't own: everything but its statements is kept as is. */
export interface ForeignPolicy {
    Statement: unknown[];
    [element: string]: unknown;
}

/** Parses a policy document; `undefined` if the text isn't one. A single statement need not be in a list. */
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

/** The suffix of the Sids of a trail's statements: its name, for readability, and a hash of its ARN. */
function sidEnding(trailArn: string): string {
    const words = nameOfTrail(trailArn)
        .split(/[^A-Za-z0-9]+/)
        .map((word) => word.replace(/^./, (letter) => letter.toUpperCase()));
    return `For${words.join("")}${createHash("sha256").update(trailArn).digest("hex").slice(0, 8)}`;
}

/**
 * A trail's statements with unique Sids, for a document that may contain the same statements for another trail.
 */
export function namedFor(trailArn: string, statements: readonly Statement[]): Statement[] {
    const ending = sidEnding(trailArn);
    return statements.map((statement) => ({ ...statement, Sid: `${statement.Sid}${ending}` }));
}

/**
 * An existing document with a trail's statements added, with Sids specific to the trail. The same trail's earlier statements
 * are replaced, so merging is idempotent; everything else is kept as is, in its order.
 *
 * @param statements the statements that are wanted now
 * @param possible all statements that this program may have added to such a document; only their Sids count
 */
export function mergedPolicy(
    existing: ForeignPolicy,
    trailArn: string,
    statements: readonly Statement[],
    possible: readonly Statement[],
): ForeignPolicy {
    const named = namedFor(trailArn, statements);
    const ours = new Set<unknown>([...named, ...namedFor(trailArn, possible)].map(({ Sid }) => Sid));
    const others = existing.Statement.filter((statement) => !ours.has((statement as { Sid?: unknown }).Sid));
    return { ...existing, Statement: [...others, ...named] };
}
