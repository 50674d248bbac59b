import { doubleName } from "../checks/doubleName";
import type { Fault } from "../checks/problem";
import {
    countEntries,
    logNotification,
    maxEntries,
    type NotificationConfiguration,
    overlapping,
    parseNotification,
    targetOf,
    withoutOursByName,
} from "./bucketNotification";
import { reasonAgainstPolicy } from "./foreignStatements";
import { type ForeignPolicy, parsePolicy } from "./mergedPolicy";

/** What is allowed for a bucket's current policy. */
export const policyFault = {
    allowed: "the bucket's whole policy, as JSON; for a bucket without one, a document without statements",
    example: '{"Version":"2012-10-17","Statement":[]}',
    source: "aws s3api get-bucket-policy --bucket BUCKET --query Policy --output text",
};

/** Why two readers may read a JSON text differently. */
function reasonAgainstJson(text: string): Pick<Fault, "code" | "reason" | "reasonRepeatsValue"> | undefined {
    const twice = doubleName(text);
    return twice === undefined
        ? undefined
        : {
              code: "double-name",
              reason: `The name ${JSON.stringify(twice)} occurs twice in one object, and only one of its values would be kept.`,
              reasonRepeatsValue: true,
          };
}

/**
 * Checks a bucket's current policy.
 * @param bucketName the bucket, if it is known
 */
export function checkExistingPolicy(text: string, bucketName?: string): Fault | undefined {
    const policy = parsePolicy(text);
    const against =
        policy === undefined
            ? { code: "bucket-policy", reason: "Not a policy document." }
            : (reasonAgainstJson(text) ?? reasonAgainstPolicy(policy, bucketName));
    return against && { ...against, ...policyFault };
}

/** The maximum size of a bucket's policy, in bytes. Source: "Policies and permissions in Amazon S3" (20 KB). */
const maxBucketPolicyBytes = 20_480;

/** Checks that S3 would accept the size of a policy, which is written without white space. */
export function checkPolicySize(policy: ForeignPolicy): Fault | undefined {
    const size = Buffer.byteLength(JSON.stringify(policy));
    return size <= maxBucketPolicyBytes
        ? undefined
        : {
              code: "bucket-policy-size",
              reason: `With the trail's statements, the policy would have ${size} bytes or more, and S3 allows ${maxBucketPolicyBytes}.`,
              allowed: "a policy that leaves room for the trail's statements",
              example: policyFault.example,
          };
}

const notificationFault = {
    allowed: "the bucket's whole notification configuration, as JSON; {} for a bucket without one",
    example: "{}",
    source: "aws s3api get-bucket-notification-configuration --bucket BUCKET (prints nothing if there is none)",
};

/** Checks a bucket's current notification configuration. */
export function checkExistingNotification(text: string): Fault | undefined {
    const against = parseNotification(text)
        ? reasonAgainstJson(text)
        : { code: "bucket-notification", reason: "Not a bucket's notification configuration." };
    return against && { ...against, ...notificationFault };
}

/**
 * Checks that S3 would accept the logs' notifications alongside those of a document, as far as can be told before there is
 * a queue.
 * @param ownNames the names that queue and topic have, if they are known
 * @param topicProperty the property that takes a topic instead
 */
export function checkAnnouncements(
    text: string,
    logPrefixes: readonly string[],
    ownNames: readonly string[] | undefined,
    topicProperty: string,
): Fault | undefined {
    const existing = parseNotification(text);
    // Who they go to makes no difference to what overlaps.
    const added = logNotification("QueueArn", "", logPrefixes);
    return existing && checkOverlap(withoutOursByName(existing, ownNames), added, topicProperty);
}

/** Checks that S3 would accept these notifications together with the existing ones. */
export function checkOverlap(
    others: NotificationConfiguration,
    added: NotificationConfiguration,
    topicProperty: string,
): Fault | undefined {
    const [first] = overlapping(others, added);
    const count = countEntries(others) + countEntries(added);
    const against = first
        ? {
              code: "notification-overlap",
              reason: `The bucket's notification ${JSON.stringify(first.Id ?? "without an ID")} to ${targetOf(first)} covers the same logs or has the same Id as the one for Sentinel, and S3 allows neither.`,
          }
        : count > maxEntries
          ? {
                code: "too-many-notifications",
                reason: `With those for the logs, the bucket would have ${count} notifications, and S3 allows ${maxEntries}.`,
            }
          : undefined;
    return against === undefined
        ? undefined
        : {
              ...against,
              allowed:
                  "notifications that differ from those for the logs in Id, and in prefix or suffix; or, instead, one SNS topic for all readers",
              example: "arn:aws:sns:eu-central-1:111122223333:audit-logs",
              exampleProperty: topicProperty,
          };
}
