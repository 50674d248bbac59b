import { Connector } from "../../../components/facts/microsoft";
import { InsightType } from "../../../components/logs/eventSelectors";
import { ofType } from "../../registered/resources";
import type { Registration } from "../../rehearsal/engine";
import { selectorsOf } from "../selectors";
import {
    bytesPerDigest,
    bytesPerEvent,
    bytesPerEventInLog,
    bytesPerGigabyte,
    bytesPerLogFile,
    chargedRotations,
    daysPerMonth,
    shareOfWrites,
} from "./assumptions";
import { type Price, prices } from "./prices";
import { accountsOf, daysKept, digestFilesPerDay, eventsOfOwnAccount, logFilesPerDay, regionsOf } from "./usage";

/** What a cost is for: the trail and its logs, one of Microsoft's connectors, the alarms, or CloudTrail's extras. */
export type CostPurpose = "trail" | Connector | "alarms" | "extras";

/** Something that costs: what for, at what price, how much of it a month takes, and what that assumes. */
export type Driver = [
    purpose: CostPurpose,
    item: string,
    price: Price,
    /** 0: the stack has nothing of it. `undefined`: the program can't tell how much. */
    quantity: number | undefined,
    assumption: string,
];

/** The share of a trail's events that Insights analyzes, all types together. Source: "Costs for Insights events". */
function analyzedShare(trail: Registration): number {
    const isOfWrites = selectorsOf(trail, "Management")
        .flat()
        .some(({ field, equals }) => field === "readOnly" && equals?.includes("false"));
    return ((trail.inputs.insightSelectors ?? []) as { insightType: string }[])
        .map(({ insightType }) => (insightType === InsightType.ApiErrorRate || isOfWrites ? 1 : shareOfWrites))
        .reduce((sum, share) => sum + share, 0);
}

/** Everything that costs in a stack, at so many management events a day. */
export function driversOf(registrations: readonly Registration[], eventsPerDay: number): Driver[] {
    const of = (type: string) => ofType(registrations, type);
    const trails = of("aws:cloudtrail/trail:Trail");
    const keys = of("aws:kms/key:Key");
    const logReaders = of("trailconnect:index:SentinelS3");
    const logGroups = of("aws:cloudwatch/logGroup:LogGroup");

    const events = eventsPerDay * daysPerMonth;
    const digests = digestFilesPerDay(registrations);
    const gigabytes = (bytesPerEach: number, number: number) => (bytesPerEach * number) / bytesPerGigabyte;
    const bytesPerDay = eventsPerDay * bytesPerEventInLog + digests * bytesPerDigest;
    const stored = trails.map(({ inputs }) => daysKept(registrations, inputs.s3BucketName));
    const analyzed = trails.reduce((sum, trail) => sum + analyzedShare(trail), 0);

    const accounts = accountsOf(registrations);
    const regions = regionsOf(registrations);
    const own = eventsOfOwnAccount(registrations, eventsPerDay) * daysPerMonth;
    const pollers = of("trailconnect:index:SentinelRole").length;
    const ofEvent = `${bytesPerEvent} bytes per event.`;
    const again = logReaders.length ? " Sentinel's S3 connector ingests the same events a second time." : "";
    const ofOwn = accounts === 1 ? "" : ` The stack's own account alone, one of ${accounts}.`;

    return [
        [
            "trail",
            "Management events",
            prices.firstCopy,
            trails.length * events,
            "No other trail of the account records them in the same region.",
        ],
        [
            "trail",
            "Log storage",
            prices.storage,
            stored.includes(undefined)
                ? undefined
                : stored.reduce((sum: number, days = 0) => sum + gigabytes(bytesPerDay, days), 0),
            `Once the retention has passed, which the owner of an existing bucket sets; ${bytesPerEventInLog} bytes per event in a compressed log, ${bytesPerDigest} per digest file.`,
        ],
        [
            "trail",
            "Log files and digest files",
            prices.files,
            trails.length + logReaders.length
                ? (logFilesPerDay(registrations, eventsPerDay) + digests) * daysPerMonth
                : 0,
            `Amazon S3, KMS and SQS charge requests for each. ${accounts === 1 ? "" : `${accounts} accounts, `}${regions.busy} busy regions with a log every 5 minutes, more where ${bytesPerLogFile} bytes fill up; a digest file an hour in ${regions.all} regions.`,
        ],
        ["trail", "KMS key", prices.key, keys.length, ""],
        [
            "trail",
            "KMS key's earlier versions",
            prices.keyVersions,
            keys.filter(({ inputs }) => inputs.enableKeyRotation).length * chargedRotations,
            "From the third year on, once the key has rotated twice; one version in the second year.",
        ],
        [
            Connector.Sentinel,
            "Ingestion of AWSCloudTrail",
            prices.sentinel,
            pollers * gigabytes(bytesPerEvent, own),
            `${ofEvent}${ofOwn}${again}`,
        ],
        [
            Connector.SentinelS3,
            "Ingestion of AWSCloudTrail",
            prices.sentinel,
            logReaders.length * gigabytes(bytesPerEvent, events),
            ofEvent,
        ],
        [
            Connector.SentinelS3,
            "Transfer to Azure",
            prices.transfer,
            logReaders.length * gigabytes(bytesPerEventInLog, events),
            "The compressed logs, over the internet.",
        ],
        ["alarms", "CloudWatch alarms", prices.alarms, of("aws:cloudwatch/metricAlarm:MetricAlarm").length, ""],
        [
            "extras",
            "Data events",
            prices.dataEvents,
            trails.some((trail) => selectorsOf(trail, "Data").length > 0) ? undefined : 0,
            "Their number can't be derived from that of management events. Log storage and ingestion grow with them.",
        ],
        [
            "extras",
            "Insights",
            prices.insights,
            analyzed * events,
            `${InsightType.ApiErrorRate} analyzes every event, ${InsightType.ApiCallRate} the writes: ${shareOfWrites * 100} percent, unless the trail records writes only.`,
        ],
        [
            "extras",
            "CloudWatch Logs",
            prices.logGroup,
            logGroups.length * gigabytes(bytesPerEvent, events),
            `${ofEvent} CloudWatch charges for ingestion, and for storage until the retention has passed.`,
        ],
        [
            "extras",
            "Access logs",
            prices.storage,
            of("aws:s3/bucketLogging:BucketLogging").length ? undefined : 0,
            "The owner of the bucket that receives them decides how long to keep them.",
        ],
    ];
}
