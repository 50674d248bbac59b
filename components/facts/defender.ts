/** What Defender uses an action for, judged by what the action does: Microsoft's page doesn't group them. */
export type DefenderUse = "activity" | "storage" | "governance";

/**
 * The actions in Microsoft's "Security auditing" policy, in its order, and what each is for. The activity actions by
 * themselves are exactly the policy in the connector's original documentation (2018). Source: "How Defender for Cloud
 * Apps helps protect your Amazon Web Services (AWS) environment".
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

/** Every action that Microsoft requests for Defender for Cloud Apps, in the order of its page. */
export const securityAuditingActions: readonly string[] = Object.keys(securityAuditing);

/** The actions for one use, in the order of Microsoft's page. */
export function defenderActionsFor(use: DefenderUse): string[] {
    return securityAuditingActions.filter((action) => securityAuditing[action] === use);
}
