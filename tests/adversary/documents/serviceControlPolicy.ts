/** Who is kept from changing the pipeline by the policy that AWS Organizations is to have. */
import type { AwsRequest } from "../../support/simulate";
import type { Place } from "../outsiders";
import { asServiceControlPolicy, changed, leftToAccount, outsideOf, type Trial } from "../trial";
import { elsewhere, foreignAccountId } from "../values";

/** What is known of the pipeline, beside its service control policy. */
export interface ServiceControlPolicyWorld extends Place {
    deployRoleArn: string;
    trailArn: string;
    bucketArn: string;
    keyArn?: string;
    logGroupArn?: string;
    /** With which CloudTrail delivers to the log group. */
    deliveryRoleName?: string;
    /** Queues, each with its alarm on unread messages. */
    queueNames: readonly string[];
    topicArns: readonly string[];
    /** What the names of rules, alarms, queue and role for tampering begin with. */
    tamperName: string;
}

/** Every change that has to be refused: an action, and what it is asked on. */
function changesTo(world: ServiceControlPolicyWorld): [action: string, resource: string][] {
    const { partition, region, accountId, bucketArn, keyArn, logGroupArn, deliveryRoleName, tamperName } = world;
    const here = (service: string, name: string) => `arn:${partition}:${service}:${region}:${accountId}:${name}`;
    const each = (service: string, actions: string, ...resources: (string | undefined)[]) =>
        resources.flatMap((resource) =>
            resource === undefined
                ? []
                : actions.split(" ").map((action): [string, string] => [`${service}:${action}`, resource]),
        );
    return [
        ...each(
            "cloudtrail",
            "StopLogging DeleteTrail UpdateTrail PutEventSelectors PutInsightSelectors PutEventConfiguration",
            world.trailArn,
        ),
        ...each("kms", "DisableKey ScheduleKeyDeletion PutKeyPolicy DisableKeyRotation", keyArn),
        ...each(
            "s3",
            "DeleteBucket PutBucketPolicy DeleteBucketPolicy PutBucketAcl PutBucketVersioning PutBucketPublicAccessBlock PutBucketOwnershipControls PutBucketNotification PutBucketLogging PutBucketObjectLockConfiguration PutBucketRequestPayment PutEncryptionConfiguration PutLifecycleConfiguration PutReplicationConfiguration",
            bucketArn,
        ),
        ...each(
            "s3",
            "DeleteObject DeleteObjectVersion BypassGovernanceRetention ReplicateDelete UpdateObjectEncryption",
            `${bucketArn}/AWSLogs/${accountId}/CloudTrail/${region}/log.json.gz`,
            `${bucketArn}/some-object`,
        ),
        ...each(
            "logs",
            "DeleteLogGroup PutRetentionPolicy DeleteRetentionPolicy PutMetricFilter DeleteMetricFilter PutDataProtectionPolicy PutTransformer AssociateKmsKey",
            logGroupArn && `${logGroupArn}:*`,
        ),
        ...each(
            "logs",
            "DeleteLogStream",
            logGroupArn && `${logGroupArn}:log-stream:${accountId}_CloudTrail_${region}`,
        ),
        ...each(
            "sqs",
            "DeleteQueue PurgeQueue SetQueueAttributes AddPermission RemovePermission",
            ...[...world.queueNames, `${tamperName}-undelivered`].map((name) => here("sqs", name)),
        ),
        ...each(
            "sns",
            "DeleteTopic SetTopicAttributes AddPermission RemovePermission Unsubscribe SetSubscriptionAttributes PutDataProtectionPolicy",
            ...world.topicArns,
        ),
        ...each(
            "cloudwatch",
            "DeleteAlarms DisableAlarmActions PutMetricAlarm PutCompositeAlarm PutLogAlarm SetAlarmState PutAlarmMuteRule",
            ...[...world.queueNames.map((name) => `${name}-unread`), `${tamperName}-trail-matched`].map((name) =>
                here("cloudwatch", `alarm:${name}`),
            ),
        ),
        ...each(
            "events",
            "DeleteRule DisableRule PutRule PutTargets RemoveTargets",
            here("events", `rule/${tamperName}-trail`),
        ),
        ...each(
            "iam",
            "UpdateAssumeRolePolicy CreateRole DeleteRole PutRolePolicy DeleteRolePolicy AttachRolePolicy DetachRolePolicy PutRolePermissionsBoundary DeleteRolePermissionsBoundary",
            world.deployRoleArn,
            `arn:${partition}:iam::${accountId}:role/${tamperName}`,
            deliveryRoleName && `arn:${partition}:iam::${accountId}:role/${deliveryRoleName}`,
        ),
    ];
}

