/**
 * The AWS managed policy that Microsoft's instructions attach to the role for Sentinel's API connector. Source:
 * "Connect Microsoft Sentinel to Amazon Web Services to ingest AWS service log data", tab "CloudTrail connector
 * (legacy)".
 */
export const cloudTrailReadOnlyPolicy = "AWSCloudTrail_ReadOnlyAccess";

/**
 * What that policy allows, on every resource: version 1, of 14 June 2022. Source: "AWS Managed Policy Reference Guide".
 */
export const cloudTrailReadOnlyActions: readonly string[] = [
    "cloudtrail:Get*",
    "cloudtrail:Describe*",
    "cloudtrail:List*",
    "cloudtrail:LookupEvents",
];
