import path from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { getPulumiComponents } from "@pulumi/pulumi/provider/experimental/provider";
import { expect } from "chai";
import { describeProblems, type Fault, problemsOf } from "../../components/checks/problem";
import { checkWorkspaceId } from "../../components/checks/workspaceId";
import * as library from "../../components/index";
import { checkLogGroupRetention } from "../../components/logs/logRetention";
import { packageSchema } from "../../tools/generate/schema";
import type { Properties } from "../../tools/rehearsal/cloud";
import type { Registration } from "../../tools/rehearsal/engine";
import { asSecret } from "../../tools/rehearsal/secrets";
import { callHook } from "../support/hooks";
import { construct, label, labelOfUrn, outputsOf } from "../support/mocks";
import { pack } from "../support/packages";
import { type Plugin, startPlugin } from "../support/plugin";
import { root } from "../support/project";

const trailArn = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail";
const topicArn = "arn:aws:sns:eu-central-1:111122223333:audit-alarms";
const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";
const logs = { bucketName: "audit-logs", logPrefixes: ["AWSLogs/111122223333/CloudTrail/"], ownsBucket: false };
const queues = { queueName: "sentinel-logs", deadLetterQueueName: "sentinel-logs-dead-letter" };

interface Case {
    args: Properties;
    /** What the component registers, in no order. */
    children: string[];
    secretOutputs?: string[];
    /** Arguments that can't be used, and the property paths that are to be named. */
    bad: Properties;
    paths: string[];
}

/** What tamper alarms watch whatever they are given. */
const alwaysWatched = ["queues", "identities", "topic", "rules", "alarms"];

/** The resources of tamper alarms, by their name and the endings of their rules' names. */
function tamperAlarmsOf(name: string, watched: readonly string[]): string[] {
    return [
        ...watched.flatMap((suffix) => [
            `EventRule ${name}-${suffix}`,
            `EventTarget ${name}-${suffix}-target`,
            `MetricAlarm ${name}-${suffix}-matched`,
            `MetricAlarm ${name}-${suffix}-unsent`,
        ]),
        `Role ${name}-role`,
        `RolePolicy ${name}-role-policy`,
        `Queue ${name}-undelivered`,
        `QueuePolicy ${name}-undelivered-policy`,
        `MetricAlarm ${name}-undelivered-queued`,
    ];
}

