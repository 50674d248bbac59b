import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { LogQueueAlarms, type LogQueueAlarmsArgs } from "../../../components/index";
import { faultsOf } from "../../support/faults";
import { byLabel, construct, outputsOf, refusal, registration } from "../../support/mocks";

const topicArn = "arn:aws:sns:eu-central-1:111122223333:audit-alarms";
const required = { queueName: "sentinel-logs", deadLetterQueueName: "sentinel-logs-dead-letter", topicArn };
const args = { ...required, tags: { Team: "security" } };

function logQueueAlarms(given: LogQueueAlarmsArgs) {
    return construct(() => new LogQueueAlarms("alarms", given));
}

function alarm(name: string, inputs: object) {
    return registration({
        type: "aws:cloudwatch/metricAlarm:MetricAlarm",
        name: `alarms-${name}`,
        parent: "LogQueueAlarms alarms",
        inputs: {
            name: `sentinel-logs-${name}`,
            namespace: "AWS/SQS",
            alarmActions: [topicArn],
            okActions: [topicArn],
            tags: { Team: "security" },
            ...inputs,
        },
    });
}

describe("LogQueueAlarms", () => {
    it("registers alarms for a feed that is not read, that fails, and that is silent", async () => {
        const { built, registrations, calls } = await logQueueAlarms(args);
        const { values, secrets } = await outputsOf(built);
        expect(values).to.deep.equal({
            alarmNames: ["sentinel-logs-unread", "sentinel-logs-failed", "sentinel-logs-silent"],
        });
        expect(secrets).to.deep.equal([]);
        expect(calls).to.deep.equal([]);
        expect(byLabel(registrations)).to.deep.equal(
            byLabel([
                registration({
                    type: "trailconnect:index:LogQueueAlarms",
                    name: "alarms",
                    inputs: args,
                    outputs: values,
                }),
                alarm("unread", {
                    alarmDescription:
                        "Sentinel hasn't read a CloudTrail log for an hour. Check SentinelHealth in the workspace, and the trust policy of Sentinel's role.",
                    metricName: "ApproximateAgeOfOldestMessage",
                    dimensions: { QueueName: "sentinel-logs" },
                    statistic: "Maximum",
                    comparisonOperator: "GreaterThanThreshold",
                    threshold: 3600,
                    period: 300,
                    evaluationPeriods: 3,
                    treatMissingData: "notBreaching",
                }),
                alarm("failed", {
                    alarmDescription:
                        "Sentinel failed ten times to process a CloudTrail log: it isn't allowed to read or decrypt the log, or can't parse it. The message is in the dead-letter queue.",
                    metricName: "ApproximateNumberOfMessagesVisible",
                    dimensions: { QueueName: "sentinel-logs-dead-letter" },
                    statistic: "Maximum",
                    comparisonOperator: "GreaterThanThreshold",
                    threshold: 0,
                    period: 300,
                    evaluationPeriods: 1,
                    treatMissingData: "notBreaching",
                }),
                alarm("silent", {
                    alarmDescription:
                        "No notification of a CloudTrail log has arrived for three hours: the trail is stopped or can't write to its bucket, or the bucket's notification was removed.",
                    metricName: "NumberOfMessagesSent",
                    dimensions: { QueueName: "sentinel-logs" },
                    statistic: "Sum",
                    comparisonOperator: "LessThanThreshold",
                    threshold: 1,
                    period: 3600,
                    evaluationPeriods: 3,
                    treatMissingData: "breaching",
                }),
            ]),
        );
    });

    it("gives the alarms no tags if none are given", async () => {
        const { registrations } = await logQueueAlarms(required);
        expect(registrations.filter(({ inputs }) => "tags" in inputs)).to.deep.equal([]);
    });

    it("takes values that other resources give", async () => {
        const given = {
            queueName: pulumi.output(args.queueName),
            deadLetterQueueName: Promise.resolve(args.deadLetterQueueName),
            topicArn: pulumi.output(topicArn),
            tags: pulumi.output(args.tags),
        };
        expect(byLabel((await logQueueAlarms(given)).registrations)).to.deep.equal(
            byLabel((await logQueueAlarms(args)).registrations),
        );
    });

    it("refuses a topic that it can't use before it registers anything", async () => {
        const { error, registrations } = await refusal(
            () => new LogQueueAlarms("alarms", { ...required, topicArn: "audit-alarms" }),
        );
        expect(faultsOf(error)).to.deep.equal(["topicArn: topic-arn"]);
        expect(registrations).to.deep.equal([]);
    });
});
