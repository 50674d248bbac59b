/**
 * Whether a program's policy documents are those that were tried in simulation: those that the policies' functions write
 * for the arguments of the components that the documents are in.
 */
import { isDeepStrictEqual } from "node:util";
import { type AlarmSource, alarmSenders } from "../../components/alarmTopic";
import {
    AzureCloud,
    sentinelAccountIds,
    sentinelOidcIdentities,
    sentinelSessionName,
} from "../../components/microsoft";
import { bucketArn } from "../../components/naming";
import { bucketPolicy, trailStatements } from "../../components/policies/bucket";
import { feedReaderPolicy } from "../../components/policies/feedReader";
import { keyPolicy } from "../../components/policies/key";
import { logDeliveryPolicy, logDeliveryTrustPolicy } from "../../components/policies/logDelivery";
import { mergedPolicy, parsePolicy } from "../../components/policies/merge";
import { oidcTrustPolicy } from "../../components/policies/oidcTrust";
import { deadLetterQueuePolicy, queuePolicy } from "../../components/policies/queue";
import { DefenderPermission, defenderPolicy } from "../../components/policies/reader";
import { bucketAsSender, topicAsSender } from "../../components/policies/sender";
import { topicPolicy } from "../../components/policies/topic";
import { sentinelTrustPolicy } from "../../components/policies/trust";
import { partitionIn } from "../../rehearsal/arns";
import type { Properties } from "../../rehearsal/cloud";
import type { Registration } from "../../rehearsal/engine";
import { bornPolicies } from "../../rehearsal/policies";
import { classOf, labelOf } from "../../rehearsal/registrations";

/** A component, what it was made from, and where. */
interface Made {
    inputs: Properties;
    /** What it gives out. */
    outputs: Properties;
    /** The ARN of a child, by its type. */
    arnOf(type: string): string;
    partition: string;
    region: string;
    accountId: string;
}

const text = (value: unknown) => value as string;
const texts = (value: unknown) => (value ?? []) as string[];
const cloudOf = ({ inputs }: Made) => (inputs.azureCloud as AzureCloud | undefined) ?? AzureCloud.Commercial;

/** What the documents of a component's own children are, by the component's class and the child's type. */
const expected: Readonly<Record<string, Readonly<Record<string, (made: Made) => unknown[]>>>> = {
    LogBucket: {
        BucketPolicy: ({ inputs, arnOf }) => [
            bucketPolicy({
                bucketArn: arnOf("Bucket"),
                trailArn: text(inputs.trailArn),
                organizationId: inputs.organizationId as string | undefined,
            }),
        ],
    },
    ExistingLogBucket: {
        BucketPolicy: ({ inputs, partition }) => {
            const present = parsePolicy(text(inputs.presentPolicy));
            const trailArn = text(inputs.trailArn);
            const delivery = {
                bucketArn: bucketArn(partition, text(inputs.bucketName)),
                trailArn,
                organizationId: inputs.organizationId as string | undefined,
            };
            return present ? [mergedPolicy(present, trailArn, trailStatements(delivery))] : [];
        },
    },
    LogKey: { Key: ({ inputs }) => [keyPolicy(text(inputs.trailArn))] },
    SentinelRole: {
        Role: (made) => [
            sentinelTrustPolicy(
                made.partition,
                text(made.inputs.microsoftAccountId ?? sentinelAccountIds[cloudOf(made)]),
                text(made.inputs.workspaceId),
            ),
        ],
    },
    SentinelFeed: {
        Role: (made) => {
            const { url, audience } = sentinelOidcIdentities[cloudOf(made)];
            const own = sentinelSessionName(text(made.inputs.workspaceId));
            return [
                oidcTrustPolicy({
                    providerArn: text(made.outputs.oidcProviderArn),
                    issuerUrl: url,
                    audience,
                    sessionNames: [...new Set([own, ...texts(made.inputs.additionalSessionNames)])],
                }),
            ];
        },
        RolePolicy: ({ inputs, arnOf, partition, region }) => [
            feedReaderPolicy({
                queueArn: arnOf("LogQueue"),
                bucketArn: bucketArn(partition, text(inputs.bucketName)),
                logPrefixes: texts(inputs.logPrefixes),
                kmsKeyArn: inputs.kmsKeyArn as string | undefined,
                region,
            }),
        ],
    },
    LogQueue: {
        QueuePolicy: ({ inputs, outputs, partition, accountId }) => {
            const queueArn = text(outputs.queueArn);
            const bucket = bucketArn(partition, text(inputs.bucketName));
            const { topicArn } = outputs;
            return [
                queuePolicy(queueArn, topicArn ? topicAsSender(text(topicArn)) : bucketAsSender(bucket, accountId)),
                deadLetterQueuePolicy(queueArn.replace(/[^:]+$/, text(outputs.deadLetterQueueName))),
            ];
        },
        TopicPolicy: ({ inputs, outputs, partition, accountId }) => [
            topicPolicy(text(outputs.topicArn), [
                bucketAsSender(bucketArn(partition, text(inputs.bucketName)), accountId),
            ]),
        ],
    },
    AlarmTopic: {
        TopicPolicy: ({ inputs, outputs, partition, region, accountId }) => [
            topicPolicy(
                text(outputs.topicArn),
                alarmSenders(texts(inputs.sources) as AlarmSource[], partition, region, accountId),
            ),
        ],
    },
    DefenderUser: {
        Policy: ({ inputs }) => [
            defenderPolicy(
                (inputs.permissions as DefenderPermission[] | undefined) ?? [
                    DefenderPermission.Activity,
                    DefenderPermission.Storage,
                ],
                texts(inputs.sourceIps),
            ),
        ],
    },
    TrailLogGroup: {
        Role: () => [logDeliveryTrustPolicy],
        RolePolicy: ({ inputs, arnOf, accountId }) => [
            logDeliveryPolicy(arnOf("LogGroup"), accountId, inputs.organizationId as string | undefined),
        ],
    },
};

/**
 * The policy documents in trailconnect's components that no simulation tried, by type and name of their resources. With
 * today's program none.
 *
 * @param beside the resources that stand beside the components
 * @param place the region and account of the stack
 */
export function untriedIn(
    registrations: readonly Registration[],
    beside: readonly Registration[],
    place: { region: string; accountId: string },
): string[] {
    const partition = partitionIn(registrations.find(({ state }) => typeof state.arn === "string")?.state.arn);
    const ofComponents = bornPolicies(registrations).filter(({ bearer }) => !beside.includes(bearer));
    return ofComponents.flatMap(({ bearer, policy: { document } }) => {
        const parent = registrations.find(({ urn }) => urn === bearer.parent);
        const children = registrations.filter((child) => child.parent === parent?.urn);
        const candidates =
            parent &&
            expected[classOf(parent)]?.[classOf(bearer)]?.({
                ...place,
                partition,
                inputs: parent.inputs,
                outputs: parent.state,
                arnOf: (name) => {
                    const child = children.find((candidate) => classOf(candidate) === name);
                    return text(child?.state.arn ?? child?.state.queueArn);
                },
            });
        const plain = JSON.parse(JSON.stringify(document));
        const isTried = (candidates ?? []).some((candidate) =>
            isDeepStrictEqual(JSON.parse(JSON.stringify(candidate)), plain),
        );
        return isTried ? [] : [labelOf(bearer)];
    });
}
