import type { Statement } from "../../../components/iam/document";
import { documentsOf, parseDocument } from "../../registered/documents";
import { asList } from "../../registered/lists";
import { principalsOf } from "../../registered/principals";
import { readStatement } from "../../registered/statements";
import type { Registration } from "../../rehearsal/engine";
import type { Check, Evidence } from "./evidence";
import type { Stack } from "./stack";

/** The statements of a document. */
export function statementsIn(document: unknown): Statement[] {
    return parseDocument(document).Statement;
}

/** The statements of the document that a resource bears, as `policy` or `assumeRolePolicy`. */
export function statementsOf(resource: Registration): Statement[] {
    return documentsOf([resource]).flatMap(({ document }) => document.Statement);
}

const kinds = ["AWS", "Service", "Federated"];

/**
 * Whether a statement has nothing but the elements that the controls look at. NotAction, NotPrincipal and NotResource
 * are none of them: what they leave open is more than anybody named.
 */
export function isUnderstood(statement: Statement): boolean {
    const { Principal: principal = {} } = statement;
    return (
        readStatement(statement).unread.length === 0 &&
        (principal === "*" || Object.keys(principal).every((kind) => kinds.includes(kind)))
    );
}

/** The principals of one kind that a statement names; "*" is of every kind. */
export function principals({ Principal: principal }: Statement, kind: "AWS" | "Service" | "Federated"): string[] {
    return principal === undefined || principal === "*" ? asList(principal) : asList(principal[kind]);
}

/** Every principal that a statement names. */
export function allPrincipals(statement: Statement): string[] {
    return principalsOf(statement).map(({ id }) => id);
}

/** One condition of a statement. All of a statement's conditions have to hold. */
interface Condition {
    operator: string;
    key: string;
    values: string[];
}

function conditionsOf({ Condition: condition }: Statement): Condition[] {
    return Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
        // IAM tells the cases of keys not apart.
        Object.entries(keys).map(([key, values]) => ({
            operator,
            key: key.toLowerCase(),
            values: asList(values).map(String),
        })),
    );
}

/**
 * Whether a statement holds only where a key has one of certain values. Operators that negate, that pass where the key
 * is absent, or that look at sets don't count: `operators` says which do.
 */
export function asksFor(
    statement: Statement,
    key: string,
    operators: readonly string[],
    isCertain: (value: string) => boolean,
): boolean {
    return conditionsOf(statement).some(
        (one) =>
            one.key === key.toLowerCase() &&
            operators.includes(one.operator) &&
            one.values.length > 0 &&
            one.values.every(isCertain),
    );
}

/** Whether an ARN names its partition, service, region and account in full, and how what it is for begins. */
function isOfAccount(arn: string): boolean {
    return /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:\d{12}:[^*?]/.test(arn);
}

/** Whether an ARN names a bucket; a wildcard stands in what is in it at most, behind its beginning. */
function isOfBucket(arn: string): boolean {
    return /^arn:aws[a-z-]*:s3:::[^*?/]+(\/.*)?$/.test(arn);
}

/** Whether an ARN says what it is for, with a wildcard no earlier than behind how that begins. */
export function isNamed(arn: string): boolean {
    return isOfAccount(arn) || isOfBucket(arn);
}

/**
 * Whether a statement for services holds for a source that it names. Source: "Cross-service confused deputy prevention"
 * (IAM User Guide).
 */
export function namesSource(statement: Statement): boolean {
    const withoutWildcard = (arn: string) => isNamed(arn) && !/[*?]/.test(arn);
    return (
        asksFor(statement, "aws:SourceArn", ["ArnLike", "ArnEquals"], isNamed) ||
        asksFor(statement, "aws:SourceArn", ["StringEquals"], withoutWildcard) ||
        asksFor(statement, "aws:SourceAccount", ["StringEquals"], (account) => /^\d{12}$/.test(account))
    );
}

/** What contradicts in statements that a resource bears. `lack` completes "SID of NAME …". */
export function contraryIn(
    statements: readonly Statement[],
    name: string,
    condition: (statement: Statement) => boolean,
    lack: string,
): string[] {
    return statements.flatMap((statement) => {
        const which = `${statement.Sid ?? "a statement"} of ${name}`;
        if (!isUnderstood(statement)) {
            return [`${which} has elements that nobody looks at`];
        }
        return statement.Effect === "Deny" || condition(statement) ? [] : [`${which} ${lack}`];
    });
}

/** Evidence in every statement that grants something. `lack` completes "SID of NAME …" where it isn't so. */
export function grantsOnly(
    condition: (statement: Statement, resource: Registration, stack: Stack) => boolean,
    lack: string,
): Check {
    return (resource, stack): Evidence => {
        const contrary = contraryIn(
            statementsOf(resource),
            resource.name,
            (statement) => condition(statement, resource, stack),
            lack,
        );
        return contrary.length ? contrary.join("; ") : [resource];
    };
}

/** Evidence of a policy that names services as what they act for, and nobody else. */
export const admitsServicesOnly = grantsOnly(
    (statement) =>
        principals(statement, "Service").length > 0 &&
        allPrincipals(statement).length === principals(statement, "Service").length &&
        !allPrincipals(statement).includes("*") &&
        namesSource(statement),
    "admits others than a service on behalf of a named resource or account",
);

/** Whether a statement refuses whatever comes over plain HTTP, and nothing else. */
export function refusesPlainHttpOnly(statement: Statement): boolean {
    return (
        conditionsOf(statement).length === 1 &&
        asksFor(statement, "aws:SecureTransport", ["Bool"], (value) => value === "false")
    );
}

/** Whether statements refuse an action to everybody over plain HTTP, on every resource given. */
export function refusePlainHttp(
    statements: readonly Statement[],
    action: string,
    isOn: readonly ((arn: string) => boolean)[],
): boolean {
    const refused = statements
        .filter(
            (statement) =>
                isUnderstood(statement) &&
                statement.Effect === "Deny" &&
                principals(statement, "AWS").includes("*") &&
                asList(statement.Action).some((one) => one === action || one === "*") &&
                refusesPlainHttpOnly(statement),
        )
        .flatMap(({ Resource: resources }) => asList(resources));
    return isOn.every((matches) => refused.some(matches));
}
