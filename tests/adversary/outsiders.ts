/**
 * Outsiders that every resource policy has to keep out, made from requests that it admits.
 */
import { sentinelAccountIds } from "../../components/facts/microsoft";
import { type AwsRequest, anonymous, withContext } from "../support/simulate";
import { type Attempt, changed, everything } from "./trial";
import { foreignAccountId, foreignAccounts, otherServices } from "./values";

/** Where a resource lies. */
export interface Place {
    partition: string;
    region: string;
    accountId: string;
}

/** The account that Sentinel's API connector signs in from. */
const publishedAccountId = sentinelAccountIds.commercial as string;

function principalsOf(partition: string, accountId: string): string[] {
    return [
        `arn:${partition}:iam::${accountId}:user/administrator`,
        `arn:${partition}:iam::${accountId}:role/administrator`,
        `arn:${partition}:sts::${accountId}:assumed-role/administrator/session`,
        `arn:${partition}:iam::${accountId}:root`,
    ];
}

/** A request of the account's own administrator, who may do everything by identity policy. */
export function byAdministrator(place: Place, action: string, resource: string): AwsRequest {
    return {
        principal: `arn:${place.partition}:iam::${place.accountId}:user/administrator`,
        action,
        resource,
        accountId: place.accountId,
        context: { "aws:SecureTransport": "true" },
        identityPolicies: [everything],
    };
}

const as = (principal: string) => (request: AwsRequest) => ({ ...request, principal, identityPolicies: [everything] });

/**
 * Principals of other accounts, to whom their own account grants everything, and nobody at all.
 *
 * @param admitted an account that is admitted besides the place's own
 */
export function strangers(requests: readonly AwsRequest[], place: Place, admitted = place.accountId): Attempt[] {
    const { partition, accountId } = place;
    const others = foreignAccounts(admitted, accountId).filter((other) => other !== foreignAccountId);
    const principals = [
        ...principalsOf(partition, foreignAccountId),
        ...others.map((other) => `arn:${partition}:iam::${other}:user/administrator`),
    ];
    return [
        ...changed("another account", requests, principals.map(as)),
        ...changed("nobody signed in", requests, [
            (request) => ({ ...request, principal: anonymous, identityPolicies: [] }),
        ]),
    ];
}

/** Microsoft's own account, at a document that doesn't name it. */
export function microsoft(requests: readonly AwsRequest[], { partition }: Place): Attempt[] {
    return changed(
        "Microsoft's account, where it has no business",
        requests,
        principalsOf(partition, publishedAccountId).map(as),
    );
}

/** Somebody of the account itself to whom no identity policy grants it. */
export function unprivileged(requests: readonly AwsRequest[], { partition, accountId }: Place): Attempt[] {
    return changed("somebody of the account without a policy for it", requests, [
        (request) => ({
            ...request,
            principal: `arn:${partition}:iam::${accountId}:user/somebody`,
            identityPolicies: [],
        }),
    ]);
}

/** AWS services other than those that a document admits. */
export function services(requests: readonly AwsRequest[], ...admitted: string[]): Attempt[] {
    return changed(
        "another AWS service",
        requests,
        otherServices(...admitted).map((principal) => (request) => ({ ...request, principal })),
    );
}

/** The requests with other values of one condition key. */
export function withValues(
    outsider: string,
    requests: readonly AwsRequest[],
    key: string,
    values: readonly (string | undefined)[],
): Attempt[] {
    return changed(
        outsider,
        requests,
        values.map((value) => (request) => withContext(request, { [key]: value })),
    );
}

/** The requests as they are, but without TLS. */
export function plainHttp(requests: readonly AwsRequest[]): Attempt[] {
    return withValues("plain HTTP", requests, "aws:SecureTransport", ["false"]);
}
