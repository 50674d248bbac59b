import { invocation } from "../../invocation";
import type { StackOutputs } from "../../outputs";
import { nameOfRole } from "../role";
import { fails, holds, judge, judgeError, unknown, type Verdict } from "../verdict";
import { nameOfQueue } from "./names";
import { judgeNotification } from "./notification";
import type { SentinelS3Observations } from "./observations";
import { judgeProvider, judgeTrust } from "./oidc";
import { judgeQueuePolicy } from "./queuePolicy";
import { judgeReader } from "./reader";
import { judgeTokens } from "./tokens";

const hour = 3600;

/** Judges Sentinel's S3 connector. */
export function judgeSentinelS3(seen: SentinelS3Observations, outputs: StackOutputs): Verdict[] {
    const { role } = seen;
    const gone = `There is no role ${nameOfRole(outputs.sentinelS3RoleArn ?? "")}: run pulumi refresh, then pulumi up.`;
    const read = "Sentinel reads the queue";
    const failed = "The dead-letter queue is empty";
    const noQueue = "The queue doesn't exist: run pulumi refresh, then pulumi up.";
    const waiting =
        "value" in seen.queue ? `about ${seen.queue.value.waiting} messages` : "an unknown number of messages";
    return [
        judgeProvider(seen, outputs),
        ...("value" in role.trust
            ? judgeTrust(role.trust.value, outputs)
            : [judgeError("The S3 connector's role requires Sentinel's audience", role.trust.error, gone)]),
        judgeReader(role, outputs),
        judgeQueuePolicy(seen, outputs),
        judgeNotification(seen, outputs),
        judge(read, seen.oldestAge, noQueue, (age) =>
            age !== undefined && age > hour
                ? fails(
                      read,
                      `The oldest of ${waiting} has waited for ${Math.round(age / 60)} minutes.`,
                      `Does the connector exist (${invocation} sentinel)? Query the workspace: SentinelHealth | where SentinelResourceKind == "AmazonWebServicesS3"`,
                  )
                : age === undefined
                  ? unknown(
                        read,
                        `${waiting.replace(/^./, (letter) => letter.toUpperCase())} are waiting, and CloudWatch has no data for the last half hour.`,
                    )
                  : holds(read, `The oldest of ${waiting} has waited for ${Math.round(age)} seconds.`),
        ),
        judge(failed, seen.deadLetters, noQueue, (count) =>
            count === 0
                ? holds(failed, "It has no messages.")
                : fails(
                      failed,
                      `Messages: about ${count}. Sentinel failed ten times on each.`,
                      `Sentinel may lack permission to read or decrypt these logs, or they aren't logs. Once fixed: aws sqs start-message-move-task --source-arn ARN_OF_${nameOfQueue(outputs.sentinelDeadLetterQueueUrl ?? "")}`,
                  ),
        ),
        ...judgeTokens(seen, outputs),
    ];
}
