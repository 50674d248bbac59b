/** What a program's users, groups and roles may do by identity policies, whichever of Pulumi's resources gives them. */
import type { PolicyDocument } from "../../components/iam/document";
import { asList } from "../../components/iam/lists";
import { type ReadStatement, readStatement } from "../../components/iam/statements";
import { awsManagedPolicies } from "./awsManagedPolicies";
import { parseDocument } from "./documents";
import { classOf, ofType, type Resource } from "./resources";

/** An identity policy. */
export interface IdentityPolicy {
    /** Its name, or the name of the resource that writes it. */
    name: string;
    /** Of a managed policy. */
    arn?: string;
    /** Absent for a managed policy whose text isn't known. */
    document?: PolicyDocument;
    statements: ReadStatement[];
}

/** A policy, and what in the program gives it to whom. */
export interface Attachment {
    policy: IdentityPolicy;
    /** The resource that attaches or writes it. */
    by: Resource;
    /** The names of the users, groups and roles that have it. */
    users: string[];
    groups: string[];
    roles: string[];
}

/** The name of a managed policy, from its ARN. */
function nameOfPolicy(policyArn: string): string {
    return policyArn.slice(policyArn.lastIndexOf("/") + 1);
}

function textOf(arn: string, resources: readonly Resource[]): PolicyDocument | undefined {
    const own = ofType(resources, "aws:iam/policy:Policy").find(({ state }) => state.arn === arn);
    return own
        ? parseDocument(own.inputs.policy)
        : /^arn:[^:]+:iam::aws:policy\//.test(arn)
          ? awsManagedPolicies[nameOfPolicy(arn)]
          : undefined;
}

/** A statement in place of a policy whose text isn't known. */
function unknownText(arn: string): ReadStatement {
    const written = { Effect: "Allow" as const, Action: [] };
    return { ...readStatement(written), unread: [`the text of ${arn}`] };
}

/** A managed policy: the program's own, or AWS's; of another one the text is not known. */
function managedPolicy(arn: string, resources: readonly Resource[]): IdentityPolicy {
    const document = textOf(arn, resources);
    const statements = document?.Statement.map(readStatement) ?? [unknownText(arn)];
    return { name: nameOfPolicy(arn), arn, document, statements };
}

function inlinePolicy(name: unknown, text: unknown): IdentityPolicy {
    const document = parseDocument(text);
    return { name: String(name), document, statements: document.Statement.map(readStatement) };
}

/** The identity policies that an IAM resource writes or attaches; empty for any other resource. */
export function policiesBy(by: Resource, resources: readonly Resource[]): IdentityPolicy[] {
    if (!by.type.startsWith("aws:iam/")) {
        return [];
    }
    const { policyArn, policyArns, managedPolicyArns, inlinePolicies, policy, name } = by.inputs;
    const arns = [policyArn, policyArns, managedPolicyArns].flatMap((one) => asList(one as string | string[]));
    return [
        ...arns.map((arn) => managedPolicy(arn, resources)),
        ...(policy ? [inlinePolicy(name ?? by.name, policy)] : []),
        ...asList(inlinePolicies as { name?: string; policy?: string }[]).flatMap((one) =>
            one.policy ? [inlinePolicy(one.name ?? by.name, one.policy)] : [],
        ),
    ];
}

/** Every identity policy that the program gives to a user, a group or a role, in the order of registration. */
export function attachmentsOf(resources: readonly Resource[]): Attachment[] {
    return resources.flatMap((by) => {
        const named = (...properties: string[]) =>
            properties.flatMap((property) => asList(by.inputs[property] as string | string[]));
        const holders = {
            users: named("user", "users", "userName"),
            groups: named("group", "groups", "groupName"),
            // A role may name its policies among its own properties.
            roles: classOf(by) === "Role" ? [String(by.state.name)] : named("role", "roles", "roleName"),
        };
        return policiesBy(by, resources).map((policy) => ({ policy, by, ...holders }));
    });
}

/** The groups that a user is in, by name. */
function groupsOfUser(user: string, resources: readonly Resource[]): string[] {
    return [
        ...ofType(resources, "aws:iam/userGroupMembership:UserGroupMembership")
            .filter(({ inputs }) => inputs.user === user)
            .flatMap(({ inputs }) => asList(inputs.groups as string[])),
        ...ofType(resources, "aws:iam/groupMembership:GroupMembership")
            .filter(({ inputs }) => asList(inputs.users as string[]).includes(user))
            .map(({ inputs }) => String(inputs.group)),
    ];
}

/** A user or a role. */
export interface Holder {
    kind: "user" | "role";
    name: string;
}

/** What a user or role may do: by policies of its own, and a user by those of its groups. */
export function policiesOfHolder({ kind, name }: Holder, resources: readonly Resource[]): IdentityPolicy[] {
    const groups = kind === "user" ? groupsOfUser(name, resources) : [];
    return attachmentsOf(resources)
        .filter(({ users, roles, groups: holding }) =>
            kind === "role"
                ? roles.includes(name)
                : users.includes(name) || holding.some((one) => groups.includes(one)),
        )
        .map(({ policy }) => policy);
}
