import type { PolicyDocument, Statement } from "../../components/policies/document";
import type { Registration } from "../../rehearsal/engine";
import { asList } from "../../rehearsal/statements";
import type { Check, Evidence } from "./evidence";

/** The statements of the document that a resource bears, as `policy` or `assumeRolePolicy`. */
export function statementsOf(resource: Registration): Statement[] {
    const text = resource.inputs.policy ?? resource.inputs.assumeRolePolicy;
    return typeof text === "string" ? asList((JSON.parse(text) as PolicyDocument).Statement) : [];
}

/** The principals of one kind that a statement names; "*" is of every kind. */
export function principals({ Principal: principal }: Statement, kind: "AWS" | "Service" | "Federated"): string[] {
    return principal === undefined || principal === "*" ? asList(principal) : asList(principal[kind]);
}

/** The condition keys of a statement. */
export function conditionKeys({ Condition: condition }: Statement): string[] {
    return Object.values(condition ?? {}).flatMap((keys) => Object.keys(keys));
}

/** Evidence in every statement that grants something. `lack` completes "SID of NAME …" where it isn't so. */
export function grantsOnly(condition: (statement: Statement, resource: Registration) => boolean, lack: string): Check {
    return (resource): Evidence => {
        const contrary = statementsOf(resource).filter(
            (statement) => statement.Effect === "Allow" && !condition(statement, resource),
        );
        return contrary.length
            ? contrary.map(({ Sid: sid }) => `${sid ?? "a statement"} of ${resource.name} ${lack}`).join("; ")
            : [resource];
    };
}

/** Evidence of a policy that names services as what they act for, and nobody else. */
export const admitsServicesOnly = grantsOnly(
    (statement) =>
        principals(statement, "AWS").length === 0 &&
        principals(statement, "Service").length > 0 &&
        conditionKeys(statement).some((key) => key === "aws:SourceArn" || key === "aws:SourceAccount"),
    "admits others than a service on behalf of a named resource or account",
);
