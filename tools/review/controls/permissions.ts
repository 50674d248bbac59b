/** What the identity policies of a program allow, whichever resource writes or attaches them. */

import { asList } from "../../../components/iam/lists";
import { type ReadStatement, readStatement } from "../../../components/iam/statements";
import { awsManagedPolicies } from "../../registered/awsManagedPolicies";
import { nameOfPolicy } from "../../registered/identityPolicies";
import type { Registration } from "../../rehearsal/engine";
import { contraryIn, statementsIn, statementsOf } from "./documents";
import type { EvidenceIn } from "./evidence";
import type { RegisteredStack } from "./registeredStack";

/** The managed policies that a resource attaches, by ARN. */
function attachedBy({ inputs }: Registration): string[] {
    return [inputs.policyArn, inputs.policyArns, inputs.managedPolicyArns].flatMap((arns) =>
        asList(arns as string | string[] | undefined),
    );
}

/** The policies that a resource writes: its own, or a role's inline ones. */
function writtenBy({ inputs }: Registration): unknown[] {
    const inline = (inputs.inlinePolicies ?? []) as { policy?: unknown }[];
    return [inputs.policy, ...inline.map(({ policy }) => policy)].filter((policy) => policy !== undefined);
}

function ownPolicy(arn: string, stack: RegisteredStack): Registration | undefined {
    return stack.of("iam", "Policy").find(({ state }) => state.arn === arn);
}

const isOfAws = (arn: string) => arn.includes(":iam::aws:policy/");

/** Whatever of IAM writes a policy, or attaches one that the program doesn't write. */
export function bearers(stack: RegisteredStack): Registration[] {
    return stack.all.filter(
        (one) =>
            one.type.startsWith("aws:iam/") &&
            (writtenBy(one).length > 0 || attachedBy(one).some((arn) => !ownPolicy(arn, stack))),
    );
}

/** Whatever of IAM names a user, group or role in the properties for that, be it one name or several. */
export function naming(kind: "user" | "group" | "role", name: unknown, stack: RegisteredStack): Registration[] {
    return stack.all.filter(
        ({ type, inputs }) =>
            type.startsWith("aws:iam/") &&
            [kind, `${kind}s`, `${kind}Name`].some((property) =>
                asList(inputs[property] as string | string[]).includes(name as string),
            ),
    );
}

/** What brings permissions to a user (besides its groups), a group or a role. */
export function permissionsOf(kind: "user" | "group" | "role", name: unknown, stack: RegisteredStack): Registration[] {
    return naming(kind, name, stack).filter((one) => writtenBy(one).length + attachedBy(one).length > 0);
}

/** The statements of a managed policy: the program's own, or AWS's where its text is known; else `undefined`. */
function statementsOfManaged(arn: string, stack: RegisteredStack): ReadStatement[] | undefined {
    const own = ownPolicy(arn, stack);
    const document = isOfAws(arn) ? awsManagedPolicies[nameOfPolicy(arn)] : undefined;
    return own ? statementsOf(own) : document?.Statement.map(readStatement);
}

/**
 * Evidence in every statement that allows something, of what a resource writes or attaches; a policy whose text is not
 * known is a contradiction. `lack` completes "SID of NAME …".
 */
export function allowsOnly(
    condition: (statement: ReadStatement, resource: Registration, stack: RegisteredStack) => boolean,
    lack: string,
): EvidenceIn {
    return (resource, stack) => {
        const holds = (statement: ReadStatement) => condition(statement, resource, stack);
        const within = (statements: ReadStatement[]) => contraryIn(statements, resource.name, holds, lack);
        const contrary = [
            ...writtenBy(resource).flatMap((document) => within(statementsIn(document))),
            ...attachedBy(resource).flatMap((arn) => {
                const statements = statementsOfManaged(arn, stack);
                return statements ? within(statements) : [`${resource.name} attaches ${nameOfPolicy(arn)}`];
            }),
        ];
        return contrary.length ? contrary.join("; ") : [resource];
    };
}

/** Whether a pattern of actions is of one service, and takes in only what reads. */
export function reads(action: string): boolean {
    return /^[a-z0-9-]+:(Describe|Get|List|Lookup)[A-Za-z]*\*?$/.test(action);
}
