import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type Calls, patternOf } from "../../../components/alarms/eventPattern";
import {
    tamperRolePolicy,
    tamperRoleTrustPolicy,
    undeliveredQueuePolicy,
} from "../../../components/alarms/tamperAlarmsPolicy";
import {
    alarmTampering,
    bucketTampering,
    identityFilterPattern,
    identityTampering,
    keyTampering,
    logGroupTampering,
    queueTampering,
    ruleTampering,
    topicTampering,
    trailTampering,
} from "../../../components/alarms/tampering";
import { partitionOfRegion } from "../../../components/facts/partitions";
import { TamperAlarms, type TamperAlarmsArgs } from "../../../components/index";
import { sampleAws } from "../../../tools/rehearsal/aws";
import { faultsOf } from "../../support/faults";
import { byLabel, construct, label, outputsOf, refusal, registration } from "../../support/mocks";

const account = "111122223333";
const trailArn = `arn:aws:cloudtrail:eu-central-1:${account}:trail/audit-trail`;
const topicArn = `arn:aws:sns:eu-central-1:${account}:audit-alarms`;
const kmsKeyArn = `arn:aws:kms:eu-central-1:${account}:key/0f8fad5b-d9cb-469f-a165-70867728950e`;
const queueUrls = ["logs", "logs-dead-letter"].map(
    (name) => `https://sqs.eu-central-1.amazonaws.com/${account}/${name}`,
);
const required = { trailArn, topicArn, namePrefix: "audit-tamper" };
const tags = { Team: "security" };
const all = {
    ...required,
    bucketName: "audit-logs",
    kmsKeyArn,
    queueUrls,
    feedTopicArn: `arn:aws:sns:eu-central-1:${account}:audit-logs`,
    identityArns: [`arn:aws:iam::${account}:role/reader`],
    logGroupName: "audit-trail",
    tags,
};
const parent = "TamperAlarms tampering";
const undeliveredUrl = `https://sqs.eu-central-1.amazonaws.com/${account}/audit-tamper-undelivered`;
const ownRole = `arn:aws:iam::${account}:role/audit-tamper`;

function tamperAlarms(args: Partial<TamperAlarmsArgs> = {}, region = "eu-central-1") {
    return construct(() => new TamperAlarms("tampering", { ...required, ...args }), { cloud: sampleAws(region) });
}

const ruleArn = (suffix: string) => `arn:aws:events:eu-central-1:${account}:rule/audit-tamper-${suffix}`;

/** An alarm on a count of events, as it is registered. */
function countAlarm(ending: string, alarmDescription: string, metric: object, dependencies: string[]) {
    return registration({
        type: "aws:cloudwatch/metricAlarm:MetricAlarm",
        name: `tampering-${ending}`,
        parent,
        inputs: {
            name: `audit-tamper-${ending}`,
            alarmDescription,
            ...metric,
            statistic: "Sum",
            comparisonOperator: "GreaterThanThreshold",
            threshold: 0,
            period: 300,
            evaluationPeriods: 1,
            treatMissingData: "notBreaching",
            alarmActions: [topicArn],
            tags,
        },
        dependencies,
        deleteBeforeReplace: false,
    });
}

