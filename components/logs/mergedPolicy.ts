import { createHash } from "node:crypto";
import { nameOfTrail } from "../facts/arns";
import type { Statement } from "../iam/document";

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

/** What the Sids of a trail's statements end in: its name, for people, and a digest of its ARN. */
function sidEnding(trailArn: string): string {
    const words = nameOfTrail(trailArn)
        .split(/[^A-Za-z0-9]+/)
        .map((word) => word.replace(/^./, (letter) => letter.toUpperCase()));
    return `For${words.join("")}${createHash("sha256").update(trailArn).digest("hex").slice(0, 8)}`;
}

/**
 * A trail's statements under Sids that no other trail's have, as they need in a document that may hold the like for
 * another one.
 */
export function namedFor(trailArn: string, statements: readonly Statement[]): Statement[] {
    const ending = sidEnding(trailArn);
    return statements.map((statement) => ({ ...statement, Sid: `${statement.Sid}${ending}` }));
}

/**
 * Somebody else's document with a trail's statements in it, named for the trail. Those that are there for the same
 * trail already are replaced, so that merging twice is merging once; everything else stays as it is, and in its order.
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
