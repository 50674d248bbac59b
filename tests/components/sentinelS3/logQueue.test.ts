import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { bucketAsSender, type Sender, topicAsSender } from "../../../components/iam/sender";
import { topicPolicy } from "../../../components/iam/topicPolicy";
import { LogQueue, type LogQueueArgs } from "../../../components/index";
import { logNotification, subscriptionFilter } from "../../../components/logs/bucketNotification";
import { problemsOfLogQueue } from "../../../components/sentinelS3/logQueue";
import { deadLetterQueuePolicy, queuePolicy } from "../../../components/sentinelS3/queuePolicy";
import { sampleAws } from "../../../tools/rehearsal/aws";
import { codesOf, faultsOf } from "../../support/faults";
import { byLabel, construct, label, outputsOf, type Registration, refusal, registration } from "../../support/mocks";

const prefix = "AWSLogs/111122223333/CloudTrail/";
const required = { bucketName: "audit-logs", logPrefixes: [prefix], ownsBucket: false };
const named = { ...required, queueName: "sentinel-logs", tags: { Team: "security" } };
const otherPrefix = "AWSLogs/o-exampleorgid/444455556666/CloudTrail/";

const sqs = "arn:aws:sqs:eu-central-1:111122223333";
const queueArn = `${sqs}:sentinel-logs`;
const queueUrl = "https://sqs.eu-central-1.amazonaws.com/111122223333/sentinel-logs";
const topicArn = "arn:aws:sns:eu-central-1:111122223333:audit-logs";
const bucketSends = bucketAsSender("arn:aws:s3:::audit-logs", "111122223333");

const notificationType = "aws:s3/bucketNotification:BucketNotification";
const queuePolicyLabel = "QueuePolicy logs-policy";
const notificationLabel = "BucketNotification logs-bucket-notification";
const parent = "LogQueue logs";

function logQueue(args: Partial<LogQueueArgs> = {}) {
    return construct(() => new LogQueue("logs", { ...required, ...args }));
}

/** Inputs of a registration, by label. */
async function inputs(args: Partial<LogQueueArgs>, wanted: string) {
    return byLabel((await logQueue(args)).registrations)[wanted]?.inputs;
}

/** The outputs that there are in every case, of queues with a name. */
const queueOutputs = {
    queueArn,
    queueUrl,
    queueName: "sentinel-logs",
    deadLetterQueueUrl: `${queueUrl}-dead-letter`,
    deadLetterQueueName: "sentinel-logs-dead-letter",
};

/** The component and the queues with their policies, of queues with a name. */
function queues(given: { args: object; outputs: object; sender: Sender; senderFrom?: string[] }): Registration[] {
    const common = { sqsManagedSseEnabled: true, messageRetentionSeconds: 1_209_600, tags: { Team: "security" } };
    return [
        registration({
            type: "trailconnect:index:LogQueue",
            name: "logs",
            inputs: { ...named, ...given.args },
            outputs: { ...queueOutputs, ...given.outputs },
        }),
        registration({
            type: "aws:sqs/queue:Queue",
            name: "logs-dead-letters",
            parent,
            inputs: { ...common, name: "sentinel-logs-dead-letter" },
        }),
        registration({
            type: "aws:sqs/queue:Queue",
            name: "logs",
            parent,
            inputs: {
                ...common,
                name: "sentinel-logs",
                visibilityTimeoutSeconds: 300,
                receiveWaitTimeSeconds: 20,
                redrivePolicy: `{"deadLetterTargetArn":"${queueArn}-dead-letter","maxReceiveCount":10}`,
            },
            dependencies: ["Queue logs-dead-letters"],
        }),
        registration({
            type: "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
            name: "logs-redrive-allow-policy",
            parent,
            inputs: {
                queueUrl: `${queueUrl}-dead-letter`,
                redriveAllowPolicy: `{"redrivePermission":"byQueue","sourceQueueArns":["${queueArn}"]}`,
            },
            dependencies: ["Queue logs", "Queue logs-dead-letters"],
        }),
        registration({
            type: "aws:sqs/queuePolicy:QueuePolicy",
            name: "logs-dead-letters-policy",
            parent,
            inputs: {
                queueUrl: `${queueUrl}-dead-letter`,
                policy: JSON.stringify(deadLetterQueuePolicy(`${queueArn}-dead-letter`)),
            },
            dependencies: ["Queue logs-dead-letters"],
        }),
        registration({
            type: "aws:sqs/queuePolicy:QueuePolicy",
            name: "logs-policy",
            parent,
            inputs: { queueUrl, policy: JSON.stringify(queuePolicy(queueArn, given.sender)) },
            dependencies: ["Queue logs", ...(given.senderFrom ?? [])],
        }),
    ];
}

