import { isRegion } from "./region";

/** A partition, such as `aws`, and a region and an account in it. */
export interface Place {
    partition: string;
    region: string;
    /** The account, where it is known. */
    accountId?: string;
}

/** An ARN as it would be in another partition and region. An ARN without a region, such as IAM's, stays without one. */
export function moved(arn: string, { partition, region }: Place): string {
    return arn
        .split(":")
        .map((part, index) => (index === 1 ? partition : index === 3 && part ? region : part))
        .join(":");
}

/** The parts of a place that are valid. An ARN's own check rejects the others; in a plan they may be placeholders. */
export function validPlace({ partition, region }: Place): Partial<Place> {
    return {
        partition: /^aws(-[a-z]+)*$/.test(partition) ? partition : undefined,
        region: isRegion(region) ? region : undefined,
    };
}

/** An ARN's partition and region, each only if it is valid. */
export function placeOf(arn: string): Partial<Place> {
    const [, partition = "", , region = ""] = arn.split(":");
    return validPlace({ partition, region });
}
