/** What an action of Defender's is for, as follows from what it does: Microsoft's page doesn't divide them. */
export type DefenderUse = "activity" | "storage" | "governance";

/**
 * The actions of the policy for "Security auditing", in their order, and what each is for. Those for activities alone are
 * exactly the policy of the connector's first document (2018). Source: "How Defender for Cloud Apps helps protect your
 * Amazon Web Services (AWS) environment".
 */
const securityAuditing: Readonly<Record<string, DefenderUse>> = {
    "cloudtrail:DescribeTrails": "activity",
    "cloudtrail:LookupEvents": "activity",
    "cloudtrail:GetTrailStatus": "activity",
    "cloudwatch:Describe*": "activity",
    "cloudwatch:Get*": "activity",
    "cloudwatch:List*": "activity",
    "iam:List*": "activity",
    "iam:Get*": "activity",
    "s3:ListAllMyBuckets": "storage",
    // The governance actions "Make private" and "Remove a collaborator" change a bucket's ACL.
    "s3:PutBucketAcl": "governance",
    "s3:GetBucketAcl": "storage",
    "s3:GetBucketLocation": "storage",
};

/** All that Microsoft asks for Defender for Cloud Apps, in its page's order. */
export const securityAuditingActions: readonly string[] = Object.keys(securityAuditing);

/** The actions for one use, in the page's order. */
export function defenderActionsFor(use: DefenderUse): string[] {
    return securityAuditingActions.filter((action) => securityAuditing[action] === use);
}
