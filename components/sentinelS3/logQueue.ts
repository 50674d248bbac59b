import * as s3 from "@pulumi/aws/s3";
import * as sns from "@pulumi/aws/sns";
import * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { problemsOfExclusive } from "../checks/exclusive";
import { checkExistingBucketName, checkOneBucket, checkTopicArn } from "../checks/existing";
import {
    checkedLater,
    isPlain,
    listCheckedLater,
    plainList,
    problemsOfInput,
    problemsOfOptional,
} from "../checks/input";
import { problemsOfLogPrefixes } from "../checks/logPrefixes";
import { checkName } from "../checks/names";
import { type Fault, type Problem, problemsOf, refuse } from "../checks/problem";
import { defaults } from "../defaults";
import { bucketArn } from "../facts/arns";
import type { PolicyDocument } from "../iam/document";
import { bucketAsSender, type Sender, topicAsSender } from "../iam/sender";
import { topicPolicy } from "../iam/topicPolicy";
import {
    logNotification,
    maxSubscriptionPrefixes,
    mergedNotification,
    noNotifications,
    notificationArgs,
    parseNotification,
    subscriptionFilter,
    withoutOurs,
} from "../logs/bucketNotification";
import { checkAnnouncements, checkExistingNotification, checkOverlap } from "../logs/existingDocuments";
import { accountIdOf, partitionOf } from "../resources/place";
import { encryptedAndPatient } from "../resources/queues";
import { madeBeforeDeleted } from "../resources/replacement";
import { deadLetterQueuePolicy, queuePolicy } from "./queuePolicy";

/** Whether other readers can subscribe to the logs. */
export interface FanOutArgs {
    /**
     * Whether to put an SNS topic between the bucket and the queue, so that other readers can subscribe to it too.
     * @default false
     * @example true
     */
    snsFanOut?: boolean;
}

