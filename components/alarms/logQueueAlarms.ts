import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm";
import * as pulumi from "@pulumi/pulumi";
import { checkTopicArn } from "../checks/existing";
import { problemsOfInput } from "../checks/input";
import { refuse } from "../checks/problem";
import { madeBeforeDeleted } from "../resources/replacement";

/** Arguments for `LogQueueAlarms`. */
export interface LogQueueAlarmsArgs {
    /**
     * The name of the queue that Sentinel reads; the alarms' names start with it.
     * @example "sentinel-logs"
     */
    queueName: pulumi.Input<string>;
    /**
     * The name of the queue's dead-letter queue.
     * @example "sentinel-logs-dead-letter"
     */
    deadLetterQueueName: pulumi.Input<string>;
    /**
     * The ARN of the SNS topic that receives the alarms, `arn:PARTITION:sns:REGION:ACCOUNT_ID:NAME`. Its policy must
     * allow CloudWatch to publish.
     * @example "arn:aws:sns:eu-central-1:111122223333:audit-alarms"
     */
    topicArn: pulumi.Input<string>;
    /**
     * Tags, in addition to the provider's default tags.
     * @default none
     * @example { "team": "security" }
     */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

const minutes = 60;
const hours = 60 * minutes;

/**
 * Alarms that go off when Sentinel stops receiving logs, before the portal shows it: Sentinel no longer reads the
 * queue, Sentinel fails to process a log, or no notifications arrive because the trail delivers no logs or the bucket
 * sends none. CloudTrail has no delivery metric, so the alarms use the queue's metrics.
 *
 * Source: "Available CloudWatch metrics for Amazon SQS".
 */
export class LogQueueAlarms extends pulumi.ComponentResource {
    /** The names of the alarms. */
    public readonly alarmNames: pulumi.Output<string[]>;

    /** @throws pulumi.InputPropertiesError if an argument is invalid */
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
                    "Sentinel hasn't read a CloudTrail log for an hour. Check SentinelHealth in the workspace, and the trust policy of Sentinel's role.",
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
                    "Sentinel failed ten times to process a CloudTrail log: it isn't allowed to read or decrypt the log, or can't parse it. The message is in the dead-letter queue.",
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
                    "No notification of a CloudTrail log has arrived for three hours: the trail is stopped or can't write to its bucket, or the bucket's notification was removed.",
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
