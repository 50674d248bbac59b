/**
 * Tampering as CloudTrail records it, in the shape that AWS documents, and as EventBridge delivers it. Everything that a
 * record has besides is filled in alike for all.
 *
 * Sources: "CloudTrail record contents for management, data, and network activity events"; the example entries in "Logging
 * Amazon SQS API calls", "Logging Amazon SNS API calls", "Logging Amazon CloudWatch API and console operations", "Logging
 * Amazon EventBridge API calls", "Logging AWS KMS API calls" and "Logging IAM and AWS STS API calls".
 */

/** What can be tampered with. */
export interface Pipeline {
    accountId: string;
    region: string;
    trailArn: string;
    bucketName: string;
    kmsKeyArn: string;
    queueUrl: string;
    deadLetterQueueUrl: string;
    logGroupName: string;
    topicArn: string;
    userName: string;
    roleName: string;
    deliveryRoleName: string;
    oidcProviderArn: string;
    feedTopicArn: string;
    /** What the names of rules and alarms begin with. */
    namePrefix: string;
}

/** A recorded call. */
export interface Recorded {
    /** What somebody has done, in words. */
    what: string;
    /** The ending of the rule that has to match. */
    rule: string;
    eventSource: string;
    eventName: string;
    requestParameters: Record<string, unknown>;
}

