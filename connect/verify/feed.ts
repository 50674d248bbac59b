import { invocation } from "../invocation";
import type { StackOutputs } from "../outputs";
import { arnOfQueue, logPatterns } from "./feedNames";
import { type FeedObservations, type NotificationSeen, nameOfQueue } from "./feedObservations";
import { judgeFeedTrust, judgeProvider, judgeReader } from "./feedRole";
import { allowing, demanded, denies, isMet, means, otherDemands, readPolicy } from "./policy";
import { nameOfRole } from "./role";
import { fails, holds, judge, judgeError, unknown, type Verdict } from "./verdict";

function judgeQueuePolicy(seen: FeedObservations, outputs: StackOutputs): Verdict {
    const check = "The queue takes messages of new logs";
    const { accountId, bucketName, partition, sentinelTopicArn } = outputs;
    const source = sentinelTopicArn ?? `arn:${partition}:s3:::${bucketName}`;
    const sender = sentinelTopicArn === undefined ? "s3.amazonaws.com" : "sns.amazonaws.com";
    return judge(
        check,
        seen.queue,
        `There is no queue ${nameOfQueue(outputs.sentinelQueueUrl ?? "")}: pulumi refresh, and pulumi up.`,
        ({ policy }) => {
            const statements = readPolicy(policy);
            const allows = denies(statements, "sqs:SendMessage", [sender])
                ? []
                : allowing(statements, "sqs:SendMessage");
            const open = allows.filter(
                ({ principals, conditions }) =>
                    Object.values(principals).flat().includes("*") && Object.keys(conditions).length === 0,
            );
            const ofSender = allows.filter(
                (statement) =>
                    [...(statement.principals.Service ?? []), ...(statement.principals["*"] ?? [])].some(
                        (name) => name === sender || name === "*",
                    ) &&
                    statement.resources.some((pattern) => means(pattern, arnOfQueue(outputs))) &&
                    isMet(statement, "aws:SourceAccount", accountId) &&
                    otherDemands(statement, ["aws:SourceArn", "aws:SourceAccount"]).length === 0,
            );
            const sources = ofSender.map((statement) => demanded(statement, "aws:SourceArn").join(", ") || sender);
            const back = "Somebody has changed the queue's policy: pulumi up.";
            if (open.length > 0) {
                return fails(check, "Its policy admits everybody.", back);
            }
            return ofSender.some(
                (statement) =>
                    demanded(statement, "aws:SourceArn").length > 0 && isMet(statement, "aws:SourceArn", source),
            )
                ? holds(check, `Its policy admits ${source}.`)
                : fails(
                      check,
                      `Its policy admits ${sources.join(", ") || "nobody"}, and the messages come from ${source}.`,
                      back,
                  );
        },
    );
}

function judgeNotification(seen: FeedObservations, outputs: StackOutputs): Verdict {
    const check = "The bucket announces new logs";
    const { bucketName, sentinelTopicArn } = outputs;
    return judge(check, seen.notifications, `There is no bucket ${bucketName}.`, (entries) => {
        const target = sentinelTopicArn ?? arnOfQueue(outputs);
        const ours = entries.filter((entry) => entry.target === target);
        const patterns = logPatterns(outputs);
        const announces = ({ events }: NotificationSeen) =>
            events.some((event) => event === "s3:ObjectCreated:*" || event === "s3:ObjectCreated:Put") &&
            events.every((event) => event.startsWith("s3:ObjectCreated:"));
        const whole = ours.filter(
            (entry) =>
                announces(entry) &&
                entry.suffix === ".json.gz" &&
                patterns.some(([, pattern]) => pattern.test(entry.prefix)),
        );
        const left = patterns.filter(([, pattern]) => !whole.some(({ prefix }) => pattern.test(prefix)));
        const shown = (all: readonly NotificationSeen[]) =>
            all.map(({ events, prefix, suffix }) => `${events.join("+")} ${prefix}…${suffix}`).join(", ");
        const back =
            sentinelTopicArn === undefined
                ? "pulumi up puts it back; on a bucket that somebody else owns, the stack output bucketNotification says what to add."
                : "The topic's own bucket notification is its owner's: ask there.";
        if (ours.length === 0) {
            return fails(check, `None of its ${entries.length} notifications goes to ${target}.`, back);
        }
        const others = ours.filter((entry) => !whole.includes(entry));
        const isWide = (entry: NotificationSeen) =>
            announces(entry) &&
            ".json.gz".endsWith(entry.suffix) &&
            (entry.prefix === "" || /(^|\/)AWSLogs\/(o-[a-z0-9]+\/)?$/.test(entry.prefix));
        if (sentinelTopicArn !== undefined && others.length > 0 && others.every(isWide)) {
            return unknown(
                check,
                `It announces more than the trail's logs to the topic: ${shown(others)}.`,
                "With existingBucket.topicArn the subscription's filter leaves out the rest. With sentinel.snsFanOut digest files reach Sentinel: pulumi up.",
            );
        }
        if (others.length > 0) {
            return fails(
                check,
                `Its filter is not the trail's own: ${shown(others)}.`,
                `Digest files reach Sentinel, or logs don't. ${back}`,
            );
        }
        return left.length === 0
            ? holds(check, shown(whole))
            : fails(check, `It announces no logs of ${left.map(([id]) => id).join(", ")}.`, back);
    });
}

