/** What a program's stack costs a month, at a number of events a day. */
import type { Registration } from "../../rehearsal/engine";
import { alarmCosts } from "./alarmCosts";
import { daysPerMonth } from "./assumptions";
import { connectorCosts } from "./connectorCosts";
import { extraCosts } from "./extraCosts";
import { type CostLine, rounded } from "./line";
import { type LookupLimit, lookupLimitOf } from "./lookupLimit";
import { pricedRegion } from "./prices";
import { secondCopy, trailCosts } from "./trailCosts";

/** A cost sheet. */
export interface Costs {
    /** Management events a day, of every account and region that the trail records. */
    eventsPerDay: number;
    /** What all lines rest on, a sentence each. */
    basis: string[];
    lines: CostLine[];
    /** The lines whose cost is known, in USD, once the logs fill their retention and the key was rotated twice. */
    usdPerMonth: number;
    /** The items that are in no sum, as nobody can tell what they cost, each once. */
    withoutPrice: string[];
    /** What the trail's events cost if they are a second copy; absent without a trail. It is in no sum. */
    secondCopy?: CostLine;
    /** Whether the API connectors keep up; absent where there is none. */
    lookupLimit?: LookupLimit;
}

/**
 * The cost sheet of a stack, at AWS's list prices of one region, without free tiers and taxes, once the logs fill their
 * retention and the key was rotated twice.
 *
 * @param registrations what the program registered
 * @param eventsPerDay management events, a whole number from 1; of an organization those of all accounts
 * @throws RangeError if it is none
 */
export function costsOf(registrations: readonly Registration[], eventsPerDay: number): Costs {
    if (!Number.isSafeInteger(eventsPerDay) || eventsPerDay < 1) {
        throw new RangeError(
            `${eventsPerDay} is no number of events a day. Allowed: a whole number from 1, such as 100000.`,
        );
    }
    const lines = [
        ...trailCosts(registrations, eventsPerDay),
        ...connectorCosts(registrations, eventsPerDay),
        ...alarmCosts(registrations),
        ...extraCosts(registrations, eventsPerDay),
    ];
    return {
        eventsPerDay,
        basis: [
            `AWS's list prices of ${pricedRegion}; other regions differ.`,
            "No free tier is taken off: the whole account shares it. Taxes come on top.",
            `A month has ${daysPerMonth} days, the logs fill their retention already, and a key that rotates has done so twice.`,
            "Sizes and numbers of files are assumptions: each line names its own.",
        ],
        lines,
        usdPerMonth: rounded(lines.reduce((sum, { usdPerMonth = 0 }) => sum + usdPerMonth, 0)),
        withoutPrice: [
            ...new Set(lines.filter(({ usdPerMonth }) => usdPerMonth === undefined).map(({ item }) => item)),
        ],
        secondCopy: secondCopy(registrations, eventsPerDay),
        lookupLimit: lookupLimitOf(registrations, eventsPerDay),
    };
}
