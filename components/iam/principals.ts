import { accountIn } from "./arns";
import type { Statement } from "./document";
import { asList } from "./lists";

/**
 * What a principal is: everyone; an AWS account as a whole; an IAM user, role or session; an AWS service; an identity
 * provider; or another kind that IAM accepts, such as a canonical user ID.
 */
type PrincipalKind = "everyone" | "account" | "iam" | "service" | "federated" | "other";

/** A principal that a statement names. Source: "AWS JSON policy elements: Principal" (IAM User Guide). */
export interface Principal {
    kind: PrincipalKind;
    /** As written in the statement. */
    id: string;
    /** The AWS account that it belongs to, if the statement names one. */
    accountId?: string;
}

function principal(element: string, id: string): Principal {
    if (id === "*") {
        return { kind: "everyone", id };
    }
    switch (element) {
        case "AWS": {
            const account = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(id)?.[1];
            return account
                ? { kind: "account", id, accountId: account }
                : { kind: "iam", id, accountId: accountIn(id) };
        }
        case "Service":
            return { kind: "service", id };
        case "Federated":
            return { kind: "federated", id, accountId: accountIn(id) };
        default:
            return { kind: "other", id };
    }
}

/** The principals that a statement names; none in an identity policy. */
export function principalsOf({ Principal: given }: Pick<Statement, "Principal">): Principal[] {
    return typeof given === "object" && given !== null
        ? Object.entries(given).flatMap(([element, ids]) => asList(ids).map((id) => principal(element, id)))
        : asList(given).map((id) => principal("AWS", id));
}

/** Whether a principal is the account itself, or a user, role or session in it. */
export function isOfAccount({ kind, accountId: owner }: Principal, accountId: string): boolean {
    return (kind === "account" || kind === "iam") && owner === accountId;
}
