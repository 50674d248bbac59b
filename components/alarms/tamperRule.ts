import { EventRule } from "@pulumi/aws/cloudwatch/eventRule";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget";
import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm";
import type { Queue } from "@pulumi/aws/sqs/queue";
import * as pulumi from "@pulumi/pulumi";
import { madeBeforeDeleted } from "../resources/replacement";
import { type Calls, patternOf } from "./eventPattern";

/** What is watched. */
export interface Watched {
    /** How the names of its rule and alarms end. */
    suffix: string;
    /** What it is, as it reads in a sentence. */
    what: string;
    calls: pulumi.Output<Calls[]>;
    /** Whether its calls reach EventBridge in this region. */
    isHeardHere?: pulumi.Output<boolean>;
}

/** What all rules have in common. */
export interface Common {
    /** The component that the resources belong to, and its name. */
    parent: pulumi.ComponentResource;
    name: string;
    namePrefix: pulumi.Input<string>;
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** A rule that matches the calls. */
export function tamperRule({ parent, name, namePrefix, tags }: Common, watched: Watched): EventRule {
    const { suffix, what, calls, isHeardHere } = watched;
    return new EventRule(
        `${name}-${suffix}`,
        {
            name: pulumi.interpolate`${namePrefix}-${suffix}`,
            description: `Matches calls that can stop or weaken ${what}`,
            eventPattern: pulumi.jsonStringify(calls.apply(patternOf)),
            state: isHeardHere?.apply((heard) => (heard ? "ENABLED" : "DISABLED")),
            tags,
        },
        { parent, ...madeBeforeDeleted },
    );
}

/** The first way to a person: the rule sends the event to the topic. */
export function sendsEvents(
    { parent, name }: Common,
    { suffix }: Watched,
    rule: EventRule,
    target: {
        topicArn: pulumi.Input<string>;
        roleArn: pulumi.Input<string | undefined>;
        undeliveredArn: pulumi.Input<string>;
    },
): void {
    new EventTarget(
        `${name}-${suffix}-target`,
        {
            rule: rule.name,
            arn: target.topicArn,
            roleArn: target.roleArn as pulumi.Input<string>,
            deadLetterConfig: { arn: target.undeliveredArn },
        },
        { parent },
    );
}

const fiveMinutes = 300;

/** What alarms on a count of events have in common: the first event sets them off, and nobody is told when it is over. */
export const atFirstEvent = {
    statistic: "Sum",
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    period: fiveMinutes,
    evaluationPeriods: 1,
    treatMissingData: "notBreaching",
};

/**
 * The second way: CloudWatch alarms on the rule's own metrics, which go off when it matches and when EventBridge fails to
 * deliver. They need neither the rule's target nor its role.
 *
 * Source: "Monitoring Amazon EventBridge", section on metrics. EventBridge sends them on a best-effort basis.
 */
export function countsEvents(
    { parent, name, tags }: Common,
    { suffix, what }: Watched,
    rule: EventRule,
    topicArn: pulumi.Input<string>,
): MetricAlarm[] {
    const alarm = (ending: string, metricName: string, alarmDescription: string) =>
        new MetricAlarm(
            `${name}-${suffix}-${ending}`,
            {
                ...atFirstEvent,
                name: pulumi.interpolate`${rule.name}-${ending}`,
                alarmDescription,
                namespace: "AWS/Events",
                metricName,
                dimensions: { RuleName: rule.name },
                alarmActions: [topicArn],
                tags,
            },
            { parent, ...madeBeforeDeleted },
        );
    return [
        alarm(
            "matched",
            "TriggeredRules",
            `An API call that can stop or weaken ${what} was made. See CloudTrail's event history; EventBridge also sends the event to this topic.`,
        ),
        alarm(
            "unsent",
            "FailedInvocations",
            `EventBridge could not deliver an event about ${what} to this topic. The event is in the queue for undelivered events.`,
        ),
    ];
}

/** An alarm on events in the queue for those that EventBridge could not deliver. Source: "Available CloudWatch metrics for Amazon SQS". */
export function countUndelivered(
    { parent, name, namePrefix, tags }: Common,
    queue: Queue,
    topicArn: pulumi.Input<string>,
): MetricAlarm {
    return new MetricAlarm(
        `${name}-undelivered-queued`,
        {
            ...atFirstEvent,
            statistic: "Maximum",
            name: pulumi.interpolate`${namePrefix}-undelivered`,
            alarmDescription:
                "EventBridge could not deliver an event about tampering to this topic. The event is in the queue for undelivered events.",
            namespace: "AWS/SQS",
            metricName: "ApproximateNumberOfMessagesVisible",
            dimensions: { QueueName: queue.name },
            alarmActions: [topicArn],
            tags,
        },
        { parent, ...madeBeforeDeleted },
    );
}
