import type { StackOutputs } from "../../outputs";
import { type AwsAccess, clientOptions, look } from "../aws";
import { observeRole, type RoleObservations } from "../role";
import type { Seen } from "../verdict";
import { nameOfQueue } from "./names";

/** The parts of a bucket notification that are judged. */
export interface NotificationSeen {
    target: string;
    events: string[];
    prefix: string;
    suffix: string;
}

interface QueueSeen {
    policy: string;
    waiting: number;
}

/** What the checks of Sentinel's S3 connector examine. */
export interface SentinelS3Observations {
    /** The audiences of the OIDC provider. */
    audiences: Seen<string[]>;
    role: RoleObservations;
    queue: Seen<QueueSeen>;
    deadLetters: Seen<number>;
    /** CloudWatch's latest age of the oldest message, in seconds; `undefined` if it has no data. */
    oldestAge: Seen<number | undefined>;
    notifications: Seen<NotificationSeen[]>;
    /** The version of the global STS endpoint's tokens; those of version 2 work in every region. */
    tokenVersion: Seen<number | undefined>;
}

export async function observeSentinelS3(access: AwsAccess, outputs: StackOutputs): Promise<SentinelS3Observations> {
    const [iamApi, sqsApi, s3Api, watchApi] = await Promise.all([
        import("@aws-sdk/client-iam"),
        import("@aws-sdk/client-sqs"),
        import("@aws-sdk/client-s3"),
        import("@aws-sdk/client-cloudwatch"),
    ]);
    const options = clientOptions(access);
    const iam = new iamApi.IAMClient(options);
    const sqs = new sqsApi.SQSClient(options);
    const s3 = new s3Api.S3Client({ ...options, forcePathStyle: true });
    const watch = new watchApi.CloudWatchClient(options);
    const { sentinelOidcProviderArn, sentinelS3RoleArn = "", sentinelQueueUrl = "", bucketName } = outputs;
    const attributes = async (QueueUrl: string | undefined) =>
        (await sqs.send(new sqsApi.GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }))).Attributes;
    const [providerAudiences, role, queue, deadLetters, oldestAge, notifications, tokenVersion] = await Promise.all([
        look(async () => {
            const provider = await iam.send(
                new iamApi.GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: sentinelOidcProviderArn }),
            );
            return provider.ClientIDList ?? [];
        }),
        observeRole(access, sentinelS3RoleArn),
        look(async (): Promise<QueueSeen> => {
            const seen = await attributes(sentinelQueueUrl);
            return {
                policy: seen?.Policy ?? "",
                waiting: Number(seen?.ApproximateNumberOfMessages ?? 0),
            };
        }),
        look(async () =>
            Number((await attributes(outputs.sentinelDeadLetterQueueUrl))?.ApproximateNumberOfMessages ?? 0),
        ),
        look(async () => {
            const now = Date.now();
            const { Datapoints } = await watch.send(
                new watchApi.GetMetricStatisticsCommand({
                    Namespace: "AWS/SQS",
                    MetricName: "ApproximateAgeOfOldestMessage",
                    Dimensions: [{ Name: "QueueName", Value: nameOfQueue(sentinelQueueUrl) }],
                    StartTime: new Date(now - 30 * 60_000),
                    EndTime: new Date(now),
                    Period: 300,
                    Statistics: ["Maximum"],
                }),
            );
            const newest = (Datapoints ?? []).sort(
                (one, other) => Number(one.Timestamp ?? 0) - Number(other.Timestamp ?? 0),
            );
            return newest.at(-1)?.Maximum;
        }),
        look(async (): Promise<NotificationSeen[]> => {
            const seen = await s3.send(new s3Api.GetBucketNotificationConfigurationCommand({ Bucket: bucketName }));
            const entries = [
                ...(seen.QueueConfigurations ?? []).map((entry) => ({ ...entry, target: entry.QueueArn })),
                ...(seen.TopicConfigurations ?? []).map((entry) => ({ ...entry, target: entry.TopicArn })),
            ];
            return entries.map(({ target = "", Events, Filter }) => {
                const rule = (name: string) =>
                    Filter?.Key?.FilterRules?.find(({ Name }) => Name?.toLowerCase() === name)?.Value ?? "";
                return { target, events: Events ?? [], prefix: rule("prefix"), suffix: rule("suffix") };
            });
        }),
        look(async () => {
            const { SummaryMap } = await iam.send(new iamApi.GetAccountSummaryCommand({}));
            return SummaryMap?.GlobalEndpointTokenVersion;
        }),
    ]);
    return { audiences: providerAudiences, role, queue, deadLetters, oldestAge, notifications, tokenVersion };
}
