/** The policy documents that a configuration writes, and what is to be tried on each. */

import type { PolicyDocument, Statement } from "../../components/iam/document";
import { CloudTrailConnection } from "../../components/index";
import { awsManagedPolicies } from "../../tools/registered/awsManagedPolicies";
import { documentsOf } from "../../tools/registered/documents";
import { sampleAws } from "../../tools/rehearsal/aws";
import { construct, outputsOf, type Registration } from "../support/mocks";
import { accessLogsTrial } from "./documents/accessLogs";
import { bucketTrial } from "./documents/bucket";
import { deliveryTrial } from "./documents/delivery";
import { keyTrial } from "./documents/key";
import { messagesTrial } from "./documents/messages";
import { defenderBoundaryTrial, defenderPolicyTrial, managedReaderTrial } from "./documents/readers";
import { sentinelS3ReaderTrial } from "./documents/sentinelS3Reader";
import { serviceControlPolicyTrial } from "./documents/serviceControlPolicy";
import { tamperRoleTrial } from "./documents/tamperRole";
import { deliveryTrustTrial, oidcTrustTrial, sentinelTrustTrial, tamperTrustTrial } from "./documents/trust";
import type { Configuration } from "./matrix";
import type { Trial } from "./trial";
import { type Worlds, worldsOf } from "./world";

/** A policy document that a configuration writes, attaches, or gives out for others to add. */
export interface Written {
    /** What it is, in plain words. */
    kind: string;
    document: PolicyDocument;
    /** All that is tried depends on: where it equals another one's, so does what is tried. */
    world: unknown;
    trial(): Promise<Trial>;
}

/** Every kind of document, in the order of the bearers below. */
export const kinds: string[] = [];

function written<World>(
    kind: string,
    worldOf: (worlds: Worlds) => World,
    trialOf: (world: World) => Promise<Trial>,
): (document: PolicyDocument, worlds: Worlds) => Written {
    kinds.push(kind);
    return (document, worlds) => {
        const world = worldOf(worlds);
        return { kind, document, world, trial: () => trialOf(world) };
    };
}

const of = {
    bucket: written("bucket policy", (worlds) => worlds.bucket(), bucketTrial),
    existingBucket: written("existing bucket's policy, merged", (worlds) => worlds.bucket(), bucketTrial),
    bucketStatements: written("statements for an existing bucket", (worlds) => worlds.bucket(), bucketTrial),
    key: written("key policy", (worlds) => worlds.key(), keyTrial),
    keyStatements: written("statements for an existing key", (worlds) => worlds.key(), keyTrial),
    queue: written("queue policy", (worlds) => worlds.queue(), messagesTrial),
    deadLetterQueue: written("dead-letter queue policy", (worlds) => worlds.deadLetterQueue(), messagesTrial),
    topic: written("topic policy", (worlds) => worlds.topic(), messagesTrial),
    alarmTopic: written("alarm topic policy", (worlds) => worlds.alarmTopic(), messagesTrial),
    alarmTopicStatements: written(
        "statements for an existing alarm topic",
        (worlds) => worlds.alarmTopic(),
        messagesTrial,
    ),
    accessLogStatements: written(
        "statements for the bucket of access logs",
        (worlds) => worlds.accessLogs(),
        accessLogsTrial,
    ),
    sentinelTrust: written("trust policy of Sentinel's role", (worlds) => worlds.sentinelTrust(), sentinelTrustTrial),
    managedReader: written(
        "AWS's managed policy of Sentinel's role",
        (worlds) => worlds.managedReader(),
        managedReaderTrial,
    ),
    oidcTrust: written("trust policy of Sentinel's S3 role", (worlds) => worlds.oidcTrust(), oidcTrustTrial),
    sentinelS3Reader: written(
        "policy of Sentinel's S3 role",
        (worlds) => worlds.sentinelS3Reader(),
        sentinelS3ReaderTrial,
    ),
    defender: written("policy of Defender's user", (worlds) => worlds.defender(), defenderPolicyTrial),
    defenderBoundary: written(
        "permissions boundary of Defender's user",
        (worlds) => worlds.defender(),
        defenderBoundaryTrial,
    ),
    deliveryTrust: written(
        "trust policy of CloudTrail's log delivery role",
        (worlds) => worlds.deliveryTrust(),
        deliveryTrustTrial,
    ),
    delivery: written("policy of CloudTrail's log delivery role", (worlds) => worlds.delivery(), deliveryTrial),
    tamperTrust: written(
        "trust policy of EventBridge's role for alarms",
        (worlds) => worlds.tamperTrust(),
        tamperTrustTrial,
    ),
    tamperRole: written("policy of EventBridge's role for alarms", (worlds) => worlds.tamperRole(), tamperRoleTrial),
    undelivered: written("policy of the queue for undelivered events", (worlds) => worlds.undelivered(), messagesTrial),
    serviceControlPolicy: written(
        "service control policy",
        (worlds) => worlds.serviceControlPolicy(),
        serviceControlPolicyTrial,
    ),
};