/** A rule, its target and its two alarms, as they are registered with everything. */
function rule(
    suffix: string,
    what: string,
    calls: Calls[],
    { state, dependencies = [] }: { state?: string; dependencies?: string[] } = {},
) {
    const made = `EventRule tampering-${suffix}`;
    const onRule = (metricName: string) => ({
        namespace: "AWS/Events",
        metricName,
        dimensions: { RuleName: `audit-tamper-${suffix}` },
    });
    return [
        registration({
            type: "aws:cloudwatch/eventRule:EventRule",
            name: `tampering-${suffix}`,
            parent,
            inputs: {
                name: `audit-tamper-${suffix}`,
                description: `Matches calls that can stop or weaken ${what}`,
                eventPattern: JSON.stringify(patternOf(calls)),
                ...(state && { state }),
                tags,
            },
            dependencies,
            deleteBeforeReplace: false,
        }),
        registration({
            type: "aws:cloudwatch/eventTarget:EventTarget",
            name: `tampering-${suffix}-target`,
            parent,
            inputs: {
                rule: `audit-tamper-${suffix}`,
                arn: topicArn,
                roleArn: ownRole,
                deadLetterConfig: { arn: `arn:aws:sqs:eu-central-1:${account}:audit-tamper-undelivered` },
            },
            dependencies: [
                made,
                "Queue tampering-undelivered",
                "QueuePolicy tampering-undelivered-policy",
                "Role tampering-role",
                "RolePolicy tampering-role-policy",
            ],
        }),
        countAlarm(
            `${suffix}-matched`,
            `An API call that can stop or weaken ${what} was made. See CloudTrail's event history; EventBridge also sends the event to this topic.`,
            onRule("TriggeredRules"),
            [made],
        ),
        countAlarm(
            `${suffix}-unsent`,
            `EventBridge could not deliver an event about ${what} to this topic. The event is in the queue for undelivered events.`,
            onRule("FailedInvocations"),
            [made],
        ),
    ];
}

const suffixes = [
    "trail",
    "bucket",
    "key",
    "queues",
    "log-group",
    "identities",
    "topic",
    "feed-topic",
    "rules",
    "alarms",
];

