import type { Properties } from "../../rehearsal/cloud";
import type { Registration } from "../../rehearsal/engine";
import { labelOf, ofType } from "../../rehearsal/registrations";
import { asList } from "../../rehearsal/statements";
import { byPath } from "../argumentPaths";

/** Something that a resource sends somewhere. */
export interface Flow {
    /** The resource that sends, by its type and name in the program. */
    from: string;
    what: string;
    /** The name, ARN or address that it goes to. */
    to: string;
    /** Whether that is a resource of the program's, or stands in the configuration of trailconnect's components. */
    isKnown: boolean;
}

interface Sent {
    what: string;
    to: unknown;
}

/** What resources send, by their types. */
const sending: Readonly<Record<string, (inputs: Properties) => Sent[]>> = {
    "aws:cloudtrail/trail:Trail": ({ s3BucketName, cloudWatchLogsGroupArn, snsTopicName, kmsKeyId }) => [
        { what: "logs", to: s3BucketName },
        { what: "events", to: (cloudWatchLogsGroupArn as string | undefined)?.replace(/:\*$/, "") },
        { what: "announcements of logs", to: snsTopicName },
        { what: "logs to be encrypted", to: kmsKeyId },
    ],
    "aws:s3/bucketNotification:BucketNotification": ({ queues, topics, lambdaFunctions, eventbridge }) => [
        ...asList(queues as Properties[]).map(({ queueArn }) => ({ what: "announcements of objects", to: queueArn })),
        ...asList(topics as Properties[]).map(({ topicArn }) => ({ what: "announcements of objects", to: topicArn })),
        ...asList(lambdaFunctions as Properties[]).map(({ lambdaFunctionArn }) => ({
            what: "announcements of objects",
            to: lambdaFunctionArn,
        })),
        { what: "announcements of objects", to: eventbridge ? "EventBridge" : undefined },
    ],
    "aws:s3/bucketLogging:BucketLogging": ({ targetBucket }) => [{ what: "access logs", to: targetBucket }],
    "aws:sns/topicSubscription:TopicSubscription": ({ endpoint, protocol }) => [
        { what: `messages (${protocol})`, to: endpoint },
    ],
    "aws:cloudwatch/eventTarget:EventTarget": ({ arn, deadLetterConfig }) => [
        { what: "events", to: arn },
        { what: "events that failed", to: (deadLetterConfig as Properties | undefined)?.arn },
    ],
    "aws:cloudwatch/metricAlarm:MetricAlarm": ({ alarmActions, okActions, insufficientDataActions }) =>
        [...new Set([alarmActions, okActions, insufficientDataActions].flatMap((all) => asList(all as string[])))].map(
            (to) => ({
                what: "alarms",
                to,
            }),
        ),
};

/** The arguments of a connection that name where something may go. */
const destinations = [
    "existingBucket.name",
    "existingKmsKeyArn",
    "existingBucket.topicArn",
    "accessLogBucketName",
    "alarms.topicArn",
    "alarms.emails",
];

/** Whether a connection's arguments name a destination, or its bucket's notifications before have it already. */
function isConfigured(to: string, connections: readonly Registration[]): boolean {
    return connections.some(
        ({ inputs }) =>
            destinations
                .flatMap((name) => asList(byPath(inputs)[name] as string | string[] | undefined))
                .includes(to) ||
            String(byPath(inputs)["existingBucket.notification"] ?? "").includes(JSON.stringify(to)),
    );
}

/** What a resource is known by as a destination: an ARN that it was given by AWS, not one that it points to. */
function namesOf({ type, inputs, state }: Registration): unknown[] {
    return [
        ...(inputs.arn === undefined ? [state.arn] : []),
        ...(type === "aws:s3/bucket:Bucket" ? [state.bucket] : []),
        ...(type === "aws:sns/topic:Topic" ? [state.name] : []),
    ];
}

/** What a program's resources send where. */
export function flowsOf(registrations: readonly Registration[]): Flow[] {
    const own = new Set(registrations.flatMap(namesOf));
    const connections = ofType(registrations, "trailconnect:index:CloudTrailConnection");
    return registrations.flatMap((registration) =>
        (sending[registration.type]?.(registration.inputs) ?? [])
            .filter((sent): sent is { what: string; to: string } => typeof sent.to === "string")
            .map(({ what, to }) => ({
                from: labelOf(registration),
                what,
                to,
                isKnown: own.has(to) || isConfigured(to, connections),
            })),
    );
}
