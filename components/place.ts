/** Where a component's resources go, as its AWS provider says. */
import { getCallerIdentity } from "@pulumi/aws/getCallerIdentity";
import { getPartition } from "@pulumi/aws/getPartition";
import { getRegion } from "@pulumi/aws/getRegion";
import * as pulumi from "@pulumi/pulumi";
import { asMessage } from "./validation/stackless";

type Asker = pulumi.ComponentResource;

/** The errors so far, by the engine that they were reported to, and their messages. */
const reported = new WeakMap<object, Map<string, Error>>();

/** An error that every question has in common: Pulumi prints the same error once, and there are many questions. */
function oneError(message: string): Error {
    const engine = pulumi.runtime.getMonitor() ?? reported;
    const errors = reported.get(engine) ?? new Map<string, Error>();
    reported.set(engine, errors);
    const error = errors.get(message) ?? asMessage(new Error(message));
    errors.set(message, error);
    return error;
}

/** An answer of AWS's. That there is none, for want of credentials or in an account that isn't allowed, is an error. */
function answered<T>(answer: Promise<T>): pulumi.Output<T> {
    return pulumi.output(
        answer.catch(({ message }: Error) => {
            const reason = message.replace(/^invocation of \S+ returned an error: ?/, "");
            throw oneError(
                `AWS can't be asked for account, region and partition. ${reason || "The AWS provider's own error says why."}`,
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
