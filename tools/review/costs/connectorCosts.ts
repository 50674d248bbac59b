import { Connector } from "../../../components/facts/microsoft";
import type { Registration } from "../../rehearsal/engine";
import { bytesPerEvent, bytesPerGigabyte, daysPerMonth, emptyReceivesPerDay } from "./assumptions";
import { type CostLine, known } from "./line";
import { readBy } from "./logFiles";
import { apiConnectorsOf, eventsPerLookup } from "./lookupLimit";
import { Evidence, prices } from "./prices";
import { accountsOf, eventsOfOwnAccount, feedsOf, keyRequestAssumption, keyRequestsPerRequest } from "./stack";

/** What Sentinel charges for: taking events into its workspace. */
function ingestion(connector: Connector, eventsPerDay: number, more: string): CostLine {
    const gigabytes = (eventsPerDay * daysPerMonth * bytesPerEvent) / bytesPerGigabyte;
    return {
        item: "Microsoft Sentinel, taking in AWSCloudTrail",
        for: connector,
        quantity: `${gigabytes.toLocaleString("en-US", { maximumFractionDigits: 2 })} GB`,
        unitPrice: "your Azure agreement's, per GB",
        unknown: "The price is in your Azure agreement.",
        source: "Plan costs and understand Microsoft Sentinel pricing and billing",
        evidence: Evidence.VendorPage,
        assumption: `${bytesPerEvent} bytes for an event. The table is not among Sentinel's free data sources (the page as of June 2023).${more}`,
    };
}

/** What Defender for Cloud Apps charges for: users. */
function licence(eventsPerDay: number, share: string): CostLine {
    return {
        item: "Microsoft Defender for Cloud Apps",
        for: Connector.Defender,
        quantity: `${(eventsPerDay * daysPerMonth).toLocaleString("en-US")} events`,
        unitPrice: "0.00 USD per event",
        usdPerMonth: 0,
        source: "Microsoft Defender for Cloud Apps, licensing",
        evidence: Evidence.Unverified,
        assumption: `It is licensed by user, whatever the number of events.${share}`,
    };
}

function lookups(connector: Connector, eventsPerDay: number, share: string): CostLine {
    return known(
        {
            item: "LookupEvents",
            for: connector,
            assumption: `${share ? `${share.trim()} ${eventsPerLookup} events in an answer.` : `All events are this account's, ${eventsPerLookup} in an answer.`} No page of AWS's names a charge for the transfer of the answers (unverified).`,
        },
        prices.lookupEvents,
        Math.ceil((eventsPerDay * daysPerMonth) / eventsPerLookup),
    );
}

function costsOfFeed(feed: Registration, registrations: readonly Registration[], eventsPerDay: number): CostLine[] {
    const { bucketName, kmsKeyArn, snsFanOut } = feed.inputs;
    const read = readBy(feed, registrations, eventsPerDay);
    const messages = (read.logs + read.digests) * daysPerMonth;
    const ofFeed = { for: Connector.SentinelS3 };
    return [
        known({ ...ofFeed, item: "Reading logs", assumption: "Each log file once." }, prices.getRequests, messages),
        ...(kmsKeyArn === undefined
            ? []
            : [
                  known(
                      {
                          ...ofFeed,
                          item: "KMS requests, reading",
                          assumption: keyRequestAssumption,
                      },
                      prices.keyRequests,
                      messages * keyRequestsPerRequest(registrations, bucketName),
                  ),
              ]),
        known(
            {
                ...ofFeed,
                item: "Transfer to Azure",
                assumption: "The logs as they are stored, compressed, over the internet.",
            },
            prices.transferOut,
            (read.bytes * daysPerMonth) / bytesPerGigabyte,
        ),
        known(
            {
                ...ofFeed,
                item: "Queue",
                assumption:
                    "Each message is sent, received and deleted, and in every 20 seconds somebody asks in vain.",
            },
            prices.queueRequests,
            messages * 3 + emptyReceivesPerDay * daysPerMonth,
        ),
        ...(snsFanOut
            ? [
                  known(
                      { ...ofFeed, item: "Topic", assumption: "Passing messages on to queues is free." },
                      prices.publishes,
                      messages,
                  ),
              ]
            : []),
        ingestion(Connector.SentinelS3, eventsPerDay, ""),
    ];
}

/** What Microsoft's connectors cost, on AWS's side and on Microsoft's. */
export function connectorCosts(registrations: readonly Registration[], eventsPerDay: number): CostLine[] {
    const own = eventsOfOwnAccount(registrations, eventsPerDay);
    const accounts = accountsOf(registrations);
    const share =
        accounts === 1
            ? ""
            : ` It sees the stack's own account alone: its share of the events, one of ${accounts} accounts', not the organization's.`;
    const feeds = feedsOf(registrations);
    const again = feeds.length
        ? " Sentinel's S3 connector brings the same events, so that they are taken in, and charged, a second time."
        : "";
    return [
        ...apiConnectorsOf(registrations).flatMap((connector) => [
            lookups(connector, own, share),
            connector === Connector.Defender ? licence(own, share) : ingestion(connector, own, `${share}${again}`),
        ]),
        ...feeds.flatMap((feed) => costsOfFeed(feed, registrations, eventsPerDay)),
    ];
}
