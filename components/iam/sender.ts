import type { Statement } from "./document";

/** An AWS service that sends messages, and the resource that it sends them for. */
export interface Sender {
    service: string;
    /** Absent if AWS allows none. */
    condition?: Statement["Condition"];
}

/**
 * A bucket's notifications. The condition names the account too, because a bucket's ARN doesn't: another account can
 * reuse a deleted bucket's name. Source: "Cross-service confused deputy prevention" (IAM User Guide).
 */
export function bucketAsSender(bucketArn: string, accountId: string): Sender {
    return {
        service: "s3.amazonaws.com",
        condition: { StringEquals: { "aws:SourceArn": bucketArn, "aws:SourceAccount": accountId } },
    };
}

/** A topic's messages to a subscribed queue. */
export function topicAsSender(topicArn: string): Sender {
    return { service: "sns.amazonaws.com", condition: { StringEquals: { "aws:SourceArn": topicArn } } };
}

/**
 * The CloudWatch alarms in one region. Source: "Permissions for the Amazon SNS topic" (Amazon CloudWatch User Guide).
 */
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
 * EventBridge rules, in any account: AWS allows no conditions for them in a topic's policy. Source: "Using resource-based
 * policies for Amazon EventBridge", section "Amazon SNS permissions".
 */
export const rulesAsSender: Sender = { service: "events.amazonaws.com" };
