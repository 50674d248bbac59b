import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { AlarmTopic, type AlarmTopicArgs, FeedAlarms } from "../../components";
import { alarmsAsSender, rulesAsSender } from "../../components/policies/sender";
import { topicPolicy } from "../../components/policies/topic";
import { sampleAws } from "../../rehearsal/aws";
import { byLabel, construct, label, outputsOf, refusal, registration } from "../support/mocks";

const topicArn = "arn:aws:sns:eu-central-1:111122223333:audit-alarms";
const named = { topicName: "audit-alarms", tags: { Team: "security" } };
const parent = "AlarmTopic alarms";

function alarmTopic(args: AlarmTopicArgs = {}) {
    return construct(() => new AlarmTopic("alarms", args));
}

/** The policy of a topic, in the sample account. */
function policy(arn: string, partition: string, region: string) {
    const here = [partition, region, "111122223333"] as const;
    return JSON.stringify(topicPolicy(arn, [alarmsAsSender(...here), rulesAsSender(...here)]));
}

describe("AlarmTopic", () => {
    it("registers a topic that this account's alarms and rules publish to, and its readers", async () => {
        const args = { ...named, emails: ["security@example.com", "night-shift@example.org"] };
        const { built, registrations } = await alarmTopic(args);
        const { values, secrets } = await outputsOf(built);
        expect(values).to.deep.equal({ topicArn });
        expect(secrets).to.deep.equal([]);
        const subscription = (number: number, endpoint: string) =>
            registration({
                type: "aws:sns/topicSubscription:TopicSubscription",
                name: `alarms-email-${number}`,
                parent,
                inputs: { topic: topicArn, protocol: "email", endpoint },
                dependencies: ["Topic alarms"],
            });
        expect(byLabel(registrations)).to.deep.equal(
            byLabel([
                registration({
                    type: "trailconnect:index:AlarmTopic",
                    name: "alarms",
                    inputs: args,
                    outputs: values,
                }),
                registration({
                    type: "aws:sns/topic:Topic",
                    name: "alarms",
                    parent,
                    inputs: { name: "audit-alarms", tags: { Team: "security" } },
                }),
                registration({
                    type: "aws:sns/topicPolicy:TopicPolicy",
                    name: "alarms-policy",
                    parent,
                    inputs: { arn: topicArn, policy: policy(topicArn, "aws", "eu-central-1") },
                    dependencies: ["Topic alarms"],
                }),
                subscription(1, "security@example.com"),
                subscription(2, "night-shift@example.org"),
            ]),
        );
    });

    it("subscribes nobody, and leaves the topic's name to Pulumi, if nothing is given", async () => {
        const { registrations } = await alarmTopic();
        expect(registrations.map(label)).to.have.members([parent, "Topic alarms", "TopicPolicy alarms-policy"]);
        expect(byLabel(registrations)["Topic alarms"]?.inputs).to.deep.equal({});
    });

    it("takes a name that another resource gives", async () => {
        const given = { topicName: pulumi.output(named.topicName), tags: pulumi.output(named.tags) };
        expect(byLabel((await alarmTopic(given)).registrations)).to.deep.equal(
            byLabel((await alarmTopic(named)).registrations),
        );
    });

    it("names partition and region of where it is", async () => {
        const { registrations } = await construct(() => new AlarmTopic("alarms", named), {
            cloud: sampleAws("us-gov-west-1"),
        });
        const arn = "arn:aws-us-gov:sns:us-gov-west-1:111122223333:audit-alarms";
        expect(byLabel(registrations)["TopicPolicy alarms-policy"]?.inputs).to.deep.equal({
            arn,
            policy: policy(arn, "aws-us-gov", "us-gov-west-1"),
        });
    });

    it("gives its ARN to nobody before its policy is in place", async () => {
        const queues = { queueName: "logs", deadLetterQueueName: "logs-dead-letter" };
        const { registrations } = await construct(
            () => new FeedAlarms("feed", { ...queues, topicArn: new AlarmTopic("alarms", {}).topicArn }),
        );
        expect(byLabel(registrations)["MetricAlarm feed-silent"]?.dependencies).to.deep.equal([
            "TopicPolicy alarms-policy",
        ]);
    });

    it("refuses what it can't use before it registers anything", async () => {
        const args = { emails: ["security@example.com", "security", "a b@example.com"], topicName: "audit.fifo" };
        const { error, registrations } = await refusal(() => new AlarmTopic("alarms", args));
        expect(pulumi.InputPropertiesError.isInstance(error)).to.equal(true);
        expect(error.message).to.equal(`3 values can't be used.

  emails[1] = "security"
    That is not an e-mail address.
    Allowed: e-mail addresses
    Example: emails: ["security@example.com"]

  emails[2] = "a b@example.com"
    That is not an e-mail address.
    Allowed: e-mail addresses
    Example: emails: ["security@example.com"]

  topicName = "audit.fifo"
    That is no SNS topic name: only letters, digits, underscores and hyphens may stand there.
    Allowed: 1 to 256 characters: letters, digits, underscores and hyphens
    Example: topicName: "audit-alarms"`);
        expect(registrations).to.deep.equal([]);
    });
});
