import { partitionOfRegion } from "./partitions";

/**
 * The commercial regions that are enabled in every account by default. Source: "Enable or disable AWS Regions in your
 * account" (AWS Account Management Reference Guide).
 */
const defaultRegions: readonly string[] = [
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
];

/**
 * Whether a commercial region must be enabled before an account can use it. Version 1 tokens from the global STS
 * endpoint aren't valid in such a region. Source: "Managing AWS STS in an AWS Region" (IAM User Guide).
 */
export function isOptInRegion(region: string): boolean {
    return partitionOfRegion(region) === "aws" && !defaultRegions.includes(region);
}
