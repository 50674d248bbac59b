import { demanded, type ReadStatement } from "../../../components/iam/statements";
import { coversAction } from "../../../components/iam/wildcards";
import { documentsOf } from "../../registered/documents";
import { isOfPlainHttp } from "../../registered/plainHttp";
import type { Registration } from "../../rehearsal/engine";
import type { EvidenceIn } from "./evidence";
import type { RegisteredStack } from "./registeredStack";

/**
 * Whether all of a statement could be read. NotAction, NotPrincipal and NotResource are not read: they cover more than
 * the statement names.
 */
export function isWhole({ unread, principals }: ReadStatement): boolean {
    return unread.length === 0 && principals.every(({ kind }) => kind !== "other");
}

/** The statements of a resource's `policy` or `assumeRolePolicy`. */
export function statementsOf(resource: Registration): ReadStatement[] {
    return documentsOf([resource]).flatMap(({ statements }) => statements);
}

/** Whether there are principals, and each is an AWS service. */
function isForServices({ principals }: ReadStatement): boolean {
    return principals.length > 0 && principals.every(({ kind }) => kind === "service");
}

/** Whether a statement matches any of the actions, by name or by wildcard. */
export function takesIn({ actions }: ReadStatement, ...some: string[]): boolean {
    return actions.some((pattern) => some.some((action) => coversAction(pattern, action)));
}

/** Whether a statement applies only if a key has one of certain values, by one of the operators. */
function demands(
    statement: ReadStatement,
    key: string,
    operators: readonly string[],
    isCertain: (value: string) => boolean,
): boolean {
    const values = demanded(statement, key, operators);
    return values.length > 0 && values.every(isCertain);
}

/**
 * Whether an ARN names an account and the beginning of a name, or a bucket. A wildcard may only follow that.
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

/** The contradictions in a resource's statements. `lack` completes "SID of NAME …". */
export function contraryIn(
    statements: readonly ReadStatement[],
    name: string,
    condition: (statement: ReadStatement) => boolean,
    lack: string,
): string[] {
    return statements
        .filter((one) => !isWhole(one) || (one.effect === "Allow" && !condition(one)))
        .map(
            (one) =>
                `${one.sid ?? "a statement"} of ${name} ${isWhole(one) ? lack : "has elements that the review doesn't read"}`,
        );
}

/** Evidence in every statement that grants something. Otherwise `lack` completes "SID of NAME …". */
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

/** Evidence of a policy that admits only services, each for a named source. */
export const admitsServicesOnly = grantsOnly(
    (statement) => isForServices(statement) && namesSource(statement),
    "admits others than a service on behalf of a named resource or account",
);

/** Whether a policy denies everyone an action over plain HTTP, on resources whose ARNs have these endings. */
export function refusesPlainHttp(policy: Registration, action: string, endings: readonly string[]): boolean {
    const refused = statementsOf(policy)
        .filter(
            (one) =>
                isWhole(one) &&
                one.effect === "Deny" &&
                one.principals.some(({ kind }) => kind === "everyone") &&
                (one.actions.includes(action) || one.actions.includes("*")) &&
                isOfPlainHttp(one),
        )
        .flatMap((one) => one.resources);
    return endings.every((ending) => refused.some((arn) => arn.endsWith(ending)));
}
