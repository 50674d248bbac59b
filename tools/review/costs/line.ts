import type { Connector } from "../../../components/facts/microsoft";
import type { Evidence, Price } from "./prices";

/** What a cost is for: the trail and its logs, a connector of Microsoft's, the alarms, or CloudTrail's extras. */
type CostPurpose = "trail" | Connector | "alarms" | "extras";

/** One line of a cost sheet. */
export interface CostLine {
    item: string;
    for: CostPurpose;
    /** How much of it a month takes, in words. */
    quantity: string;
    /** What a unit costs, in words. */
    unitPrice: string;
    /** USD a month, to a hundredth of a cent; absent where nobody can tell. */
    usdPerMonth?: number;
    /** Why nobody can tell; absent where `usdPerMonth` is there. */
    unknown?: string;
    /** The title of the vendor's page. */
    source: string;
    /** How far the price was checked. */
    evidence: Evidence;
    /** What the quantity takes for granted; empty: nothing. */
    assumption: string;
}

/** What a line says besides its price and quantity. */
type LineText = Pick<CostLine, "item" | "for" | "assumption">;

/** To a hundredth of a cent. */
export function rounded(usd: number): number {
    return Math.round(usd * 10_000) / 10_000;
}

function amount(value: number): string {
    // Small amounts keep two digits that say something.
    return value.toLocaleString("en-US", value < 10 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 0 });
}

function singular(unit: string): string {
    return unit.replace(/s$/, "");
}

function unitPriceOf({ usd, per, unit }: Price): string {
    const decimals = String(usd).split(".")[1]?.length ?? 0;
    const units = per === 1 ? singular(unit) : `${per.toLocaleString("en-US")} ${unit}`;
    return `${usd.toFixed(Math.max(2, decimals))} USD per ${units}`;
}

/** A line whose quantity is known. */
export function known(text: LineText, price: Price, quantity: number): CostLine {
    return {
        ...text,
        quantity: `${amount(quantity)} ${quantity === 1 ? singular(price.unit) : price.unit}`,
        unitPrice: unitPriceOf(price),
        usdPerMonth: rounded((quantity / price.per) * price.usd),
        source: price.source,
        evidence: price.evidence,
    };
}

/** A line whose quantity nobody can tell from the program. */
export function unknown(text: LineText, price: Price, why: string): CostLine {
    return {
        ...text,
        quantity: `? ${price.unit}`,
        unitPrice: unitPriceOf(price),
        unknown: why,
        source: price.source,
        evidence: price.evidence,
    };
}
