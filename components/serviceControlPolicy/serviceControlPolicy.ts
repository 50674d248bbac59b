import type { PolicyDocument } from "../iam/document";

/**
 * How much a service control policy may hold, in characters, white space included where the CLI sends it. Source: "Quotas
 * and service limits for AWS Organizations".
 */
export const serviceControlPolicyQuota = 5120;

/** What a service control policy guards, as far as there is such a thing. */
export interface GuardedPipeline {
    partition: string;
    region: string;
    accountId: string;
    /** The one role that may still change it. */
    deployRoleArn: string;
    trailArn?: string;
    bucketArn?: string;
    kmsKeyArn?: string;
    logGroupName?: string;
    /** The role with which CloudTrail delivers events to the log group. */
    deliveryRoleName?: string;
    /** What the names of queues, and of the alarms on them, begin with. */
    queueName?: string;
    /** The topic between bucket and queue, and the one for alarms. */
    topicNames: readonly string[];
    /** What the names of EventBridge rules, of CloudWatch alarms on tampering, of their queue and role begin with. */
    tamperAlarmsName?: string;
}

/** Actions, and the resources that they are refused on. */
interface Guard {
    actions: readonly string[];
    resources: readonly string[];
}

function guardsOf(pipeline: GuardedPipeline): Guard[] {
    const { partition, region, accountId, trailArn, bucketArn, kmsKeyArn } = pipeline;
    const { logGroupName, deliveryRoleName, queueName, topicNames, tamperAlarmsName } = pipeline;
    const here = (service: string, named: string) => `arn:${partition}:${service}:${region}:${accountId}:${named}`;
    const each = (values: readonly (string | undefined)[], arn: (value: string) => string) =>
        values.filter((value) => value !== undefined).map(arn);
    return [
        {
            actions: [
                "cloudtrail:DeleteTrail",
                "cloudtrail:PutEventConfiguration",
                "cloudtrail:PutEventSelectors",
                "cloudtrail:PutInsightSelectors",
                "cloudtrail:StopLogging",
                "cloudtrail:UpdateTrail",
            ],
            resources: each([trailArn], (arn) => arn),
        },
        {
            // Not kms:CreateGrant: a grant permits to use the key, and none of these ("Grants in AWS KMS").
            actions: ["kms:DisableKey", "kms:DisableKeyRotation", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"],
            resources: each([kmsKeyArn], (arn) => arn),
        },
        {
            // PutBucket*: policy, ACL, versioning, public access block, ownership, notification, logging, Object Lock,
            // requester pays.
            actions: [
                "s3:BypassGovernanceRetention",
                "s3:DeleteBucket*",
                "s3:DeleteObject*",
                "s3:PutBucket*",
                "s3:PutEncryptionConfiguration",
                "s3:PutLifecycleConfiguration",
                "s3:PutReplicationConfiguration",
                "s3:ReplicateDelete",
                // With a key of one's own, which can be deleted.
                "s3:UpdateObjectEncryption",
            ],
            resources: each([bucketArn], (arn) => arn).flatMap((arn) => [arn, `${arn}/*`]),
        },
        {
            // CloudTrail's own role goes on creating streams and putting events.
            actions: [
                "logs:AssociateKmsKey",
                "logs:DeleteLogGroup",
                "logs:DeleteLogStream",
                "logs:DeleteMetricFilter",
                "logs:DeleteRetentionPolicy",
                "logs:PutDataProtectionPolicy",
                "logs:PutMetricFilter",
                "logs:PutRetentionPolicy",
                "logs:PutTransformer",
            ],
            // Its streams, and the ending :* of the group's own ARN.
            resources: each([logGroupName], (name) => here("logs", `log-group:${name}:*`)),
        },
        {
            actions: [
                "sqs:AddPermission",
                "sqs:DeleteQueue",
                "sqs:PurgeQueue",
                "sqs:RemovePermission",
                "sqs:SetQueueAttributes",
            ],
            resources: each([queueName, tamperAlarmsName], (name) => here("sqs", `${name}*`)),
        },
        {
            actions: [
                "sns:AddPermission",
                "sns:DeleteTopic",
                "sns:PutDataProtectionPolicy",
                "sns:RemovePermission",
                "sns:SetSubscriptionAttributes",
                "sns:SetTopicAttributes",
                "sns:Unsubscribe",
            ],
            // A subscription's ARN begins with the topic's.
            resources: each(topicNames, (name) => here("sns", `${name}*`)),
        },
        {
            actions: [
                "cloudwatch:DeleteAlarms",
                "cloudwatch:DisableAlarmActions",
                // Also of the kinds that there are beside metric alarms.
                "cloudwatch:Put*Alarm",
                "cloudwatch:PutAlarmMuteRule",
                "cloudwatch:SetAlarmState",
            ],
            resources: each([queueName, tamperAlarmsName], (name) => here("cloudwatch", `alarm:${name}*`)),
        },
        {
            actions: [
                "events:DeleteRule",
                "events:DisableRule",
                "events:PutRule",
                "events:PutTargets",
                "events:RemoveTargets",
            ],
            resources: each([tamperAlarmsName], (name) => here("events", `rule/${name}*`)),
        },
        {
            // Whoever may change whom the deploy role trusts could become it.
            actions: [
                "iam:AttachRolePolicy",
                "iam:CreateRole",
                // Its policies, and its boundary.
                "iam:DeleteRole*",
                "iam:DetachRolePolicy",
                "iam:PutRolePermissionsBoundary",
                "iam:PutRolePolicy",
                "iam:UpdateAssumeRolePolicy",
            ],
            resources: [
                pipeline.deployRoleArn,
                ...each(
                    [deliveryRoleName, tamperAlarmsName && `${tamperAlarmsName}*`],
                    (name) => `arn:${partition}:iam::${accountId}:role/${name}`,
                ),
            ],
        },
    ];
}

/**
 * A service control policy for the account of a pipeline: nobody but one role, the account's administrators and root user
 * included, stops, changes or deletes it. It is one statement, so that it stays within AWS's quota: each action is asked on
 * its own kind of resource only.
 *
 * It doesn't bind the organization's management account, service-linked roles, or AWS's services. Source: "Service control
 * policies (SCPs)", section "Tasks and entities not restricted by SCPs" (AWS Organizations User Guide). Actions and their
 * resources: "Service Authorization Reference", per service.
 */
export function serviceControlPolicy(pipeline: GuardedPipeline): PolicyDocument {
    const guards = guardsOf(pipeline).filter(({ resources }) => resources.length > 0);
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "OnlyTheDeployRoleChangesThePipeline",
                Effect: "Deny",
                Action: guards.flatMap(({ actions }) => actions),
                Resource: guards.flatMap(({ resources }) => resources),
                Condition: { ArnNotLike: { "aws:PrincipalArn": pipeline.deployRoleArn } },
            },
        ],
    };
}
