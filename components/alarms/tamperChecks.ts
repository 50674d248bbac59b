/** Checks of what `TamperAlarms` watch, so that nothing is watched in vain. */
import type * as pulumi from "@pulumi/pulumi";
import { plainList } from "../checks/input";
import { checkPattern } from "../checks/pattern";
import { type Check, type Problem, problemsOf, problemsOfEach } from "../checks/problem";
import { longestPartition } from "../facts/partitions";
import { type Calls, maxPatternLength, patternOf } from "./eventPattern";
import { identityFilterPattern, identityTampering, queueTampering } from "./tampering";

const checkQueueUrl = checkPattern(/^https?:\/\/[^/\s]+\/[^/\s]+\/[^/\s]+$/, {
    code: "queue-url",
    reason: "Not the URL of a queue.",
    allowed: "https://sqs.REGION.amazonaws.com/ACCOUNT_ID/NAME",
    example: "https://sqs.eu-central-1.amazonaws.com/111122223333/sentinel-logs",
});

const checkIdentityArn = checkPattern(/^arn:[^:\s]+:iam::[^:\s]+:(user|group|role|policy|oidc-provider)\/\S+$/, {
    code: "identity-arn",
    reason: "Not the ARN of an IAM user, group, role, managed policy or OIDC provider.",
    allowed: "arn:PARTITION:iam::ACCOUNT_ID:KIND/NAME, where KIND is user, group, role, policy or oidc-provider",
    example: "arn:aws:iam::111122223333:role/sentinel-reader",
});

/** The maximum number of characters in a metric filter's pattern. Source: "PutMetricFilter", CloudWatch Logs API Reference. */
const maxFilterLength = 1024;

/** Stands for what isn't known yet, and for the alarms' own role or queue: as long as AWS allows. */
const longest = {
    roleArn: `arn:${longestPartition}:iam::${"#".repeat(12)}:role/${"#".repeat(64)}`,
    queueUrl: `https://host/${"#".repeat(12)}/${"#".repeat(80)}`,
};

function checkRoom(length: number, max: number, what: string): Check<unknown> {
    return () =>
        length <= max
            ? undefined
            : {
                  code: "too-many-watched",
                  reason: `${what} would have up to ${length} characters, and AWS allows ${max}.`,
                  allowed: "fewer of them, or a second TamperAlarms for the rest",
                  example: [],
              };
}

const lengthOf = (calls: readonly Calls[]) => JSON.stringify(patternOf(calls)).length;

/** Problems with the queues to watch, as far as they are known. */
export function problemsOfQueueUrls(urls: pulumi.Input<pulumi.Input<string>[]>): Problem[] {
    const known = plainList(urls);
    const length = lengthOf(queueTampering([longest.queueUrl, ...known.map((url) => url ?? longest.queueUrl)]));
    return [
        ...problemsOfEach("queueUrls", known, (url) => (url === undefined ? undefined : checkQueueUrl(url))),
        ...problemsOf("queueUrls", known, checkRoom(length, maxPatternLength, "The pattern of the rule on queues")),
    ];
}

/** Problems with the identities to watch, as far as they are known. */
export function problemsOfIdentities(arns: pulumi.Input<pulumi.Input<string>[]>): Problem[] {
    const known = plainList(arns);
    const all = [longest.roleArn, ...known.map((arn) => arn ?? longest.roleArn)];
    const rule = lengthOf(identityTampering(all));
    const filter = identityFilterPattern(all).length;
    return [
        ...problemsOfEach("identityArns", known, (arn) => (arn === undefined ? undefined : checkIdentityArn(arn))),
        ...problemsOf(
            "identityArns",
            known,
            checkRoom(rule, maxPatternLength, "The pattern of the rule on identities"),
        ),
        ...problemsOf("identityArns", known, checkRoom(filter, maxFilterLength, "The metric filter on identities")),
    ];
}
