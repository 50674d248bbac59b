/** What an action lets somebody do, for readers who don't know IAM by heart. */
const actionsInWords: Readonly<Record<string, string>> = {
    "cloudtrail:DescribeTrails": "list the trails and their settings",
    "cloudtrail:LookupEvents": "search CloudTrail's event history: 90 days of management events",
    "cloudtrail:GetTrailStatus": "see whether a trail is logging",
    "cloudtrail:Get*":
        "read the settings and the status of trails, and of CloudTrail Lake's event data stores and dashboards; and the results of Lake's finished queries, which hold events",
    "cloudtrail:Describe*": "list the trails and their settings, and CloudTrail Lake's queries",
    "cloudtrail:List*": "list trails, event data stores, tags, and the public keys of digests",
    "cloudwatch:Describe*": "see CloudWatch's alarms and their history",
    "cloudwatch:Get*": "read CloudWatch's metrics and dashboards",
    "cloudwatch:List*": "list CloudWatch's metrics and dashboards",
    "iam:List*": "list IAM's users, groups, roles and policies, and who has which",
    "iam:Get*":
        "read IAM's users, groups, roles, policies and reports; not secret access keys, which IAM never shows again",
    "s3:ListAllMyBuckets": "list the names of all buckets",
    "s3:GetBucketAcl": "read the ACL of any bucket",
    "s3:GetBucketLocation": "see which region a bucket is in",
    "s3:PutBucketAcl": "change the ACL of any bucket, the only write action that is granted",
    "s3:GetObject": "read CloudTrail's logs",
    "kms:Decrypt": "decrypt the logs",
    "sqs:ReceiveMessage": "receive messages from the queue",
    "sqs:DeleteMessage": "delete messages that it has read",
    "sqs:ChangeMessageVisibility": "keep a message longer while it reads a log",
    "sqs:GetQueueUrl": "find the queue by name",
    "sqs:GetQueueAttributes": "see how many messages are waiting",
    "sts:AssumeRole": "assume the role",
    "sts:AssumeRoleWithWebIdentity": "assume the role",
};

/** What an action lets somebody do; for an action without a description, its name. */
export function actionInWords(action: string): string {
    return actionsInWords[action] ?? action;
}