const cases: Record<string, Case> = {
    AlarmTopic: {
        args: { emails: ["security@example.com"], topicName: "audit-alarms" },
        children: ["Topic it", "TopicSubscription it-security@example.com", "TopicPolicy it-policy"],
        bad: { emails: ["security@example.com", "nobody"] },
        paths: ["emails[1]"],
    },
    AuditTrail: {
        args: { trailName: "audit-trail", bucketName: "audit-logs", dataEvents: [{ resourceType: "AWS::S3::Object" }] },
        children: ["Trail it"],
        bad: { trailName: "a", bucketName: "audit-logs", dataEvents: [{ resourceType: "S3" }] },
        paths: ["trailName", "dataEvents[0].resourceType"],
    },
    CloudTrailConnection: {
        args: {
            connectors: ["defender", "sentinel", "sentinelS3"],
            sentinel: { workspaceId },
            alarms: { onTampering: true },
        },
        children: [
            "RandomId it-suffix",
            "DefenderUser it-defender-user",
            "SentinelRole it-sentinel-role",
            "AlarmTopic it-alarm-topic",
            "LogKey it-log-key",
            "Group it-defender-user-group",
            "Policy it-defender-user",
            "Role it-sentinel-role",
            "Topic it-alarm-topic",
            "Key it-log-key",
            "GroupPolicyAttachment it-defender-user-group-policy",
            "User it-defender-user-user",
            "RolePolicyAttachment it-sentinel-role-cloudtrail-read-only",
            "TopicPolicy it-alarm-topic-policy",
            "Alias it-log-key-alias",
            "LogBucket it-log-bucket",
            "UserGroupMembership it-defender-user-membership",
            "Bucket it-log-bucket",
            "AccessKey it-defender-user-access-key-1",
            "BucketOwnershipControls it-log-bucket-ownership",
            "BucketPublicAccessBlock it-log-bucket-public-access-block",
            "BucketVersioning it-log-bucket-versioning",
            "BucketServerSideEncryptionConfiguration it-log-bucket-encryption",
            "BucketPolicy it-log-bucket-policy",
            "BucketLifecycleConfiguration it-log-bucket-lifecycle",
            "AuditTrail it-trail",
            "TamperAlarms it-tamper-alarms",
            "SentinelS3 it-sentinel-s3",
            "Trail it-trail",
            ...tamperAlarmsOf("it-tamper-alarms", ["trail", "bucket", "key", ...alwaysWatched]),
            "OpenIdConnectProvider it-sentinel-s3-oidc-provider",
            "Role it-sentinel-s3",
            "LogQueue it-sentinel-s3-queue",
            "Queue it-sentinel-s3-queue-dead-letters",
            "QueuePolicy it-sentinel-s3-queue-dead-letters-policy",
            "Queue it-sentinel-s3-queue",
            "LogQueueAlarms it-log-queue-alarms",
            "RedriveAllowPolicy it-sentinel-s3-queue-redrive-allow-policy",
            "QueuePolicy it-sentinel-s3-queue-policy",
            "RolePolicy it-sentinel-s3-policy",
            "MetricAlarm it-log-queue-alarms-unread",
            "MetricAlarm it-log-queue-alarms-failed",
            "MetricAlarm it-log-queue-alarms-silent",
            "BucketNotification it-sentinel-s3-queue-bucket-notification",
        ],
        secretOutputs: ["secretAccessKey"],
        bad: {
            connectors: ["defender"],
            logRetentionDays: 0,
            defender: { sourceIps: ["203.0.113.0/24", "10.0.0.0/8"] },
        },
        paths: ["defender.sourceIps[1]", "logRetentionDays"],
    },
    DefenderUser: {
        args: { accessKeyGeneration: 2, keepPreviousAccessKey: true },
        children: [
            "Group it-group",
            "Policy it",
            "GroupPolicyAttachment it-group-policy",
            "User it-user",
            "UserGroupMembership it-membership",
            "AccessKey it-access-key-2",
            "AccessKey it-access-key-1",
        ],
        secretOutputs: ["secretAccessKey"],
        bad: { keepPreviousAccessKey: true },
        paths: ["keepPreviousAccessKey"],
    },
    ExistingLogBucket: {
        args: { bucketName: "audit-logs", trailArn, policy: '{"Version":"2012-10-17","Statement":[]}' },
        children: ["BucketPolicy it-policy"],
        bad: { bucketName: "s3://audit-logs", trailArn },
        paths: ["bucketName"],
    },
    LogQueueAlarms: {
        args: { ...queues, topicArn },
        children: ["MetricAlarm it-unread", "MetricAlarm it-failed", "MetricAlarm it-silent"],
        bad: { ...queues, topicArn: "audit-alarms" },
        paths: ["topicArn"],
    },
    LogBucket: {
        args: { trailArn, objectLock: { days: 90 } },
        children: [
            "Bucket it",
            "BucketOwnershipControls it-ownership",
            "BucketPublicAccessBlock it-public-access-block",
            "BucketVersioning it-versioning",
            "BucketServerSideEncryptionConfiguration it-encryption",
            "BucketPolicy it-policy",
            "BucketObjectLockConfiguration it-object-lock",
            "BucketLifecycleConfiguration it-lifecycle",
        ],
        bad: { trailArn: "audit-trail", objectLock: { mode: "GOVERNANCE" } },
        paths: ["trailArn", "objectLock.days"],
    },
    LogKey: {
        args: { trailArn },
        children: ["Key it", "Alias it-alias"],
        bad: { trailArn, aliasName: "audit-logs" },
        paths: ["aliasName"],
    },
    LogQueue: {
        args: { ...logs, snsFanOut: true, ownsBucket: true },
        children: [
            "Topic it-topic",
            "Queue it-dead-letters",
            "TopicPolicy it-topic-policy",
            "QueuePolicy it-dead-letters-policy",
            "Queue it",
            "RedriveAllowPolicy it-redrive-allow-policy",
            "QueuePolicy it-policy",
            "TopicSubscription it-subscription",
            "BucketNotification it-bucket-notification",
        ],
        bad: { ...logs, existingTopicArn: topicArn, ownsBucket: true },
        paths: ["existingTopicArn"],
    },
    SentinelS3: {
        args: { ...logs, workspaceId, roleName: "OIDC_sentinel-reader" },
        children: [
            "OpenIdConnectProvider it-oidc-provider",
            "Role it",
            "LogQueue it-queue",
            "Queue it-queue-dead-letters",
            "QueuePolicy it-queue-dead-letters-policy",
            "Queue it-queue",
            "RedriveAllowPolicy it-queue-redrive-allow-policy",
            "QueuePolicy it-queue-policy",
            "RolePolicy it-policy",
        ],
        bad: { ...logs, workspaceId, roleName: "sentinel-reader" },
        paths: ["roleName"],
    },
    SentinelRole: {
        args: { workspaceId },
        children: ["Role it", "RolePolicyAttachment it-cloudtrail-read-only"],
        bad: { workspaceId: "workspace", azureCloud: "usGovernment" },
        paths: ["workspaceId", "microsoftAccountId"],
    },
    TamperAlarms: {
        args: { trailArn, topicArn, namePrefix: "audit-tamper", bucketName: "audit-logs" },
        children: tamperAlarmsOf("it", ["trail", "bucket", ...alwaysWatched]),
        bad: { trailArn: "audit-trail", topicArn },
        paths: ["trailArn", "namePrefix"],
    },
    TrailLogGroup: {
        args: { cloudWatchLogsRetentionDays: 90 },
        children: ["LogGroup it", "Role it-role", "RolePolicy it-policy"],
        bad: { cloudWatchLogsRetentionDays: 91 },
        paths: ["cloudWatchLogsRetentionDays"],
    },
};

