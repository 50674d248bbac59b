/** Trust policies: who may be a role. */
import type { AwsRequest } from "../../support/simulate";
import { byAdministrator, microsoft, type Place, services, strangers, withValues } from "../outsiders";
import { type Attempt, asResourcePolicy, changed, everything, otherActions, outsideOf, type Trial } from "../trial";
import {
    foreignAccounts,
    foreignArns,
    foreignAudiences,
    foreignExternalIds,
    foreignPrincipal,
    foreignSessionNames,
} from "../values";

const everyOther = "every other action of the service, by who is admitted";

/** The account's own administrator, whom a trust policy has to name before an identity policy helps. */
function ownPeople(requests: readonly AwsRequest[], place: Place): Attempt[] {
    const own = byAdministrator(place, "sts:AssumeRole", "*").principal;
    return changed("the account's own administrator", requests, [
        (request) => ({ ...request, principal: own, identityPolicies: [everything] }),
    ]);
}

/** What is known of the role that Sentinel's API connector assumes. */
export interface SentinelTrustWorld extends Place {
    roleArn: string;
    /** The workspace ID. */
    externalId: string;
    /** The account that Microsoft signs in from. */
    microsoftAccountId: string;
}

/** What is tried on the trust policy of that role. */
export async function sentinelTrustTrial(world: SentinelTrustWorld): Promise<Trial> {
    const { partition, accountId, microsoftAccountId, roleArn, externalId } = world;
    const permitted = ["role/sentinel", "user/sentinel"].map(
        (name): AwsRequest => ({
            principal: `arn:${partition}:iam::${microsoftAccountId}:${name}`,
            action: "sts:AssumeRole",
            resource: roleArn,
            accountId,
            context: { "sts:ExternalId": externalId },
            identityPolicies: [everything],
        }),
    );
    const [first] = permitted as [AwsRequest];
    const attempts = [
        ...withValues("no external ID", permitted, "sts:ExternalId", [undefined]),
        ...withValues("another external ID", [first], "sts:ExternalId", foreignExternalIds(externalId)),
        ...strangers(permitted, world, microsoftAccountId),
        ...services([{ ...first, identityPolicies: undefined }]),
        ...ownPeople(permitted, world),
        ...(await otherActions(everyOther, first, "sts", [roleArn], (action) => action === "sts:AssumeRole")),
    ];
    return { attach: asResourcePolicy, permitted, attempts: outsideOf(permitted, attempts) };
}

/** What is known of the role that Sentinel's S3 connector assumes. */
export interface OidcTrustWorld extends Place {
    roleArn: string;
    workspaceId: string;
    /** The issuer of its Azure cloud, as IAM writes it. */
    issuer: string;
    audience: string;
    sessionNames: readonly string[];
    /** The issuers and audiences of the other Azure clouds. */
    others: readonly { issuer: string; audience: string }[];
}

