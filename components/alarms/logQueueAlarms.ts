import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm";
import * as pulumi from "@pulumi/pulumi";
import { checkTopicArn } from "../checks/existing";
import { problemsOfInput } from "../checks/input";
import { refuse } from "../checks/problem";
import { madeBeforeDeleted } from "../resources/replacement";

/** What `LogQueueAlarms` are made from. */
export interface LogQueueAlarmsArgs {
    /**
     * The name of the queue that Sentinel reads; the alarms' names start with it.
     * @example "sentinel-logs"
     */
    queueName: pulumi.Input<string>;
    /**
     * The name of its dead-letter queue.
     * @example "sentinel-logs-dead-letter"
     */
    deadLetterQueueName: pulumi.Input<string>;
    /**
     * The ARN of the SNS topic that alarms go to, `arn:PARTITION:sns:REGION:ACCOUNT_ID:NAME`. It has to admit
     * CloudWatch.
     * @example "arn:aws:sns:eu-central-1:111122223333:audit-alarms"
     */
    topicArn: pulumi.Input<string>;
    /**
     * Tags, on top of the provider's default tags.
     * @default none
     * @example { "team": "security" }
     */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

const minutes = 60;
const hours = 60 * minutes;

/**
 * Alarms on a stopped Sentinel feed, before the page in the portal shows it: Sentinel no longer reads, Sentinel fails on
 * what it reads, or no logs arrive because the trail delivers none or the bucket announces none. CloudTrail has no metric
 * for its delivery; the queue's metrics show it.
 *
 * Source: "Available CloudWatch metrics for Amazon SQS".
 */
export class LogQueueAlarms extends pulumi.ComponentResource {
    /** The names of the alarms. */
    public readonly alarmNames: pulumi.Output<string[]>;

    /** @throws pulumi.InputPropertiesError if an argument can't be used */
    constructor(name: string, args: LogQueueAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse(problemsOfInput("topicArn", args.topicArn, checkTopicArn));
        super("trailconnect:index:LogQueueAlarms", name, args, opts);
        const common = {
            namespace: "AWS/SQS",
            alarmActions: [args.topicArn],
            okActions: [args.topicArn],
            tags: args.tags,
        };

        const unread = new MetricAlarm(
            `${name}-unread`,
            {
                ...common,
                name: pulumi.interpolate`${args.queueName}-unread`,
                alarmDescription:
                    "Sentinel has not read a CloudTrail log for an hour. See SentinelHealth in the workspace, and the trust policy of its role.",
                metricName: "ApproximateAgeOfOldestMessage",
                dimensions: { QueueName: args.queueName },
                statistic: "Maximum",
                comparisonOperator: "GreaterThanThreshold",
                threshold: 1 * hours,
                period: 5 * minutes,
                evaluationPeriods: 3,
                treatMissingData: "notBreaching",
            },
            { parent: this, ...madeBeforeDeleted },
        );
        const failed = new MetricAlarm(
            `${name}-failed`,
            {
                ...common,
                name: pulumi.interpolate`${args.queueName}-failed`,
                alarmDescription:
                    "Sentinel failed ten times on a CloudTrail log: it may not read or decrypt it, or can't make sense of it. The message is in the dead-letter queue.",
                metricName: "ApproximateNumberOfMessagesVisible",
                dimensions: { QueueName: args.deadLetterQueueName },
                statistic: "Maximum",
                comparisonOperator: "GreaterThanThreshold",
                threshold: 0,
                period: 5 * minutes,
                evaluationPeriods: 1,
                treatMissingData: "notBreaching",
            },
            { parent: this, ...madeBeforeDeleted },
        );
        const silent = new MetricAlarm(
            `${name}-silent`,
            {
                ...common,
                name: pulumi.interpolate`${args.queueName}-silent`,
                alarmDescription:
                    "No CloudTrail log was announced for three hours: the trail has stopped, can't write to its bucket, or the bucket's notification is gone.",
                metricName: "NumberOfMessagesSent",
                dimensions: { QueueName: args.queueName },
                statistic: "Sum",
                comparisonOperator: "LessThanThreshold",
                threshold: 1,
                period: 1 * hours,
                evaluationPeriods: 3,
                treatMissingData: "breaching",
            },
            { parent: this, ...madeBeforeDeleted },
        );

        this.alarmNames = pulumi.all([unread.name, failed.name, silent.name]);
        this.registerOutputs({ alarmNames: this.alarmNames });
    }
}
