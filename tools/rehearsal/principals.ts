/** Whom a statement of a policy names, and whether that is somebody of the account itself. */
import type { Statement } from "../../components/iam/document";
import { asList } from "./statements";

/** A principal of a statement. */
interface Principal {
    /** `AWS`, `Service`, `Federated`, or another kind of IAM's. */
    kind: string;
    id: string;
}

/** The principals that a statement names. "*" is everybody, of the kind AWS. */
export function principalsOf({ Principal: principal }: Statement): Principal[] {
    return typeof principal === "object"
        ? Object.entries(principal).flatMap(([kind, ids]) => asList(ids).map((id) => ({ kind, id })))
        : asList(principal).map((id) => ({ kind: "AWS", id }));
}

/** Whether a principal is one of the account itself: the account, or a user, a role or a session of its own. */
export function isOfAccount(principal: string, accountId: string): boolean {
    return (
        principal === accountId ||
        new RegExp(`^arn:[^:]*:(iam|sts)::${accountId}:(?!oidc-provider|saml-provider)`).test(principal)
    );
}