/** What others go on doing: reading, delivering, and whatever they like with what is theirs. */
function business(world: ServiceControlPolicyWorld): [action: string, resource: string][] {
    const { partition, region, accountId, bucketArn, keyArn, logGroupArn, trailArn } = world;
    const other = (arn: string, name: string) => arn.replace(/[^:/]+$/, name);
    return [
        ["cloudtrail:GetTrailStatus", trailArn],
        ["cloudtrail:StartLogging", trailArn],
        ["cloudtrail:StopLogging", other(trailArn, "another-trail")],
        ["s3:GetObject", `${bucketArn}/AWSLogs/${accountId}/CloudTrail/${region}/log.json.gz`],
        ["s3:ListBucket", bucketArn],
        ["s3:DeleteObject", `${bucketArn}-of-others/some-object`],
        ["s3:PutBucketPolicy", `${bucketArn}-of-others`],
        ...(keyArn
            ? ([
                  ["kms:Decrypt", keyArn],
                  ["kms:CreateGrant", keyArn],
                  ["kms:DisableKey", other(keyArn, "0f8fad5b-d9cb-469f-a165-70867728950e")],
              ] as [string, string][])
            : []),
        ...(logGroupArn
            ? ([
                  ["logs:PutLogEvents", `${logGroupArn}:log-stream:${accountId}_CloudTrail_${region}`],
                  ["logs:DeleteLogGroup", `${other(logGroupArn, "another-group")}:*`],
              ] as [string, string][])
            : []),
        ...world.queueNames.flatMap((name): [string, string][] =>
            ["ReceiveMessage", "DeleteMessage"].map((action) => [
                `sqs:${action}`,
                `arn:${partition}:sqs:${region}:${accountId}:${name}`,
            ]),
        ),
        ...world.topicArns.map((arn): [string, string] => ["sns:Publish", arn]),
        ["events:DeleteRule", `arn:${partition}:events:${region}:${accountId}:rule/another-rule`],
        ["iam:UpdateAssumeRolePolicy", `arn:${partition}:iam::${accountId}:role/another-role`],
    ];
}

/** What is tried on a service control policy. */
export async function serviceControlPolicyTrial(world: ServiceControlPolicyWorld): Promise<Trial> {
    const { partition, accountId, deployRoleArn, bucketArn } = world;
    const asked = ([action, resource]: [string, string]): AwsRequest => ({
        principal: deployRoleArn,
        action,
        resource,
        accountId,
        // A key's policy has to have its say too.
        ...(action.startsWith("kms:") && { resourcePolicy: leftToAccount(partition, accountId) }),
    });
    const by = (principal: string) => (request: AwsRequest) => ({ ...request, principal });
    const administrator = `arn:${partition}:iam::${accountId}:role/administrator`;
    const changes = changesTo(world).map(asked);
    const others = [
        administrator,
        ...["user/administrator", "user/deploy", "role/deploy2", "role/x/deploy", "root"].map(
            (who) => `arn:${partition}:iam::${accountId}:${who}`,
        ),
        `arn:${partition}:sts::${accountId}:assumed-role/administrator/deploy`,
    ];
    // The policy may be attached to more accounts than the pipeline's.
    const deletes = asked(["s3:DeleteObject", `${bucketArn}/some-object`]);
    const namesakes = [...elsewhere(deployRoleArn), deployRoleArn.replace(accountId, foreignAccountId)].map(
        (principal) => ({
            outsider: "a role of the same name elsewhere",
            request: { ...deletes, principal, accountId: principal.split(":")[4] as string },
        }),
    );
    const permitted = [
        ...changes,
        by(`arn:${partition}:sts::${accountId}:assumed-role/deploy/pulumi`)(asked(["s3:DeleteBucket", bucketArn])),
        ...business(world).map(asked).map(by(administrator)),
    ];
    const attempts = [...changed("anybody but the deploy role", changes, others.map(by)), ...namesakes];
    return { attach: asServiceControlPolicy, permitted, attempts: outsideOf(permitted, attempts) };
}