/** Every tampering that has to be reported. */
export function tamperings(of: Pipeline): Recorded[] {
    const nameOf = (arn: string) => arn.slice(arn.lastIndexOf("/") + 1);
    const queueName = nameOf(of.queueUrl);
    const calls = (
        rule: string,
        service: string,
        eventNames: string,
        requestParameters: Record<string, unknown>,
    ): Recorded[] =>
        eventNames.split(" ").map((eventName) => ({
            what: eventName,
            rule,
            eventSource: `${service}.amazonaws.com`,
            eventName,
            requestParameters,
        }));
    return [
        ...calls("trail", "cloudtrail", "StopLogging DeleteTrail", { name: of.trailArn }),
        ...calls("trail", "cloudtrail", "StopLogging DeleteTrail UpdateTrail", { name: nameOf(of.trailArn) }),
        ...calls("trail", "cloudtrail", "PutEventSelectors PutInsightSelectors PutEventConfiguration", {
            trailName: nameOf(of.trailArn),
        }),
        ...calls(
            "bucket",
            "s3",
            "DeleteBucket PutBucketPolicy DeleteBucketPolicy PutBucketAcl PutBucketPublicAccessBlock DeleteBucketPublicAccessBlock PutBucketLifecycle DeleteBucketLifecycle PutBucketVersioning PutBucketNotification PutBucketEncryption DeleteBucketEncryption PutBucketLogging PutBucketObjectLockConfiguration PutBucketOwnershipControls DeleteBucketOwnershipControls PutBucketReplication DeleteBucketReplication PutBucketRequestPayment",
            { bucketName: of.bucketName, Host: `${of.bucketName}.s3.${of.region}.amazonaws.com` },
        ),
        ...calls("key", "kms", "DisableKey DisableKeyRotation", { keyId: nameOf(of.kmsKeyArn) }),
        ...calls("key", "kms", "ScheduleKeyDeletion PutKeyPolicy CreateGrant", { keyId: of.kmsKeyArn }),
        ...calls("queues", "sqs", "DeleteQueue PurgeQueue SetQueueAttributes AddPermission RemovePermission", {
            queueUrl: of.queueUrl,
        }),
        ...calls("queues", "sqs", "DeleteQueue SetQueueAttributes", {
            queueUrl: `https://sqs.${of.region}.amazonaws.com/${of.accountId}/${of.namePrefix}-undelivered`,
        }),
        // The older spelling of the host.
        ...calls("queues", "sqs", "DeleteQueue", {
            queueUrl: `https://${of.region}.queue.amazonaws.com/${of.accountId}/${nameOf(of.deadLetterQueueUrl)}`,
        }),
        ...calls(
            "log-group",
            "logs",
            "DeleteLogGroup DeleteLogStream PutRetentionPolicy PutMetricFilter DeleteMetricFilter AssociateKmsKey",
            {
                logGroupName: of.logGroupName,
            },
        ),
        ...calls("topic", "sns", "DeleteTopic SetTopicAttributes AddPermission RemovePermission", {
            topicArn: of.topicArn,
        }),
        ...calls("topic", "sns", "PutDataProtectionPolicy", { resourceArn: of.topicArn }),
        ...calls("feed-topic", "sns", "DeleteTopic SetTopicAttributes", { topicArn: of.feedTopicArn }),
        ...calls("topic", "sns", "Unsubscribe SetSubscriptionAttributes", {
            subscriptionArn: `${of.topicArn}:be21cb9f-3c6d-4a3b-9c2b-7d1f0f8f0a01`,
        }),
        ...calls("alarms", "monitoring", "DeleteAlarms DisableAlarmActions", {
            alarmNames: ["somebody-elses-alarm", `${of.namePrefix}-trail-matched`],
        }),
        ...calls("alarms", "monitoring", "DeleteAlarms", { alarmNames: [`${queueName}-silent`] }),
        ...calls("log-group", "logs", "PutDataProtectionPolicy", {
            logGroupIdentifier: `arn:aws:logs:${of.region}:${of.accountId}:log-group:${of.logGroupName}`,
        }),
        ...calls("log-group", "logs", "PutTransformer", { logGroupIdentifier: of.logGroupName }),
        ...calls("alarms", "monitoring", "PutAlarmMuteRule", {
            name: "quiet",
            muteTargets: { alarmNames: [`${of.namePrefix}-trail-matched`] },
        }),
        ...calls("alarms", "monitoring", "PutMetricAlarm SetAlarmState", { alarmName: `${of.namePrefix}-key-unsent` }),
        ...calls("alarms", "events", "DeleteRule DisableRule PutRule", { name: `${of.namePrefix}-rules` }),
        ...calls("alarms", "events", "RemoveTargets PutTargets", { rule: `${of.namePrefix}-rules` }),
        ...calls("rules", "events", "DeleteRule DisableRule PutRule", { name: `${of.namePrefix}-alarms` }),
        ...calls("rules", "events", "RemoveTargets PutTargets", { rule: `${of.namePrefix}-trail`, ids: ["target"] }),
        ...calls(
            "identities",
            "iam",
            "CreateAccessKey UpdateAccessKey DeleteAccessKey CreateServiceSpecificCredential CreateLoginProfile UpdateLoginProfile AttachUserPolicy DetachUserPolicy PutUserPolicy DeleteUserPolicy PutUserPermissionsBoundary DeleteUserPermissionsBoundary AddUserToGroup RemoveUserFromGroup UpdateUser DeleteUser",
            { userName: of.userName },
        ),
        ...calls(
            "identities",
            "iam",
            "AttachGroupPolicy DetachGroupPolicy PutGroupPolicy DeleteGroupPolicy UpdateGroup DeleteGroup",
            { groupName: of.userName },
        ),
        ...calls(
            "identities",
            "iam",
            "UpdateAssumeRolePolicy AttachRolePolicy DetachRolePolicy PutRolePolicy DeleteRolePolicy PutRolePermissionsBoundary DeleteRolePermissionsBoundary DeleteRole",
            { roleName: of.roleName },
        ),
        ...calls("identities", "iam", "DeleteRolePolicy UpdateAssumeRolePolicy", { roleName: of.namePrefix }),
        ...calls("identities", "iam", "DeleteRolePolicy DeleteRole", { roleName: of.deliveryRoleName }),
        ...calls("identities", "iam", "AddUserToGroup RemoveUserFromGroup", {
            groupName: of.userName,
            userName: "mallory",
        }),
        ...calls(
            "identities",
            "iam",
            "AddClientIDToOpenIDConnectProvider RemoveClientIDFromOpenIDConnectProvider UpdateOpenIDConnectProviderThumbprint DeleteOpenIDConnectProvider",
            { openIDConnectProviderArn: of.oidcProviderArn },
        ),
        ...calls("identities", "iam", "CreatePolicyVersion SetDefaultPolicyVersion DeletePolicyVersion DeletePolicy", {
            policyArn: `arn:aws:iam::${of.accountId}:policy/${of.userName}`,
        }),
    ];
}

