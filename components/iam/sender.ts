import type { Statement } from "./document";

/** An AWS service that sends messages, and for which resource. */
export interface Sender {
    service: string;
    /** Absent where AWS allows none. */
    condition?: Statement["Condition"];
}

/**
 * A bucket's notifications. The account stands beside the bucket because a bucket's ARN has none: a deleted bucket's
 * name may be somebody else's next. Source: "Cross-service confused deputy prevention" (IAM User Guide).
 */
export function bucketAsSender(bucketArn: string, accountId: string): Sender {
    return {
        service: "s3.amazonaws.com",
        condition: { StringEquals: { "aws:SourceArn": bucketArn, "aws:SourceAccount": accountId } },
    };
}

/** A topic's messages to a queue that is subscribed to it. */
export function topicAsSender(topicArn: string): Sender {
    return { service: "sns.amazonaws.com", condition: { StringEquals: { "aws:SourceArn": topicArn } } };
}

/** The alarms of one region. Source: "Permissions for the Amazon SNS topic" (Amazon CloudWatch User Guide). */
export function alarmsAsSender(partition: string, region: string, accountId: string): Sender {
    return {
        service: "cloudwatch.amazonaws.com",
        condition: {
            ArnLike: { "aws:SourceArn": `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:*` },
            StringEquals: { "aws:SourceAccount": accountId },
        },
    };
}

/**
 * EventBridge rules, of whatever account: a topic's policy may hold no conditions for them. Source: "Using resource-based
 * policies for Amazon EventBridge", section "Amazon SNS permissions".
 */
export const rulesAsSender: Sender = { service: "events.amazonaws.com" };
