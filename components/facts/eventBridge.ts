/** What AWS fixes about Amazon EventBridge, by partition. */

/**
 * Whether an EventBridge rule publishes to a topic with an IAM role, so that the topic's policy need not admit EventBridge.
 *
 * Such a policy can't restrict EventBridge: "Using resource-based policies for Amazon EventBridge", section "Amazon SNS
 * permissions", says that a topic's policy may hold no conditions for it. The current version of that page admits an
 * execution role for Lambda, Amazon SNS and Amazon SQS targets. The version for AWS China still says not to use one, and of
 * the other partitions no version was read: there, the topic's policy has to do.
 */
export function publishesByRole(partition: string): boolean {
    return ["aws", "aws-us-gov"].includes(partition);
}

/**
 * The region in which EventBridge receives IAM's calls; `undefined` where it isn't known. Source: "AWS service events
 * delivered via AWS CloudTrail" (Amazon EventBridge User Guide), for AWS GovCloud (US) "AWS CloudTrail" in its User Guide.
 */
export function regionOfIamEvents(partition: string): string | undefined {
    return new Map([
        ["aws", "us-east-1"],
        ["aws-us-gov", "us-gov-west-1"],
    ]).get(partition);
}