/** Arguments for `LogQueue`. */
export interface LogQueueArgs extends FanOutArgs {
    /**
     * The name of the log bucket, in this account and region: S3 notifies only queues and topics in the bucket's
     * region.
     * @example "central-audit-logs"
     */
    bucketName: pulumi.Input<string>;
    /**
     * The key prefixes of the logs, such as `AWSLogs/111122223333/CloudTrail/`: only objects under them cause
     * notifications. `logPrefixes(…)` returns them.
     * @example ["AWSLogs/111122223333/CloudTrail/"]
     */
    logPrefixes: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Whether this program owns the bucket. S3 keeps one notification configuration per bucket, so only one program
     * should write it. If true, this component writes the whole configuration, and deletes it with the queue. If false,
     * the configuration isn't changed and `bucketNotification` lists what to add to it, unless `existingNotification`
     * or `existingTopicArn` is set.
     * @example true
     */
    ownsBucket: boolean;
    /**
     * The current notification configuration of a bucket that this program doesn't own, as printed by `aws s3api
     * get-bucket-notification-configuration`; `{}` if it has none. This component writes it back with the notifications
     * for the logs added, and leaves it in place when the queue is deleted. Only with `ownsBucket: false`.
     * @default none; the configuration isn't changed, and `bucketNotification` lists what to add to it
     * @example "{}"
     */
    existingNotification?: pulumi.Input<string>;
    /**
     * The ARN of an SNS topic that already receives the notifications of a bucket that this program doesn't own,
     * `arn:PARTITION:sns:REGION:ACCOUNT_ID:NAME`. The queue subscribes to it, for keys under the prefixes. The bucket's
     * notifications aren't changed; they must cover only created logs. Only with `ownsBucket: false`.
     * @default none
     * @example "arn:aws:sns:eu-central-1:111122223333:audit-logs"
     */
    existingTopicArn?: pulumi.Input<string>;
    /**
     * The queue's name, up to 68 letters, digits, underscores and hyphens; the dead-letter queue's name adds
     * `-dead-letter`. Source: "CreateQueue", Amazon SQS API Reference.
     * @default names that Pulumi generates
     * @example "sentinel-logs"
     */
    queueName?: pulumi.Input<string>;
    /**
     * The name of the topic that `snsFanOut` creates, up to 256 letters, digits, underscores and hyphens. Source:
     * "CreateTopic", Amazon SNS API Reference.
     * @default a name that Pulumi generates
     * @example "audit-logs"
     */
    topicName?: pulumi.Input<string>;
    /**
     * Tags, in addition to the provider's default tags.
     * @default none
     * @example { "team": "security" }
     */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** A queue, and the source of its messages. */
interface Announcements {
    queueArn: string;
    /** The topic between the bucket and the queue, if there is one. */
    topicArn?: string;
    bucketName: string;
    partition: string;
    /** The account that owns the bucket. */
    accountId: string;
}

function bucketSender({ partition, bucketName, accountId }: Omit<Announcements, "queueArn">): Sender {
    return bucketAsSender(bucketArn(partition, bucketName), accountId);
}

/** The policy of a `LogQueue`'s queue. */
export function logQueuePolicy(announcements: Announcements): PolicyDocument {
    const { queueArn, topicArn } = announcements;
    return queuePolicy(queueArn, topicArn === undefined ? bucketSender(announcements) : topicAsSender(topicArn));
}

/** The policy of a `LogQueue`'s own topic, if it has one. */
export function logTopicPolicy(topicArn: string, from: Omit<Announcements, "queueArn">): PolicyDocument {
    return topicPolicy(topicArn, [bucketSender(from)]);
}

/** Problems with the prefixes, individually and together. */
function problemsOfPrefixes({ existingTopicArn }: LogQueueArgs, prefixes: readonly (string | undefined)[]): Problem[] {
    return [
        ...problemsOfLogPrefixes("logPrefixes", prefixes),
        ...(existingTopicArn === undefined ? [] : problemsOf("logPrefixes", prefixes, checkSubscriptionPrefixes)),
    ];
}

/** Problems with who writes the bucket's notifications: this program, or the bucket's owner. */
function problemsOfOwnership(args: LogQueueArgs): Problem[] {
    const writtenHere = "this program writes the notifications of its own bucket";
    const announcedAlready = "the bucket's notifications already go to that topic";
    const owns = ["ownsBucket", args.ownsBucket] as [string, unknown];
    const notification = ["existingNotification", args.existingNotification] as [string, unknown];
    const topic = ["existingTopicArn", args.existingTopicArn] as [string, unknown];
    return [
        ...problemsOf("ownsBucket", args.ownsBucket, (given): Fault | undefined =>
            typeof given === "boolean"
                ? undefined
                : {
                      code: "owner-of-bucket",
                      reason: "Required: it determines who writes the bucket's notifications.",
                      allowed: "true for this program's own bucket, false for any other",
                      example: true,
                  },
        ),
        ...problemsOfExclusive(notification, owns, writtenHere),
        ...problemsOfExclusive(topic, owns, writtenHere),
        ...problemsOfExclusive(notification, topic, announcedAlready),
        ...problemsOfExclusive(["snsFanOut", args.snsFanOut], topic, announcedAlready),
    ];
}

/** Problems with notifications that S3 wouldn't accept together with those for the logs, as far as both are known. */
function problemsOfAnnouncements({ existingNotification, logPrefixes, queueName, topicName }: LogQueueArgs): Problem[] {
    if (existingNotification === undefined || !isPlain(existingNotification) || !isPlain(logPrefixes)) {
        return [];
    }
    const names = [queueName, topicName].filter((name) => name !== undefined);
    const ownNames = queueName !== undefined && names.every(isPlain) ? (names as string[]) : undefined;
    const prefixes = plainList(logPrefixes).map((prefix) => prefix ?? notKnownYet);
    return problemsOf("existingNotification", existingNotification, (text) =>
        checkAnnouncements(text, prefixes, ownNames, "existingTopicArn"),
    );
}

/** Problems with the arguments of `LogQueue`, as far as their values are known. */
export function problemsOfLogQueue(args: LogQueueArgs): Problem[] {
    return [
        ...problemsOfInput("bucketName", args.bucketName, checkExistingBucketName),
        ...(isPlain(args.logPrefixes) ? problemsOfPrefixes(args, plainList(args.logPrefixes)) : []),
        ...problemsOfOptional("existingTopicArn", args.existingTopicArn, checkTopicArn),
        ...problemsOfOptional("existingNotification", args.existingNotification, checkExistingNotification),
        ...problemsOfAnnouncements(args),
        ...problemsOfOwnership(args),
        ...problemsOfOptional("queueName", args.queueName, checkName("queueName", "sentinel-logs")),
        ...problemsOfOptional("topicName", args.topicName, checkName("topicName", "audit-logs")),
    ];
}

/** Checks that a subscription's filter policy can list that many prefixes. */
function checkSubscriptionPrefixes({ length }: readonly unknown[]): Fault | undefined {
    return length <= maxSubscriptionPrefixes
        ? undefined
        : {
              code: "too-many-prefixes-for-topic",
              reason: `${length} prefixes are too many for a subscription's filter policy.`,
              allowed: `with existingTopicArn, up to ${maxSubscriptionPrefixes} prefixes`,
              example: ["AWSLogs/o-exampleorgid/"],
          };
}

/** In place of a prefix that isn't known yet: no key begins so, so that only a notification of all keys covers it. */
const notKnownYet = "#";

/**
 * A queue notified of every new log in a bucket, directly or through a topic, and a dead-letter queue for messages that
 * its reader failed to process ten times. Both are encrypted (SSE-SQS) and keep messages for 14 days, the maximum in
 * Amazon SQS, so the reader can be down that long.
 */
export class LogQueue extends pulumi.ComponentResource {
    /** The ARN of the queue. */
    public readonly queueArn: pulumi.Output<string>;
    /** The URL of the queue. */
    public readonly queueUrl: pulumi.Output<string>;
    /** The name of the queue. */
    public readonly queueName: pulumi.Output<string>;
    /** The URL of the dead-letter queue. */
    public readonly deadLetterQueueUrl: pulumi.Output<string>;
    /** The name of the dead-letter queue. */
    public readonly deadLetterQueueName: pulumi.Output<string>;
    /** The ARN of the topic between the bucket and the queue, new or existing, if there is one. */
    public readonly topicArn?: pulumi.Output<string>;
    /**
     * The entries to add to the bucket's notification configuration, as JSON in the format of the S3 API; absent if
     * this component writes the configuration, or if an existing topic is used.
     */
    public readonly bucketNotification?: pulumi.Output<string>;

