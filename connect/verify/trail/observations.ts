import type { StackOutputs } from "../../outputs";
import { type AwsAccess, clientOptions, look } from "../aws";
import type { Seen } from "../verdict";
import { managementEvents, type SelectorsSeen } from "./selectors";

/** The parts of a trail that are judged. */
export interface TrailSeen {
    arn?: string;
    bucketName?: string;
    kmsKeyArn?: string;
    isMultiRegion: boolean;
    validates: boolean;
}

export interface StatusSeen {
    isLogging: boolean;
    lastDelivery?: Date;
    lastError?: string;
}

/** What the checks of the trail examine. */
export interface TrailObservations {
    trail: Seen<TrailSeen>;
    status: Seen<StatusSeen>;
    selectors: Seen<SelectorsSeen>;
    /** The ARNs of all trails that are visible in this region. */
    trails: Seen<string[]>;
    /** The newest log from the day of the last delivery. */
    newestLog: Seen<string | undefined>;
}

export async function observeTrail(access: AwsAccess, outputs: StackOutputs): Promise<TrailObservations> {
    const {
        CloudTrailClient,
        DescribeTrailsCommand,
        GetEventSelectorsCommand,
        GetTrailCommand,
        GetTrailStatusCommand,
    } = await import("@aws-sdk/client-cloudtrail");
    const client = new CloudTrailClient(clientOptions(access));
    const { trailArn } = outputs;
    const trail = await look(async (): Promise<TrailSeen> => {
        const { Trail } = await client.send(new GetTrailCommand({ Name: trailArn }));
        return {
            arn: Trail?.TrailARN,
            bucketName: Trail?.S3BucketName,
            kmsKeyArn: Trail?.KmsKeyId,
            isMultiRegion: Trail?.IsMultiRegionTrail === true,
            validates: Trail?.LogFileValidationEnabled === true,
        };
    });
    const status = await look(async (): Promise<StatusSeen> => {
        const now = await client.send(new GetTrailStatusCommand({ Name: trailArn }));
        return {
            isLogging: now.IsLogging === true,
            lastDelivery: now.LatestDeliveryTime,
            lastError: now.LatestDeliveryError || undefined,
        };
    });
    const trails = await look(async () => {
        const { trailList } = await client.send(new DescribeTrailsCommand({ includeShadowTrails: true }));
        return (trailList ?? []).flatMap(({ TrailARN }) => (TrailARN ? [TrailARN] : []));
    });
    const selectors = await look(async () =>
        managementEvents(await client.send(new GetEventSelectorsCommand({ TrailName: trailArn }))),
    );
    const newestLog = await observeNewestLog(access, outputs, status);
    return { trail, status, selectors, trails, newestLog };
}

/** The start of the keys of a day's logs. Source: "Finding your CloudTrail log files". */
export function logsOfDay(trailArn: string, region: string, day: Date): string {
    const [, , , , accountId] = trailArn.split(":");
    const date = day.toISOString().slice(0, 10).replaceAll("-", "/");
    return `AWSLogs/${accountId}/CloudTrail/${region}/${date}/`;
}

async function observeNewestLog(access: AwsAccess, outputs: StackOutputs, status: Seen<StatusSeen>) {
    return look(async () => {
        const day = "value" in status ? status.value.lastDelivery : undefined;
        if (day === undefined || outputs.bucketName === undefined) {
            return undefined;
        }
        const { ListObjectsV2Command, S3Client } = await import("@aws-sdk/client-s3");
        // Path-style: the certificate for virtual-hosted-style requests doesn't cover bucket names with dots.
        const client = new S3Client({ ...clientOptions(access), forcePathStyle: true });
        const { Contents } = await client.send(
            new ListObjectsV2Command({
                Bucket: outputs.bucketName,
                Prefix: logsOfDay(outputs.trailArn, outputs.region, day),
            }),
        );
        return Contents?.map(({ Key }) => Key ?? "")
            .sort()
            .at(-1);
    });
}
