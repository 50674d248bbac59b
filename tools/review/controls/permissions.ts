/** What the identity policies of a program allow, whichever resource writes or attaches them. */
import { asList } from "../../../components/iam/lists";
import type { ReadStatement } from "../../../components/iam/statements";
import { policiesBy } from "../../registered/identityPolicies";
import type { Registration } from "../../rehearsal/engine";
import { contraryIn } from "./documents";
import type { EvidenceIn } from "./evidence";
import type { RegisteredStack } from "./registeredStack";

/** The IAM resources that write a policy, or attach one that the program doesn't write. */
export function bearers(stack: RegisteredStack): Registration[] {
    const own = stack.of("iam", "Policy").map(({ state }) => state.arn);
    return stack.all.filter((one) => policiesBy(one, stack.all).some(({ arn }) => !arn || !own.includes(arn)));
}

/** The IAM resources that refer to a user, group or role, in a property for one name or for several. */
export function naming(kind: "user" | "group" | "role", name: unknown, stack: RegisteredStack): Registration[] {
    return stack.all.filter(
        ({ type, inputs }) =>
            type.startsWith("aws:iam/") &&
            [kind, `${kind}s`, `${kind}Name`].some((property) =>
                asList(inputs[property] as string | string[]).includes(name as string),
            ),
    );
}

/** What gives permissions to a user (apart from its groups), a group or a role. */
export function permissionsOf(kind: "user" | "group" | "role", name: unknown, stack: RegisteredStack): Registration[] {
    return naming(kind, name, stack).filter((one) => policiesBy(one, stack.all).length > 0);
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
        const contrary = policiesBy(resource, stack.all).flatMap(({ name, document, statements }) =>
            document ? contraryIn(statements, resource.name, holds, lack) : [`${resource.name} attaches ${name}`],
        );
        return contrary.length ? contrary.join("; ") : [resource];
    };
}

/** Whether a pattern of actions matches only actions of one service that read. */
export function reads(action: string): boolean {
    return /^[a-z0-9-]+:(Describe|Get|List|Lookup)[A-Za-z]*\*?$/.test(action);
}
