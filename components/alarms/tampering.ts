/**
 * The CloudTrail events that indicate tampering, as EventBridge event patterns. The parameter names are those of the
 * API calls: "AWS CloudTrail API Reference", "Amazon S3 CloudTrail events", "Logging AWS KMS API calls".
 */
import { nameOfTrail } from "../facts/arns";

/** An EventBridge event pattern: each list contains alternatives. */
export interface EventPattern {
    source: string[];
    "detail-type": string[];
    detail: Record<string, unknown>;
}

function calls(source: string, eventNames: string[], parameters: Record<string, string[]>): EventPattern {
    return {
        source: [source],
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: { eventName: eventNames, requestParameters: parameters },
    };
}

/**
 * Stopping, changing or deleting a trail. The calls accept its name or its ARN; those for selectors use another
 * parameter.
 */
export function trailTampering(trailArn: string): EventPattern {
    const names = [nameOfTrail(trailArn), trailArn];
    return {
        source: ["aws.cloudtrail"],
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: {
            $or: [
                {
                    eventName: ["StopLogging", "DeleteTrail", "UpdateTrail"],
                    requestParameters: { name: names },
                },
                {
                    eventName: ["PutEventSelectors", "PutInsightSelectors"],
                    requestParameters: { trailName: names },
                },
            ],
        },
    };
}

/**
 * Deleting a bucket, or changing who may read, write or delete its objects, its retention, replication or
 * notifications.
 */
export function bucketTampering(bucketName: string): EventPattern {
    return calls(
        "aws.s3",
        [
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
        ],
        { bucketName: [bucketName] },
    );
}

/** Disabling a key, or changing who may use it. The calls accept its ID or its ARN. */
export function keyTampering(kmsKeyArn: string): EventPattern {
    return calls("aws.kms", ["DisableKey", "ScheduleKeyDeletion", "PutKeyPolicy", "DisableKeyRotation"], {
        keyId: [kmsKeyArn.slice(kmsKeyArn.lastIndexOf("/") + 1), kmsKeyArn],
    });
}