/**
 * The commercial regions that every account has; in the others the global endpoint's first tokens don't work. Source:
 * "Managing AWS STS in an AWS Region".
 */
const defaultRegions = [
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
];

function judgeTokens(seen: FeedObservations, { partition, region }: StackOutputs): Verdict[] {
    if (partition !== "aws" || defaultRegions.includes(region)) {
        return [];
    }
    const check = `Sentinel's tokens work in ${region}`;
    return [
        judge(check, seen.tokenVersion, "The account gives no summary.", (version) =>
            version === 2
                ? holds(check, "The global STS endpoint's tokens work in every region.")
                : fails(
                      check,
                      `The global STS endpoint's tokens are of version ${version ?? 1}, which opt-in regions refuse.`,
                      "aws iam set-security-token-service-preferences --global-endpoint-token-version v2Token",
                  ),
        ),
    ];
}

const hour = 3600;

/** Judges the feed of Sentinel's S3 connector. */
export function judgeFeed(seen: FeedObservations, outputs: StackOutputs): Verdict[] {
    const { role } = seen;
    const gone = `There is no role ${nameOfRole(outputs.sentinelS3RoleArn ?? "")}: pulumi refresh, and pulumi up.`;
    const read = "Sentinel reads the queue";
    const failed = "No message lies in the dead-letter queue";
    const noQueue = "There is no such queue: pulumi refresh, and pulumi up.";
    const waiting =
        "value" in seen.queue ? `about ${seen.queue.value.waiting} messages` : "an unknown number of messages";
    return [
        judgeProvider(seen, outputs),
        ...("value" in role.trust
            ? judgeFeedTrust(role.trust.value, outputs)
            : [judgeError("The feed's role asks for Sentinel's audience", role.trust.error, gone)]),
        judgeReader(role, outputs),
        judgeQueuePolicy(seen, outputs),
        // A topic that others filled before is announced to by its own rules.
        judgeNotification(seen, outputs),
        judge(read, seen.oldestAge, noQueue, (age) =>
            age !== undefined && age > hour
                ? fails(
                      read,
                      `The oldest of ${waiting} has waited for ${Math.round(age / 60)} minutes.`,
                      `Is the connector there (${invocation} sentinel)? In the workspace: SentinelHealth | where SentinelResourceKind == "AmazonWebServicesS3"`,
                  )
                : age === undefined
                  ? unknown(
                        read,
                        `${waiting.replace(/^./, (letter) => letter.toUpperCase())} wait, and CloudWatch has no figure for the last half hour.`,
                    )
                  : holds(read, `The oldest of ${waiting} has waited for ${Math.round(age)} seconds.`),
        ),
        judge(failed, seen.deadLetters, noQueue, (count) =>
            count === 0
                ? holds(failed, "It is empty.")
                : fails(
                      failed,
                      `About ${count} lie there: Sentinel failed ten times on each.`,
                      `It may not read or decrypt those logs, or they are no logs. Once mended: aws sqs start-message-move-task --source-arn ARN_OF_${nameOfQueue(outputs.sentinelDeadLetterQueueUrl ?? "")}`,
                  ),
        ),
        ...judgeTokens(seen, outputs),
    ];
}