/** A bucket's notifications as they may stand, one of each kind, and none of them of these logs. */
const present = {
    QueueConfigurations: [
        {
            Id: "uploads",
            QueueArn: `${sqs}:uploads`,
            Events: ["s3:ObjectCreated:Put", "s3:ObjectRemoved:*"],
            Filter: { Key: { FilterRules: [{ Name: "Prefix", Value: "uploads/" }] } },
        },
    ],
    TopicConfigurations: [{ Id: "losses", TopicArn: topicArn, Events: ["s3:ReducedRedundancyLostObject"] }],
    LambdaFunctionConfigurations: [
        {
            LambdaFunctionArn: "arn:aws:lambda:eu-central-1:111122223333:function:thumbnails",
            Events: ["s3:ObjectCreated:*"],
            Filter: { Key: { FilterRules: [{ Name: "Suffix", Value: ".jpg" }] } },
        },
    ],
    EventBridgeConfiguration: {},
};

const presentQueue = {
    id: "uploads",
    queueArn: `${sqs}:uploads`,
    events: ["s3:ObjectCreated:Put", "s3:ObjectRemoved:*"],
    filterPrefix: "uploads/",
};
const presentTopic = { id: "losses", topicArn, events: ["s3:ReducedRedundancyLostObject"] };
const presentFunction = {
    lambdaFunctionArn: "arn:aws:lambda:eu-central-1:111122223333:function:thumbnails",
    events: ["s3:ObjectCreated:*"],
    filterSuffix: ".jpg",
};

/** What is announced of the logs under a prefix. */
const announced = (logPrefix: string) => ({
    id: `trailconnect ${logPrefix}`,
    events: ["s3:ObjectCreated:*"],
    filterPrefix: logPrefix,
    filterSuffix: ".json.gz",
});

