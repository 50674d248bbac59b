import { accountIn } from "../../../components/iam/arns";
import type { Principal } from "../../../components/iam/principals";
import { demanded, isGrant, type ReadStatement } from "../../../components/iam/statements";
import { type Access, isActor } from "../../registered/accesses";
import { classOf, ofType, parentOf, type Resource } from "../../registered/resources";
import { conditionsInWords, isSentinels, principalInWords } from "../../registered/words";
import type { MicrosoftIdentity } from "../identities/microsoftIdentities";
import { namedByArguments } from "./namedByArguments";

/** A principal that has access, and is neither Microsoft nor an AWS service that acts for a resource. */
export interface UnexpectedPrincipal {
    who: string;
    /** What it may do, with the conditions. */
    may: string;
}

/** The AWS services that this program's resources admit, each on behalf of a resource that a condition names. */
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

/** What is the program's: the resources that it makes, those that its arguments name, and those of the account. */
interface Own {
    resources: readonly Resource[];
    named: ReadonlySet<string>;
    identities: readonly MicrosoftIdentity[];
    accountId: string;
}

/** Whether a service acts for what is the program's own, by the statement's conditions. */
function actsForOwn(statement: ReadStatement, { resources, named, accountId }: Own): boolean {
    const isOwn = (arn: string) =>
        accountIn(arn) === accountId ||
        named.has(arn.replace(/^arn:[^:]*:s3:::/, "")) ||
        resources.some(({ state }) => state.arn === arn);
    const arns = demanded(statement, "aws:SourceArn");
    const accounts = demanded(statement, "aws:SourceAccount", ["StringEquals"]);
    return arns.length > 0 ? arns.every(isOwn) : accounts.length > 0 && accounts.every((one) => one === accountId);
}

function isExpected(who: Principal, bearer: Resource, statement: ReadStatement, own: Own): boolean {
    if (who.kind === "service") {
        const delivers = who.id === "cloudtrail.amazonaws.com" && parentOf(own.resources, bearer)?.type === logGroup;
        return expectedServices.includes(who.id) && (delivers || actsForOwn(statement, own));
    }
    return isSentinels(who) && own.identities.some(({ becomes }) => becomes === bearer.state.arn);
}

function mayIn({ statement, bearer }: Access & { bearer: Resource }): string {
    const conditions = conditionsInWords(statement);
    const when = conditions.length ? `if ${conditions.join(" and ")}` : "unconditionally";
    return `${statement.actions.join(", ")} at ${bearer.name} (${classOf(bearer)}), ${when}`;
}

/** Everyone else outside the account to whom the program's policies and access keys give access. */
export function unexpectedPrincipals(
    accesses: readonly Access[],
    identities: readonly MicrosoftIdentity[],
    resources: readonly Resource[],
    stackAccount: string,
): UnexpectedPrincipal[] {
    const named = namedByArguments(resources);
    const byPolicies = accesses.flatMap((access) => {
        const { who, isInside, statement, bearer } = access;
        if (bearer === undefined || isInside || !isGrant(statement) || isActor(who)) {
            return [];
        }
        const accountId = accountIn(bearer.state.arn) ?? stackAccount;
        return isExpected(who, bearer, statement, { resources, named, identities, accountId })
            ? []
            : [{ who: principalInWords(who), may: mayIn({ ...access, bearer }) }];
    });
    const byAccessKeys = ofType(resources, "aws:iam/accessKey:AccessKey")
        .filter(({ inputs }) => !identities.some(({ becomes }) => becomes.endsWith(`/${inputs.user}`)))
        .map(({ name, inputs }) => ({
            who: `Anyone who holds access key ${name}`,
            may: `everything that user ${inputs.user} may do, which this review doesn't assess`,
        }));
    return [...byPolicies, ...byAccessKeys];
}
