import { connectorTitles } from "../../../components/facts/microsoft";
import type { CostLine, Costs } from "../costs/costs";
import type { LookupLimit } from "../costs/lookupLimit";
import { type Block, type Cell, count, lines, paragraph } from "./blocks";

/** A sum of money. */
export function usd(amount: number): string {
    const digits = amount > 0 && amount < 0.01 ? 4 : 2;
    return `${amount.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits })} USD`;
}

const purposeTitles: Readonly<Record<CostLine["for"], string>> = {
    trail: "The trail and its logs",
    ...connectorTitles,
    alarms: "Alarms",
    extras: "CloudTrail's extras",
};

function costRow(line: CostLine): Cell[] {
    const { item, quantity = "unknown", unitPrice, usdPerMonth, source, assumption } = line;
    return [
        lines([item]),
        lines([purposeTitles[line.for]]),
        lines([quantity]),
        lines([unitPrice]),
        lines([usdPerMonth === undefined ? "not in the sum" : usd(usdPerMonth)]),
        lines([...(assumption ? [assumption] : []), source]),
    ];
}

function percent(share: number): string {
    return `${(share * 100).toLocaleString("en-US", { maximumSignificantDigits: 2 })} percent`;
}

/** Whether the connectors that poll LookupEvents keep up, in sentences. */
function paceInWords({ connectors, eventsPerDay, accounts, evenly, busiestHour }: LookupLimit): string[] {
    const who = connectors.map((connector) => connectorTitles[connector]).join(" and ");
    const poll = connectors.length === 1 ? "polls" : "poll";
    const late = evenly.keepsUp ? "it is late, and catches up afterwards" : "it falls further behind";
    const whose =
        accounts > 1
            ? ` In an organization, they see only this account, assumed to be one of ${count(accounts)}: ${count(eventsPerDay)} events a day.`
            : "";
    return [
        `${who} ${poll} LookupEvents, which AWS serves twice a second per account and region, 50 events at a time, to all callers together.${whose}`,
        `If all of the account's events are in one region and arrive evenly, that uses ${percent(evenly.share)} of the limit: ${evenly.keepsUp ? "it keeps up" : "it falls behind for good"}. Above ${count(evenly.keepsUpTo)} events a day, it can't keep up.`,
        `In an hour with three times the average rate, it uses ${percent(busiestHour.share)}: ${busiestHour.keepsUp ? "it keeps up" : late}. Above ${count(busiestHour.keepsUpTo)} events a day, it is late in such hours.`,
        "The S3 connector has no such limit.",
    ];
}

/** What a sum leaves out, to end a sentence. */
export function withoutInWords({ lines: sheet }: Costs): string {
    const without = sheet.filter(({ usdPerMonth }) => usdPerMonth === undefined).length;
    return without ? `, plus ${without} items that aren't in this sum` : "";
}

/** What the stack costs a month. */
export function costBlocks(costs: Costs): Block[] {
    const { eventsPerDay, basis, lines: sheet, usdPerMonth, secondCopyUsdPerMonth, lookupLimit } = costs;
    return [
        paragraph(
            `At ${count(eventsPerDay)} management events a day, about `,
            { strong: `${usd(usdPerMonth)} a month` },
            `${withoutInWords(costs)}. ${basis.join(" ")}`,
        ),
        ...(secondCopyUsdPerMonth
            ? [
                  paragraph(
                      `If another trail already records these events, this one is a second copy: ${usd(secondCopyUsdPerMonth)} a month more.`,
                  ),
              ]
            : []),
        ...(lookupLimit ? paceInWords(lookupLimit) : []).map((sentence) => paragraph(sentence)),
        {
            kind: "table",
            caption: "Costs per month",
            head: ["Item", "For", "Quantity", "Price", "Per month", "Assumes, and source"],
            rows: sheet.map(costRow),
        },
    ];
}