/** What is tried on the trust policy of that role. */
export async function oidcTrustTrial(world: OidcTrustWorld): Promise<Trial> {
    const { partition, accountId, roleArn, workspaceId, issuer, audience, sessionNames, others } = world;
    const provider = (ofIssuer: string, account = accountId) =>
        `arn:${partition}:iam::${account}:oidc-provider/${ofIssuer}`;
    const audienceKey = `${issuer}:aud`;
    // With an identity policy besides, so that only the trust policy can be what refuses.
    const permitted = sessionNames.map(
        (sessionName): AwsRequest => ({
            principal: provider(issuer),
            action: "sts:AssumeRoleWithWebIdentity",
            resource: roleArn,
            accountId,
            context: { [audienceKey]: audience, "sts:RoleSessionName": sessionName },
            identityPolicies: [everything],
        }),
    );
    const [first] = permitted as [AwsRequest];
    const providers = [
        foreignPrincipal("Federated", provider(issuer)),
        provider(issuer.slice(0, -1)),
        provider(`${issuer}v2.0`),
        provider(issuer.replace("sts.windows.net", "login.microsoftonline.com")),
        ...others.map((other) => provider(other.issuer)),
        ...foreignAccounts(accountId).map((account) => provider(issuer, account)),
    ];
    const attempts = [
        ...withValues("no session name", [first], "sts:RoleSessionName", [undefined]),
        ...withValues(
            "another session name",
            [first],
            "sts:RoleSessionName",
            foreignSessionNames(sessionNames, workspaceId),
        ),
        ...withValues("no audience", permitted, audienceKey, [undefined]),
        ...withValues(
            "another audience",
            permitted,
            audienceKey,
            foreignAudiences(
                audience,
                others.map((other) => other.audience),
            ),
        ),
        ...changed(
            "another issuer",
            permitted,
            providers.map((principal) => (request) => ({ ...request, principal })),
        ),
        ...others.flatMap((other) =>
            changed("another issuer", permitted, [
                ({ context, ...request }) => ({
                    ...request,
                    context: { ...context, [audienceKey]: undefined, [`${other.issuer}:aud`]: audience },
                }),
            ]),
        ),
        ...strangers(permitted, world),
        ...microsoft(permitted, world),
        ...services([{ ...first, identityPolicies: undefined }]),
        ...ownPeople(permitted, world),
        ...(await otherActions(
            everyOther,
            first,
            "sts",
            [roleArn],
            (action) => action === "sts:AssumeRoleWithWebIdentity",
        )),
    ];
    return { attach: asResourcePolicy, permitted, attempts: outsideOf(permitted, attempts) };
}

/** What is known of the role with which CloudTrail writes to CloudWatch Logs. */
export interface DeliveryTrustWorld extends Place {
    roleArn: string;
}

/** What is tried on the trust policy of that role. */
export async function deliveryTrustTrial(world: DeliveryTrustWorld): Promise<Trial> {
    const { accountId, roleArn } = world;
    const assumes: AwsRequest = {
        principal: "cloudtrail.amazonaws.com",
        action: "sts:AssumeRole",
        resource: roleArn,
        accountId,
        context: {},
    };
    const permitted = [assumes];
    const attempts = [
        ...services(permitted, "cloudtrail.amazonaws.com"),
        ...strangers(permitted, world),
        ...microsoft(permitted, world),
        ...ownPeople(permitted, world),
        ...(await otherActions(everyOther, assumes, "sts", [roleArn], (action) => action === "sts:AssumeRole")),
    ];
    return { attach: asResourcePolicy, permitted, attempts: outsideOf(permitted, attempts) };
}

/** What is known of the role with which EventBridge publishes alarms. */
export interface TamperTrustWorld extends Place {
    roleArn: string;
    /** The ARNs of the rules that may use it. */
    rules: readonly string[];
}

/** What is tried on the trust policy of that role. */
export async function tamperTrustTrial(world: TamperTrustWorld): Promise<Trial> {
    const { accountId, roleArn, rules } = world;
    const permitted = rules.map(
        (rule): AwsRequest => ({
            principal: "events.amazonaws.com",
            action: "sts:AssumeRole",
            resource: roleArn,
            accountId,
            context: { "aws:SourceArn": rule, "aws:SourceAccount": accountId },
        }),
    );
    const [first] = permitted as [AwsRequest];
    const attempts = [
        ...withValues(
            "another rule",
            [first],
            "aws:SourceArn",
            rules.flatMap((rule) => [...foreignArns(rule), rule.replace(":rule/", ":rule/some-bus/")]),
        ),
        ...withValues("no rule named", permitted, "aws:SourceArn", [undefined]),
        ...withValues("a rule of another account, or of none", permitted, "aws:SourceAccount", [
            ...foreignAccounts(accountId),
            undefined,
        ]),
        ...strangers(permitted, world),
        ...microsoft(permitted, world),
        ...services(permitted, "events.amazonaws.com"),
        ...ownPeople(permitted, world),
        ...(await otherActions(everyOther, first, "sts", [roleArn], (action) => action === "sts:AssumeRole")),
    ];
    return { attach: asResourcePolicy, permitted, attempts: outsideOf(permitted, attempts) };
}
