/**
 * Whether a program's policy documents are those that were tried in simulation: those that the components write for their
 * arguments, by the very functions that they write them with.
 */
import { isDeepStrictEqual } from "node:util";
import { type AlarmSource, alarmTopicPolicy } from "../../../components/alarms/alarmTopic";
import {
    tamperRolePolicy,
    tamperRoleTrustPolicy,
    undeliveredQueuePolicy,
} from "../../../components/alarms/tamperAlarmsPolicy";
import { defaults } from "../../../components/defaults";
import { defenderUserPolicy } from "../../../components/defender/defenderUser";
import type { DefenderPermission } from "../../../components/defender/readerPolicy";
import { bucketArn } from "../../../components/facts/arns";
import { partitionIn } from "../../../components/iam/arns";
import { bucketPolicy } from "../../../components/logs/bucketPolicy";
import { existingBucketPolicy } from "../../../components/logs/existingLogBucket";
import { keyPolicy } from "../../../components/logs/keyPolicy";
import { logDeliveryPolicy, logDeliveryTrustPolicy } from "../../../components/logs/logDeliveryPolicy";
import { sentinelRoleTrust } from "../../../components/sentinelApi/sentinelRole";
import { logQueuePolicy, logTopicPolicy } from "../../../components/sentinelS3/logQueue";
import { deadLetterQueuePolicy } from "../../../components/sentinelS3/queuePolicy";
import { sentinelS3Trust } from "../../../components/sentinelS3/sentinelS3";
import { sentinelS3ReaderPolicy } from "../../../components/sentinelS3/sentinelS3ReaderPolicy";
import { documentsOf } from "../../registered/documents";
import { classOf, labelOf, parentOf, type Resource } from "../../registered/resources";

/** A component, what it was made from, and where. */
interface Made {
    inputs: Resource["inputs"];
    /** Its outputs. */
    outputs: Resource["state"];
    /** The ARN of a child, by its type. */
    arnOf(type: string): string;
    partition: string;
    region: string;
    accountId: string;
}

type PlainSentinelRoleArgs = Parameters<typeof sentinelRoleTrust>[1];
type PlainSentinelS3Args = Parameters<typeof sentinelS3Trust>[1];

const text = (value: unknown) => value as string;
const optional = (value: unknown) => value as string | undefined;

/** The ARNs of the rules of `TamperAlarms`. */
function ruleArnsOf(outputs: Made["outputs"], partition: string, region: string, accountId: string): string[] {
    return (outputs.ruleNames as string[]).map((name) => `arn:${partition}:events:${region}:${accountId}:rule/${name}`);
}

