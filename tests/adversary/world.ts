/**
 * What is known of a configuration beside its policy documents: from its arguments, the component's outputs and the
 * names that the mocks gave, never from a document.
 */

import { DefenderPermission } from "../../components/defender/readerPolicy";
import { oidcIssuer } from "../../components/facts/arns";
import { sentinelAccountIds, sentinelOidcIdentities } from "../../components/facts/microsoft";
import { partitionOfRegion } from "../../components/facts/partitions";
import { AzureCloud, Connector, Encryption } from "../../components/index";
import { sampleAccountId } from "../../tools/rehearsal/aws";
import type { Properties } from "../../tools/rehearsal/cloud";
import type { AccessLogsWorld } from "./documents/accessLogs";
import type { BucketWorld } from "./documents/bucket";
import type { DeliveryWorld } from "./documents/delivery";
import type { KeyWorld } from "./documents/key";
import { type AdmittedSender, type MessagesWorld, senderOf } from "./documents/messages";
import type { DefenderWorld, ManagedReaderWorld } from "./documents/readers";
import type { SentinelS3ReaderWorld } from "./documents/sentinelS3Reader";
import type { ServiceControlPolicyWorld } from "./documents/serviceControlPolicy";
import type { TamperRoleWorld } from "./documents/tamperRole";
import type { DeliveryTrustWorld, OidcTrustWorld, SentinelTrustWorld, TamperTrustWorld } from "./documents/trust";
import { type Configuration, earlierTrail, workspaceId } from "./matrix";
import type { Place } from "./outsiders";
import { elsewhere, foreignArns } from "./values";

/** The world of each kind of document, as far as the configuration has it. */
export interface Worlds {
    bucket(): BucketWorld;
    key(): KeyWorld;
    queue(): MessagesWorld;
    deadLetterQueue(): MessagesWorld;
    topic(): MessagesWorld;
    alarmTopic(): MessagesWorld;
    accessLogs(): AccessLogsWorld;
    sentinelTrust(): SentinelTrustWorld;
    managedReader(): ManagedReaderWorld;
    oidcTrust(): OidcTrustWorld;
    sentinelS3Reader(): SentinelS3ReaderWorld;
    defender(): DefenderWorld;
    deliveryTrust(): DeliveryTrustWorld;
    delivery(): DeliveryWorld;
    tamperTrust(): TamperTrustWorld;
    tamperRole(): TamperRoleWorld;
    undelivered(): MessagesWorld;
    serviceControlPolicy(): ServiceControlPolicyWorld;
}

function alarms({ partition, region, accountId }: Place): AdmittedSender {
    const own = (name: string) => `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:${name}`;
    return {
        service: "cloudwatch.amazonaws.com",
        what: "alarm",
        sources: [own("queue-is-stuck"), own("x")],
        foreignSources: [
            ...elsewhere(own("queue-is-stuck")),
            own("x").replace(":alarm:", ":insight-rule/"),
            own("x").replace(":alarm:", ":alarms:"),
            own("x").replace(":alarm:", ":alar"),
            own("x").replace(":cloudwatch:", ":events:"),
            own("x").toUpperCase(),
            "*",
        ],
        sourceAccount: accountId,
    };
}

function rules(own: readonly string[], accountId: string): AdmittedSender {
    return {
        service: "events.amazonaws.com",
        what: "rule",
        sources: own,
        foreignSources: own.flatMap((rule) => [
            ...foreignArns(rule),
            rule.replace(":rule/", ":rule/some-bus/"),
            rule.replace(":rule/", ":event-bus/"),
        ]),
        sourceAccount: accountId,
    };
}

/**
 * @param configuration what was built
 * @param outputs the component's outputs
 * @param deliveryRole the name of the role that writes to CloudWatch Logs, if there is one
 * @param tamperRole the name of the role that EventBridge publishes alarms with, if there is one
 */
