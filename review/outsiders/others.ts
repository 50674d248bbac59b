import type { Registration } from "../../rehearsal/engine";
import { policiesOf } from "../../rehearsal/policies";
import { ofType } from "../../rehearsal/registrations";
import { asList } from "../../rehearsal/statements";
import type { Identity } from "../identities/identities";
import { isOfAccount, isReadable, principalsOf, sourcesOf } from "../identities/statements";
import { conditionsForReaders } from "../identities/words";

/** Somebody whom the program lets in, and who is neither Microsoft nor a service of AWS's that acts for a resource. */
export interface Other {
    who: string;
    /** What it may do, with the conditions, in a sentence. */
    may: string;
}

/** The services of AWS's that this program's resources let in, each for a resource that a condition names. */
const expectedServices = [
    "cloudtrail.amazonaws.com",
    "s3.amazonaws.com",
    "sns.amazonaws.com",
    "cloudwatch.amazonaws.com",
    "events.amazonaws.com",
];

/** The component whose role CloudTrail assumes without such a condition: AWS documents none. */
const logGroup = "trailconnect:index:TrailLogGroup";

interface Bearer {
    document: ReturnType<typeof policiesOf>[number];
    resource: Registration | undefined;
    isLogGroupRole: boolean;
}

function isExpected(kind: string, id: string, sources: readonly string[], bearer: Bearer): boolean {
    if (kind !== "Service" || !expectedServices.includes(id)) {
        return false;
    }
    return (
        (bearer.isLogGroupRole && id === "cloudtrail.amazonaws.com") ||
        (sources.length > 0 &&
            sources.every((source) => /^arn:[^*?]+:[^*?]*:\d{12}:|^arn:[^*?]+:s3:::[^*?]+$/.test(source)))
    );
}

function ofPolicies(
    registrations: readonly Registration[],
    identities: readonly Identity[],
    accountId: string,
): Other[] {
    return policiesOf(registrations).flatMap((document) => {
        const resource = registrations.find(({ type, name }) => type === document.type && name === document.resource);
        const parent = registrations.find(({ urn }) => urn === resource?.parent);
        const bearer = { document, resource, isLogGroupRole: parent?.type === logGroup };
        const trusted = identities.find(({ becomes }) => becomes === resource?.state.arn)?.trusts;
        return document.document.Statement.filter(
            (statement) => isReadable(statement) && statement.Effect === "Allow",
        ).flatMap((statement) =>
            principalsOf(statement)
                .filter(({ id }) => id !== trusted && !isOfAccount(id, accountId))
                .filter(({ kind, id }) => !isExpected(kind, id, sourcesOf(statement), bearer))
                .map(({ id }) => {
                    const conditions = conditionsForReaders(statement);
                    return {
                        who: id === "*" ? "Everybody" : id,
                        may: `${asList(statement.Action).join(", ")} at ${document.resource} (${document.type.split(":").at(-1)}), ${conditions.length ? `if ${conditions.join(" and ")}` : "under no condition"}`,
                    };
                }),
        );
    });
}

function ofAccessKeys(registrations: readonly Registration[], identities: readonly Identity[]): Other[] {
    const known = identities.map(({ becomes }) => becomes.slice(becomes.lastIndexOf("/") + 1));
    return ofType(registrations, "aws:iam/accessKey:AccessKey")
        .filter(({ inputs }) => !known.includes(inputs.user as string))
        .map(({ name, inputs }) => ({
            who: `Whoever holds access key ${name}`,
            may: `everything that user ${inputs.user} may, which this review doesn't read`,
        }));
}

/** Whoever else outside the account the program's policies and access keys let in. */
export function othersOf(
    registrations: readonly Registration[],
    identities: readonly Identity[],
    accountId: string,
): Other[] {
    return [...ofPolicies(registrations, identities, accountId), ...ofAccessKeys(registrations, identities)];
}
