/** Checks that existing resources are in the connection's partition and region. */
import * as pulumi from "@pulumi/pulumi";
import { checkTrailHere } from "../alarms/trailHere";
import { moved, type Place, placeOf, validPlace } from "../checks/arnPlace";
import { isPlain, problemsOfOptional } from "../checks/input";
import { type Check, type Problem, within } from "../checks/problem";
import { isRegion } from "../checks/region";
import { partitionOfRegion } from "../facts/partitions";
import { problemsOfEventPartition } from "../logs/eventPartition";
import { watchesTampering } from "./alarms";
import type { CloudTrailConnectionArgs } from "./connectionArgs";

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

/**
 * Checks that an ARN is in the connection's partition and, where required, in its region: an existing trail's, and in its
 * account, if tampering with it is to be noticed.
 */
export function checkPlace(args: CloudTrailConnectionArgs, propertyPath: string, here: Place): Check<string> {
    const isWatched = propertyPath === "existingTrail.arn" && watchesTampering(args);
    return (arn) => checkArn(propertyPath, here)(arn) ?? (isWatched ? checkTrailHere(here)(arn) : undefined);
}

function checkArn(propertyPath: string, here: Place): Check<string> {
    return (arn) => {
        const [its, ours] = [placeOf(arn), validPlace(here)];
        const differs = (part: keyof Place) =>
            its[part] !== undefined && ours[part] !== undefined && its[part] !== ours[part];
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

/** Problems with the ARNs of data events in another partition. */
function problemsOfDataEvents({ trail }: CloudTrailConnectionArgs, partition: string): Problem[] {
    return within("trail", problemsOfEventPartition(trail?.dataEvents, partition));
}

/** Problems with values that are already known and can't be used from the connection's partition or region. */
export function problemsOfPlace(args: CloudTrailConnectionArgs, here: Place): Problem[] {
    const problems: Problem[] = problemsOfDataEvents(args, here.partition);
    withArns(args, (propertyPath, arn) => {
        problems.push(...problemsOfOptional(propertyPath, arn, checkPlace(args, propertyPath, here)));
        return arn;
    });
    return problems;
}

/**
 * The same before AWS can be asked: in the region that `aws:region` names, unless a provider of the program's own is in use;
 * otherwise the data events in the partition of the first ARN that is known.
 */
export function problemsOfKnownPlace(
    args: CloudTrailConnectionArgs,
    opts: pulumi.ComponentResourceOptions | undefined,
): Problem[] {
    const region = configuredRegion(opts);
    if (region !== undefined && isRegion(region)) {
        return problemsOfPlace(args, { partition: partitionOfRegion(region), region });
    }
    const partitions: string[] = [];
    withArns(args, (_propertyPath, arn) => {
        const { partition } = isPlain(arn) ? placeOf(arn) : {};
        partitions.push(...(partition === undefined ? [] : [partition]));
        return arn;
    });
    const [partition] = partitions;
    return partition === undefined ? [] : problemsOfDataEvents(args, partition);
}

/** The region of the AWS provider that Pulumi makes by itself; `undefined` where there is none, or where another is in use. */
function configuredRegion(opts: pulumi.ComponentResourceOptions | undefined): string | undefined {
    const ofParent = opts?.parent?.getProvider("aws:index/getRegion:getRegion");
    const isOwn = opts?.provider !== undefined || opts?.providers !== undefined || ofParent !== undefined;
    return isOwn ? undefined : new pulumi.Config("aws").get("region");
}
