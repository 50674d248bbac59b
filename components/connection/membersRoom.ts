/** How many member accounts there is room for. */
import type { Check, Fault } from "../checks/problem";
import { maxSubscriptionPrefixes } from "../logs/bucketNotification";
import { checkReaderRoom } from "../sentinelS3/sentinelS3";
import type { ReadLogs } from "../sentinelS3/sentinelS3ReaderPolicy";

/** Checks that the policy of the S3 connector's role has room for the logs of so many accounts. */
export function checkMembersRoom(reader: Partial<ReadLogs>): Check<readonly unknown[]> {
    return (members) => {
        const fault = members.length === 0 ? undefined : checkReaderRoom(reader)(undefined);
        return (
            fault && {
                ...fault,
                reason: fault.reason.replace("these prefixes", "these accounts"),
                allowed:
                    "fewer accounts, or none for every account of the organization, or a shorter key prefix of the trail",
                example: [],
            }
        );
    };
}

/** Checks that the filter of a subscription to an existing topic has room for so many accounts. */
export function checkMembersOfTopic({ length }: readonly unknown[]): Fault | undefined {
    return length <= maxSubscriptionPrefixes
        ? undefined
        : {
              code: "too-many-accounts-for-topic",
              reason: "The filter policy of the subscription to the existing topic can't list that many accounts.",
              allowed: `with existingBucket.topicArn, up to ${maxSubscriptionPrefixes} accounts; an empty list means every account of the organization`,
              example: [],
          };
}