    /** @throws pulumi.InputPropertiesError if an argument is invalid */
    constructor(name: string, args: LogQueueArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse(problemsOfLogQueue(args));
        super("trailconnect:index:LogQueue", name, args, opts);
        const { tags } = args;
        const from = {
            partition: partitionOf(this),
            bucketName: checkedLater("bucketName", args.bucketName, checkOneBucket),
            accountId: accountIdOf(this),
        };
        const prefixes = listCheckedLater(args.logPrefixes, (all) => problemsOfPrefixes(args, all));

        const common = { ...encryptedAndPatient, tags };
        const deadLetters = new sqs.Queue(
            `${name}-dead-letters`,
            {
                ...common,
                name: args.queueName && pulumi.interpolate`${args.queueName}-dead-letter`,
            },
            { parent: this, ...madeBeforeDeleted },
        );
        const queue = new sqs.Queue(
            name,
            {
                ...common,
                name: args.queueName,
                visibilityTimeoutSeconds: 300,
                receiveWaitTimeSeconds: 20,
                redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 10 }),
            },
            { parent: this, ...madeBeforeDeleted },
        );
        new sqs.RedriveAllowPolicy(
            `${name}-redrive-allow-policy`,
            {
                queueUrl: deadLetters.url,
                redriveAllowPolicy: pulumi.jsonStringify({
                    redrivePermission: "byQueue",
                    sourceQueueArns: [queue.arn],
                }),
            },
            { parent: this },
        );
        new sqs.QueuePolicy(
            `${name}-dead-letters-policy`,
            { queueUrl: deadLetters.url, policy: pulumi.jsonStringify(deadLetters.arn.apply(deadLetterQueuePolicy)) },
            { parent: this },
        );

