import { Connector } from "../../../components/facts/microsoft";
import { ofType } from "../../registered/resources";
import type { Registration } from "../../rehearsal/engine";
import { busiestHour } from "./assumptions";
import { accountsOf, eventsOfOwnAccount } from "./usage";

/** How often AWS serves LookupEvents a second, per account and region, to all callers together. Source: "LookupEvents". */
const lookupsPerSecond = 2;

/** How many events one answer holds at most. Source: the same page. */
const eventsPerLookup = 50;

/** What AWS serves in one region on one day. */
const eventsServedPerDay = lookupsPerSecond * eventsPerLookup * 24 * 60 * 60;

/** How the events of a day come, and whether the API connectors keep up with them. */
interface Pace {
    /** What the connectors use of what AWS serves: 1 is all of it. */
    share: number;
    keepsUp: boolean;
    /** The highest number of events a day in the account at which they keep up. */
    keepsUpTo: number;
}

/** Whether the connectors that poll LookupEvents keep up. */
export interface LookupLimit {
    /** The connectors. Each reads every event of the stack's account, and they share the limit. */
    connectors: Connector[];
    /** The stack's own account's events a day, in which `keepsUpTo` counts: of an organization one account's share. */
    eventsPerDay: number;
    /** How many accounts all events are spread over; 1: all are the stack's own. */
    accounts: number;
    /** If the events arrive evenly: what doesn't keep up falls behind for good. */
    evenly: Pace;
    /** In the busiest hour, with three times the average rate: what doesn't keep up is late, and catches up if `evenly` keeps up. */
    busiestHour: Pace;
}

function pace(connectors: number, eventsPerDay: number, times: number): Pace {
    const asked = connectors * times * eventsPerDay;
    return {
        share: asked / eventsServedPerDay,
        keepsUp: asked <= eventsServedPerDay,
        keepsUpTo: Math.floor(eventsServedPerDay / (connectors * times)),
    };
}

/**
 * Whether the API connectors keep up with so many events a day of all accounts, the stack's own all in its busiest
 * region, while nobody else calls LookupEvents there; `undefined` without such a connector. The S3 connector knows no such limit.
 */
export function lookupLimitOf(registrations: readonly Registration[], eventsPerDay: number): LookupLimit | undefined {
    const connectors = [
        ...(ofType(registrations, "trailconnect:index:DefenderUser").length ? [Connector.Defender] : []),
        ...(ofType(registrations, "trailconnect:index:SentinelRole").length ? [Connector.Sentinel] : []),
    ];
    if (connectors.length === 0) {
        return undefined;
    }
    const own = eventsOfOwnAccount(registrations, eventsPerDay);
    return {
        connectors,
        eventsPerDay: own,
        accounts: accountsOf(registrations),
        evenly: pace(connectors.length, own, 1),
        busiestHour: pace(connectors.length, own, busiestHour),
    };
}
