import type { Statement } from "../../components/policies/document";
import { asList, conditionsInWords } from "../../rehearsal/statements";

/** What an action lets somebody do, for a reader who doesn't know IAM by heart. */
const actionsInWords: Readonly<Record<string, string>> = {
    "cloudtrail:DescribeTrails": "list the trails and their settings",
    "cloudtrail:LookupEvents": "search CloudTrail's event history: 90 days of management events",
    "cloudtrail:GetTrailStatus": "see whether a trail records",
    "cloudtrail:Get*":
        "read the settings and the status of trails, and of CloudTrail Lake's event data stores, dashboards and finished queries",
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

/** What a condition key asks for, with its values. */
const conditionsForPeople: Readonly<Record<string, (values: string) => string>> = {
    "sts:ExternalId": (values) => `external ID is ${values}`,
    "sts:RoleSessionName": (values) => `session name is ${values}`,
    "aws:SourceIp": (values) => `called from ${values}`,
    "kms:ViaService": (values) => `by way of ${values}`,
    "aws:SourceAccount": (values) => `for account ${values}`,
    "aws:SourceArn": (values) => `for ${values}`,
    "s3:x-amz-acl": (values) => `ACL is ${values}`,
    "kms:EncryptionContext:aws:cloudtrail:arn": (values) => `encryption context is ${values}`,
    "aws:SecureTransport": (values) => (values === "false" ? "sent without TLS" : "sent with TLS"),
};

/** A statement's conditions as a reader would say them. */
export function conditionsForReaders(statement: Statement): string[] {
    return Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
        Object.entries(keys).map(([key, values]) => {
            const list = asList(values).join(" or ");
            if (key.endsWith("/:aud")) {
                return `token is for ${list}`;
            }
            const words = conditionsForPeople[key];
            return words
                ? words(list)
                : (conditionsInWords({ ...statement, Condition: { [operator]: { [key]: values } } })[0] ?? "");
        }),
    );
}