describe("LogQueue", () => {
    it("registers two queues that the bucket fills, and leaves the bucket's notifications alone", async () => {
        const { built, registrations, calls } = await logQueue(named);
        const { values, secrets } = await outputsOf(built);
        const bucketNotification = JSON.stringify(logNotification("QueueArn", queueArn, [prefix]), undefined, 2);
        expect(values).to.deep.equal({ ...queueOutputs, bucketNotification });
        expect(secrets).to.deep.equal([]);
        expect(byLabel(registrations)).to.deep.equal(
            byLabel(queues({ args: {}, outputs: { bucketNotification }, sender: bucketSends })),
        );
        expect(calls.map(({ token }) => token)).to.have.members([
            "aws:index/getCallerIdentity:getCallerIdentity",
            "aws:index/getPartition:getPartition",
        ]);
    });

    it("tells what to add to the bucket's notifications", async () => {
        const { built } = await logQueue(named);
        expect((await outputsOf(built)).values.bucketNotification).to.equal(`{
  "QueueConfigurations": [
    {
      "Id": "trailconnect AWSLogs/111122223333/CloudTrail/",
      "QueueArn": "arn:aws:sqs:eu-central-1:111122223333:sentinel-logs",
      "Events": [
        "s3:ObjectCreated:*"
      ],
      "Filter": {
        "Key": {
          "FilterRules": [
            {
              "Name": "prefix",
              "Value": "AWSLogs/111122223333/CloudTrail/"
            },
            {
              "Name": "suffix",
              "Value": ".json.gz"
            }
          ]
        }
      }
    }
  ]
}`);
    });

    it("adds to the notifications that stand there, and leaves them there in the end", async () => {
        const args = { existingNotification: JSON.stringify(present) };
        const { built, registrations } = await logQueue({ ...named, ...args });
        expect(await outputsOf(built)).to.deep.equal({ values: queueOutputs, secrets: [] });
        expect(byLabel(registrations)).to.deep.equal(
            byLabel([
                ...queues({ args, outputs: {}, sender: bucketSends }),
                registration({
                    type: notificationType,
                    name: "logs-bucket-notification",
                    parent,
                    inputs: {
                        bucket: "audit-logs",
                        queues: [presentQueue, { ...announced(prefix), queueArn }],
                        topics: [presentTopic],
                        lambdaFunctions: [presentFunction],
                        eventbridge: true,
                    },
                    dependencies: ["Queue logs", queuePolicyLabel],
                    retainOnDelete: true,
                }),
            ]),
        );
    });

    it("writes the notifications of its own bucket, and deletes them in the end", async () => {
        const args = { ownsBucket: true };
        const { registrations } = await logQueue({ ...named, ...args });
        expect(byLabel(registrations)[notificationLabel]).to.deep.equal(
            registration({
                type: notificationType,
                name: "logs-bucket-notification",
                parent,
                inputs: { bucket: "audit-logs", queues: [{ ...announced(prefix), queueArn }], eventbridge: false },
                dependencies: ["Queue logs", queuePolicyLabel],
            }),
        );
    });

    it("writes the notifications of somebody else's bucket without any, and leaves them there in the end", async () => {
        const own = byLabel((await logQueue({ ...named, ownsBucket: true })).registrations)[notificationLabel];
        for (const existingNotification of ["{}", pulumi.output("{}")]) {
            const { registrations } = await logQueue({ ...named, existingNotification });
            expect(byLabel(registrations)[notificationLabel]).to.deep.equal({ ...own, retainOnDelete: true });
        }
    });

    it("leaves the notifications of a bucket that is not its own alone, if none are given", async () => {
        const { built, registrations } = await logQueue({ ...named, ownsBucket: false });
        expect(registrations.map(label)).to.not.include(notificationLabel);
        expect((await outputsOf(built)).values).to.have.property("bucketNotification");
    });

    it("announces the logs under every prefix", async () => {
        const args = { ...named, logPrefixes: [prefix, otherPrefix], existingNotification: "{}" };
        expect((await inputs(args, notificationLabel))?.queues).to.deep.equal([
            { ...announced(prefix), queueArn },
            { ...announced(otherPrefix), queueArn },
        ]);
    });

    it("writes its own notifications anew where they stand already", async () => {
        const first = (await inputs({ ...named, existingNotification: "{}" }, notificationLabel))?.queues;
        const ours = JSON.stringify(logNotification("QueueArn", queueArn, [prefix]));
        const again = (await inputs({ ...named, existingNotification: ours }, notificationLabel))?.queues;
        expect(again).to.deep.equal(first);
    });

    it("takes away its own notifications of prefixes that it announces no more, and nobody else's", async () => {
        const mine = logNotification("QueueArn", queueArn, [prefix, otherPrefix]).QueueConfigurations ?? [];
        const theirs = logNotification("QueueArn", `${sqs}:theirs`, ["exports/"]).QueueConfigurations ?? [];
        const existingNotification = JSON.stringify({ QueueConfigurations: [...mine, ...theirs] });
        const args = { ...named, logPrefixes: [otherPrefix], existingNotification };
        expect((await inputs(args, notificationLabel))?.queues).to.deep.equal([
            { ...announced("exports/"), queueArn: `${sqs}:theirs` },
            { ...announced(otherPrefix), queueArn },
        ]);
    });

    it("takes away the queue's notifications where a topic comes between, and the topic's from before", async () => {
        const existingNotification = JSON.stringify({
            ...logNotification("QueueArn", queueArn, [prefix]),
            ...logNotification("TopicArn", topicArn, [prefix]),
        });
        const args = { ...named, snsFanOut: true, topicName: "audit-logs", existingNotification };
        const made = await inputs(args, notificationLabel);
        expect(made).to.deep.equal({
            bucket: "audit-logs",
            topics: [{ ...announced(prefix), topicArn }],
            eventbridge: false,
        });
    });

    const fromTopic = ["Topic logs-topic"];
    const topic = [
        registration({
            type: "aws:sns/topic:Topic",
            name: "logs-topic",
            parent,
            inputs: { name: "audit-logs", tags: { Team: "security" } },
        }),
        registration({
            type: "aws:sns/topicPolicy:TopicPolicy",
            name: "logs-topic-policy",
            parent,
            inputs: { arn: topicArn, policy: JSON.stringify(topicPolicy(topicArn, [bucketSends])) },
            dependencies: fromTopic,
        }),
        registration({
            type: "aws:sns/topicSubscription:TopicSubscription",
            name: "logs-subscription",
            parent,
            inputs: { topic: topicArn, protocol: "sqs", endpoint: queueArn, rawMessageDelivery: true },
            dependencies: ["Queue logs", queuePolicyLabel, ...fromTopic],
        }),
    ];

    it("puts a topic between bucket and queue", async () => {
        const args = { snsFanOut: true, topicName: "audit-logs", ownsBucket: true };
        const { built, registrations } = await logQueue({ ...named, ...args });
        expect(await outputsOf(built)).to.deep.equal({ values: { ...queueOutputs, topicArn }, secrets: [] });
        expect(byLabel(registrations)).to.deep.equal(
            byLabel([
                ...queues({ args, outputs: { topicArn }, sender: topicAsSender(topicArn), senderFrom: fromTopic }),
                ...topic,
                registration({
                    type: notificationType,
                    name: "logs-bucket-notification",
                    parent,
                    inputs: { bucket: "audit-logs", topics: [{ ...announced(prefix), topicArn }], eventbridge: false },
                    dependencies: [
                        "Queue logs",
                        queuePolicyLabel,
                        "Topic logs-topic",
                        "TopicPolicy logs-topic-policy",
                        "TopicSubscription logs-subscription",
                    ],
                }),
            ]),
        );
    });

    it("tells what to add to the bucket's notifications for the topic", async () => {
        const args = { snsFanOut: true, topicName: "audit-logs" };
        const { built, registrations } = await logQueue({ ...named, ...args });
        const bucketNotification = JSON.stringify(logNotification("TopicArn", topicArn, [prefix]), undefined, 2);
        const { values } = await outputsOf(built);
        expect(values).to.deep.equal({ ...queueOutputs, topicArn, bucketNotification });
        expect(byLabel(registrations)).to.deep.equal(
            byLabel([
                ...queues({
                    args,
                    outputs: { topicArn, bucketNotification },
                    sender: topicAsSender(topicArn),
                    senderFrom: fromTopic,
                }),
                ...topic,
            ]),
        );
    });

    it("subscribes to a topic that is there already, for the logs alone, and announces nothing itself", async () => {
        const args = { existingTopicArn: topicArn };
        const { built, registrations } = await logQueue({ ...named, ...args });
        expect(await outputsOf(built)).to.deep.equal({ values: { ...queueOutputs, topicArn }, secrets: [] });
        expect(byLabel(registrations)).to.deep.equal(
            byLabel([
                ...queues({ args, outputs: { topicArn }, sender: topicAsSender(topicArn) }),
                registration({
                    type: "aws:sns/topicSubscription:TopicSubscription",
                    name: "logs-subscription",
                    parent,
                    inputs: {
                        topic: topicArn,
                        protocol: "sqs",
                        endpoint: queueArn,
                        rawMessageDelivery: true,
                        filterPolicyScope: "MessageBody",
                        filterPolicy: JSON.stringify(subscriptionFilter([prefix])),
                    },
                    dependencies: ["Queue logs", queuePolicyLabel],
                }),
            ]),
        );
    });

    it("lets the logs under every prefix through a topic that is there already", async () => {
        const args = { existingTopicArn: topicArn, logPrefixes: [prefix, otherPrefix] };
        expect((await inputs(args, "TopicSubscription logs-subscription"))?.filterPolicy).to.equal(
            `{"Records":{"s3":{"object":{"key":[{"prefix":"${prefix}"},{"prefix":"${otherPrefix}"}]}}}}`,
        );
    });

    it("leaves the names of queues and topic to Pulumi if none is given", async () => {
        const { registrations } = await logQueue({ snsFanOut: true });
        expect(registrations.filter((registered) => "name" in registered.inputs)).to.deep.equal([]);
    });

    it("takes values that other resources give", async () => {
        const args = {
            ...named,
            snsFanOut: true,
            topicName: "audit-logs",
            existingNotification: JSON.stringify(present),
        };
        const given = {
            ...args,
            bucketName: pulumi.output(args.bucketName),
            logPrefixes: [pulumi.output(prefix)],
            queueName: pulumi.output(args.queueName),
            topicName: Promise.resolve(args.topicName),
            existingNotification: pulumi.output(args.existingNotification),
        };
        const expected = byLabel((await logQueue(args)).registrations);
        expect(byLabel((await logQueue(given)).registrations)).to.deep.equal(expected);
        const list = { ...given, logPrefixes: pulumi.output([prefix]) };
        expect(byLabel((await logQueue(list)).registrations)).to.deep.equal(expected);
    });

    it("takes a topic that another resource gives", async () => {
        const { registrations } = await logQueue({ ...named, existingTopicArn: pulumi.output(topicArn) });
        expect(byLabel(registrations)).to.deep.equal(
            byLabel((await logQueue({ ...named, existingTopicArn: topicArn })).registrations),
        );
    });

    it("does not delete notifications that another resource gives, whatever they are", async () => {
        const { registrations } = await logQueue({ existingNotification: pulumi.output("{}") });
        expect(byLabel(registrations)[notificationLabel]).to.have.property("retainOnDelete", true);
    });

    it("names the partition in every ARN", async () => {
        const make = () => new LogQueue("logs", { ...required, snsFanOut: true, existingNotification: "{}" });
        const { registrations } = await construct(make, { cloud: sampleAws("us-gov-west-1") });
        const arns = JSON.stringify(registrations).match(/arn:[a-z-]+:/g);
        expect([...new Set(arns)]).to.deep.equal(["arn:aws-us-gov:"]);
    });

    it("keeps secret prefixes secret", async () => {
        const { built } = await logQueue({ logPrefixes: pulumi.secret([prefix]) });
        expect((await outputsOf(built)).secrets).to.deep.equal(["bucketNotification"]);
    });

    describe("refuses notifications of the same logs", () => {
        const everything = { Id: "everything", TopicArn: topicArn, Events: ["s3:ObjectCreated:*"] };
        const nameless = { QueueArn: `${sqs}:other`, Events: ["s3:ObjectCreated:Put"] };
        const cases: [what: string, notification: pulumi.Input<string>][] = [
            ["of every object", JSON.stringify({ TopicConfigurations: [everything] })],
            ["without an ID", JSON.stringify({ QueueConfigurations: [nameless] })],
            ["that another resource gives", pulumi.output(JSON.stringify({ TopicConfigurations: [everything] }))],
            [
                "under the same ID, of other objects to another receiver",
                JSON.stringify({
                    QueueConfigurations: [
                        {
                            Id: `trailconnect ${prefix}`,
                            QueueArn: `${sqs}:other`,
                            Events: ["s3:ObjectCreated:*"],
                            Filter: { Key: { FilterRules: [{ Name: "Prefix", Value: "uploads/" }] } },
                        },
                    ],
                }),
            ],
        ];
        for (const [title, existingNotification] of cases) {
            it(title, async () => {
                const args = { ...required, existingNotification };
                const { error, registrations } = await refusal(() => new LogQueue("logs", args));
                expect(faultsOf(error)).to.deep.equal(["existingNotification: notification-overlap"]);
                expect(registrations.filter(({ type }) => type === notificationType)).to.deep.equal([]);
            });
        }
    });

    describe("counts the notifications of the bucket", () => {
        const uploads = (count: number, own: boolean) =>
            JSON.stringify({
                QueueConfigurations: [
                    ...(own ? (logNotification("QueueArn", queueArn, [otherPrefix]).QueueConfigurations ?? []) : []),
                    ...Array.from({ length: count }, (_, index) => ({
                        QueueArn: `${sqs}:uploads`,
                        Events: ["s3:ObjectCreated:*"],
                        Filter: { Key: { FilterRules: [{ Name: "Prefix", Value: `uploads/${index}/` }] } },
                    })),
                ],
            });

        it("and takes 100, its own from before not among them", async () => {
            for (const own of [false, true]) {
                const args = { ...named, existingNotification: uploads(99, own) };
                expect((await inputs(args, notificationLabel))?.queues).to.have.lengthOf(100);
            }
        });

        it("and refuses 101", async () => {
            for (const existingNotification of [uploads(100, false), pulumi.output(uploads(100, true))]) {
                const args = { ...named, existingNotification };
                const { error, registrations } = await refusal(() => new LogQueue("logs", args));
                expect(faultsOf(error)).to.deep.equal(["existingNotification: too-many-notifications"]);
                expect(registrations.map(label)).to.not.include(notificationLabel);
            }
        });
    });

    it("refuses bad notifications that another resource gives, and writes none", async () => {
        const args = { ...required, existingNotification: pulumi.output("[]") };
        const { error, registrations } = await refusal(() => new LogQueue("logs", args));
        expect(faultsOf(error)).to.deep.equal(["existingNotification: bucket-notification"]);
        expect(registrations.filter(({ type }) => type === notificationType)).to.deep.equal([]);
    });

    it("refuses notifications whose lists are none", async () => {
        for (const existingNotification of ['{"QueueConfigurations":{}}', '{"TopicConfigurations":"none"}']) {
            const { error, registrations } = await refusal(
                () => new LogQueue("logs", { ...required, existingNotification }),
            );
            expect(faultsOf(error)).to.deep.equal(["existingNotification: bucket-notification"]);
            expect(registrations).to.deep.equal([]);
        }
    });

    describe("refuses a bad bucket or bad prefixes", () => {
        const plain: [what: string, args: Partial<LogQueueArgs>, faults: string[]][] = [
            ...["*", "audit-*", "audit-log?", "audit..logs", "192.168.0.1", "arn:aws:s3:::audit-logs", ""].map(
                (bucketName): [string, Partial<LogQueueArgs>, string[]] => [
                    `bucket ${JSON.stringify(bucketName)}`,
                    { bucketName },
                    ["bucketName: existing-bucket-name"],
                ],
            ),
            ["empty list", { logPrefixes: [] }, ["logPrefixes: no-log-prefixes"]],
            ["wildcard in a prefix", { logPrefixes: [prefix, "AWSLogs/*/"] }, ["logPrefixes[1]: log-prefix"]],
            [
                "wildcard beside a prefix of another resource",
                { logPrefixes: [pulumi.output(prefix), "*"] },
                ["logPrefixes[1]: log-prefix"],
            ],
            ["prefix without a slash", { logPrefixes: [prefix.slice(0, -1)] }, ["logPrefixes[0]: log-prefix"]],
            [
                "bucket and prefixes, all at once",
                { bucketName: "*", logPrefixes: ["*", prefix, "?"] },
                ["bucketName: existing-bucket-name", "logPrefixes[0]: log-prefix", "logPrefixes[2]: log-prefix"],
            ],
        ];
        for (const [title, args, faults] of plain) {
            it(`${title}: before it registers anything`, async () => {
                const { error, registrations } = await refusal(() => new LogQueue("logs", { ...required, ...args }));
                expect(faultsOf(error)).to.deep.equal(faults);
                expect(registrations).to.deep.equal([]);
            });
        }

        const given: [what: string, args: Partial<LogQueueArgs>, faults: string[]][] = [
            ...["*", "audit-*", "audit-log?", "arn:aws:s3:::audit-logs", "audit-logs/x", ""].map(
                (name): [string, Partial<LogQueueArgs>, string[]] => [
                    `bucket ${JSON.stringify(name)}`,
                    { bucketName: pulumi.output(name) },
                    ["bucketName: one-bucket"],
                ],
            ),
            ["empty list", { logPrefixes: pulumi.output([]) }, ["logPrefixes: no-log-prefixes"]],
            [
                "wildcard in a list",
                { logPrefixes: pulumi.output([prefix, "AWSLogs/*/"]) },
                ["logPrefixes[1]: log-prefix"],
            ],
            [
                "wildcard in an item",
                { logPrefixes: [prefix, pulumi.output("AWSLogs/11112222333?/")] },
                ["logPrefixes[1]: log-prefix"],
            ],
            ["promised wildcard", { logPrefixes: Promise.resolve(["*"]) }, ["logPrefixes[0]: log-prefix"]],
        ];
        for (const [title, args, faults] of given) {
            it(`${title}: of another resource, and announces nothing`, async () => {
                for (const more of [{}, { existingNotification: "{}" }, { snsFanOut: true }]) {
                    const make = () => new LogQueue("logs", { ...required, ...more, ...args });
                    const { error, registrations } = await refusal(make);
                    expect(faultsOf(error)).to.deep.equal(faults);
                    expect(registrations.filter(({ type }) => type === notificationType)).to.deep.equal([]);
                }
            });
        }

        it("admits no bucket that it refuses, to the queue or to a topic", async () => {
            const cases = [
                [false, queuePolicyLabel],
                [true, "TopicPolicy logs-topic-policy"],
            ] as const;
            for (const [snsFanOut, unmade] of cases) {
                const make = () => new LogQueue("logs", { ...required, snsFanOut, bucketName: pulumi.output("*") });
                expect((await refusal(make)).registrations.map(label)).to.not.include(unmade);
            }
        });

        it("tells nothing to add to the notifications for prefixes that it refuses", async () => {
            const make = () => new LogQueue("logs", { ...required, logPrefixes: pulumi.output(["*"]) });
            expect((await refusal(make)).registrations[0]?.outputs).to.equal(undefined);
        });

        it("does not show a secret bucket", async () => {
            const make = () => new LogQueue("logs", { ...required, bucketName: pulumi.secret("audit-*") });
            const { error } = await refusal(make);
            expect(error.message).to.include("bucketName = [secret]").and.not.include("audit-*");
        });
    });

    describe("counts the prefixes for a topic that is there already", () => {
        const many = (count: number) => Array.from({ length: count }, (_, index) => `AWSLogs/o-exampleorgid/${index}/`);
        const subscription = "TopicSubscription logs-subscription";
        const ways: [string, (prefixes: string[]) => LogQueueArgs["logPrefixes"]][] = [
            ["plain", (prefixes) => prefixes],
            ["of another resource", (prefixes) => pulumi.output(prefixes)],
            ["each of another resource", (prefixes) => prefixes.map((one) => pulumi.output(one))],
        ];
        for (const [title, wrap] of ways) {
            it(`and takes 37, ${title}`, async () => {
                const made = await inputs({ existingTopicArn: topicArn, logPrefixes: wrap(many(37)) }, subscription);
                expect(made?.filterPolicy).to.equal(JSON.stringify(subscriptionFilter(many(37))));
            });

            it(`and refuses 38, ${title}`, async () => {
                const make = () =>
                    new LogQueue("logs", { ...required, existingTopicArn: topicArn, logPrefixes: wrap(many(38)) });
                const { error, registrations } = await refusal(make);
                expect(faultsOf(error)).to.deep.equal(["logPrefixes: too-many-prefixes-for-topic"]);
                expect(error.message)
                    .to.include("38 prefixes are too many for a subscription's filter policy.")
                    .and.include("with existingTopicArn, up to 37 prefixes")
                    .and.include('logPrefixes: ["AWSLogs/o-exampleorgid/"]');
                expect(registrations.map(label)).to.not.include(subscription);
            });
        }

        it("and takes 38 where there is none, or one of its own", async () => {
            for (const args of [{ snsFanOut: false }, { snsFanOut: true }]) {
                const made = await inputs(
                    { ...args, logPrefixes: many(38), existingNotification: "{}" },
                    notificationLabel,
                );
                expect(made?.[args.snsFanOut ? "topics" : "queues"]).to.have.lengthOf(38);
            }
        });
    });

    it("refuses a bad topic that another resource gives, and subscribes to none", async () => {
        const args = { ...required, existingTopicArn: pulumi.output(`${topicArn}.fifo`) };
        const { error, registrations } = await refusal(() => new LogQueue("logs", args));
        expect(faultsOf(error)).to.deep.equal(["existingTopicArn: topic-arn"]);
        const made = registrations.map(label);
        expect(made).to.not.include.members([queuePolicyLabel]);
        expect(made).to.not.include.members(["TopicSubscription logs-subscription"]);
    });

    it("refuses what it can't use before it registers anything", async () => {
        const args = {
            ...required,
            existingNotification: "[]",
            existingTopicArn: "audit-logs",
            queueName: "a".repeat(69),
            topicName: "audit.logs",
        };
        const { error, registrations } = await refusal(() => new LogQueue("logs", args));
        expect(faultsOf(error)).to.deep.equal([
            "existingTopicArn: topic-arn",
            "existingNotification: bucket-notification",
            "existingNotification: mutually-exclusive",
            "queueName: name-too-long",
            "topicName: name-characters",
        ]);
        expect(registrations).to.deep.equal([]);
    });
});

