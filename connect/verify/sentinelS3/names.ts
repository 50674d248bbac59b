import type { StackOutputs } from "../../outputs";

/** A queue's name, from its URL. */
export function nameOfQueue(url: string): string {
    return url.slice(url.lastIndexOf("/") + 1);
}

/** The ARN of the queue, from the outputs alone. */
export function arnOfQueue({ partition, region, accountId, sentinelQueueUrl = "" }: StackOutputs): string {
    return `arn:${partition}:sqs:${region}:${accountId}:${nameOfQueue(sentinelQueueUrl)}`;
}

/** What the keys of any trail's logs start with. */
const anyLogs = /^(.+\/)?AWSLogs\/(\d{12}\/CloudTrail\/|o-[a-z0-9]+\/(\d{12}\/CloudTrail\/)?)$/;

/** What the keys of the logs start with, after the trail's own prefix: a pattern by account or organization. */
export function logPatterns({ sentinelS3Accounts }: StackOutputs): [id: string, pattern: RegExp][] {
    return (
        sentinelS3Accounts?.map((id) => [
            id,
            new RegExp(
                id.startsWith("o-") ? `^(.+/)?AWSLogs/${id}/$` : `^(.+/)?AWSLogs/(o-[a-z0-9]+/)?${id}/CloudTrail/$`,
            ),
        ]) ?? [["the trail", anyLogs]]
    );
}
