import type { Statement } from "../../../components/iam/document";
import { accountIn } from "../../rehearsal/arns";
import type { Registration } from "../../rehearsal/engine";
import { bornPolicies } from "../../rehearsal/policies";
import { isOfAccount, principalsOf } from "../../rehearsal/principals";
import { classOf, ofType } from "../../rehearsal/registrations";
import { asList } from "../../rehearsal/statements";
import { byPath } from "../argumentPaths";
import type { Identity } from "../identities/identities";
import { grantsIn, sourceAccountsOf, sourcesOf } from "../identities/statements";
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
    "logging.s3.amazonaws.com",
];

/** The component whose role CloudTrail assumes without such a condition: AWS documents none. */
const logGroup = "trailconnect:index:TrailLogGroup";

/** What a service's statement is held against. */
interface Surroundings {
    registrations: readonly Registration[];
    accountId: string;
    /** Whether the statement is of the role that CloudTrail delivers to CloudWatch Logs with. */
    isOfLogGroup: boolean;
}

/** Whether an ARN, or a pattern of ARNs, is of the account itself, of the program, or of what its configuration names. */
function isOwnSource(source: string, { registrations, accountId }: Surroundings): boolean {
    if (registrations.some(({ state }) => state.arn === source)) {
        return true;
    }
    if (source.includes(":s3:::")) {
        const name = source.slice(source.lastIndexOf(":") + 1);
        return registrations.some(({ inputs }) => byPath(inputs)["existingBucket.name"] === name);
    }
    const owner = source.split(":")[4];
    return owner === accountId || registrations.some(({ inputs }) => byPath(inputs)["existingTrail.arn"] === source);
}

function isExpected(kind: string, id: string, statement: Statement, around: Surroundings): boolean {
    if (kind !== "Service" || !expectedServices.includes(id)) {
        return false;
    }
    if (around.isOfLogGroup && id === "cloudtrail.amazonaws.com") {
        return true;
    }
    const sources = sourcesOf(statement);
    return sources.length > 0
        ? sources.every((source) => isOwnSource(source, around))
        : sourceAccountsOf(statement).length > 0 && sourceAccountsOf(statement).every((id) => id === around.accountId);
}

function mayOf(statement: Statement, bearer: Registration): string {
    const conditions = conditionsForReaders(statement);
    const when = conditions.length ? `if ${conditions.join(" and ")}` : "under no condition";
    return `${asList(statement.Action).join(", ")} at ${bearer.name} (${classOf(bearer)}), ${when}`;
}

function ofPolicies(
    registrations: readonly Registration[],
    identities: readonly Identity[],
    stackAccount: string,
): Other[] {
    return bornPolicies(registrations).flatMap(({ bearer, policy }) => {
        const parent = registrations.find(({ urn }) => urn === bearer.parent);
        const accountId = accountIn(bearer.state.arn) ?? stackAccount;
        const around = { registrations, accountId, isOfLogGroup: parent?.type === logGroup };
        const trusted = identities.find(({ becomes }) => becomes === bearer.state.arn)?.trusts;
        return grantsIn(policy.document).flatMap((statement) =>
            principalsOf(statement)
                .filter(({ id }) => id !== trusted && !isOfAccount(id, accountId))
                .filter(({ kind, id }) => !isExpected(kind, id, statement, around))
                .map(({ id }) => ({ who: id === "*" ? "Everybody" : id, may: mayOf(statement, bearer) })),
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