/** A registration as both the plugin's engine and the mocks tell it. */
function told({ type, name, custom, inputs, protect, retainOnDelete }: Pick<Registration, SharedFields>) {
    return { type, name, custom, inputs, protect, retainOnDelete };
}

type SharedFields = "type" | "name" | "custom" | "inputs" | "protect" | "retainOnDelete";

type ComponentConstructor = new (name: string, args: Properties) => pulumi.ComponentResource;

/** The library's component made here, on mocks. */
function onMocks(name: string, args: Properties) {
    const Component = getPulumiComponents(library).find((each) => each.name === name) as ComponentConstructor;
    return construct(() => new Component("it", args));
}

describe("Pulumi's plugin host on the built package", () => {
    let plugin: Plugin;

    before(async () => {
        pack("components");
        plugin = await startPlugin(path.join(root, "components"));
    });

    after(() => plugin.stop());

    it("answers with the schema that is kept with the package", async () => {
        expect(JSON.parse(await plugin.schema())).to.deep.equal(JSON.parse(JSON.stringify(packageSchema())));
    });

    it("is asked for every component below", () => {
        const types = Object.keys(cases).map((name) => `trailconnect:index:${name}`);
        expect(types).to.have.members(Object.keys(packageSchema().resources));
    });

    for (const [name, { args, children, secretOutputs = [], bad, paths }] of Object.entries(cases)) {
        const type = `trailconnect:index:${name}`;

        it(`constructs a ${name}: ${children.length} resources, as a program does`, async () => {
            const answer = await plugin.construct({ type, name: "it", inputs: args });
            if ("code" in answer) {
                throw new Error(answer.message);
            }
            const [component, ...registered] = answer.registrations;
            expect(component).to.include({ urn: answer.urn, type, name: "it", parent: "" });
            expect(registered.map(label)).to.have.members(children);
            expect(answer.secretOutputs).to.deep.equal(secretOutputs);

            const { built, registrations } = await onMocks(name, args);
            const { values } = await outputsOf(built);
            expect(answer.outputs).to.deep.equal(values);
            expect(component?.state).to.deep.equal(values);
            expect(
                answer.registrations.map((each) => ({
                    ...told(each),
                    parent: each.parent === "" ? undefined : labelOfUrn(each.parent),
                    dependencies: each.dependencies.map(labelOfUrn).sort(),
                })),
            ).to.have.deep.members(
                registrations.map((each) => ({
                    ...told(each),
                    parent: each.parent,
                    dependencies: each.dependencies,
                })),
            );
        });

        it(`refuses a ${name} by ${paths.join(" and ")}`, async () => {
            const answer = await plugin.construct({ type, name: "it", inputs: bad });
            expect(answer).to.include({ code: "INVALID_ARGUMENT" });
            expect(answer)
                .to.have.property("message")
                .that.matches(/ can't be used\.\n\n {2}/);
            expect(answer).to.have.property("registrations").that.is.empty;
            expect("code" in answer && answer.properties.map(({ propertyPath }) => propertyPath)).to.deep.equal(paths);
        });
    }

    it("tells the reason with each property path", async () => {
        const answer = await plugin.construct({
            type: "trailconnect:index:TrailLogGroup",
            name: "it",
            inputs: { cloudWatchLogsRetentionDays: 91 },
        });
        const { reason, allowed } = checkLogGroupRetention(91) as Fault;
        expect("code" in answer && answer.properties).to.have.lengthOf(1);
        expect("code" in answer && answer.properties[0])
            .to.include({ propertyPath: "cloudWatchLogsRetentionDays" })
            .and.have.property("reason")
            .that.matches(/^.+$/)
            .and.satisfies((text: string) => text.startsWith(`${reason} `) && text.endsWith(` ${allowed}`));
    });

    it("warns in a preview of what Microsoft holds and the update replaces", async () => {
        await plugin.construct({
            type: "trailconnect:index:SentinelRole",
            name: "it",
            inputs: { workspaceId },
            preview: true,
            withHooks: async (hooks) => {
                expect(hooks).to.have.lengthOf(1);
                await callHook(hooks[0] as (typeof hooks)[number], { roleArn: "arn:old" }, { roleArn: "arn:new" });
            },
        });
        const warnings = plugin
            .diagnostics()
            .filter((text) => text.startsWith("This update replaces the role arn:old. "));
        expect(warnings).to.have.lengthOf(1);
    });

    it("refuses a component that the package doesn't have", async () => {
        const answer = await plugin.construct({ type: "trailconnect:index:Trail", name: "it", inputs: {} });
        expect(answer)
            .to.have.property("message")
            .that.matches(/^Unknown component trailconnect:index:Trail\. /);
    });

    it("says why it refuses what another resource gives, and nothing else", async () => {
        const answer = await plugin.construct({
            type: "trailconnect:index:SentinelRole",
            name: "it",
            inputs: { workspaceId: "1234" },
            inputDependencies: { workspaceId: ["urn:pulumi:test::trailconnect::random:index/randomId:RandomId::id"] },
        });
        const refusal = describeProblems(problemsOf("workspaceId", "1234", checkWorkspaceId));
        expect(answer).to.have.property("message", refusal);
    });

    it("keeps a secret argument secret, wherever it goes", async () => {
        const answer = await plugin.construct({
            type: "trailconnect:index:SentinelRole",
            name: "it",
            inputs: { workspaceId: asSecret(workspaceId) },
        });
        if ("code" in answer) {
            throw new Error(answer.message);
        }
        expect(answer.outputs).to.include({ externalId: workspaceId });
        expect(answer.secretOutputs).to.deep.equal(["externalId"]);
        const secrets = answer.registrations.map((each) => [label(each), each.secrets]);
        expect(secrets).to.deep.equal([
            ["SentinelRole it", ["workspaceId", "externalId"]],
            ["Role it", ["assumeRolePolicy"]],
            ["RolePolicyAttachment it-cloudtrail-read-only", []],
        ]);
    });

    it("hands on what an argument depends on to the children that are made of it", async () => {
        const trail = "urn:pulumi:test::trailconnect::aws:cloudtrail/trail:Trail::audit";
        const answer = await plugin.construct({
            type: "trailconnect:index:LogKey",
            name: "it",
            inputs: { trailArn },
            inputDependencies: { trailArn: [trail] },
        });
        const dependencies = answer.registrations.map((each) => [label(each), each.dependencies]);
        expect(dependencies).to.deep.include(["Key it", [trail]]);
    });
});
