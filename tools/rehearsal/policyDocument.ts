import type { Statement } from "../../components/iam/document";
import type { Properties } from "./cloud";

/** A statement as the function `aws.iam.getPolicyDocument` takes it. */
interface StatementArgs {
    sid?: string;
    effect?: "Allow" | "Deny";
    actions?: string[];
    notActions?: string[];
    resources?: string[];
    notResources?: string[];
    principals?: { type: string; identifiers: string[] }[];
    notPrincipals?: { type: string; identifiers: string[] }[];
    conditions?: { test: string; variable: string; values: string[] }[];
}

function principalsOf(principals: StatementArgs["principals"] = []): Statement["Principal"] {
    if (principals.some(({ type, identifiers }) => type === "*" && identifiers.includes("*"))) {
        return "*";
    }
    const kinds = [...new Set(principals.map(({ type }) => type))];
    return Object.fromEntries(
        kinds.map((kind) => [
            kind,
            principals.filter(({ type }) => type === kind).flatMap(({ identifiers }) => identifiers),
        ]),
    );
}

function conditionOf(conditions: NonNullable<StatementArgs["conditions"]>): NonNullable<Statement["Condition"]> {
    const condition: Record<string, Record<string, string[]>> = {};
    for (const { test, variable, values } of conditions) {
        const keys = condition[test] ?? {};
        condition[test] = { ...keys, [variable]: [...(keys[variable] ?? []), ...values] };
    }
    return condition;
}

function statementOf({ sid, effect = "Allow", principals, notPrincipals, conditions, ...lists }: StatementArgs) {
    return {
        ...(sid && { Sid: sid }),
        Effect: effect,
        ...(principals?.length && { Principal: principalsOf(principals) }),
        ...(notPrincipals?.length && { NotPrincipal: principalsOf(notPrincipals) }),
        ...(lists.actions?.length && { Action: lists.actions }),
        ...(lists.notActions?.length && { NotAction: lists.notActions }),
        ...(lists.resources?.length && { Resource: lists.resources }),
        ...(lists.notResources?.length && { NotResource: lists.notResources }),
        ...(conditions?.length && { Condition: conditionOf(conditions) }),
    };
}

function statementsIn(documents: unknown): { Sid?: string }[] {
    return ((documents ?? []) as string[]).flatMap((text) => JSON.parse(text).Statement ?? []);
}

/**
 * What `aws.iam.getPolicyDocument` answers: the statements of its arguments as JSON, behind those of source documents, and
 * replaced by those of overriding documents that have the same Sid. Source: "aws.iam.getPolicyDocument" (Pulumi Registry).
 */
export function policyDocument(args: Properties): Properties {
    const overriding = statementsIn(args.overridePolicyDocuments);
    const isOverridden = ({ Sid }: { Sid?: string }) => Sid !== undefined && overriding.some((one) => one.Sid === Sid);
    const own = ((args.statements ?? []) as StatementArgs[]).map(statementOf);
    const document = {
        Version: args.version ?? "2012-10-17",
        ...(typeof args.policyId === "string" && { Id: args.policyId }),
        Statement: [
            ...[...statementsIn(args.sourcePolicyDocuments), ...own].filter((statement) => !isOverridden(statement)),
            ...overriding,
        ],
    };
    return { id: "sample", json: JSON.stringify(document, null, 2), minifiedJson: JSON.stringify(document) };
}
