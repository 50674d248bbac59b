/** Where a component's resources are created, according to its AWS provider. */
import { getCallerIdentity } from "@pulumi/aws/getCallerIdentity";
import { getPartition } from "@pulumi/aws/getPartition";
import { getRegion } from "@pulumi/aws/getRegion";
import { getOrganization } from "@pulumi/aws/organizations/getOrganization";
import * as pulumi from "@pulumi/pulumi";
import { asMessage } from "../checks/stackless";

type Asker = pulumi.ComponentResource;

/** AWS's answer; an error if there is none, because of missing credentials or an account that isn't allowed. */
function answered<T>(answer: Promise<T>): pulumi.Output<T> {
    return pulumi.output(
        answer.catch((error: Error) => {
            const reason = reasonOf(error);
            throw asMessage(
                new Error(
                    `AWS can't be asked for account, region and partition: the credentials don't work, or aws:allowedAccountIds names another account. ${reason || "The AWS provider's own error says which."}`,
                ),
            );
        }),
    ) as pulumi.Output<T>;
}

/** The AWS partition, such as `aws` or `aws-us-gov`. */
export function partitionOf(component: Asker): pulumi.Output<string> {
    return answered(getPartition({}, { parent: component }).then(({ partition }) => partition));
}

/** The region, such as `eu-central-1`. */
export function regionOf(component: Asker): pulumi.Output<string> {
    return answered(getRegion({}, { parent: component }).then(({ region }) => region));
}

/** The account's ID, 12 digits. */
export function accountIdOf(component: Asker): pulumi.Output<string> {
    return answered(getCallerIdentity({}, { parent: component }).then(({ accountId }) => accountId));
}

/** An organization of AWS Organizations. */
export interface Organization {
    id: string;
    /** The account that owns it, 12 digits. */
    managementAccountId: string;
}

/** The reason in what AWS's provider throws when it is asked something. */
export function reasonOf({ message }: Error): string {
    return message.replace(/^invocation of \S+ returned an error: ?/, "").trim();
}

/**
 * The organization of the account. It rejects where the credentials may not ask, or where the account is in none. Source:
 * "DescribeOrganization", AWS Organizations API Reference (any account of an organization may call it).
 */
export function organizationOf(component: Asker): Promise<Organization> {
    // All but a few properties would need permissions of their own; the ARN ends in the ID.
    return getOrganization({ returnOrganizationOnly: true }, { parent: component }).then(
        ({ arn, masterAccountId }) => ({
            id: arn.slice(arn.lastIndexOf("/") + 1),
            managementAccountId: masterAccountId,
        }),
    );
}
