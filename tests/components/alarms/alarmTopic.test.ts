import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { alarmSenders } from "../../../components/alarms/alarmTopic";
import { partitionOfRegion } from "../../../components/facts/partitions";
import { alarmsAsSender, rulesAsSender } from "../../../components/iam/sender";
import { topicPolicy } from "../../../components/iam/topicPolicy";
import { AlarmSource, AlarmTopic, type AlarmTopicArgs, LogQueueAlarms } from "../../../components/index";
import { sampleAws } from "../../../tools/rehearsal/aws";
import { faultsOf } from "../../support/faults";
import { byLabel, construct, label, outputsOf, refusal, registration } from "../../support/mocks";

const topicArn = "arn:aws:sns:eu-central-1:111122223333:audit-alarms";
const named = { topicName: "audit-alarms", tags: { Team: "security" } };
const parent = "AlarmTopic alarms";
const sample = ["aws", "eu-central-1", "111122223333"] as const;

function alarmTopic(args: AlarmTopicArgs = {}) {
    return construct(() => new AlarmTopic("alarms", args));
}

/** The policy of a topic, in the sample account. */
function policy(arn: string, partition: string, region: string) {
    const here = [partition, region, "111122223333"] as const;
    return JSON.stringify(topicPolicy(arn, [alarmsAsSender(...here)]));
}

describe("alarmSenders", () => {
    const { CloudWatch, EventBridge } = AlarmSource;

    const china = ["aws-cn", "cn-north-1", "444455556666"] as const;

    it("leaves EventBridge out where its rules publish with a role", () => {
        for (const region of ["eu-central-1", "us-gov-west-1"]) {
            const place = [partitionOfRegion(region), region, "444455556666"] as const;
            expect(alarmSenders([], ...place)).to.deep.equal([]);
            expect(alarmSenders([CloudWatch], ...place)).to.deep.equal([alarmsAsSender(...place)]);
            expect(alarmSenders([EventBridge], ...place)).to.deep.equal([]);
            expect(alarmSenders([EventBridge, CloudWatch], ...place)).to.deep.equal([alarmsAsSender(...place)]);
        }
    });

    it("admits EventBridge without a condition in the other partitions, in the same order always", () => {
        expect(alarmSenders([CloudWatch], ...china)).to.deep.equal([alarmsAsSender(...china)]);
        expect(alarmSenders([EventBridge], ...china)).to.deep.equal([{ service: "events.amazonaws.com" }]);
        for (const sources of [
            [CloudWatch, EventBridge],
            [EventBridge, CloudWatch],
        ]) {
            expect(alarmSenders(sources, ...china)).to.deep.equal([alarmsAsSender(...china), rulesAsSender]);
        }
    });
});

describe("AlarmTopic", () => {
    it("registers a topic that this account's alarms publish to, and its subscriptions", async () => {
        const args = { ...named, emails: ["security@example.com", "night-shift@example.org"] };
        const { built, registrations } = await alarmTopic(args);
        const { values, secrets } = await outputsOf(built);
        expect(values).to.deep.equal({ topicArn });
        expect(secrets).to.deep.equal([]);
        const subscription = (endpoint: string) =>
            registration({
                type: "aws:sns/topicSubscription:TopicSubscription",
                name: `alarms-${endpoint}`,
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
                subscription("security@example.com"),
                subscription("night-shift@example.org"),
            ]),
        );
    });

    it("names each subscription by its address, whatever else is subscribed and however it is spelt", async () => {
        const subscriptions = async (...emails: string[]) =>
            (await alarmTopic({ emails })).registrations
                .filter(({ type }) => type === "aws:sns/topicSubscription:TopicSubscription")
                .map(({ name, inputs }) => [name, inputs.endpoint]);
        const both = await subscriptions("Security@Example.com", "night-shift@example.org");
        expect(both).to.have.deep.members([
            ["alarms-security@example.com", "Security@Example.com"],
            ["alarms-night-shift@example.org", "night-shift@example.org"],
        ]);
        expect(await subscriptions("night-shift@example.org")).to.deep.equal([
            ["alarms-night-shift@example.org", "night-shift@example.org"],
        ]);
    });

    const admitted: [sources: AlarmSource[] | undefined, senders: ReturnType<typeof alarmSenders>][] = [
        [undefined, [alarmsAsSender(...sample)]],
        [[AlarmSource.CloudWatch], [alarmsAsSender(...sample)]],
        [[AlarmSource.EventBridge], []],
        [[AlarmSource.EventBridge, AlarmSource.CloudWatch], [alarmsAsSender(...sample)]],
    ];
    for (const [sources, senders] of admitted) {
        it(`admits ${sources?.join(" and ") ?? "both sources if none is named"}, and nobody else`, async () => {
            const { registrations } = await alarmTopic({ ...named, sources });
            expect(byLabel(registrations)["TopicPolicy alarms-policy"]?.inputs.policy).to.equal(
                JSON.stringify(topicPolicy(topicArn, senders)),
            );
        });
    }

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
            () => new LogQueueAlarms("feed", { ...queues, topicArn: new AlarmTopic("alarms", {}).topicArn }),
        );
        expect(byLabel(registrations)["MetricAlarm feed-silent"]?.dependencies).to.deep.equal([
            "TopicPolicy alarms-policy",
        ]);
    });

    it("refuses what it can't use before it registers anything", async () => {
        const args = { emails: ["security@example.com", "security", "a b@example.com"], topicName: "audit.fifo" };
        const { error, registrations } = await refusal(() => new AlarmTopic("alarms", args));
        expect(faultsOf(error)).to.deep.equal(["emails[1]: email", "emails[2]: email", "topicName: name-characters"]);
        expect(registrations).to.deep.equal([]);
    });

    it("refuses an address that stands there twice, in other letters too", async () => {
        const emails = ["security@example.com", "a@example.com", "Security@EXAMPLE.com"];
        const { error, registrations } = await refusal(() => new AlarmTopic("alarms", { emails }));
        expect(faultsOf(error)).to.deep.equal(["emails: email-twice"]);
        expect(registrations).to.deep.equal([]);
    });

    const badSources: [unknown[], fault: string][] = [
        [[], "sources: empty-list"],
        [["CloudWatch", "CloudWatch"], "sources: twice-in-list"],
        [["EventBridge", "SNS"], "sources[1]: not-an-enum-value"],
    ];
    for (const [sources, fault] of badSources) {
        it(`refuses the sources ${JSON.stringify(sources)}`, async () => {
            const args = { sources: sources as AlarmSource[] };
            const { error, registrations } = await refusal(() => new AlarmTopic("alarms", args));
            expect(faultsOf(error)).to.deep.equal([fault]);
            expect(registrations).to.deep.equal([]);
        });
    }
});
