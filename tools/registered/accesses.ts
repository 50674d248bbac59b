/** Who reaches what, from a program's policies: the source for the rehearsal, the review and its picture. */

import { accountIn } from "../../components/iam/arns";
import type { Statement } from "../../components/iam/document";
import { asList } from "../../components/iam/lists";
import { isOfAccount, type Principal } from "../../components/iam/principals";
import { type ReadStatement, readStatement } from "../../components/iam/statements";
import { type AttachedDocument, documentsOf } from "./documents";
import { attachmentsOf, type Holder, policiesOfHolder } from "./identityPolicies";
import { ofType, type Resource } from "./resources";

/** One of the program's users or roles, acting with an access key or in a session. */
export interface Actor extends Holder {
    /** Its ARN; its name, if the program doesn't create it. */
    id: string;
}

/** Whether it is one of the program's users or roles. */
export function isActor(who: Access["who"]): who is Actor {
    return who.kind === "user" || who.kind === "role";
}

/** One statement, and one of the principals that it applies to. */
export interface Access {
    /** A principal that the statement names, or the user or role that has the identity policy. */
    who: Principal | Actor;
    /** Whether that is a principal of the account itself. The program's users and roles don't count: outsiders become them. */
    isInside: boolean;
    statement: ReadStatement;
    /** ARNs, or `*` for everything. */
    resources: string[];
    /** The document that the statement is in, in words. */
    by: string;
    /** The resource whose policy it is; absent for an identity policy, and for what has yet to be added. */
    bearer?: Resource;
    /** Whether the owner of an existing resource has yet to grant it. */
    isToBeAdded: boolean;
}

/** The principals that a statement applies to; with NotPrincipal, everyone. */
function principalsIn({ principals, unread }: ReadStatement): Principal[] {
    return unread.includes("NotPrincipal") ? [{ kind: "everyone", id: "*" }] : principals;
}

/** Access by a resource's own policy. `*` means the resource itself, as does the missing Resource of a trust policy. */
function byPolicy({ bearer, title, statements }: AttachedDocument, stackAccount: string): Access[] {
    const own = bearer.state.arn as string | undefined;
    // An explicit provider's resource belongs to its account; a bucket's ARN names none.
    const accountId = accountIn(own) ?? stackAccount;
    return statements.flatMap((statement) => {
        const named = statement.resources.map((arn) => (arn === "*" ? (own ?? arn) : arn));
        return principalsIn(statement).map((who) => ({
            who,
            isInside: isOfAccount(who, accountId),
            statement,
            resources: named.length ? named : asList(own),
            by: title,
            bearer,
            isToBeAdded: false,
        }));
    });
}

/** The program's roles, and its users that have an access key. */
function actorsOf(resources: readonly Resource[]): Actor[] {
    const attachments = attachmentsOf(resources);
    const made = (type: string, name: string) =>
        ofType(resources, type).find(({ state }) => state.name === name)?.state.arn as string | undefined;
    const roles = new Set([
        ...ofType(resources, "aws:iam/role:Role").map(({ state }) => String(state.name)),
        ...attachments.flatMap((attachment) => attachment.roles),
    ]);
    const users = new Set(ofType(resources, "aws:iam/accessKey:AccessKey").map(({ inputs }) => String(inputs.user)));
    return [
        ...[...roles].map((name): Actor => ({ kind: "role", name, id: made("aws:iam/role:Role", name) ?? name })),
        ...[...users].map((name): Actor => ({ kind: "user", name, id: made("aws:iam/user:User", name) ?? name })),
    ];
}

function asActor(who: Actor, resources: readonly Resource[]): Access[] {
    return policiesOfHolder(who, resources).flatMap(({ name, statements }) =>
        statements.map((statement) => ({
            who,
            isInside: false,
            statement,
            resources: statement.resources,
            by: `policy ${name}`,
            isToBeAdded: false,
        })),
    );
}

/** The outputs with statements that the owners of existing resources have to add. */
const toBeAdded: Readonly<Record<string, string>> = {
    bucketPolicyStatements: "statement for the existing bucket's policy",
    kmsKeyPolicyStatements: "statement for the existing key's policy",
    alarmTopicPolicyStatements: "statement for the existing alarm topic's policy",
    accessLogBucketPolicyStatements: "statement for the access log bucket's policy",
};

function byStatementsToAdd({ state }: Resource, accountId: string): Access[] {
    return Object.entries(toBeAdded).flatMap(([output, by]) =>
        (JSON.parse((state[output] as string | undefined) ?? "[]") as Statement[])
            .map(readStatement)
            .flatMap((statement) =>
                statement.principals.map((who) => ({
                    who,
                    isInside: isOfAccount(who, accountId),
                    statement,
                    // In a key's policy it is the key.
                    resources: statement.resources.map((arn) => (arn === "*" ? String(state.kmsKeyArn) : arn)),
                    by,
                    isToBeAdded: true,
                })),
            ),
    );
}

/**
 * Every access that a program's policies grant or refuse: what trust policies say, then what the roles and users can do
 * that outsiders become, then the policies of other resources, and what has yet to be added to existing ones.
 *
 * @param accountId the account of the stack
 */
export function accessesOf(resources: readonly Resource[], accountId: string): Access[] {
    const documents = documentsOf(resources);
    const isTrust = ({ property }: AttachedDocument) => property === "assumeRolePolicy";
    return [
        ...documents.filter(isTrust).flatMap((document) => byPolicy(document, accountId)),
        ...actorsOf(resources).flatMap((actor) => asActor(actor, resources)),
        ...documents.filter((document) => !isTrust(document)).flatMap((document) => byPolicy(document, accountId)),
        ...ofType(resources, "trailconnect:index:CloudTrailConnection").flatMap((connection) =>
            byStatementsToAdd(connection, accountId),
        ),
    ];
}
