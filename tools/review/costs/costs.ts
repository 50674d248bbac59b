/** What a program's stack costs a month, at a number of events a day. */
import type { Registration } from "../../rehearsal/engine";
import { daysPerMonth } from "./assumptions";
import { type CostPurpose, type Driver, driversOf } from "./drivers";
import { type LookupLimit, lookupLimitOf } from "./lookupLimit";
import { type Price, prices, pricesRead } from "./prices";

/** One line of a cost sheet. */
export interface CostLine {
    item: string;
    for: CostPurpose;
    /** How much of it a month takes, in words; absent where the program can't tell. */
    quantity?: string;
    /** What a unit costs, in words. */
    unitPrice: string;
    /** USD a month; absent where quantity or price is not known. */
    usdPerMonth?: number;
    /** The title of the vendor's page. */
    source: string;
    /** What the quantity assumes; empty: nothing. */
    assumption: string;
}

/** A cost sheet. */
export interface Costs {
    /** Management events a day, of every account and region that the trail records. */
    eventsPerDay: number;
    /** What all lines rest on, a sentence each. */
    basis: string[];
    lines: CostLine[];
    /** The sum of the lines whose cost is known, in USD. */
    usdPerMonth: number;
    /** What the trail's events cost in USD if they are a second copy; absent without a trail. It is in no sum. */
    secondCopyUsdPerMonth?: number;
    /** Whether the API connectors keep up; absent if the stack has none. */
    lookupLimit?: LookupLimit;
}

function amount(value: number, unit: string): string {
    // Small amounts keep two digits that say something.
    const digits = value < 10 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 0 };
    return `${value.toLocaleString("en-US", digits)} ${value === 1 ? unit.replace(/s$/, "") : unit}`;
}

function inWords({ usd, per, unit }: Price): string {
    const units = per === 1 ? unit.replace(/s$/, "") : amount(per, unit);
    return usd === undefined ? `by region or agreement, per ${units}` : `${usd.toFixed(2)} USD per ${units}`;
}

function lineOf([purpose, item, price, quantity, assumption]: Driver): CostLine {
    return {
        item,
        for: purpose,
        quantity: quantity === undefined ? undefined : amount(quantity, price.unit),
        unitPrice: inWords(price),
        usdPerMonth: quantity === undefined || price.usd === undefined ? undefined : (quantity / price.per) * price.usd,
        source: price.source,
        assumption,
    };
}

/**
 * The cost sheet of a stack, at the vendors' list prices, without free tiers and taxes.
 *
 * @param registrations what the program registered
 * @param eventsPerDay management events, a whole number from 1; for an organization, those of all accounts
 */
export function costsOf(registrations: readonly Registration[], eventsPerDay: number): Costs {
    const lines = driversOf(registrations, eventsPerDay)
        .filter(([, , , quantity]) => quantity !== 0)
        .map(lineOf);
    const { usd, per } = prices.furtherCopy;
    const copies = lines.some(({ item }) => item === "Management events");
    return {
        eventsPerDay,
        basis: [
            `Prices are the vendors' list prices as of ${pricesRead}, without free tiers and taxes. Amounts that depend on the region or on an agreement aren't in the sum: each line has the quantity, and names the vendor's page.`,
            `A month has ${daysPerMonth} days. Sizes and numbers of files are assumptions, stated on each line.`,
        ],
        lines,
        usdPerMonth: lines.reduce((sum, { usdPerMonth = 0 }) => sum + usdPerMonth, 0),
        secondCopyUsdPerMonth: copies ? ((eventsPerDay * daysPerMonth) / per) * usd : undefined,
        lookupLimit: lookupLimitOf(registrations, eventsPerDay),
    };
}
