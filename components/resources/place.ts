/** Where a component's resources are created, according to its AWS provider. */
import { getCallerIdentity } from "@pulumi/aws/getCallerIdentity";
import { getPartition } from "@pulumi/aws/getPartition";
import { getRegion } from "@pulumi/aws/getRegion";
import * as pulumi from "@pulumi/pulumi";
import { asMessage } from "../checks/stackless";

type Asker = pulumi.ComponentResource;

/** AWS's answer; an error if there is none, because of missing credentials or an account that isn't allowed. */
function answered<T>(answer: Promise<T>): pulumi.Output<T> {
    return pulumi.output(
        answer.catch(({ message }: Error) => {
            const reason = message.replace(/^invocation of \S+ returned an error: ?/, "");
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
