import type { StackOutputs } from "../../outputs";
import { fails, holds, judge, unknown, type Verdict } from "../verdict";
import { arnOfQueue, logPatterns } from "./names";
import type { NotificationSeen, SentinelS3Observations } from "./observations";

/** Judges what the bucket announces. */
export function judgeNotification(seen: SentinelS3Observations, outputs: StackOutputs): Verdict {
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
                : "The topic's owner manages the bucket notification: ask there.";
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
