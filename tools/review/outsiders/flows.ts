import { asList } from "../../../components/iam/lists";
import { labelOf, type Resource } from "../../registered/resources";
import { namedByArguments } from "./namedByArguments";

/** Something that a resource sends somewhere. */
export interface Flow {
    /** The resource that sends, by its type and name in the program. */
    from: string;
    what: string;
    /** The name, ARN or address that it goes to. */
    to: string;
    /** Whether that is a resource of the program's, or is named by the arguments of trailconnect's components. */
    isKnown: boolean;
}

/** What resources send, by their types, and the properties that name where: `a.b` is `b` of `a`, or of each of `a`. */
const sending: Readonly<Record<string, Readonly<Record<string, string[]>>>> = {
    "aws:cloudtrail/trail:Trail": {
        logs: ["s3BucketName"],
        events: ["cloudWatchLogsGroupArn"],
        "notifications of logs": ["snsTopicName"],
        "logs to be encrypted": ["kmsKeyId"],
    },
    "aws:s3/bucketNotification:BucketNotification": {
        "notifications of objects": ["queues.queueArn", "topics.topicArn", "lambdaFunctions.lambdaFunctionArn"],
    },
    "aws:s3/bucketLogging:BucketLogging": { "access logs": ["targetBucket"] },
    "aws:sns/topicSubscription:TopicSubscription": { messages: ["endpoint"] },
    "aws:cloudwatch/eventTarget:EventTarget": { events: ["arn"], "events that failed": ["deadLetterConfig.arn"] },
    "aws:cloudwatch/metricAlarm:MetricAlarm": {
        alarms: ["alarmActions", "okActions", "insufficientDataActions"],
    },
};

/** The texts at a path of properties. */
function textsAt(value: unknown, path: readonly string[]): string[] {
    const [first, ...rest] = path;
    return asList(value as unknown).flatMap((one) =>
        first === undefined
            ? typeof one === "string"
                ? [one.replace(/:\*$/, "")]
                : []
            : textsAt((one as Record<string, unknown>)[first], rest),
    );
}

/** What a resource is known by as a destination: an ARN that AWS gave to it, not one that it points to. */
function namesOf({ type, inputs, state }: Resource): unknown[] {
    return [
        ...(inputs.arn === undefined ? [state.arn] : []),
        ...(type === "aws:s3/bucket:Bucket" ? [state.bucket] : []),
        ...(type === "aws:sns/topic:Topic" ? [state.name] : []),
    ];
}

/** What a program's resources send where. */
export function flowsOf(resources: readonly Resource[]): Flow[] {
    const known = new Set<unknown>([...resources.flatMap(namesOf), ...namedByArguments(resources)]);
    return resources.flatMap((resource) =>
        Object.entries(sending[resource.type] ?? {}).flatMap(([what, paths]) =>
            [...new Set(paths.flatMap((path) => textsAt(resource.inputs, path.split("."))))].map((to) => ({
                from: labelOf(resource),
                what,
                to,
                isKnown: known.has(to),
            })),
        ),
    );
}