        const admissions: pulumi.Resource[] = [];
        if (args.snsFanOut ?? defaults.sentinel.snsFanOut) {
            const topic = new sns.Topic(
                `${name}-topic`,
                { name: args.topicName, tags },
                { parent: this, ...madeBeforeDeleted },
            );
            this.topicArn = topic.arn;
            admissions.push(
                new sns.TopicPolicy(
                    `${name}-topic-policy`,
                    {
                        arn: topic.arn,
                        policy: pulumi.jsonStringify(
                            pulumi
                                .output({ topicArn: topic.arn, from })
                                .apply((known) => logTopicPolicy(known.topicArn, known.from)),
                        ),
                    },
                    { parent: this },
                ),
            );
        } else if (args.existingTopicArn !== undefined) {
            this.topicArn = checkedLater("existingTopicArn", args.existingTopicArn, checkTopicArn);
        }
        const queueAdmits = new sqs.QueuePolicy(
            `${name}-policy`,
            {
                queueUrl: queue.url,
                policy: pulumi.jsonStringify(
                    pulumi.output({ ...from, queueArn: queue.arn, topicArn: this.topicArn }).apply(logQueuePolicy),
                ),
            },
            { parent: this },
        );
        admissions.push(queueAdmits);
        if (this.topicArn) {
            const subscription = new sns.TopicSubscription(
                `${name}-subscription`,
                {
                    topic: this.topicArn,
                    protocol: "sqs",
                    endpoint: queue.arn,
                    rawMessageDelivery: true,
                    // An existing topic may carry other messages: only those for logs pass the filter.
                    ...(args.existingTopicArn === undefined
                        ? {}
                        : {
                              filterPolicyScope: "MessageBody",
                              filterPolicy: pulumi.jsonStringify(prefixes.apply(subscriptionFilter)),
                          }),
                },
                { parent: this, dependsOn: [queueAdmits] },
            );
            admissions.push(subscription);
        }

        if (args.existingTopicArn === undefined) {
            const added = this.topicArn
                ? pulumi.all([this.topicArn, prefixes]).apply(([arn, all]) => logNotification("TopicArn", arn, all))
                : pulumi.all([queue.arn, prefixes]).apply(([arn, all]) => logNotification("QueueArn", arn, all));
            const existing = args.ownsBucket ? noNotifications : args.existingNotification;
            if (existing === undefined) {
                this.bucketNotification = pulumi.jsonStringify(added, undefined, 2);
            } else {
                const checked = checkedLater("existingNotification", existing, checkExistingNotification);
                const ownTargets = pulumi.all([queue.arn, this.topicArn]);
                const merged = pulumi.all([checked, added, ownTargets]).apply(([text, ours, targets]) => {
                    const others = withoutOurs(parseNotification(text) ?? {}, targets);
                    refuse(
                        problemsOf("existingNotification", text, () => checkOverlap(others, ours, "existingTopicArn")),
                    );
                    return notificationArgs(mergedNotification(others, ours));
                });
                new s3.BucketNotification(
                    `${name}-bucket-notification`,
                    {
                        bucket: args.bucketName,
                        queues: merged.queues,
                        topics: merged.topics,
                        lambdaFunctions: merged.lambdaFunctions,
                        eventbridge: merged.eventbridge,
                    },
                    {
                        parent: this,
                        // S3 sends a test message when it accepts the document, and rejects it if the message can't be delivered.
                        dependsOn: admissions,
                        // Deleting the configuration would also delete notifications that aren't ours.
                        retainOnDelete: !args.ownsBucket,
                    },
                );
            }
        }

        this.queueArn = queue.arn;
        this.queueUrl = queue.url;
        this.queueName = queue.name;
        this.deadLetterQueueUrl = deadLetters.url;
        this.deadLetterQueueName = deadLetters.name;
        this.registerOutputs({
            queueArn: this.queueArn,
            queueUrl: this.queueUrl,
            queueName: this.queueName,
            deadLetterQueueUrl: this.deadLetterQueueUrl,
            deadLetterQueueName: this.deadLetterQueueName,
            topicArn: this.topicArn,
            bucketNotification: this.bucketNotification,
        });
    }
}
