import { InsightType } from "../../../components/logs/eventSelectors";
import { ofType } from "../../registered/resources";
import type { Registration } from "../../rehearsal/engine";
import { bytesPerEvent, bytesPerGigabyte, daysPerMonth, shareOfWrites, storedShareOfLogGroup } from "./assumptions";
import { type CostLine, known, unknown } from "./line";
import { prices } from "./prices";

const ofExtras = { for: "extras" } as const;

/** A selector as CloudTrail takes it, as far as the costs depend on it. */
interface Selector {
    fieldSelectors: { field: string; equals?: string[] }[];
}

function selects({ fieldSelectors }: Selector, field: string, value: string): boolean {
    return fieldSelectors.some((one) => one.field === field && one.equals?.includes(value));
}

function insightCosts(type: string, selectors: readonly Selector[], events: number): CostLine {
    const onlyWrites = selectors.some(
        (selector) => selects(selector, "eventCategory", "Management") && selects(selector, "readOnly", "false"),
    );
    const looksAtAll = type === InsightType.ApiErrorRate || onlyWrites;
    return known(
        {
            ...ofExtras,
            item: `Insights, ${type}`,
            assumption: looksAtAll
                ? "It looks at every event."
                : `It looks at the writes, ${shareOfWrites * 100} percent of the events.`,
        },
        prices.insights,
        events * (looksAtAll ? 1 : shareOfWrites),
    );
}

function costsOfTrail({ inputs }: Registration, eventsPerDay: number): CostLine[] {
    const selectors = (inputs.advancedEventSelectors ?? []) as Selector[];
    const insights = (inputs.insightSelectors ?? []) as { insightType: string }[];
    return [
        ...(selectors.some((selector) => selects(selector, "eventCategory", "Data"))
            ? [
                  unknown(
                      {
                          ...ofExtras,
                          item: "Data events",
                          assumption: "Log files, storage and readers grow with them.",
                      },
                      prices.dataEvents,
                      "How many there are can't be told from the number of management events.",
                  ),
              ]
            : []),
        ...insights.map(({ insightType }) => insightCosts(insightType, selectors, eventsPerDay * daysPerMonth)),
    ];
}

function logGroupCosts({ inputs }: Registration, eventsPerDay: number): CostLine[] {
    const perDay = (eventsPerDay * bytesPerEvent) / bytesPerGigabyte;
    const days = inputs.retentionInDays as number;
    return [
        known(
            { ...ofExtras, item: "CloudWatch Logs, taking in", assumption: `${bytesPerEvent} bytes for an event.` },
            prices.logIngestion,
            perDay * daysPerMonth,
        ),
        known(
            {
                ...ofExtras,
                item: "CloudWatch Logs, storage",
                assumption: `Once the log group is full, after ${days} days; compressed to ${storedShareOfLogGroup * 100} percent.`,
            },
            prices.logStorage,
            perDay * days * storedShareOfLogGroup,
        ),
    ];
}

/** What CloudTrail's extras cost: data events, Insights, CloudWatch Logs, the log bucket's access logs. */
export function extraCosts(registrations: readonly Registration[], eventsPerDay: number): CostLine[] {
    return [
        ...ofType(registrations, "aws:cloudtrail/trail:Trail").flatMap((trail) => costsOfTrail(trail, eventsPerDay)),
        ...ofType(registrations, "aws:cloudwatch/logGroup:LogGroup").flatMap((group) =>
            logGroupCosts(group, eventsPerDay),
        ),
        ...ofType(registrations, "aws:s3/bucketLogging:BucketLogging").map(() =>
            unknown(
                { ...ofExtras, item: "Access logs", assumption: "" },
                prices.storage,
                "The owner of the bucket that takes them decides how long it keeps them.",
            ),
        ),
    ];
}