/** Much the same calls, none of which is tampering with this pipeline. */
export function harmless(of: Pipeline): Omit<Recorded, "rule">[] {
    const foreign = (text: string) => text.replace(of.accountId, "444455556666");
    const call = (service: string, eventName: string, requestParameters: Record<string, unknown>) => ({
        what: `${eventName} ${JSON.stringify(requestParameters)}`,
        eventSource: `${service}.amazonaws.com`,
        eventName,
        requestParameters,
    });
    return [
        call("cloudtrail", "StartLogging", { name: of.trailArn }),
        call("cloudtrail", "GetTrailStatus", { name: of.trailArn }),
        call("cloudtrail", "StopLogging", { name: "another-trail" }),
        call("cloudtrail", "StopLogging", { name: foreign(of.trailArn) }),
        call("cloudtrail", "StopLogging", { trailName: of.trailArn }),
        call("s3", "PutBucketPolicy", { bucketName: `${of.bucketName}-2` }),
        call("s3", "PutObject", { bucketName: of.bucketName, key: "AWSLogs/x" }),
        call("s3", "GetBucketPolicy", { bucketName: of.bucketName }),
        call("s3", "StopLogging", { name: of.trailArn }),
        call("kms", "EnableKey", { keyId: of.kmsKeyArn }),
        call("kms", "Decrypt", { keyId: of.kmsKeyArn }),
        call("kms", "DisableKey", { keyId: "00000000-12ab-34cd-56ef-1234567890ab" }),
        call("sqs", "ReceiveMessage", { queueUrl: of.queueUrl }),
        call("sqs", "DeleteQueue", { queueUrl: foreign(of.queueUrl) }),
        call("sqs", "DeleteQueue", { queueUrl: `${of.queueUrl}2` }),
        call("logs", "DeleteLogGroup", { logGroupName: `${of.logGroupName}2` }),
        call("sns", "Publish", { topicArn: of.topicArn }),
        call("sns", "DeleteTopic", { topicArn: `${of.topicArn}2` }),
        call("sns", "Unsubscribe", { subscriptionArn: `${of.topicArn}2:be21cb9f-3c6d-4a3b-9c2b-7d1f0f8f0a01` }),
        call("monitoring", "DeleteAlarms", { alarmNames: ["somebody-elses-alarm"] }),
        call("monitoring", "DescribeAlarms", { alarmNames: [`${of.namePrefix}-trail-matched`] }),
        call("events", "DeleteRule", { name: `x${of.namePrefix}-trail` }),
        call("events", "EnableRule", { name: `${of.namePrefix}-trail` }),
        call("iam", "DeleteUser", { userName: `${of.userName}2` }),
        call("iam", "GetUser", { userName: of.userName }),
        call("iam", "CreatePolicyVersion", { policyArn: `arn:aws:iam::444455556666:policy/${of.userName}` }),
    ];
}

/** The event that EventBridge delivers for a recorded call. */
export function delivered({ eventSource, eventName, requestParameters }: Omit<Recorded, "rule">, of: Pipeline): object {
    return {
        version: "0",
        id: "6f87d04b-9f74-4f04-a780-7acf4b0a9b38",
        "detail-type": "AWS API Call via CloudTrail",
        source: `aws.${eventSource.split(".")[0]}`,
        account: of.accountId,
        time: "2026-11-21T10:00:00Z",
        region: of.region,
        resources: [],
        detail: {
            eventVersion: "1.11",
            userIdentity: {
                type: "AssumedRole",
                principalId: "AROAEXAMPLE:mallory",
                arn: `arn:aws:sts::${of.accountId}:assumed-role/admin/mallory`,
                accountId: of.accountId,
            },
            eventTime: "2026-11-21T09:59:58Z",
            eventSource,
            eventName,
            awsRegion: of.region,
            sourceIPAddress: "198.51.100.7",
            userAgent: "aws-cli/2",
            requestParameters,
            responseElements: null,
            requestID: "11111111-2222-3333-4444-555555555555",
            eventID: "66666666-7777-8888-9999-000000000000",
            readOnly: false,
            eventType: "AwsApiCall",
            managementEvent: true,
            recipientAccountId: of.accountId,
            eventCategory: "Management",
        },
    };
}
