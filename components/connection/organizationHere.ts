/** Checks that an organization's trail is made where AWS makes its owner: in the management account. */
import * as pulumi from "@pulumi/pulumi";
import { withoutOutputs } from "../checks/exclusive";
import { isPlain } from "../checks/input";
import { type Check, type Problem, problemsOf } from "../checks/problem";
import { type Organization, organizationOf, reasonOf } from "../resources/place";
import type { CloudTrailConnectionArgs } from "./connectionArgs";

type Arguments = Pick<CloudTrailConnectionArgs, "organization" | "existingTrail">;

/** Where a connection is made, and the account's organization, as far as AWS told. */
export interface AccountHere {
    accountId: string;
    partition: string;
    region: string;
    organization?: Organization;
}

/** Whether a connection makes an organization's trail. */
function makesOrganizationTrail({ organization, existingTrail }: Arguments): boolean {
    return organization !== undefined && existingTrail === undefined;
}

/**
 * The account's organization, where a connection makes its trail: asked in previews only. In an update without one, AWS
 * refuses the trail itself, after bucket and key.
 *
 * Where AWS doesn't tell, for lack of permission say, there is a warning, and nothing is refused.
 */
export async function organizationHere(
    connection: pulumi.ComponentResource,
    args: Arguments,
): Promise<Organization | undefined> {
    if (!makesOrganizationTrail(args) || !pulumi.runtime.isDryRun()) {
        return undefined;
    }
    try {
        return await organizationOf(connection);
    } catch (error) {
        await pulumi.log.warn(
            `AWS Organizations doesn't tell which organization this account is in, so nobody has checked that it is the given one and that this account is its management account, outside of which AWS refuses an organization's trail. The lookup needs organizations:DescribeOrganization. ${reasonOf(error as Error)}`.trim(),
            connection,
        );
        return undefined;
    }
}

/**
 * Checks that an organization's trail is made in the management account. A delegated administrator may create one, but the
 * management account owns it: the policies of bucket and key, which name a trail of this account, would shut it out.
 * Source: "Organization delegated administrator" (AWS CloudTrail User Guide).
 */
function checkManagementAccount({ accountId, partition, region, organization }: AccountHere): Check<unknown> {
    return () =>
        organization === undefined || organization.managementAccountId === accountId
            ? undefined
            : {
                  code: "not-management-account",
                  reason: `This account, ${accountId}, is not the organization's management account, which is ${organization.managementAccountId}. The management account owns every organization trail, even one that a delegated administrator creates, and the policies of bucket and key would not admit it.`,
                  allowed: `a stack in account ${organization.managementAccountId}; or existingTrail with the organization's trail, and a stack where its logs are`,
                  example: {
                      arn: `arn:${partition}:cloudtrail:${region}:${organization.managementAccountId}:trail/audit-trail`,
                  },
                  exampleProperty: "existingTrail",
              };
}

/** Checks that an organization is the account's own. */
export function checkOrganizationHere(found: Organization | undefined): Check<string> {
    return (id) =>
        found === undefined || found.id === id
            ? undefined
            : {
                  code: "another-organization",
                  reason: `This account is in organization ${found.id}.`,
                  allowed: "the ID of the account's own organization",
                  example: found.id,
                  source: "aws organizations describe-organization --query Organization.Id --output text",
              };
}

/** The problems of an organization's trail in this account, as far as they are known. */
export function problemsOfOrganizationHere(args: Arguments, here: AccountHere): Problem[] {
    const id = args.organization?.id;
    if (!makesOrganizationTrail(args) || id === undefined) {
        return [];
    }
    return [
        ...(isPlain(id) ? problemsOf("organization.id", id, checkOrganizationHere(here.organization)) : []),
        ...problemsOf("organization", args.organization, checkManagementAccount(here)).map(withoutOutputs),
    ];
}