describe("problemsOfLogQueue", () => {
    const refused = (one: string, other: string, why: string) => [
        `${one}: mutually-exclusive`,
        `${one} and ${other} are mutually exclusive: ${why}.`,
    ];
    const here = "this program writes the notifications of its own bucket";
    const already = "the bucket's notifications already go to that topic";
    const combinations: [string, Partial<LogQueueArgs>, string[][]][] = [
        ["a topic alone", { existingTopicArn: topicArn }, []],
        ["a topic, and no fan-out", { existingTopicArn: topicArn, snsFanOut: false }, []],
        ["a fan-out with notifications", { snsFanOut: true, existingNotification: "{}" }, []],
        [
            "a topic with fan-out",
            { existingTopicArn: topicArn, snsFanOut: true },
            [refused("snsFanOut", "existingTopicArn", already)],
        ],
        ["a bucket of one's own, with fan-out", { ownsBucket: true, snsFanOut: true }, []],
        [
            "a bucket of one's own, with notifications",
            { ownsBucket: true, existingNotification: "{}" },
            [refused("existingNotification", "ownsBucket", here)],
        ],
        [
            "a topic for a bucket of one's own",
            { existingTopicArn: topicArn, ownsBucket: true },
            [refused("existingTopicArn", "ownsBucket", here)],
        ],
        [
            "a topic with notifications",
            { existingTopicArn: topicArn, existingNotification: "{}" },
            [refused("existingNotification", "existingTopicArn", already)],
        ],
        [
            "a topic with notifications, both of other resources",
            { existingTopicArn: pulumi.output(topicArn), existingNotification: pulumi.output("{}") },
            [refused("existingNotification", "existingTopicArn", already)],
        ],
        [
            "a bucket of which nobody says whose it is",
            { ownsBucket: undefined },
            [["ownsBucket: owner-of-bucket", "Required: it determines who writes the bucket's notifications."]],
        ],
    ];
    for (const [title, args, expected] of combinations) {
        it(`${expected.length ? "refuses" : "takes"} ${title}`, () => {
            const problems = problemsOfLogQueue({ ...required, ...args } as LogQueueArgs);
            expect(codesOf(problems).map((code, index) => [code, problems[index]?.reason])).to.deep.equal(expected);
        });
    }

    it("says what is allowed of the bucket's owner", () => {
        const [problem] = problemsOfLogQueue({ ...required, ownsBucket: undefined } as unknown as LogQueueArgs);
        expect(problem).to.deep.include({
            allowed: "true for this program's own bucket, false for any other",
            example: true,
        });
    });
});
