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

/** Checks the policy of a bucket as it stands. */
export function checkExistingPolicy(text: string): Fault | undefined {
    return parsePolicy(text)
        ? undefined
        : {
              reason: "That is not a policy document.",
              allowed: "the bucket's whole policy as JSON; for a bucket without one, a document without statements",
              example: '{"Version":"2012-10-17","Statement":[]}',
              source: "aws s3api get-bucket-policy --bucket BUCKET --query Policy --output text",
          };
}

const notificationFault = {
    allowed: "the bucket's whole notification configuration as JSON; {} for a bucket without one",
    example: "{}",
    source: "aws s3api get-bucket-notification-configuration --bucket BUCKET (prints nothing where there is none)",
};

/** Checks the notifications of a bucket as they stand. */
export function checkExistingNotification(text: string): Fault | undefined {
    return parseNotification(text)
        ? undefined
        : { reason: "That is not a bucket's notification configuration.", ...notificationFault };
}

/** Checks that S3 would have these notifications beside somebody else's. */
export function checkOverlap(others: NotificationConfiguration, added: NotificationConfiguration): Fault | undefined {
    const [first] = overlapping(others, added);
    const count = countEntries(others) + countEntries(added);
    const reason = first
        ? `The bucket's notification ${JSON.stringify(first.Id ?? "without an ID")} to ${targetOf(first)} covers the same logs or has the same Id, and S3 takes neither twice.`
        : count > maxEntries
          ? `With the logs' the bucket would have ${count} notifications, and S3 takes ${maxEntries}.`
          : undefined;
    return reason === undefined
        ? undefined
        : {
              reason,
              allowed:
                  "notifications whose prefix, suffix or Id keeps them apart from the logs'; or one SNS topic for all readers, named in place of the notifications",
              example: "arn:aws:sns:eu-central-1:111122223333:audit-logs",
              exampleProperty: "existingTopicArn",
          };
}
