import type { PolicyDocument } from "../../components/iam/document";
import { awsManagedPolicies } from "./awsManagedPolicies";
import type { Registration } from "./engine";
import { asList } from "./statements";

/** A policy document from its text, or from the object that Pulumi takes as well; a statement may stand without its list. */
export function parseDocument(given: unknown): PolicyDocument {
    const document = (typeof given === "string" ? JSON.parse(given) : given) as PolicyDocument;
    return { ...document, Statement: asList(document.Statement) };
}

/** A policy document that a resource bears, and where. */
export interface BornPolicy {
    /** The resource's name in the program. */
    resource: string;
    type: string;
    /** The property that holds the document. */
    property: string;
    document: PolicyDocument;
}

const policyProperties = ["policy", "assumeRolePolicy"];

/** Every policy document that the program wrote, in the order of registration; an argument of a component is none. */
export function policiesOf(registrations: readonly Pick<Registration, "name" | "type" | "inputs">[]): BornPolicy[] {
    const resources = registrations.filter(({ type }) => !type.startsWith("trailconnect:"));
    return resources.flatMap(({ name, type, inputs }) =>
        policyProperties.flatMap((property) => {
            const given = inputs[property];
            const isGiven = typeof given === "string" ? given !== "" : typeof given === "object" && given !== null;
            return isGiven ? [{ resource: name, type, property, document: parseDocument(given) }] : [];
        }),
    );
}

/** The policy documents of a program, each with the resource that bears it. */
export function bornPolicies(registrations: readonly Registration[]): { bearer: Registration; policy: BornPolicy }[] {
    return registrations.flatMap((bearer) => policiesOf([bearer]).map((policy) => ({ bearer, policy })));
}

/** The name of a managed policy, from its ARN. */
export function nameOfPolicy(policyArn: string): string {
    return policyArn.slice(policyArn.lastIndexOf("/") + 1);
}

/**
 * The document of a managed policy: the program's own, or AWS's.
 * @throws Error if it is neither
 */
export function managedPolicy(policyArn: string, registrations: readonly Registration[]): PolicyDocument {
    const own = registrations.find(({ type, state }) => type === "aws:iam/policy:Policy" && state.arn === policyArn);
    const isOfAws = /^arn:[^:]+:iam::aws:policy\//.test(policyArn);
    const document = own
        ? parseDocument(own.inputs.policy)
        : isOfAws
          ? awsManagedPolicies[nameOfPolicy(policyArn)]
          : undefined;
    if (!document) {
        throw new Error(`The rehearsal has no text of ${policyArn}: add it to rehearsal/awsManagedPolicies.ts`);
    }
    return document;
}