/** What a resource's document is, by the resource's class and its name in the program. */
const byBearer: Readonly<Record<string, (typeof of)[keyof typeof of][]>> = {
    "Key c-log-key": [of.key],
    "QueuePolicy c-sentinel-s3-queue-policy": [of.queue],
    "QueuePolicy c-sentinel-s3-queue-dead-letters-policy": [of.deadLetterQueue],
    "TopicPolicy c-sentinel-s3-queue-topic-policy": [of.topic],
    "TopicPolicy c-alarm-topic-policy": [of.alarmTopic],
    "Role c-sentinel-role": [of.sentinelTrust],
    "Role c-sentinel-s3": [of.oidcTrust],
    "RolePolicy c-sentinel-s3-policy": [of.sentinelS3Reader],
    "Role c-log-group-role": [of.deliveryTrust],
    "RolePolicy c-log-group-policy": [of.delivery],
    "Role c-tamper-alarms-role": [of.tamperTrust],
    "RolePolicy c-tamper-alarms-role-policy": [of.tamperRole],
    "QueuePolicy c-tamper-alarms-undelivered-policy": [of.undelivered],
};

/** The same for those that stand for several things, or for one that depends on the configuration. */
function kindsOf(bearer: string, { args }: Configuration): (typeof of)[keyof typeof of][] | undefined {
    if (bearer === "BucketPolicy c-log-bucket-policy") {
        return [args.existingBucket === undefined ? of.bucket : of.existingBucket];
    }
    // The user has it through its group, and as its boundary.
    return bearer === "Policy c-defender-user" ? [of.defender, of.defenderBoundary] : byBearer[bearer];
}

const byOutput = {
    bucketPolicyStatements: of.bucketStatements,
    kmsKeyPolicyStatements: of.keyStatements,
    alarmTopicPolicyStatements: of.alarmTopicStatements,
    accessLogBucketPolicyStatements: of.accessLogStatements,
};

/** AWS's own policies that are attached, by their ARNs. */
function managedPolicies(registrations: readonly Registration[]): PolicyDocument[] {
    return registrations
        .filter(({ type }) => type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
        .map(({ inputs }) => {
            const name = String(inputs.policyArn).split("/").at(-1) ?? "";
            const document = awsManagedPolicies[name];
            if (!document) {
                throw new Error(`Nobody knows what to try on ${inputs.policyArn}.`);
            }
            return document;
        });
}

/**
 * Builds a configuration on mocks, and tells every policy document of it.
 * @throws Error on a document that nobody knows what to try on
 */
export async function writtenBy(configuration: Configuration): Promise<Written[]> {
    const { built, registrations } = await construct(() => new CloudTrailConnection("c", configuration.args), {
        cloud: sampleAws(configuration.region),
    });
    const { values } = await outputsOf(built);
    const roleNamed = (name: string) =>
        registrations.find((one) => one.name === name)?.inputs.name as string | undefined;
    const worlds = worldsOf(configuration, values, roleNamed("c-log-group-role"), roleNamed("c-tamper-alarms-role"));

    const onResources = documentsOf(registrations).flatMap(({ bearer: { type, name }, document }) => {
        const bearer = `${type.split(":").at(-1)} ${name}`;
        const kinds = kindsOf(bearer, configuration);
        if (!kinds) {
            throw new Error(
                `Nobody knows what to try on the policy of ${bearer}: add it to tests/adversary/written.ts`,
            );
        }
        return kinds.map((kind) => kind(document, worlds));
    });
    const givenOut = Object.entries(byOutput).flatMap(([output, kind]) => {
        const text = values[output];
        return typeof text === "string"
            ? [kind({ Version: "2012-10-17", Statement: JSON.parse(text) as Statement[] }, worlds)]
            : [];
    });
    const guarding =
        typeof values.serviceControlPolicy === "string"
            ? [of.serviceControlPolicy(JSON.parse(values.serviceControlPolicy) as PolicyDocument, worlds)]
            : [];
    const attached = managedPolicies(registrations).map((document) => of.managedReader(document, worlds));
    return [...onResources, ...givenOut, ...guarding, ...attached];
}