export function worldsOf(
    configuration: Configuration,
    outputs: Properties,
    deliveryRole: string | undefined,
    tamperRole: string | undefined,
): Worlds {
    const { args, region } = configuration;
    const partition = partitionOfRegion(region);
    const accountId = sampleAccountId;
    const cloud = args.sentinel?.azureCloud ?? AzureCloud.Commercial;
    const given = (name: string): string => {
        const value = outputs[name];
        if (typeof value !== "string") {
            throw new Error(`The component has no output ${name}.`);
        }
        return value;
    };
    const plain = (value: unknown) => value as string | undefined;
    const trailArn = given("trailArn");
    const ownerId = plain(args.existingTrail?.arn)?.split(":")[4] ?? accountId;
    const organizationId = plain(args.organization?.id);
    const place: Place = { partition, region, accountId };
    const bucketArn = () => `arn:${partition}:s3:::${given("bucketName")}`;
    const queueArn = (url: string) => `arn:${partition}:sqs:${region}:${accountId}:${url.split("/").at(-1)}`;
    const nameOf = (arn: string) => arn.split("/").at(-1) ?? "";
    const logGroupArn = () => `arn:${partition}:logs:${region}:${accountId}:log-group:${given("logGroupName")}`;
    const deliveryRoleName = () => deliveryRole as string;
    const roleArn = (name: string) => `arn:${partition}:iam::${accountId}:role/${name}`;
    // What there is to watch, each by a rule of its own.
    const ownRules = () =>
        [
            "trail",
            ...(outputs.bucketName ? ["bucket"] : []),
            ...(outputs.kmsKeyArn ? ["key"] : []),
            "queues",
            ...(outputs.logGroupName ? ["log-group"] : []),
            "identities",
            "topic",
            ...(outputs.sentinelTopicArn ? ["feed-topic"] : []),
            "rules",
            "alarms",
        ].map((suffix) => `arn:${partition}:events:${region}:${accountId}:rule/${tamperRole}-${suffix}`);
    const sessionNames = [
        `MicrosoftSentinel_${workspaceId}`,
        `MicrosoftDefenderForClouds_${workspaceId}`,
        ...((args.sentinel?.additionalSessionNames ?? []) as string[]),
    ];
    const readsLogs = args.connectors?.includes(Connector.SentinelS3) ?? false;

    return {
        bucket: () => ({
            ...place,
            bucketArn: bucketArn(),
            deliveries: [
                { trailArn, ownerId, organizationId },
                ...(hasEarlierTrail(configuration)
                    ? [{ trailArn: earlierTrail(partition, region), ownerId: "444455556666" }]
                    : []),
            ],
            // Somebody else's bucket refuses it as far as its owner had it do so.
            refusesPlainHttp: args.existingBucket?.name === undefined || hasEarlierTrail(configuration),
            reservedKeys: reservedKeys(configuration, ownerId),
            keepsVersions: args.existingBucket === undefined && args.protectLogs !== false,
        }),
        key: () => ({
            ...place,
            keyArn: given("kmsKeyArn"),
            trailArn,
            accountDecides: args.existingKmsKeyArn === undefined,
        }),
        queue: () => ({
            ...place,
            arn: queueArn(given("sentinelQueueUrl")),
            service: "sqs",
            senders: [
                outputs.sentinelTopicArn
                    ? senderOf("topic", "sns.amazonaws.com", given("sentinelTopicArn"))
                    : senderOf("bucket", "s3.amazonaws.com", bucketArn(), accountId),
            ],
            refusedOverPlainHttp: "all",
        }),
        deadLetterQueue: () => ({
            ...place,
            arn: queueArn(given("sentinelDeadLetterQueueUrl")),
            service: "sqs",
            senders: [],
            refusedOverPlainHttp: "all",
        }),
        topic: () => ({
            ...place,
            arn: given("sentinelTopicArn"),
            service: "sns",
            senders: [senderOf("bucket", "s3.amazonaws.com", bucketArn(), accountId)],
            refusedOverPlainHttp: "sending",
        }),
        alarmTopic: () => ({
            ...place,
            arn: given("alarmTopicArn"),
            service: "sns",
            // EventBridge publishes with a role: its service principal has no business here.
            senders: readsLogs || args.alarms?.onTampering ? [alarms(place)] : [],
            refusedOverPlainHttp: args.alarms?.topicArn === undefined ? "sending" : "none",
        }),
        accessLogs: () => ({
            ...place,
            targetArn: `arn:${partition}:s3:::${args.accessLogBucketName}`,
            sourcePrefix: given("bucketName").slice(0, -8),
        }),
        sentinelTrust: () => ({
            ...place,
            roleArn: given("roleArn"),
            externalId: workspaceId,
            microsoftAccountId: plain(args.sentinel?.microsoftAccountId) ?? (sentinelAccountIds[cloud] as string),
        }),
        managedReader: () => ({ ...place, roleName: nameOf(given("roleArn")), trailArn }),
        oidcTrust: () => {
            const { url, audience } = sentinelOidcIdentities[cloud];
            return {
                ...place,
                roleArn: given("sentinelS3RoleArn"),
                workspaceId,
                issuer: oidcIssuer(url),
                audience,
                sessionNames,
                others: Object.values(AzureCloud)
                    .filter((other) => other !== cloud)
                    .map((other) => sentinelOidcIdentities[other])
                    .map((other) => ({ issuer: oidcIssuer(other.url), audience: other.audience })),
            };
        },
        sentinelS3Reader: () => ({
            ...place,
            roleName: nameOf(given("sentinelS3RoleArn")),
            sessionName: `MicrosoftSentinel_${workspaceId}`,
            bucketArn: bucketArn(),
            logPrefixes: wantedPrefixes(configuration, ownerId),
            ...(args.encryption === Encryption.Kms && { kmsKeyArn: given("kmsKeyArn") }),
            queueArn: queueArn(given("sentinelQueueUrl")),
        }),
        defender: () => ({
            ...place,
            userName: given("userName"),
            permissions: args.defender?.permissions ?? [DefenderPermission.Activity, DefenderPermission.Storage],
            sourceIps: (args.defender?.sourceIps ?? []) as string[],
            trailArn,
        }),
        deliveryTrust: () => ({ ...place, roleArn: `arn:${partition}:iam::${accountId}:role/${deliveryRoleName()}` }),
        delivery: () => ({
            ...place,
            roleName: deliveryRoleName(),
            logGroupArn: logGroupArn(),
            ownerId,
            organizationId,
        }),
        tamperTrust: () => ({ ...place, roleArn: roleArn(tamperRole as string), rules: ownRules() }),
        tamperRole: () => ({ ...place, roleName: tamperRole as string, topicArn: given("alarmTopicArn") }),
        undelivered: () => ({
            ...place,
            arn: `arn:${partition}:sqs:${region}:${accountId}:${tamperRole}-undelivered`,
            service: "sqs",
            senders: [rules(ownRules(), accountId)],
            refusedOverPlainHttp: "all",
        }),
        serviceControlPolicy: () => {
            const queueName = plain(outputs.sentinelQueueUrl)?.split("/").at(-1);
            return {
                ...place,
                deployRoleArn: plain(args.deployRoleArn) as string,
                trailArn,
                bucketArn: bucketArn(),
                ...(args.encryption === Encryption.Kms && { keyArn: given("kmsKeyArn") }),
                ...(outputs.logGroupName !== undefined && {
                    logGroupArn: logGroupArn(),
                    deliveryRoleName: deliveryRoleName(),
                }),
                queueNames: queueName ? [queueName, `${queueName}-dead-letter`] : [],
                topicArns: [
                    plain(outputs.sentinelTopicArn),
                    args.alarms?.topicArn === undefined ? given("alarmTopicArn") : undefined,
                ].filter((arn) => arn !== undefined),
                tamperName: given("bucketName").replace("-logs-", "-tamper-"),
            };
        },
    };
}

