/** Checks that what exists already is where the connection is. */
import type * as pulumi from "@pulumi/pulumi";
import { isPlain } from "../checks/input";
import type { Fault, Problem } from "../checks/problem";
import { problemsOf } from "../checks/problem";
import { isRegion } from "../checks/region";

/** A partition, such as `aws`, and a region of it. */
export interface Place {
    partition: string;
    region: string;
}

/**
 * The arguments that have to be in the connection's region: S3 notifies topics of its own region only (Amazon S3 User
 * Guide, on the destinations of event notifications), a trail's key is in its bucket's ("Encrypting CloudTrail log files,
 * digest files, and event data stores with AWS KMS keys"), and an alarm's topic in the alarm's (unverified: no page of
 * AWS's was found that says it in so many words).
 */
const regionalArns = ["existingKmsKeyArn", "existingTopicArn", "alarmTopicArn"] as const;

/** The arguments that have to be in the connection's partition. Source: "Partitions" (AWS Fault Isolation Boundaries). */
const partitionedArns = [...regionalArns, "existingTrailArn", "existingOidcProviderArn"] as const;

/** What exists already, by ARN. */
export type ExistingArns = { [argument in (typeof partitionedArns)[number]]?: pulumi.Input<string> };

/** An ARN as it would be in another place. An ARN without a region, such as one of IAM's, gets none. */
function moved(arn: string, { partition, region }: Place): string {
    return arn
        .split(":")
        .map((part, index) => (index === 1 ? partition : index === 3 && part ? region : part))
        .join(":");
}

/** Where an ARN is; without what isn't a partition or a region, which the ARN's own check refuses. */
function placeOf(arn: string): Partial<Place> {
    const [, partition = "", , region = ""] = arn.split(":");
    return {
        partition: /^aws(-[a-z]+)*$/.test(partition) ? partition : undefined,
        region: isRegion(region) ? region : undefined,
    };
}

function checkPlace(argument: keyof ExistingArns, here: Place): (arn: string) => Fault | undefined {
    const isRegional = regionalArns.some((one) => one === argument);
    return (arn) => {
        const its = placeOf(arn);
        const differs = (part: keyof Place) => its[part] !== undefined && its[part] !== here[part];
        const part = differs("partition") ? "partition" : isRegional && differs("region") ? "region" : undefined;
        return (
            part && {
                reason: `The ARN is in ${part} ${its[part]}, and the connection is in ${here[part]}. They must be in the same ${part}.`,
                allowed: `an ARN in ${part} ${here[part]}`,
                example: moved(arn, here),
            }
        );
    };
}

/** The problems of ARNs that are at hand now and that AWS doesn't reach from the connection's place. */
export function problemsOfPlace(arns: ExistingArns, here: Place): Problem[] {
    return partitionedArns.flatMap((argument) => {
        const arn = arns[argument];
        return arn !== undefined && isPlain(arn) ? problemsOf(argument, arn, checkPlace(argument, here)) : [];
    });
}

/** The names of the ARNs that are given. */
export function givenArns(arns: ExistingArns): (keyof ExistingArns)[] {
    return partitionedArns.filter((argument) => arns[argument] !== undefined);
}
