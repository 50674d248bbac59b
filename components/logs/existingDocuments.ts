import type { Fault } from "../checks/problem";
import {
    countEntries,
    maxEntries,
    type NotificationConfiguration,
    overlapping,
    parseNotification,
    targetOf,
} from "./bucketNotification";
import { parsePolicy } from "./mergedPolicy";

/** Checks a bucket's current policy. */
export function checkExistingPolicy(text: string): Fault | undefined {
    return parsePolicy(text)
        ? undefined
        : {
              code: "bucket-policy",
              reason: "Not a policy document.",
              allowed: "the bucket's whole policy, as JSON; for a bucket without one, a document without statements",
              example: '{"Version":"2012-10-17","Statement":[]}',
              source: "aws s3api get-bucket-policy --bucket BUCKET --query Policy --output text",
          };
}

const notificationFault = {
    allowed: "the bucket's whole notification configuration, as JSON; {} for a bucket without one",
    example: "{}",
    source: "aws s3api get-bucket-notification-configuration --bucket BUCKET (prints nothing if there is none)",
};

/** Checks a bucket's current notification configuration. */
export function checkExistingNotification(text: string): Fault | undefined {
    return parseNotification(text)
        ? undefined
        : {
              code: "bucket-notification",
              reason: "Not a bucket's notification configuration.",
              ...notificationFault,
          };
}

/** Checks that S3 would accept these notifications together with the existing ones. */
export function checkOverlap(others: NotificationConfiguration, added: NotificationConfiguration): Fault | undefined {
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
              exampleProperty: "existingTopicArn",
          };
}