/** What the documents of a component's own children are, by the component's class and the child's type. */
const expected: Readonly<Record<string, Readonly<Record<string, (made: Made) => unknown[]>>>> = {
    LogBucket: {
        BucketPolicy: ({ inputs, arnOf }) => [
            bucketPolicy({
                bucketArn: arnOf("Bucket"),
                trailArn: text(inputs.trailArn),
                organizationId: optional(inputs.organizationId),
                protectLogs: (inputs.protectLogs as boolean | undefined) ?? defaults.protectLogs,
            }),
        ],
    },
    ExistingLogBucket: {
        BucketPolicy: ({ inputs, partition }) => [
            existingBucketPolicy(text(inputs.policy), {
                partition,
                bucketName: text(inputs.bucketName),
                trailArn: text(inputs.trailArn),
                organizationId: optional(inputs.organizationId),
                onlyCloudTrailWrites: inputs.onlyCloudTrailWrites as boolean | undefined,
            }),
        ],
    },
    LogKey: { Key: ({ inputs }) => [keyPolicy(text(inputs.trailArn))] },
    SentinelRole: {
        Role: ({ inputs, partition }) => [sentinelRoleTrust(partition, inputs as unknown as PlainSentinelRoleArgs)],
    },
    SentinelS3: {
        Role: ({ inputs, outputs }) => [
            sentinelS3Trust(text(outputs.oidcProviderArn), inputs as unknown as PlainSentinelS3Args),
        ],
        RolePolicy: ({ inputs, arnOf, partition, region }) => [
            sentinelS3ReaderPolicy({
                queueArn: arnOf("LogQueue"),
                bucketArn: bucketArn(partition, text(inputs.bucketName)),
                logPrefixes: inputs.logPrefixes as string[],
                kmsKeyArn: optional(inputs.kmsKeyArn),
                region,
            }),
        ],
    },
    LogQueue: {
        QueuePolicy: ({ inputs, outputs, partition, accountId }) => {
            const queueArn = text(outputs.queueArn);
            const bucketName = text(inputs.bucketName);
            return [
                logQueuePolicy({ queueArn, topicArn: optional(outputs.topicArn), bucketName, partition, accountId }),
                deadLetterQueuePolicy(queueArn.replace(/[^:]+$/, text(outputs.deadLetterQueueName))),
            ];
        },
        TopicPolicy: ({ inputs, outputs, partition, accountId }) => [
            logTopicPolicy(text(outputs.topicArn), { bucketName: text(inputs.bucketName), partition, accountId }),
        ],
    },
    AlarmTopic: {
        TopicPolicy: ({ inputs, outputs, partition, region, accountId }) => [
            alarmTopicPolicy(
                text(outputs.topicArn),
                inputs.sources as AlarmSource[] | undefined,
                partition,
                region,
                accountId,
            ),
        ],
    },
    TamperAlarms: {
        Role: ({ outputs, accountId, partition, region }) => [
            tamperRoleTrustPolicy(ruleArnsOf(outputs, partition, region, accountId), accountId),
        ],
        RolePolicy: ({ inputs }) => [tamperRolePolicy(text(inputs.topicArn))],
        QueuePolicy: ({ outputs, arnOf, accountId, partition, region }) => [
            undeliveredQueuePolicy(arnOf("Queue"), ruleArnsOf(outputs, partition, region, accountId), accountId),
        ],
    },
    DefenderUser: {
        Policy: ({ inputs }) => [
            defenderUserPolicy(
                inputs.permissions as DefenderPermission[] | undefined,
                inputs.sourceIps as string[] | undefined,
            ),
        ],
    },
    TrailLogGroup: {
        Role: () => [logDeliveryTrustPolicy],
        RolePolicy: ({ inputs, arnOf, accountId }) => [
            logDeliveryPolicy(arnOf("LogGroup"), accountId, optional(inputs.organizationId)),
        ],
    },
};

/**
 * The policy documents in trailconnect's components that no simulation tried, by type and name of their resources. With
 * today's program none.
 *
 * @param beside the resources outside the components
 * @param place the region and account of the stack
 */
export function untriedIn(
    resources: readonly Resource[],
    beside: readonly Resource[],
    place: { region: string; accountId: string },
): string[] {
    const partition = partitionIn(resources.find(({ state }) => typeof state.arn === "string")?.state.arn);
    const asJson = (document: unknown) => JSON.parse(JSON.stringify(document));
    return documentsOf(resources)
        .filter(({ bearer }) => !beside.includes(bearer))
        .filter(({ bearer, document }) => {
            const parent = parentOf(resources, bearer);
            const write = parent && expected[classOf(parent)]?.[classOf(bearer)];
            const tried = write?.({
                ...place,
                partition,
                inputs: parent?.inputs ?? {},
                outputs: parent?.state ?? {},
                arnOf: (name) => {
                    const child = resources.find((one) => one.parent === parent?.urn && classOf(one) === name);
                    return text(child?.state.arn ?? child?.state.queueArn);
                },
            });
            return !tried?.some((one) => isDeepStrictEqual(asJson(one), asJson(document)));
        })
        .map(({ bearer }) => labelOf(bearer));
}
