import type { Statement } from "../../../components/iam/document";
import type { Registration } from "../../rehearsal/engine";
import { parseDocument, policiesOf } from "../../rehearsal/policies";
import { principalsOf } from "../../rehearsal/principals";
import { asList } from "../../rehearsal/statements";
import { coversAction } from "../identities/grants";
import { isReadable } from "../identities/statements";
import type { EvidenceIn } from "./evidence";
import type { RegisteredStack } from "./registeredStack";

/** Whom a statement names, by IAM's kind: AWS, Service or Federated. */
export interface Principal {
    kind: string;
    id: string;
}

/** A statement in one form: with lists throughout. */
export interface ReadStatement {
    sid: string;
    effect: string;
    /** None in an identity policy. */
    principals: Principal[];
    actions: string[];
    resources: string[];
    /** All of them have to hold. Keys in lower case: IAM ignores their case. */
    conditions: { operator: string; key: string; values: string[] }[];
    /**
     * Whether that is all. NotAction, NotPrincipal and NotResource are not in it: what they leave open is more than
     * anybody named.
     */
    isWhole: boolean;
}

/** Reads a statement. */
export function readStatement(statement: Statement): ReadStatement {
    const principals = principalsOf(statement);
    return {
        sid: statement.Sid ?? "a statement",
        effect: statement.Effect,
        principals,
        actions: asList(statement.Action),
        resources: asList(statement.Resource),
        conditions: Object.entries(statement.Condition ?? {}).flatMap(([operator, conditions]) =>
            Object.entries(conditions).map(([key, values]) => ({
                operator,
                key: key.toLowerCase(),
                values: asList(values).map(String),
            })),
        ),
        isWhole:
            isReadable(statement) && principals.every(({ kind }) => ["AWS", "Service", "Federated"].includes(kind)),
    };
}

/** The statements of a document. */
export function statementsIn(document: unknown): ReadStatement[] {
    return parseDocument(document).Statement.map(readStatement);
}

/** The statements of the document that a resource bears, as `policy` or `assumeRolePolicy`. */
export function statementsOf(resource: Registration): ReadStatement[] {
    return policiesOf([resource]).flatMap(({ document }) => document.Statement.map(readStatement));
}

/** Whether every principal is a service of AWS's, and there is one at least. */
export function isForServices({ principals }: ReadStatement): boolean {
    return principals.length > 0 && principals.every(({ kind, id }) => kind === "Service" && id !== "*");
}

/** Whether a statement takes in any of the actions, by name or by wildcard. */
export function takesIn({ actions }: ReadStatement, ...some: string[]): boolean {
    return actions.some((pattern) => some.some((action) => coversAction(pattern, action)));
}

/**
 * Whether a statement holds only where a key has one of certain values. Operators that negate, that pass where the key
 * is absent, or that look at sets don't count: `operators` says which do.
 */
export function demands(
    { conditions }: ReadStatement,
    key: string,
    operators: readonly string[],
    isCertain: (value: string) => boolean,
): boolean {
    return conditions.some(
        (one) =>
            one.key === key.toLowerCase() &&
            operators.includes(one.operator) &&
            one.values.length > 0 &&
            one.values.every(isCertain),
    );
}

/**
 * Whether an ARN says what it is for: with account and beginning of a name, or with a bucket. A wildcard stands behind
 * that at most.
 */
export function isNamed(arn: string): boolean {
    return /^arn:aws[a-z-]*:([a-z0-9-]+:[a-z0-9-]*:\d{12}:[^*?]|s3:::[^*?/]+(\/|$))/.test(arn);
}

/**
 * Whether a statement for services holds for a source that it names. Source: "Cross-service confused deputy prevention"
 * (IAM User Guide).
 */
export function namesSource(statement: ReadStatement): boolean {
    const isExact = (arn: string) => isNamed(arn) && !/[*?]/.test(arn);
    return (
        demands(statement, "aws:SourceArn", ["ArnLike", "ArnEquals"], isNamed) ||
        demands(statement, "aws:SourceArn", ["StringEquals"], isExact) ||
        demands(statement, "aws:SourceAccount", ["StringEquals"], (account) => /^\d{12}$/.test(account))
    );
}

/** What contradicts in statements that a resource bears. `lack` completes "SID of NAME …". */
export function contraryIn(
    statements: readonly ReadStatement[],
    name: string,
    condition: (statement: ReadStatement) => boolean,
    lack: string,
): string[] {
    return statements
        .filter((one) => !one.isWhole || (one.effect === "Allow" && !condition(one)))
        .map((one) => `${one.sid} of ${name} ${one.isWhole ? lack : "has elements that the review doesn't read"}`);
}

/** Evidence in every statement that grants something. `lack` completes "SID of NAME …" where it isn't so. */
export function grantsOnly(
    condition: (statement: ReadStatement, resource: Registration, stack: RegisteredStack) => boolean,
    lack: string,
): EvidenceIn {
    return (resource, stack) => {
        const holds = (statement: ReadStatement) => condition(statement, resource, stack);
        const contrary = contraryIn(statementsOf(resource), resource.name, holds, lack);
        return contrary.length ? contrary.join("; ") : [resource];
    };
}

/** Evidence of a policy that admits services, each for a source that it names, and nobody else. */
export const admitsServicesOnly = grantsOnly(
    (statement) => isForServices(statement) && namesSource(statement),
    "admits others than a service on behalf of a named resource or account",
);

/** Whether a statement's only condition is plain HTTP. */
export function isOfPlainHttp(statement: ReadStatement): boolean {
    return (
        statement.conditions.length === 1 &&
        demands(statement, "aws:SecureTransport", ["Bool"], (value) => value === "false")
    );
}

/** Whether a policy refuses an action to everybody over plain HTTP, on resources whose ARNs end so. */
export function refusesPlainHttp(policy: Registration, action: string, endings: readonly string[]): boolean {
    const refused = statementsOf(policy)
        .filter(
            (one) =>
                one.isWhole &&
                one.effect === "Deny" &&
                one.principals.some(({ kind, id }) => kind === "AWS" && id === "*") &&
                (one.actions.includes(action) || one.actions.includes("*")) &&
                isOfPlainHttp(one),
        )
        .flatMap((one) => one.resources);
    return endings.every((ending) => refused.some((arn) => arn.endsWith(ending)));
}
