/**
 * The calls that can stop or weaken the pipeline, by what they affect. The names of calls and parameters are those that
 * CloudTrail records: "AWS CloudTrail API Reference", "Amazon S3 CloudTrail events", "Logging AWS KMS API calls with AWS
 * CloudTrail", "Logging Amazon SQS API calls using AWS CloudTrail", "Logging Amazon SNS API calls using AWS CloudTrail",
 * "Logging Amazon CloudWatch API and console operations with AWS CloudTrail", "Amazon CloudWatch Logs API Reference",
 * "Logging Amazon EventBridge API calls using AWS CloudTrail", "Logging IAM and AWS STS API calls with AWS CloudTrail".
 */
import { nameOfTrail } from "../facts/arns";
import type { Calls } from "./eventPattern";

/** Stopping, changing or deleting a trail. The calls take its name or its ARN; those on selectors in another parameter. */
export function trailTampering(trailArn: string): Calls[] {
    const values = [nameOfTrail(trailArn), trailArn];
    return [
        {
            service: "cloudtrail",
            eventNames: ["StopLogging", "DeleteTrail", "UpdateTrail"],
            parameter: "name",
            values,
        },
        {
            service: "cloudtrail",
            eventNames: ["PutEventSelectors", "PutInsightSelectors", "PutEventConfiguration"],
            parameter: "trailName",
            values,
        },
    ];
}

/**
 * Changing who may read, write or delete in a bucket, who pays for it, its retention, its replication, or its
 * notifications.
 */
export function bucketTampering(bucketName: string): Calls[] {
    return [
        {
            service: "s3",
            eventNames: [
                "DeleteBucket",
                "PutBucketPolicy",
                "DeleteBucketPolicy",
                "PutBucketAcl",
                "PutBucketPublicAccessBlock",
                "DeleteBucketPublicAccessBlock",
                "PutBucketLifecycle",
                "DeleteBucketLifecycle",
                "PutBucketVersioning",
                "PutBucketNotification",
                "PutBucketEncryption",
                "DeleteBucketEncryption",
                "PutBucketLogging",
                "PutBucketObjectLockConfiguration",
                "PutBucketOwnershipControls",
                "DeleteBucketOwnershipControls",
                "PutBucketReplication",
                "DeleteBucketReplication",
                "PutBucketRequestPayment",
            ],
            parameter: "bucketName",
            values: [bucketName],
        },
    ];
}

/** Disabling a key, or changing who may use it. The calls take its ID or its ARN. */
export function keyTampering(kmsKeyArn: string): Calls[] {
    return [
        {
            service: "kms",
            eventNames: ["DisableKey", "ScheduleKeyDeletion", "PutKeyPolicy", "CreateGrant", "DisableKeyRotation"],
            parameter: "keyId",
            values: [kmsKeyArn.slice(kmsKeyArn.lastIndexOf("/") + 1), kmsKeyArn],
        },
    ];
}

/** Emptying, changing or deleting queues. Their URLs' host has several spellings, so that the path has to do. */
export function queueTampering(queueUrls: readonly string[]): Calls[] {
    return [
        {
            service: "sqs",
            eventNames: ["DeleteQueue", "PurgeQueue", "SetQueueAttributes", "AddPermission", "RemovePermission"],
            parameter: "queueUrl",
            values: queueUrls.map((url) => ({ suffix: url.replace(/^https?:\/\/[^/]*/, "") })),
        },
    ];
}

/** Deleting or emptying a log group, or taking away what counts its events. */
export function logGroupTampering(logGroupName: string): Calls[] {
    return [
        {
            service: "logs",
            eventNames: [
                "DeleteLogGroup",
                "DeleteLogStream",
                "PutRetentionPolicy",
                "PutMetricFilter",
                "DeleteMetricFilter",
                "AssociateKmsKey",
            ],
            parameter: "logGroupName",
            values: [logGroupName],
        },
        {
            service: "logs",
            eventNames: ["PutDataProtectionPolicy", "PutTransformer"],
            parameter: "logGroupIdentifier",
            values: [logGroupName, { suffix: `:log-group:${logGroupName}` }],
        },
    ];
}

/** Silencing a topic: deleting it, changing its policy, ending, filtering or blocking what its subscribers receive. */
export function topicTampering(topicArn: string): Calls[] {
    return [
        {
            service: "sns",
            eventNames: ["DeleteTopic", "SetTopicAttributes", "AddPermission", "RemovePermission"],
            parameter: "topicArn",
            values: [topicArn],
        },
        { service: "sns", eventNames: ["PutDataProtectionPolicy"], parameter: "resourceArn", values: [topicArn] },
        {
            service: "sns",
            eventNames: ["Unsubscribe", "SetSubscriptionAttributes"],
            parameter: "subscriptionArn",
            values: [{ prefix: `${topicArn}:` }],
        },
    ];
}

