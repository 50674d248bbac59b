import { Connector } from "../../components/microsoft";
import type { Registration } from "../../rehearsal/engine";
import { bytesPerEvent, bytesPerGigabyte, daysPerMonth, emptyReceivesPerDay } from "./assumptions";
import { type CostLine, known } from "./line";
import { readBy } from "./logFiles";
import { apiConnectorsOf, eventsPerLookup } from "./lookupLimit";
import { Evidence, prices } from "./prices";
import { feedsOf, keyRequestAssumption, keyRequestsPerRequest } from "./stack";

/** What Sentinel charges for: taking events into its workspace. */
function ingestion(connector: Connector, eventsPerDay: number): CostLine {
    const gigabytes = (eventsPerDay * daysPerMonth * bytesPerEvent) / bytesPerGigabyte;
    return {
        item: "Microsoft Sentinel, taking in AWSCloudTrail",
        for: connector,
        quantity: `${gigabytes.toLocaleString("en-US", { maximumFractionDigits: 2 })} GB`,
        unitPrice: "your Azure agreement's, per GB",
        unknown: "The price is in your Azure agreement.",
        source: "Plan costs and understand Microsoft Sentinel pricing and billing",
        evidence: Evidence.VendorPage,
        assumption: `${bytesPerEvent} bytes for an event. The table is not among Sentinel's free data sources (the page as of June 2023).`,
    };
}

/** What Defender for Cloud Apps charges for: users. */
function licence(eventsPerDay: number): CostLine {
    return {
        item: "Microsoft Defender for Cloud Apps",
        for: Connector.Defender,
        quantity: `${(eventsPerDay * daysPerMonth).toLocaleString("en-US")} events`,
        unitPrice: "0.00 USD per event",
        usdPerMonth: 0,
        source: "Microsoft Defender for Cloud Apps, licensing",
        evidence: Evidence.Unverified,
        assumption: "It is licensed by user, whatever the number of events.",
    };
}

function lookups(connector: Connector, eventsPerDay: number): CostLine {
    return known(
        {
            item: "LookupEvents",
            for: connector,
            assumption: `All events are this account's, ${eventsPerLookup} in an answer. No page of AWS's names a charge for the transfer of the answers (unverified).`,
        },
        prices.lookupEvents,
        Math.ceil((eventsPerDay * daysPerMonth) / eventsPerLookup),
    );
}

function costsOfFeed(feed: Registration, registrations: readonly Registration[], eventsPerDay: number): CostLine[] {
    const { bucketName, kmsKeyArn, snsFanOut } = feed.inputs;
    const read = readBy(feed, eventsPerDay);
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
        ingestion(Connector.SentinelS3, eventsPerDay),
    ];
}

/** What Microsoft's connectors cost, on AWS's side and on Microsoft's. */
export function connectorCosts(registrations: readonly Registration[], eventsPerDay: number): CostLine[] {
    return [
        ...apiConnectorsOf(registrations).flatMap((connector) => [
            lookups(connector, eventsPerDay),
            connector === Connector.Defender ? licence(eventsPerDay) : ingestion(connector, eventsPerDay),
        ]),
        ...feedsOf(registrations).flatMap((feed) => costsOfFeed(feed, registrations, eventsPerDay)),
    ];
}
