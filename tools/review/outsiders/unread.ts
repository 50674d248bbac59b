import type { Registration } from "../../rehearsal/engine";
import { bornPolicies } from "../../rehearsal/policies";
import { labelOf } from "../../rehearsal/registrations";
import { isReadable } from "../identities/statements";

/** Properties of resources that grant access, and that the review doesn't read. */
const grantingProperties: Readonly<Record<string, readonly string[]>> = {
    "aws:iam/role:Role": ["managedPolicyArns", "inlinePolicies"],
    "aws:s3/bucket:Bucket": ["acl", "grants", "policy", "website", "replicationConfiguration"],
};

function isGiven(value: unknown): boolean {
    return value !== undefined && !(Array.isArray(value) && value.length === 0);
}

/** What grants something in a form that the review can't read, each in words. With today's program nothing. */
export function unreadIn(registrations: readonly Registration[]): string[] {
    const statements = bornPolicies(registrations).flatMap(({ bearer, policy: { document } }) =>
        // A Deny lets nobody in, however it is written.
        document.Statement.filter((statement) => statement.Effect !== "Deny" && !isReadable(statement)).map(
            (statement) => `a statement of ${labelOf(bearer)} with ${Object.keys(statement).join(", ")}`,
        ),
    );
    const properties = registrations.flatMap((registration) =>
        (grantingProperties[registration.type] ?? [])
            .filter((property) => isGiven(registration.inputs[property]))
            .map((property) => `${property} of ${labelOf(registration)}`),
    );
    return [...statements, ...properties];
}

const component = /^trailconnect:/;

/** The resources that stand beside trailconnect's components. */
export function besideComponents(registrations: readonly Registration[]): Registration[] {
    const byUrn = new Map(registrations.map((registration) => [registration.urn, registration]));
    const isWithin = ({ parent }: Registration): boolean => {
        const above = byUrn.get(parent);
        return above !== undefined && (component.test(above.type) || isWithin(above));
    };
    return registrations.filter(
        (registration) => registration.custom && !registration.type.startsWith("pulumi:") && !isWithin(registration),
    );
}
