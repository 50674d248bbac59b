/** What Microsoft fixes, as far as a check needs it; the sources stand in the component library's file of this name. */

/** The AWS account of Sentinel's API connector, as published for Azure Commercial. */
export const sentinelAccountId = "197857026523";

/** All that Microsoft asks for Defender for Cloud Apps: "Security auditing", and nothing beside it. */
export const defenderActions: readonly string[] = [
    "cloudtrail:DescribeTrails",
    "cloudtrail:LookupEvents",
    "cloudtrail:GetTrailStatus",
    "cloudwatch:Describe*",
    "cloudwatch:Get*",
    "cloudwatch:List*",
    "iam:List*",
    "iam:Get*",
    "s3:ListAllMyBuckets",
    "s3:PutBucketAcl",
    "s3:GetBucketAcl",
    "s3:GetBucketLocation",
];

/** The audience of Sentinel's tokens, by the issuer's path in an OIDC provider's ARN. */
export const audiences: Readonly<Record<string, string>> = {
    "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/": "api://1462b192-27f7-4cb9-8523-0f4ecb54b47e",
    "sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/": "api://d4230588-5f84-4281-a9c7-2c15194b28f7",
};

/** What a session name of Sentinel's starts with; the workspace ID follows. */
export const sessionNamePrefix = "MicrosoftSentinel_";
