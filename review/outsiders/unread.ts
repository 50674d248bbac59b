import type { Registration } from "../../rehearsal/engine";
import { policiesOf } from "../../rehearsal/policies";
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
    const statements = policiesOf(registrations).flatMap(({ resource, type, document }) =>
        // A Deny lets nobody in, however it is written.
        document.Statement.filter((statement) => statement.Effect !== "Deny" && !isReadable(statement)).map(
            (statement) =>
                `a statement of ${type.split(":").at(-1)} ${resource} with ${Object.keys(statement).join(", ")}`,
        ),
    );
    const properties = registrations.flatMap(({ type, name, inputs }) =>
        (grantingProperties[type] ?? [])
            .filter((property) => isGiven(inputs[property]))
            .map((property) => `${property} of ${type.split(":").at(-1)} ${name}`),
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
