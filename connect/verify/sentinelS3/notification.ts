import type { StackOutputs } from "../../outputs";
import { fails, holds, judge, unknown, type Verdict } from "../verdict";
import { arnOfQueue, logPatterns } from "./names";
import type { NotificationSeen, SentinelS3Observations } from "./observations";

/** Judges the bucket's notifications. */
export function judgeNotification(seen: SentinelS3Observations, outputs: StackOutputs): Verdict {
    const check = "The bucket sends notifications of new logs";
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
                ? "pulumi up restores it; for a bucket that someone else manages, the stack output bucketNotification is what to add."
                : "The topic's owner manages the bucket notification: ask them.";
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
                `It notifies the topic of more than the trail's logs: ${shown(others)}.`,
                "With existingBucket.topicArn, the subscription's filter excludes the rest. With sentinel.snsFanOut, digest files reach Sentinel: run pulumi up.",
            );
        }
        if (others.length > 0) {
            return fails(
                check,
                `Its filter doesn't match the trail's logs: ${shown(others)}.`,
                `Either digest files reach Sentinel, or logs don't. ${back}`,
            );
        }
        return left.length === 0
            ? holds(check, shown(whole))
            : fails(check, `No notification covers the logs of ${left.map(([id]) => id).join(", ")}.`, back);
    });
}
