import type { StackOutputs } from "../../outputs";

/** A queue's name, from its URL. */
export function nameOfQueue(url: string): string {
    return url.slice(url.lastIndexOf("/") + 1);
}

/** The queue's ARN, from the outputs. */
export function arnOfQueue({ partition, region, accountId, sentinelQueueUrl = "" }: StackOutputs): string {
    return `arn:${partition}:sqs:${region}:${accountId}:${nameOfQueue(sentinelQueueUrl)}`;
}

/** The start of the keys of any trail's logs. */
const anyLogs = /^(.+\/)?AWSLogs\/(\d{12}\/CloudTrail\/|o-[a-z0-9]+\/(\d{12}\/CloudTrail\/)?)$/;

/** Patterns of the start of the logs' keys, by account or organization; the trail's own prefix may come first. */
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
