/** Checks that existing resources are in the connection's partition and region. */
import type * as pulumi from "@pulumi/pulumi";
import { problemsOfOptional } from "../checks/input";
import type { Check, Problem } from "../checks/problem";
import { isRegion } from "../checks/region";
import type { CloudTrailConnectionArgs } from "./connectionArgs";

/** A partition, such as `aws`, and a region in it. */
export interface Place {
    partition: string;
    region: string;
}

/**
 * The arguments that must be in the connection's region: S3 notifies only topics in the bucket's region (Amazon S3 User
 * Guide, on the destinations of event notifications), a trail's key must be in its bucket's region ("Encrypting
 * CloudTrail log files, digest files, and event data stores with AWS KMS keys"), and an alarm's topic in the alarm's
 * region (unverified: no AWS page was found that states it explicitly).
 */
const regionalArns: readonly string[] = ["existingKmsKeyArn", "existingBucket.topicArn", "alarms.topicArn"];

/**
 * The same arguments with `change` applied to each ARN of an existing resource, all of which must be in the
 * connection's partition. Source: "Partitions" (AWS Fault Isolation Boundaries).
 */
export function withArns(
    args: CloudTrailConnectionArgs,
    change: (propertyPath: string, arn: pulumi.Input<string>) => pulumi.Input<string>,
): CloudTrailConnectionArgs {
    const { existingTrail, existingBucket, existingKmsKeyArn, sentinel, alarms } = args;
    const changed = (propertyPath: string, arn: pulumi.Input<string> | undefined) =>
        arn === undefined ? undefined : change(propertyPath, arn);
    return {
        ...args,
        existingTrail: existingTrail && { ...existingTrail, arn: change("existingTrail.arn", existingTrail.arn) },
        existingBucket: existingBucket && {
            ...existingBucket,
            topicArn: changed("existingBucket.topicArn", existingBucket.topicArn),
        },
        existingKmsKeyArn: changed("existingKmsKeyArn", existingKmsKeyArn),
        sentinel: sentinel && {
            ...sentinel,
            existingOidcProviderArn: changed("sentinel.existingOidcProviderArn", sentinel.existingOidcProviderArn),
        },
        deployRoleArn: changed("deployRoleArn", args.deployRoleArn),
        alarms: alarms && { ...alarms, topicArn: changed("alarms.topicArn", alarms.topicArn) },
    };
}

/** An ARN as it would be in another partition and region. An ARN without a region, such as IAM's, stays without one. */
function moved(arn: string, { partition, region }: Place): string {
    return arn
        .split(":")
        .map((part, index) => (index === 1 ? partition : index === 3 && part ? region : part))
        .join(":");
}

/** An ARN's partition and region, each only if it is valid: otherwise the ARN's own check rejects it. */
function placeOf(arn: string): Partial<Place> {
    const [, partition = "", , region = ""] = arn.split(":");
    return {
        partition: /^aws(-[a-z]+)*$/.test(partition) ? partition : undefined,
        region: isRegion(region) ? region : undefined,
    };
}

/** Checks that an ARN is in the connection's partition and, where required, in its region. */
export function checkPlace(propertyPath: string, here: Place): Check<string> {
    return (arn) => {
        const its = placeOf(arn);
        const differs = (part: keyof Place) => its[part] !== undefined && its[part] !== here[part];
        const isElsewhere = regionalArns.includes(propertyPath) && differs("region");
        const part = differs("partition") ? "partition" : isElsewhere ? "region" : undefined;
        return (
            part && {
                code: `another-${part}`,
                reason: `The ARN is in ${part} ${its[part]}, and the connection is in ${here[part]}. They must be in the same ${part}.`,
                reasonRepeatsValue: true,
                allowed: `an ARN in ${part} ${here[part]}`,
                example: moved(arn, here),
            }
        );
    };
}

/** Problems with ARNs that are already known and aren't in the connection's partition or region. */
export function problemsOfPlace(args: CloudTrailConnectionArgs, here: Place): Problem[] {
    const problems: Problem[] = [];
    withArns(args, (propertyPath, arn) => {
        problems.push(...problemsOfOptional(propertyPath, arn, checkPlace(propertyPath, here)));
        return arn;
    });
    return problems;
}