/** Silencing CloudWatch alarms whose names begin so. */
export function alarmTampering(prefixes: readonly string[]): Calls[] {
    const values = prefixes.map((prefix) => ({ prefix }));
    return [
        {
            service: "monitoring",
            eventNames: ["DeleteAlarms", "DisableAlarmActions"],
            parameter: "alarmNames",
            values,
        },
        {
            service: "monitoring",
            eventNames: ["PutMetricAlarm", "SetAlarmState"],
            parameter: "alarmName",
            values,
        },
        {
            // The spelling in CloudTrail's record is unverified: it is that of the API's other parameters.
            service: "monitoring",
            eventNames: ["PutAlarmMuteRule"],
            parameter: "muteTargets.alarmNames",
            values,
        },
    ];
}

/** Disabling, changing or deleting EventBridge rules whose names begin so, and their targets. */
export function ruleTampering(prefix: string): Calls[] {
    const values = [{ prefix }];
    return [
        { service: "events", eventNames: ["DeleteRule", "DisableRule", "PutRule"], parameter: "name", values },
        { service: "events", eventNames: ["RemoveTargets", "PutTargets"], parameter: "rule", values },
    ];
}

/** What calls on one kind of identity are named, and in which parameter they name it. */
const identityCalls: Readonly<Record<string, { parameter: string; eventNames: readonly string[] }>> = {
    user: {
        parameter: "userName",
        eventNames: [
            "CreateAccessKey",
            "UpdateAccessKey",
            "DeleteAccessKey",
            "CreateServiceSpecificCredential",
            "CreateLoginProfile",
            "UpdateLoginProfile",
            "AttachUserPolicy",
            "DetachUserPolicy",
            "PutUserPolicy",
            "DeleteUserPolicy",
            "PutUserPermissionsBoundary",
            "DeleteUserPermissionsBoundary",
            "AddUserToGroup",
            "RemoveUserFromGroup",
            "UpdateUser",
            "DeleteUser",
        ],
    },
    group: {
        parameter: "groupName",
        eventNames: [
            "AttachGroupPolicy",
            "DetachGroupPolicy",
            "PutGroupPolicy",
            "DeleteGroupPolicy",
            "AddUserToGroup",
            "RemoveUserFromGroup",
            "UpdateGroup",
            "DeleteGroup",
        ],
    },
    role: {
        parameter: "roleName",
        eventNames: [
            "UpdateAssumeRolePolicy",
            "AttachRolePolicy",
            "DetachRolePolicy",
            "PutRolePolicy",
            "DeleteRolePolicy",
            "PutRolePermissionsBoundary",
            "DeleteRolePermissionsBoundary",
            "DeleteRole",
        ],
    },
    policy: {
        parameter: "policyArn",
        eventNames: ["CreatePolicyVersion", "SetDefaultPolicyVersion", "DeletePolicyVersion", "DeletePolicy"],
    },
    "oidc-provider": {
        parameter: "openIDConnectProviderArn",
        eventNames: [
            "AddClientIDToOpenIDConnectProvider",
            "RemoveClientIDFromOpenIDConnectProvider",
            "UpdateOpenIDConnectProviderThumbprint",
            "DeleteOpenIDConnectProvider",
        ],
    },
};

/** The part of an IAM ARN that calls name the identity by: its name, and for a managed policy the whole ARN. */
function namedInCalls(arn: string): { kind: string; value: string } {
    const kind = arn.split(":").slice(5).join(":").split("/")[0] ?? "";
    return { kind, value: ["policy", "oidc-provider"].includes(kind) ? arn : arn.slice(arn.lastIndexOf("/") + 1) };
}

/** Changing what users, groups, roles and managed policies may do, or who may act as them. */
export function identityTampering(arns: readonly string[]): Calls[] {
    return Object.entries(identityCalls).flatMap(([kind, { parameter, eventNames }]) => {
        const values = arns.map(namedInCalls).filter((one) => one.kind === kind);
        return values.length > 0
            ? [{ service: "iam", eventNames, parameter, values: values.map(({ value }) => value) }]
            : [];
    });
}

/**
 * The same as a filter pattern of CloudWatch Logs, which has fewer characters at hand: every call on those identities that
 * isn't read-only. Source: "Filter pattern syntax for metric filters, subscription filters, filter log events, and Live
 * Tail", section on JSON log events.
 */
export function identityFilterPattern(arns: readonly string[]): string {
    const named = identityTampering(arns).flatMap(({ parameter, values }) =>
        values.map((value) => `($.requestParameters.${parameter} = ${JSON.stringify(value)})`),
    );
    return `{ ($.eventSource = "iam.amazonaws.com") && ($.readOnly IS FALSE) && (${named.join(" || ")}) }`;
}
