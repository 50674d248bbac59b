import { createHash } from "node:crypto";
import { nameOfTrail } from "../facts/arns";
import type { Statement } from "../iam/document";

/** A policy document that others own: everything in it besides its statements is kept as it is. */
export interface ForeignPolicy {
    Statement: unknown[];
    [element: string]: unknown;
}

/** A text as a policy document; `undefined` if it is none. A single statement need not be in a list. */
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

/** What the Sids of a trail's statements end in: its name, for people, and a digest of its ARN. */
function sidEnding(trailArn: string): string {
    const words = nameOfTrail(trailArn)
        .split(/[^A-Za-z0-9]+/)
        .map((word) => word.replace(/^./, (letter) => letter.toUpperCase()));
    return `For${words.join("")}${createHash("sha256").update(trailArn).digest("hex").slice(0, 8)}`;
}

/**
 * A trail's statements under Sids of their own, for a document that may hold the same statements for another trail.
 */
export function namedFor(trailArn: string, statements: readonly Statement[]): Statement[] {
    const ending = sidEnding(trailArn);
    return statements.map((statement) => ({ ...statement, Sid: `${statement.Sid}${ending}` }));
}

/**
 * An existing document with a trail's statements added, under Sids for the trail. Statements that are already there for the
 * same trail are replaced, so merging is idempotent; everything else is left as it is, in its order.
 */
export function mergedPolicy(
    existing: ForeignPolicy,
    trailArn: string,
    statements: readonly Statement[],
): ForeignPolicy {
    const ending = sidEnding(trailArn);
    const isOurs = ({ Sid: sid }: { Sid?: unknown }) => typeof sid === "string" && sid.endsWith(ending);
    const others = existing.Statement.filter((statement) => !isOurs(statement as { Sid?: unknown }));
    return { ...existing, Statement: [...others, ...namedFor(trailArn, statements)] };
}