/** Whether the existing bucket's policy, as it stood, is not empty. */
function hasEarlierTrail({ args }: Configuration): boolean {
    return typeof args.existingBucket?.policy === "string" && args.existingBucket?.policy.includes("Earlier");
}

/** Keys that nobody but CloudTrail may write: in a bucket of our own all below AWSLogs/, in another one CloudTrail's. */
function reservedKeys({ args }: Configuration, ownerId: string): string[] {
    const file = "eu-central-1/2026/01/31/log.json.gz";
    const ofCloudTrail = [
        `AWSLogs/${ownerId}/CloudTrail/${file}`,
        `AWSLogs/${ownerId}/CloudTrail-Digest/${file}`,
        `AWSLogs/777788889999/CloudTrail/${file}`,
        `AWSLogs/o-exampleorgid/777788889999/CloudTrail/${file}`,
    ];
    if (args.existingBucket === undefined) {
        return [...ofCloudTrail, "AWSLogs/log.json.gz", `AWSLogs/${ownerId}/Config/${file}`];
    }
    return args.existingBucket.onlyCloudTrailWrites ? ofCloudTrail : [];
}

/** What the keys of the wanted logs start with, as "Finding your CloudTrail log files" has it. */
function wantedPrefixes({ args }: Configuration, ownerId: string): string[] {
    const root = args.existingTrail?.keyPrefix === undefined ? "AWSLogs" : `${args.existingTrail?.keyPrefix}/AWSLogs`;
    if (args.organization?.id === undefined) {
        return [`${root}/${ownerId}/CloudTrail/`];
    }
    const members = (args.organization?.memberAccountIds ?? []) as string[];
    return members.length > 0
        ? members.map((member) => `${root}/${args.organization?.id}/${member}/CloudTrail/`)
        : [`${root}/${args.organization?.id}/`];
}
