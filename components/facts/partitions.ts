/** The partition with the longest name of those that a connector supports: what must fit is never underestimated with it. */
export const longestPartition = "aws-us-gov";

/** The partition with the shortest name: what may be long in a policy is never overestimated with it. */
export const shortestPartition = "aws";

/**
 * The partition that a region belongs to.
 * Source: the partition metadata that AWS ships with its SDKs (`partitions.json`).
 */
export function partitionOfRegion(region: string): string {
    const special = Object.entries({
        "cn-": "aws-cn",
        "us-gov-": "aws-us-gov",
        "us-iso-": "aws-iso",
        "us-isob-": "aws-iso-b",
        "eu-isoe-": "aws-iso-e",
        "us-isof-": "aws-iso-f",
        "eusc-": "aws-eusc",
    }).find(([prefix]) => region.startsWith(prefix));
    return special ? special[1] : "aws";
}
