/** What an action lets somebody do, for a reader who doesn't know IAM by heart. */
const actionsInWords: Readonly<Record<string, string>> = {
    "cloudtrail:DescribeTrails": "list the trails and their settings",
    "cloudtrail:LookupEvents": "search CloudTrail's event history: 90 days of management events",
    "cloudtrail:GetTrailStatus": "see whether a trail records",
    "cloudtrail:Get*":
        "read the settings and the status of trails, and of CloudTrail Lake's event data stores and dashboards; and the results of Lake's finished queries, which hold events",
    "cloudtrail:Describe*": "list the trails and their settings, and CloudTrail Lake's queries",
    "cloudtrail:List*": "list trails, event data stores, tags, and the public keys of digests",
    "cloudwatch:Describe*": "see CloudWatch's alarms and their history",
    "cloudwatch:Get*": "read CloudWatch's metrics and dashboards",
    "cloudwatch:List*": "list CloudWatch's metrics and dashboards",
    "iam:List*": "list IAM's users, groups, roles and policies, and who has which",
    "iam:Get*":
        "read IAM's users, groups, roles, policies and reports; no secret access key, which IAM never gives out again",
    "s3:ListAllMyBuckets": "list the names of all buckets",
    "s3:GetBucketAcl": "read the ACL of any bucket",
    "s3:GetBucketLocation": "see which region a bucket is in",
    "s3:PutBucketAcl": "change the ACL of any bucket, which is the one write of all that is granted",
    "s3:GetObject": "read CloudTrail's logs",
    "kms:Decrypt": "have the logs decrypted",
    "sqs:ReceiveMessage": "take messages off the queue",
    "sqs:DeleteMessage": "delete messages that it has read",
    "sqs:ChangeMessageVisibility": "keep a message longer while it reads a log",
    "sqs:GetQueueUrl": "find the queue by its name",
    "sqs:GetQueueAttributes": "see how many messages wait",
    "sts:AssumeRole": "assume the role",
    "sts:AssumeRoleWithWebIdentity": "assume the role",
};

/** What an action lets somebody do; an action that has no words stands for itself. */
export function actionInWords(action: string): string {
    return actionsInWords[action] ?? action;
}