describe("TamperAlarms", () => {
    it("registers a rule for each thing, its way to the topic by a role, and alarms on its metrics", async () => {
        const { built, registrations, calls } = await tamperAlarms(all);
        const { values, secrets } = await outputsOf(built);
        expect(values).to.deep.equal({
            ruleNames: suffixes.map((suffix) => `audit-tamper-${suffix}`),
            alarmNames: [
                ...suffixes.flatMap((suffix) => [`audit-tamper-${suffix}-matched`, `audit-tamper-${suffix}-unsent`]),
                "audit-tamper-undelivered",
                "audit-tamper-identities-logged",
            ],
            roleArn: ownRole,
            undeliveredQueueUrl: undeliveredUrl,
        });
        expect(secrets).to.deep.equal([]);
        expect(new Set(calls.map(({ token }) => token))).to.deep.equal(
            new Set([
                "aws:index/getPartition:getPartition",
                "aws:index/getRegion:getRegion",
                "aws:index/getCallerIdentity:getCallerIdentity",
            ]),
        );
        const rules = suffixes.map((suffix) => `EventRule tampering-${suffix}`).sort();
        const ruleArns = suffixes.map(ruleArn);
        const identities = [ownRole, ...all.identityArns];
        const undeliveredArn = `arn:aws:sqs:eu-central-1:${account}:audit-tamper-undelivered`;
        expect(byLabel(registrations)).to.deep.equal(
            byLabel([
                registration({
                    type: "trailconnect:index:TamperAlarms",
                    name: "tampering",
                    inputs: all,
                    outputs: values,
                }),
                ...rule("trail", "the trail", trailTampering(trailArn)),
                ...rule("bucket", "the log bucket", bucketTampering("audit-logs")),
                ...rule("key", "the log key", keyTampering(kmsKeyArn)),
                ...rule("queues", "the queues", queueTampering([undeliveredUrl, ...queueUrls]), {
                    dependencies: ["Queue tampering-undelivered"],
                }),
                ...rule("topic", "the alarm topic", topicTampering(topicArn)),
                ...rule("feed-topic", "the feed's topic", topicTampering(all.feedTopicArn)),
                ...rule("log-group", "the trail's log group", logGroupTampering("audit-trail")),
                ...rule("identities", "the readers' permissions", identityTampering(identities), { state: "DISABLED" }),
                ...rule("rules", "the rules that report tampering", ruleTampering("audit-tamper")),
                ...rule("alarms", "the alarms", [
                    ...alarmTampering(["audit-tamper", "logs", "logs-dead-letter"]),
                    ...ruleTampering("audit-tamper-rules"),
                ]),
                registration({
                    type: "aws:iam/role:Role",
                    name: "tampering-role",
                    parent,
                    inputs: {
                        name: "audit-tamper",
                        description: "EventBridge publishes alarms on tampering",
                        assumeRolePolicy: JSON.stringify(tamperRoleTrustPolicy(ruleArns, account)),
                        tags,
                    },
                    dependencies: rules,
                    deleteBeforeReplace: false,
                }),
                registration({
                    type: "aws:iam/rolePolicy:RolePolicy",
                    name: "tampering-role-policy",
                    parent,
                    inputs: {
                        name: "publish-alarms",
                        role: "audit-tamper",
                        policy: JSON.stringify(tamperRolePolicy(topicArn)),
                    },
                    dependencies: ["Role tampering-role"],
                    deleteBeforeReplace: false,
                }),
                registration({
                    type: "aws:sqs/queue:Queue",
                    name: "tampering-undelivered",
                    parent,
                    inputs: {
                        name: "audit-tamper-undelivered",
                        sqsManagedSseEnabled: true,
                        messageRetentionSeconds: 1_209_600,
                        tags,
                    },
                    deleteBeforeReplace: false,
                }),
                registration({
                    type: "aws:sqs/queuePolicy:QueuePolicy",
                    name: "tampering-undelivered-policy",
                    parent,
                    inputs: {
                        queueUrl: undeliveredUrl,
                        policy: JSON.stringify(undeliveredQueuePolicy(undeliveredArn, ruleArns, account)),
                    },
                    dependencies: [...rules, "Queue tampering-undelivered"],
                }),
                registration({
                    type: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
                    name: "tampering-identities-filter",
                    parent,
                    inputs: {
                        name: "audit-tamper-identities",
                        logGroupName: "audit-trail",
                        pattern: identityFilterPattern(identities),
                        metricTransformation: {
                            name: "audit-tamper-identities",
                            namespace: "trailconnect",
                            value: "1",
                        },
                    },
                    deleteBeforeReplace: false,
                }),
                registration({
                    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
                    name: "tampering-undelivered-queued",
                    parent,
                    inputs: {
                        name: "audit-tamper-undelivered",
                        alarmDescription:
                            "EventBridge could not deliver an event about tampering to this topic. The event is in the queue for undelivered events.",
                        namespace: "AWS/SQS",
                        metricName: "ApproximateNumberOfMessagesVisible",
                        dimensions: { QueueName: "audit-tamper-undelivered" },
                        statistic: "Maximum",
                        comparisonOperator: "GreaterThanThreshold",
                        threshold: 0,
                        period: 300,
                        evaluationPeriods: 1,
                        treatMissingData: "notBreaching",
                        alarmActions: [topicArn],
                        tags,
                    },
                    dependencies: ["Queue tampering-undelivered"],
                    deleteBeforeReplace: false,
                }),
                countAlarm(
                    "identities-logged",
                    "An API call that can change what the readers may do was made. See the trail's log group.",
                    { namespace: "trailconnect", metricName: "audit-tamper-identities" },
                    ["LogMetricFilter tampering-identities-filter"],
                ),
            ]),
        );
    });

    const parts: [string, Partial<TamperAlarmsArgs>, string[]][] = [
        ["the trail, its readers and the alarms themselves", {}, []],
        ["the bucket", { bucketName: "audit-logs" }, ["bucket"]],
        ["the key", { kmsKeyArn }, ["key"]],
        ["the feed's queues", { queueUrls }, []],
        ["the feed's topic", { feedTopicArn: all.feedTopicArn }, ["feed-topic"]],
        ["the log group", { logGroupName: "audit-trail" }, ["log-group"]],
    ];
    for (const [title, args, added] of parts) {
        it(`watches ${title} if nothing else is given`, async () => {
            const { built, registrations } = await tamperAlarms(args);
            const always = ["trail", "queues", "identities", "topic", "rules", "alarms"];
            const watched = suffixes.filter((suffix) => [...always, ...added].includes(suffix));
            expect((await outputsOf(built)).values.ruleNames).to.deep.equal(
                watched.map((suffix) => `audit-tamper-${suffix}`),
            );
            const filters = registrations.filter(({ type }) => type.endsWith(":LogMetricFilter"));
            expect(filters).to.have.lengthOf(args.logGroupName ? 1 : 0);
            expect(registrations.filter(({ inputs }) => "tags" in inputs)).to.deep.equal([]);
        });
    }

    const heard: [region: string, state: string, roleArn: string | undefined][] = [
        ["us-east-1", "ENABLED", ownRole],
        ["eu-central-1", "DISABLED", ownRole],
        ["us-gov-west-1", "ENABLED", ownRole.replace("arn:aws:", "arn:aws-us-gov:")],
        ["us-gov-east-1", "DISABLED", ownRole.replace("arn:aws:", "arn:aws-us-gov:")],
        // There, the topic's policy admits EventBridge.
        ["cn-north-1", "DISABLED", undefined],
    ];
    for (const [region, state, roleArn] of heard) {
        it(`in ${region}, the rule on identities is ${state}, and targets have ${roleArn ? "the" : "no"} role`, async () => {
            const partition = partitionOfRegion(region);
            const there = (arn: string) => arn.replace("arn:aws:", `arn:${partition}:`).replace("eu-central-1", region);
            const { registrations } = await tamperAlarms(
                { trailArn: there(trailArn), topicArn: there(topicArn) },
                region,
            );
            const registered = byLabel(registrations);
            expect(registered["EventRule tampering-identities"]?.inputs.state).to.equal(state);
            expect(registered["EventTarget tampering-trail-target"]?.inputs.roleArn).to.equal(roleArn);
        });
    }

    it("warns that changes to identities aren't reported, only where they aren't", async () => {
        const usEast = { trailArn: trailArn.replace("eu-central-1", "us-east-1") };
        expect((await tamperAlarms({}, "eu-central-1")).warnings).to.deep.equal([
            "Changes to the readers' IAM users and roles raise no alarm in this region: EventBridge receives IAM API calls only in us-east-1 (AWS GovCloud (US): us-gov-west-1). To be alerted, send a trail that is created here to CloudWatch Logs as well: trail.cloudWatchLogsRetentionDays.",
        ]);
        expect((await tamperAlarms({ logGroupName: "audit-trail" }, "eu-central-1")).warnings).to.deep.equal([]);
        expect((await tamperAlarms(usEast, "us-east-1")).warnings).to.deep.equal([]);
    });

    it("takes values that other resources give", async () => {
        const given = {
            trailArn: pulumi.output(trailArn),
            topicArn: pulumi.output(topicArn),
            namePrefix: pulumi.output("audit-tamper"),
            bucketName: pulumi.output("audit-logs"),
            kmsKeyArn: Promise.resolve(kmsKeyArn),
            queueUrls: pulumi.output(queueUrls),
            feedTopicArn: pulumi.output(all.feedTopicArn),
            identityArns: all.identityArns.map((arn) => pulumi.output(arn)),
            logGroupName: pulumi.output("audit-trail"),
            tags: pulumi.output(tags),
        };
        expect(byLabel((await tamperAlarms(given)).registrations)).to.deep.equal(
            byLabel((await tamperAlarms(all)).registrations),
        );
    });

    const cases: [what: string, args: Partial<TamperAlarmsArgs>, fault: string, unmade: string][] = [
        ["trail", { trailArn: pulumi.output(`${trailArn}*`) }, "trailArn: trail-arn", "tampering-trail"],
        [
            "key",
            { kmsKeyArn: pulumi.output("arn:aws:kms:*:111122223333:key/*") },
            "kmsKeyArn: one-kms-key",
            "tampering-key",
        ],
        [
            "key, by an alias",
            { kmsKeyArn: pulumi.output("arn:aws:kms:eu-central-1:111122223333:alias/logs") },
            "kmsKeyArn: one-kms-key",
            "tampering-key",
        ],
    ];
    for (const [title, args, fault, unmade] of cases) {
        it(`refuses a bad ${title} that another resource gives, and makes no rule of it`, async () => {
            const { error, registrations } = await refusal(
                () => new TamperAlarms("tampering", { ...required, ...args }),
            );
            expect(faultsOf(error)).to.deep.equal([fault]);
            expect(registrations.filter(({ name }) => name.startsWith(unmade)).map(label)).to.deep.equal([]);
        });
    }

    const elsewhere: [what: string, arn: string, region: string, account: string][] = [
        ["in another region", trailArn.replace("eu-central-1", "eu-west-1"), "eu-west-1", "111122223333"],
        ["of another account", trailArn.replace("111122223333", "444455556666"), "eu-central-1", "444455556666"],
        [
            "in another region of another account",
            "arn:aws:cloudtrail:us-east-1:111122223334:trail/audit-trail",
            "us-east-1",
            "111122223334",
        ],
        ["in no region of another account", trailArn.replace("eu-central-1:1111", "X:4444"), "X", "444422223333"],
    ];
    for (const [what, arn, region, account] of elsewhere) {
        it(`refuses a trail ${what}, plain or of another resource, and makes no rule of it`, async () => {
            for (const given of [arn, pulumi.output(arn)]) {
                const { error, registrations } = await refusal(
                    () => new TamperAlarms("tampering", { ...required, trailArn: given }),
                );
                expect(faultsOf(error)).to.deep.equal(["trailArn: trail-elsewhere"]);
                for (const told of [
                    `The trail is in region ${region} of account ${account}: alarms in region eu-central-1 of account 111122223333 wouldn't detect tampering with it.`,
                    "a trail that belongs to this account and has this home region",
                    'trailArn: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail"',
                ]) {
                    expect(error.message).to.include(told);
                }
                expect(registrations.map(label)).to.deep.equal([parent]);
            }
        });
    }

    it("watches a trail of which the region is not known", async () => {
        const unknown = "arn:PARTITION:cloudtrail:HOME_REGION:111122223333:trail/TRAIL_NAME";
        const { registrations } = await tamperAlarms({ trailArn: unknown });
        expect(byLabel(registrations)["EventRule tampering-trail"]?.inputs.eventPattern).to.equal(
            JSON.stringify(patternOf(trailTampering(unknown))),
        );
    });

    it("watches a trail where it is, in another partition too", async () => {
        const arn = "arn:aws-us-gov:cloudtrail:us-gov-west-1:111122223333:trail/audit-trail";
        const { registrations } = await construct(() => new TamperAlarms("tampering", { ...required, trailArn: arn }), {
            cloud: sampleAws("us-gov-west-1"),
        });
        expect(registrations.map(label)).to.include("EventRule tampering-trail");
    });

    it("refuses what it would watch in vain, and more than fits, before it registers anything", async () => {
        const args = {
            ...required,
            bucketName: "arn:aws:s3:::logs",
            logGroupName: "",
            feedTopicArn: "logs",
            queueUrls: [`arn:aws:sqs:eu-central-1:${account}:logs`],
            identityArns: ["reader", ...Array(12).fill(`arn:aws:iam::${account}:role/${"r".repeat(64)}`)],
        };
        const { error, registrations } = await refusal(() => new TamperAlarms("tampering", args));
        expect(faultsOf(error)).to.deep.equal([
            "bucketName: existing-bucket-name",
            "feedTopicArn: topic-arn",
            "logGroupName: name-too-short",
            "queueUrls[0]: queue-url",
            "identityArns[0]: identity-arn",
            "identityArns: too-many-watched",
        ]);
        for (const told of [
            "Not the URL of a queue.",
            "https://sqs.REGION.amazonaws.com/ACCOUNT_ID/NAME",
            "Not the ARN of an IAM user, group, role, managed policy or OIDC provider.",
            "arn:PARTITION:iam::ACCOUNT_ID:KIND/NAME, where KIND is user, group, role, policy or oidc-provider",
            "The metric filter on identities would have up to ",
            " characters, and AWS allows 1024.",
            "fewer of them, or a second TamperAlarms for the rest",
        ]) {
            expect(error.message).to.include(told);
        }
        expect(registrations).to.deep.equal([]);
    });

    it("refuses what it can't use before it registers anything", async () => {
        const args = { ...required, trailArn: "audit-trail", kmsKeyArn: "alias/logs" };
        const { error, registrations } = await refusal(() => new TamperAlarms("tampering", args));
        expect(faultsOf(error)).to.deep.equal(["trailArn: trail-arn", "kmsKeyArn: kms-key-arn"]);
        expect(registrations).to.deep.equal([]);
    });
});
