import type { PolicyDocument } from "../components/policies/document";
import type { Registration } from "./engine";

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

/** Every policy document that the program wrote, in the order of registration. */
export function policiesOf(registrations: readonly Pick<Registration, "name" | "type" | "inputs">[]): BornPolicy[] {
    return registrations.flatMap(({ name, type, inputs }) =>
        policyProperties.flatMap((property) => {
            const text = inputs[property];
            return typeof text === "string"
                ? [{ resource: name, type, property, document: JSON.parse(text) as PolicyDocument }]
                : [];
        }),
    );
}
