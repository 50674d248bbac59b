import type { StackOutputs } from "../outputs";
import { type AwsAccess, clientOptions, look } from "./aws";
import { fails, holds, judge, judgeError, type Seen, unknown, type Verdict } from "./verdict";

/** A trail, as far as it is judged. */
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

/** Which management events a trail's selectors let through. */
export interface SelectorsSeen {
    reads: boolean;
    writes: boolean;
    /** The services that are left out. */
    leftOut: string[];
}

/** What the checks of the trail look at. */
export interface TrailObservations {
    trail: Seen<TrailSeen>;
    status: Seen<StatusSeen>;
    selectors: Seen<SelectorsSeen>;
    /** The ARNs of all trails that this region shows. */
    trails: Seen<string[]>;
    /** The newest log of the day of the last delivery. */
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

/** A trail's selectors, of either kind, as CloudTrail gives them. */
interface Selectors {
    EventSelectors?: {
        ReadWriteType?: string;
        IncludeManagementEvents?: boolean;
        ExcludeManagementEventSources?: string[];
    }[];
    AdvancedEventSelectors?: {
        FieldSelectors: { Field: string | undefined; Equals?: string[]; NotEquals?: string[] }[] | undefined;
    }[];
}

/** What of the management events the selectors let through: the basic ones, or the advanced ones. */
export function managementEvents({ EventSelectors = [], AdvancedEventSelectors = [] }: Selectors): SelectorsSeen {
    if (EventSelectors.length + AdvancedEventSelectors.length === 0) {
        // A trail without selectors records what CloudTrail records by default.
        return { reads: true, writes: true, leftOut: [] };
    }
    const basic = EventSelectors.filter(({ IncludeManagementEvents }) => IncludeManagementEvents !== false).map(
        ({ ReadWriteType = "All", ExcludeManagementEventSources = [] }) => ({
            reads: ReadWriteType !== "WriteOnly",
            writes: ReadWriteType !== "ReadOnly",
            leftOut: ExcludeManagementEventSources,
        }),
    );
    const advanced = AdvancedEventSelectors.map(({ FieldSelectors = [] }) => FieldSelectors)
        .filter((fields) =>
            fields.some(({ Field, Equals }) => Field === "eventCategory" && Equals?.includes("Management")),
        )
        .map((fields) => {
            const readOnly = fields.find(({ Field }) => Field === "readOnly")?.Equals?.[0];
            const others = fields.filter(({ Field }) => Field !== "eventCategory" && Field !== "readOnly");
            return {
                reads: readOnly !== "false",
                writes: readOnly !== "true",
                leftOut: others.flatMap(({ Field, NotEquals }) => NotEquals ?? [`all but some by ${Field}`]),
            };
        });
    const all = [...basic, ...advanced];
    return {
        reads: all.some(({ reads }) => reads),
        writes: all.some(({ writes }) => writes),
        leftOut: [...new Set(all.flatMap(({ leftOut }) => leftOut))],
    };
}

/** What the keys of a day's logs start with. Source: "Finding your CloudTrail log files". */
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
        // By path: TLS knows no bucket whose name has dots in it otherwise.
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

const day = 24 * 60 * 60 * 1000;

function judgeStatus({ isLogging, lastDelivery, lastError }: StatusSeen, trailName: string, now: Date): Verdict[] {
    const logging = "The trail is logging";
    const delivers = "The trail delivers its logs";
    return [
        isLogging
            ? holds(logging, "IsLogging is true.")
            : fails(
                  logging,
                  "Somebody has stopped it.",
                  `aws cloudtrail start-logging --name ${trailName}; who stopped it: aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=StopLogging`,
              ),
        lastError !== undefined
            ? fails(
                  delivers,
                  `The last delivery failed: ${lastError}.`,
                  "AccessDenied: the bucket's policy or the key's no longer admits this trail, and pulumi up puts them back. NoSuchBucket: the bucket is gone.",
              )
            : lastDelivery === undefined
              ? unknown(delivers, "It has not delivered yet; a new trail takes about five minutes.")
              : now.getTime() - lastDelivery.getTime() < day
                ? holds(delivers, `The last delivery was at ${lastDelivery.toISOString()}.`)
                : fails(
                      delivers,
                      `The last delivery was at ${lastDelivery.toISOString()}, more than a day ago.`,
                      "Look whether the trail is logging, and whether the bucket's and the key's policy admit it.",
                  ),
    ];
}

/** Judges the trail. */
export function judgeTrail(seen: TrailObservations, outputs: StackOutputs, now: Date): Verdict[] {
    const { trailArn, trailName } = outputs;
    const gone = "The stack's trail has been deleted: pulumi refresh, and pulumi up makes it again.";
    const property = (check: string, verdict: (trail: TrailSeen) => Verdict) => judge(check, seen.trail, gone, verdict);
    const everyRegion = "The trail records every region";
    const validates = "The trail validates its log files";
    const records = "The trail records management events";
    const bucket = "The trail writes to the stack's bucket";
    const key = "The trail encrypts with the stack's key";
    const noKey = "The trail encrypts with a key that Sentinel may use";
    const single = "No second trail doubles the bill";
    const log = "A log of the last delivery is in the bucket";
    return [
        ...("value" in seen.status
            ? judgeStatus(seen.status.value, trailName, now)
            : [judgeError("The trail is logging", seen.status.error, gone)]),
        judge(records, seen.selectors, gone, ({ reads, writes, leftOut }) =>
            !writes
                ? fails(
                      records,
                      reads ? "It records reads only." : "It records no management event.",
                      "Somebody has changed its event selectors: pulumi up. With trail.managementEvents ReadOnly, it is as you set it.",
                  )
                : leftOut.length > 0
                  ? fails(
                        records,
                        `It leaves out ${leftOut.join(", ")}.`,
                        "Somebody has changed its event selectors: pulumi up.",
                    )
                  : holds(
                        records,
                        reads ? "Reads and writes." : "Writes; not reads, as trail.managementEvents may have it.",
                    ),
        ),
        property(everyRegion, ({ isMultiRegion }) =>
            isMultiRegion
                ? holds(everyRegion, "IsMultiRegionTrail is true.")
                : fails(everyRegion, "It records its home region only.", "Somebody has changed it: pulumi up."),
        ),
        property(validates, (trail) =>
            trail.validates
                ? holds(validates, "LogFileValidationEnabled is true.")
                : fails(validates, "It writes no digest files.", "Somebody has changed it: pulumi up."),
        ),
        ...(outputs.bucketName === undefined
            ? []
            : [
                  property(bucket, ({ bucketName }) =>
                      bucketName === outputs.bucketName
                          ? holds(bucket, `It writes to ${bucketName}.`)
                          : fails(
                                bucket,
                                `It writes to ${bucketName ?? "none"}, the stack's is ${outputs.bucketName}.`,
                                "Somebody has changed it: pulumi up. If the trail is an existing one, existingBucket.name names the wrong bucket.",
                            ),
                  ),
              ]),
        ...(outputs.kmsKeyArn === undefined
            ? outputs.sentinelS3RoleArn === undefined
                ? []
                : [
                      property(noKey, ({ kmsKeyArn }) =>
                          kmsKeyArn === undefined
                              ? holds(noKey, "It encrypts with Amazon S3's keys.")
                              : fails(
                                    noKey,
                                    `It encrypts with ${kmsKeyArn}, and the feed's role may not decrypt with it.`,
                                    "Somebody has changed it: pulumi up. If the trail is an existing one, existingKmsKeyArn has to name the key.",
                                ),
                      ),
                  ]
            : [
                  property(key, ({ kmsKeyArn }) =>
                      kmsKeyArn === outputs.kmsKeyArn
                          ? holds(key, `It encrypts with ${kmsKeyArn}.`)
                          : fails(
                                key,
                                `It encrypts with ${kmsKeyArn ?? "Amazon S3's keys"}.`,
                                "Somebody has changed it: pulumi up. If the trail is an existing one, existingKmsKeyArn names the wrong key.",
                            ),
                  ),
              ]),
        judge(single, seen.trails, gone, (all) => {
            const others = all.filter((arn) => arn !== trailArn);
            return others.length === 0
                ? holds(single, all.length === 0 ? "There is no trail." : "There is one trail.")
                : fails(
                      single,
                      `There ${others.length === 1 ? "is" : "are"} also ${others.join(", ")}.`,
                      "Where two trails record management events, the second copy costs 2.00 USD per 100,000. Connect the one that is there (existingTrail), or stop the other.",
                  );
        }),
        ...(outputs.bucketName === undefined
            ? []
            : [
                  judge(
                      log,
                      seen.newestLog,
                      `There is no bucket ${outputs.bucketName}: pulumi refresh, and pulumi up.`,
                      (newest) =>
                          newest === undefined
                              ? unknown(
                                    log,
                                    "There is none of that day under the home region's prefix. An organization's logs, and an existing trail's with a key prefix, lie elsewhere.",
                                )
                              : holds(log, newest),
                  ),
              ]),
    ];
}
