/** What the identity policies of a program allow, wherever it writes or attaches them. */
import type { Statement } from "../../../components/iam/document";
import { awsManagedPolicies } from "../../registered/awsManagedPolicies";
import { nameOfPolicy } from "../../registered/identityPolicies";
import { asList } from "../../registered/lists";
import type { Registration } from "../../rehearsal/engine";
import { contraryIn, statementsIn, statementsOf } from "./documents";
import type { Check } from "./evidence";
import type { Stack } from "./stack";

const managed = "aws:iam/policy:Policy";
const written = [
    managed,
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/groupPolicy:GroupPolicy",
    "aws:iam/userPolicy:UserPolicy",
];
const attaching = [
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    "aws:iam/policyAttachment:PolicyAttachment",
    "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
    "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
    "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
];
const role = "aws:iam/role:Role";

/** The managed policies that a resource attaches, by ARN. */
function attachedBy({ inputs }: Registration): string[] {
    return [inputs.policyArn, inputs.policyArns, inputs.managedPolicyArns].flatMap((arns) =>
        asList(arns as string | string[] | undefined),
    );
}

function inlineIn({ inputs }: Registration): string[] {
    return ((inputs.inlinePolicies ?? []) as { policy?: string }[]).flatMap(({ policy }) => asList(policy));
}

function ownPolicy(arn: string, stack: Stack): Registration | undefined {
    return stack.ofType(managed).find(({ state }) => state.arn === arn);
}

/** The names of AWS's own policies among what resources attach. */
export function policiesOfAws(resources: readonly Registration[]): string[] {
    const arns = resources.flatMap(attachedBy).filter((arn) => arn.includes(":iam::aws:policy/"));
    return [...new Set(arns.map(nameOfPolicy))];
}

/**
 * Whatever brings permissions: the program's policies, inline or managed; what attaches a policy that is not the
 * program's; and roles that name policies among their properties.
 */
export function permissionBearers(stack: Stack): Registration[] {
    return [
        ...stack.ofType(...written),
        ...stack.ofType(...attaching).filter((one) => attachedBy(one).some((arn) => !ownPolicy(arn, stack))),
        ...stack.ofType(role).filter((one) => attachedBy(one).length + inlineIn(one).length > 0),
    ];
}

/** The statements of a managed policy: the program's own, or AWS's where its text is known; else `undefined`. */
function statementsOfManaged(arn: string, stack: Stack): Statement[] | undefined {
    const own = ownPolicy(arn, stack);
    return own
        ? statementsOf(own)
        : arn.includes(":iam::aws:policy/")
          ? awsManagedPolicies[nameOfPolicy(arn)]?.Statement
          : undefined;
}

/**
 * Evidence in every statement that allows something, of what a resource writes or attaches; a policy whose text nobody
 * knows is a contradiction. `lack` completes "SID of NAME …".
 */
export function allowsOnly(
    condition: (statement: Statement, resource: Registration, stack: Stack) => boolean,
    lack: string,
): Check {
    return (resource, stack) => {
        const holds = (statement: Statement) => condition(statement, resource, stack);
        const within = (statements: Statement[]) => contraryIn(statements, resource.name, holds, lack);
        const contrary = [
            ...(written.includes(resource.type) ? within(statementsOf(resource)) : []),
            ...inlineIn(resource).flatMap((text) => within(statementsIn(text))),
            ...attachedBy(resource).flatMap((arn) => {
                const statements = statementsOfManaged(arn, stack);
                return statements ? within(statements) : [`${resource.name} attaches ${nameOfPolicy(arn)}`];
            }),
        ];
        return contrary.length ? contrary.join("; ") : [resource];
    };
}

/** What belongs to a user, group or role by its name in one of the properties, be it one name or several. */
function belonging(stack: Stack, name: unknown, properties: readonly string[]): Registration[] {
    return stack
        .ofType(...written, ...attaching)
        .filter(({ inputs }) =>
            properties.some((property) => asList(inputs[property] as string | string[]).includes(name as string)),
        );
}

/** What brings permissions to a role. */
export function permissionsOfRole(bearer: Registration, stack: Stack): Registration[] {
    const inProperties = attachedBy(bearer).length + inlineIn(bearer).length > 0 ? [bearer] : [];
    return [...belonging(stack, bearer.state.name, ["role", "roles", "roleName"]), ...inProperties];
}

/** What brings permissions to a group. */
export function permissionsOfGroup(group: string, stack: Stack): Registration[] {
    return belonging(stack, group, ["group", "groups", "groupName"]);
}

/** What brings permissions to a user, besides its groups. */
export function permissionsOfUser(user: Registration, stack: Stack): Registration[] {
    return belonging(stack, user.state.name, ["user", "users", "userName"]);
}
