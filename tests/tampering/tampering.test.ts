import { expect } from "chai";
import type { PolicyDocument } from "../../components/iam/document";
import { CloudTrailConnection, Connector } from "../../components/index";
import { sampleAccountId, sampleAws } from "../../tools/rehearsal/aws";
import { construct, outputsOf, type Registration } from "../support/mocks";
import { type AwsRequest, decide } from "../support/simulate";
import { matches } from "./eventBridge";
import { delivered, harmless, type Pipeline, tamperings } from "./events";

const workspaceId = "8a1c2f3e-4b5d-4c6e-9f70-1a2b3c4d5e6f";
const emails = ["security@example.com"];

const args = {
    connectors: [Connector.Defender, Connector.Sentinel, Connector.SentinelS3],
    sentinel: { workspaceId, snsFanOut: true },
    trail: { cloudWatchLogsRetentionDays: 90 },
    alarms: { emails, onTampering: true },
};

/** A connection with everything, as it was registered, and what can be tampered with in it. */
async function everything(region: string): Promise<{ pipeline: Pipeline; registrations: Registration[] }> {
    const { built, registrations } = await construct(() => new CloudTrailConnection("c", args), {
        cloud: sampleAws(region),
    });
    const values = (await outputsOf(built)).values as Record<string, string>;
    const given = (name: string) => {
        if (typeof values[name] !== "string") {
            throw new Error(`The connection has no output ${name}.`);
        }
        return values[name];
    };
    const nameOf = (resource: string) => String(registrations.find(({ name }) => name === resource)?.inputs.name);
    return {
        registrations,
        pipeline: {
            accountId: sampleAccountId,
            region,
            trailArn: given("trailArn"),
            bucketName: given("bucketName"),
            kmsKeyArn: given("kmsKeyArn"),
            queueUrl: given("sentinelQueueUrl"),
            deadLetterQueueUrl: given("sentinelDeadLetterQueueUrl"),
            logGroupName: given("logGroupName"),
            topicArn: given("alarmTopicArn"),
            userName: given("userName"),
            deliveryRoleName: nameOf("c-log-group-role"),
            oidcProviderArn: given("sentinelOidcProviderArn"),
            feedTopicArn: given("sentinelTopicArn"),
            roleName: given("roleArn").replace(/.*\//, ""),
            namePrefix: nameOf("c-tamper-alarms-role"),
        },
    };
}

function of(registrations: readonly Registration[], type: string): Registration["inputs"][] {
    return registrations.filter((one) => one.type === type).map(({ inputs }) => inputs);
}

const allowed = async (request: AwsRequest) => (await decide(request)) === "Allowed";
const parse = (text: unknown) => JSON.parse(String(text)) as PolicyDocument;

/** Everything by which an event, or its count, reaches a person: read from what was registered, not from the components. */
class Ways {
    constructor(
        private readonly registrations: readonly Registration[],
        private readonly pipeline: Pipeline,
    ) {}

    private of(type: string) {
        return of(this.registrations, type);
    }

    /** The enabled rules, with their patterns. */
    rules(): { name: string; pattern: unknown }[] {
        return this.of("aws:cloudwatch/eventRule:EventRule")
            .filter(({ state }) => state !== "DISABLED")
            .map(({ name, eventPattern }) => ({ name: String(name), pattern: JSON.parse(String(eventPattern)) }));
    }

    private readersOf(topicArn: unknown): string[] {
        return this.of("aws:sns/topicSubscription:TopicSubscription")
            .filter(({ topic, protocol }) => topic === topicArn && protocol === "email")
            .map(({ endpoint }) => String(endpoint));
    }

    private get topicPolicy(): PolicyDocument {
        const [policy] = this.of("aws:sns/topicPolicy:TopicPolicy").filter(({ arn }) => arn === this.pipeline.topicArn);
        return parse(policy?.policy);
    }

    /** Who receives the event itself, by the rule's target and its role. */
    async byEvent(rule: string): Promise<string[]> {
        const { accountId, region, topicArn } = this.pipeline;
        const targets = this.of("aws:cloudwatch/eventTarget:EventTarget").filter((one) => one.rule === rule);
        const told: string[] = [];
        for (const { arn, roleArn } of targets) {
            const role = this.of("aws:iam/role:Role").find(({ name }) => String(roleArn).endsWith(`:role/${name}`));
            const assumes = await allowed({
                principal: "events.amazonaws.com",
                action: "sts:AssumeRole",
                resource: String(roleArn),
                accountId,
                context: {
                    "aws:SourceArn": `arn:aws:events:${region}:${accountId}:rule/${rule}`,
                    "aws:SourceAccount": accountId,
                },
                resourcePolicy: parse(role?.assumeRolePolicy),
            });
            const publishes = await allowed({
                principal: `arn:aws:sts::${accountId}:assumed-role/${role?.name}/events`,
                action: "sns:Publish",
                resource: topicArn,
                accountId,
                context: { "aws:SecureTransport": "true" },
                resourcePolicy: this.topicPolicy,
                identityPolicies: this.of("aws:iam/rolePolicy:RolePolicy")
                    .filter((one) => one.role === role?.name)
                    .map(({ policy }) => parse(policy)),
            });
            if (assumes && publishes) {
                told.push(...this.readersOf(arn));
            }
        }
        return told;
    }

    /** Who hears of a metric that goes up, by CloudWatch's alarms on it. */
    async byMetric(metric: { namespace: string; metricName: string; dimensions?: object }): Promise<string[]> {
        const { accountId, region, topicArn } = this.pipeline;
        const alarms = this.of("aws:cloudwatch/metricAlarm:MetricAlarm").filter(
            ({ namespace, metricName, dimensions, statistic, comparisonOperator, threshold, actionsEnabled }) =>
                namespace === metric.namespace &&
                metricName === metric.metricName &&
                JSON.stringify(dimensions) === JSON.stringify(metric.dimensions) &&
                statistic === "Sum" &&
                comparisonOperator === "GreaterThanThreshold" &&
                threshold === 0 &&
                actionsEnabled !== false,
        );
        const told: string[] = [];
        for (const { name, alarmActions } of alarms) {
            const publishes = await allowed({
                principal: "cloudwatch.amazonaws.com",
                action: "sns:Publish",
                resource: topicArn,
                accountId,
                context: {
                    "aws:SourceArn": `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`,
                    "aws:SourceAccount": accountId,
                    "aws:SecureTransport": "true",
                },
                resourcePolicy: this.topicPolicy,
            });
            if (publishes) {
                told.push(...((alarmActions ?? []) as unknown[]).flatMap((topic) => this.readersOf(topic)));
            }
        }
        return told;
    }
}

describe("Tampering, from CloudTrail's record to who is told", () => {
    let pipeline: Pipeline;
    let ways: Ways;

    before(async () => {
        const made = await everything("us-east-1");
        pipeline = made.pipeline;
        ways = new Ways(made.registrations, pipeline);
    });

    /** The names of the rules that match each event. */
    async function rulesFor(events: readonly object[]): Promise<string[][]> {
        const rules = ways.rules();
        const answers = await matches(events.flatMap((event) => rules.map(({ pattern }) => [pattern, event] as const)));
        return events.map((_, at) =>
            rules.filter((_rule, which) => answers[at * rules.length + which]).map(({ name }) => name),
        );
    }

    it("is matched by the one rule for what it affects, whatever AWS answered", async () => {
        const all = tamperings(pipeline);
        const denied = (event: object) => {
            const one = event as { detail: object };
            return { ...one, detail: { ...one.detail, errorCode: "AccessDenied", errorMessage: "not authorized" } };
        };
        const events = all.map((one) => delivered(one, pipeline));
        const expected = all.map(({ what, rule }) => [what, `${pipeline.namePrefix}-${rule}`]);
        for (const form of [events, events.map(denied)]) {
            const seen = (await rulesFor(form)).map((rules, at) => [
                all[at]?.what,
                ...withoutOwnWatch(rules, all[at]?.rule),
            ]);
            expect(seen).to.deep.equal(expected);
        }
    });

    /** The rule on the rules, of which two tell, counts as the one that doesn't report its own end. */
    function withoutOwnWatch(rules: string[], expected: string | undefined): string[] {
        const own = `${pipeline.namePrefix}-rules`;
        return expected === "alarms" && rules.length === 2 ? rules.filter((rule) => rule !== own) : rules;
    }

    it("reaches everybody who is subscribed, in both ways", async () => {
        const suffixes = [...new Set(tamperings(pipeline).map(({ rule }) => rule))];
        expect(suffixes).to.have.members(ways.rules().map(({ name }) => name.slice(pipeline.namePrefix.length + 1)));
        for (const suffix of suffixes) {
            const rule = `${pipeline.namePrefix}-${suffix}`;
            const onRule = (metricName: string) => ({
                namespace: "AWS/Events",
                metricName,
                dimensions: { RuleName: rule },
            });
            expect(await ways.byEvent(rule), `${suffix}: event`).to.deep.equal(emails);
            expect(await ways.byMetric(onRule("TriggeredRules")), `${suffix}: matched`).to.deep.equal(emails);
            expect(await ways.byMetric(onRule("FailedInvocations")), `${suffix}: not sent`).to.deep.equal(emails);
        }
    });

    it("is not what other calls are, nor calls on something else", async () => {
        const calls = harmless(pipeline);
        const matched = await rulesFor(calls.map((one) => delivered(one, pipeline)));
        expect(calls.map(({ what }, at) => [what, ...(matched[at] ?? [])])).to.deep.equal(
            calls.map(({ what }) => [what]),
        );
    });

    it("is not what somebody in the account sends under another name", async () => {
        const forged = tamperings(pipeline).map((one) => ({ ...delivered(one, pipeline), source: "my.application" }));
        const service = tamperings(pipeline).map((one) => ({
            ...delivered(one, pipeline),
            "detail-type": "AWS Service Event via CloudTrail",
        }));
        expect((await rulesFor([...forged, ...service])).flat()).to.deep.equal([]);
    });

    it("stays within the size of a pattern, with the longest names", async () => {
        // "Amazon EventBridge quotas": 2,048 characters.
        for (const { name, pattern } of ways.rules()) {
            expect(JSON.stringify(pattern).length, name).to.be.at.most(2_048);
        }
    });
});

describe("Tampering with identities, where EventBridge doesn't receive IAM's calls", () => {
    it("has no rule, and is reported by the trail's log group", async () => {
        const { pipeline, registrations } = await everything("eu-central-1");
        const ways = new Ways(registrations, pipeline);
        expect(ways.rules().map(({ name }) => name)).not.to.include(`${pipeline.namePrefix}-identities`);
        const [filter, ...others] = of(registrations, "aws:cloudwatch/logMetricFilter:LogMetricFilter");
        expect(others).to.deep.equal([]);
        const transformation = filter?.metricTransformation as { namespace: string; name: string } | undefined;
        expect(filter?.logGroupName).to.equal(pipeline.logGroupName);
        expect(
            await ways.byMetric({
                namespace: String(transformation?.namespace),
                metricName: String(transformation?.name),
            }),
        ).to.deep.equal(emails);
    });
});
