import type { PolicyDocument, Statement } from "../../../components/iam/document";
import { asList } from "../../rehearsal/statements";

const elements = ["Sid", "Effect", "Principal", "Action", "Resource", "Condition"];

/** Whether a statement says only what the review can read: no NotAction, NotPrincipal or NotResource. */
export function isReadable(statement: Statement): boolean {
    return (
        Object.keys(statement).every((element) => elements.includes(element)) &&
        (statement.Effect === "Allow" || statement.Effect === "Deny") &&
        asList(statement.Action).length > 0
    );
}

/** The statements of a document that grant something, as far as the review can read them. */
export function grantsIn(document: PolicyDocument): Statement[] {
    return document.Statement.filter((statement) => isReadable(statement) && statement.Effect === "Allow");
}

/** The statements of a document that refuse something, as far as the review can read them. */
export function refusalsIn(document: PolicyDocument): Statement[] {
    return document.Statement.filter((statement) => isReadable(statement) && statement.Effect === "Deny");
}

/** The values of a condition that asks for one of them. IAM tells the cases of condition keys not apart. */
function valuesOf({ Condition }: Statement, operators: readonly string[], key: string): string[] {
    return operators.flatMap((operator) =>
        Object.entries(Condition?.[operator] ?? {}).flatMap(([name, values]) =>
            name.toLowerCase() === key.toLowerCase() ? asList(values) : [],
        ),
    );
}

/** How a statement names the resource that an AWS service acts for, if it does. */
export function sourcesOf(statement: Statement): string[] {
    return valuesOf(statement, ["StringEquals", "ArnEquals", "ArnLike"], "aws:SourceArn");
}

/** How a statement names the account that an AWS service acts for, if it does. */
export function sourceAccountsOf(statement: Statement): string[] {
    return valuesOf(statement, ["StringEquals"], "aws:SourceAccount");
}
