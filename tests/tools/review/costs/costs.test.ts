import { expect } from "chai";
import fc from "fast-check";
import { Connector } from "../../../../components/facts/microsoft";
import type { Registration } from "../../../../tools/rehearsal/engine";
import { type Costs, costsOf } from "../../../../tools/review/costs/costs";
import { registrationsOf, type StackName } from "../../../support/stacks";

const stacks = [
    "dev",
    "organization",
    "samples",
    "existing-trail",
    "extras",
    "polled",
    "us-government",
    "defender-alone",
] as const satisfies StackName[];

/** A sheet's lines as far as they depend on the stack. */
function figures({ lines }: Costs): [item: string, quantity: string | undefined, usdPerMonth: number | undefined][] {
    return lines.map(({ item, for: purpose, quantity, usdPerMonth }) => [`${purpose}: ${item}`, quantity, usdPerMonth]);
}

const key: ReturnType<typeof figures> = [
    ["trail: KMS key", "1 key", 1],
    ["trail: KMS key's earlier versions", "2 kept versions", 2],
];

describe("costsOf", () => {
    const runs = {} as Record<(typeof stacks)[number], Registration[]>;
    before(async () => {
        for (const stack of stacks) {
            runs[stack] = await registrationsOf(stack);
        }
    });

    it("is the sheet of the dev stack at 100,000 events a day", () => {
        const cloudTrail = { for: "trail", source: "AWS CloudTrail pricing" } as const;
        const kms = { for: "trail", source: "AWS KMS pricing" } as const;
        expect(costsOf(runs.dev, 100_000)).to.deep.equal({
            eventsPerDay: 100_000,
            basis: [
                "Prices are the vendors' list prices as of 2026-11-21, without free tiers and taxes. Amounts that depend on the region or on an agreement aren't in the sum: each line has the quantity, and names the vendor's page.",
                "A month has 30 days. Sizes and numbers of files are assumptions, stated on each line.",
            ],
            lines: [
                {
                    ...cloudTrail,
                    item: "Management events",
                    quantity: "3,000,000 events",
                    unitPrice: "0.00 USD per 100,000 events",
                    usdPerMonth: 0,
                    assumption: "No other trail of the account records them in the same region.",
                },
                {
                    for: "trail",
                    item: "Log storage",
                    // (100,000 x 150 + 408 x 2,000) bytes x 395 days = 6.24732 GB
                    quantity: "6.2 GB",
                    unitPrice: "by region or agreement, per GB",
                    usdPerMonth: undefined,
                    source: "Amazon S3 pricing",
                    assumption:
                        "Once the retention has passed, which the owner of an existing bucket sets; 150 bytes per event in a compressed log, 2000 per digest file.",
                },
                {
                    for: "trail",
                    item: "Log files and digest files",
                    // (4 x 288 logs + 17 x 24 digests) x 30
                    quantity: "46,800 files",
                    unitPrice: "by region or agreement, per file",
                    usdPerMonth: undefined,
                    source: "Amazon S3 pricing; AWS KMS pricing; Amazon SQS pricing",
                    assumption:
                        "Amazon S3, KMS and SQS charge requests for each. 4 busy regions with a log every 5 minutes, more where 128000 bytes fill up; a digest file an hour in 17 regions.",
                },
                {
                    ...kms,
                    item: "KMS key",
                    quantity: "1 key",
                    unitPrice: "1.00 USD per key",
                    usdPerMonth: 1,
                    assumption: "",
                },
                {
                    ...kms,
                    item: "KMS key's earlier versions",
                    quantity: "2 kept versions",
                    unitPrice: "1.00 USD per kept version",
                    usdPerMonth: 2,
                    assumption:
                        "From the third year on, once the key has rotated twice; one version in the second year.",
                },
                {
                    for: Connector.Sentinel,
                    item: "Ingestion of AWSCloudTrail",
                    // 100,000 x 30 x 1,500 bytes
                    quantity: "4.5 GB",
                    unitPrice: "by region or agreement, per GB",
                    usdPerMonth: undefined,
                    source: "Plan costs and understand Microsoft Sentinel pricing and billing",
                    assumption: "1500 bytes per event.",
                },
            ],
            usdPerMonth: 3,
            secondCopyUsdPerMonth: 60,
            lookupLimit: {
                connectors: [Connector.Defender, Connector.Sentinel],
                eventsPerDay: 100_000,
                accounts: 1,
                evenly: { share: 200_000 / 8_640_000, keepsUp: true, keepsUpTo: 4_320_000 },
                busiestHour: { share: 600_000 / 8_640_000, keepsUp: true, keepsUpTo: 1_440_000 },
            },
        } satisfies Costs);
    });

    it("grows with the number of events, and fills log files", () => {
        const costs = costsOf(runs.dev, 20_000_000);
        expect(figures(costs)).to.deep.equal([
            ["trail: Management events", "600,000,000 events", 0],
            // (3,000,000,000 + 816,000) bytes x 395 days
            ["trail: Log storage", "1,185 GB", undefined],
            // 3,000,000,000 / 128,000 = 23,437.5, so 23,438 logs; + 408 digests; x 30
            ["trail: Log files and digest files", "715,380 files", undefined],
            ...key,
            ["sentinel: Ingestion of AWSCloudTrail", "900 GB", undefined],
        ]);
        expect(costs.secondCopyUsdPerMonth).to.equal(12_000);
        expect(costs.lookupLimit?.evenly.keepsUp).to.equal(false);
    });

    it("writes no more log files than there are events", () => {
        // (1 log + 408 digests) x 30
        expect(figures(costsOf(runs.dev, 1))[2]?.[1]).to.equal("12,270 files");
    });

    it("counts the accounts of an organization", () => {
        const costs = costsOf(runs.organization, 100_000);
        expect(figures(costs)).to.deep.equal([
            ["trail: Management events", "3,000,000 events", 0],
            // (15,000,000 + 20 x 408 x 2,000) bytes x 395 days
            ["trail: Log storage", "12 GB", undefined],
            // (20 x 4 x 288 logs + 20 x 408 digests) x 30
            ["trail: Log files and digest files", "936,000 files", undefined],
            ...key,
            ["sentinelS3: Ingestion of AWSCloudTrail", "4.5 GB", undefined],
            // 15,000,000 bytes x 30
            ["sentinelS3: Transfer to Azure", "0.45 GB", undefined],
            ["alarms: CloudWatch alarms", "3 alarms", undefined],
        ]);
        expect(costs.lines[2]?.assumption).to.equal(
            "Amazon S3, KMS and SQS charge requests for each. 20 accounts, 4 busy regions with a log every 5 minutes, more where 128000 bytes fill up; a digest file an hour in 17 regions.",
        );
    });

    it("counts at least the accounts that are named", () => {
        const logPrefixes = Array.from(
            { length: 30 },
            (_, index) => `AWSLogs/o-exampleorgid/${111122223300 + index}/CloudTrail/`,
        );
        const registrations = runs.samples.map((one) =>
            one.type === "trailconnect:index:SentinelS3" ? { ...one, inputs: { ...one.inputs, logPrefixes } } : one,
        );
        // (30 x 4 x 288 logs + 30 x 408 digests) x 30
        expect(figures(costsOf(registrations, 100_000))[2]?.[1]).to.equal("1,404,000 files");
    });

    it("counts a single account's share for the connectors that poll, and that Sentinel ingests it twice", () => {
        const costs = costsOf(runs.polled, 100_000);
        const ofSentinel = costs.lines.filter(({ item }) => item === "Ingestion of AWSCloudTrail");
        expect(
            ofSentinel.map(({ for: purpose, quantity, assumption }) => [purpose, quantity, assumption]),
        ).to.deep.equal([
            [
                Connector.Sentinel,
                // 100,000 / 20 = 5,000 events a day
                "0.23 GB",
                "1500 bytes per event. The stack's own account alone, one of 20. Sentinel's S3 connector ingests the same events a second time.",
            ],
            [Connector.SentinelS3, "4.5 GB", "1500 bytes per event."],
        ]);
        expect(costs.lookupLimit?.eventsPerDay).to.equal(5_000);
        expect(costsOf(runs.polled, 100_001).lookupLimit?.eventsPerDay).to.equal(5_001);
    });

    it("counts the two regions of AWS GovCloud", () => {
        // (2 x 288 logs + 2 x 24 digests) x 30
        expect(figures(costsOf(runs["us-government"], 100_000))[2]?.[1]).to.equal("18,720 files");
    });

    it("has a line for each of CloudTrail's extras, and none for a key that isn't there", () => {
        expect(figures(costsOf(runs.extras, 1_000_000))).to.deep.equal([
            ["trail: Management events", "30,000,000 events", 0],
            // (150,000,000 + 816,000) bytes x (70 + 30) days
            ["trail: Log storage", "15 GB", undefined],
            // 150,000,000 / 128,000 = 1,171.875, so 1,172 logs, more than 4 x 288; + 408 digests; x 30
            ["trail: Log files and digest files", "47,400 files", undefined],
            ["sentinelS3: Ingestion of AWSCloudTrail", "45 GB", undefined],
            ["sentinelS3: Transfer to Azure", "4.5 GB", undefined],
            ["alarms: CloudWatch alarms", "3 alarms", undefined],
            ["extras: Data events", undefined, undefined],
            // all of 30,000,000, and a tenth of them
            ["extras: Insights", "33,000,000 analyzed events", undefined],
            ["extras: CloudWatch Logs", "45 GB", undefined],
            ["extras: Access logs", undefined, undefined],
        ]);
    });

    it("has Insights analyze every event where the trail records writes only, and no data events", () => {
        expect(figures(costsOf(runs["defender-alone"], 1_000_000)).slice(5)).to.deep.equal([
            ["extras: Insights", "30,000,000 analyzed events", undefined],
        ]);
    });

    it("can't tell how much an existing bucket stores", () => {
        expect(figures(costsOf(runs.samples, 100_000))[1]).to.deep.equal(["trail: Log storage", undefined, undefined]);
    });

    it("charges nothing for an existing trail, bucket and key", () => {
        const costs = costsOf(runs["existing-trail"], 100_000);
        expect(figures(costs)).to.deep.equal([
            // 4 x 288 x 30
            ["trail: Log files and digest files", "34,560 files", undefined],
            ["sentinelS3: Ingestion of AWSCloudTrail", "4.5 GB", undefined],
            ["sentinelS3: Transfer to Azure", "0.45 GB", undefined],
            ["alarms: CloudWatch alarms", "3 alarms", undefined],
        ]);
        expect(costs.usdPerMonth).to.equal(0);
        expect(costs.secondCopyUsdPerMonth).to.equal(undefined);
    });

    it("is empty for a program without any of it", () => {
        const { lines, usdPerMonth, secondCopyUsdPerMonth, lookupLimit } = costsOf([], 1);
        expect({ lines, usdPerMonth, secondCopyUsdPerMonth, lookupLimit }).to.deep.equal({
            lines: [],
            usdPerMonth: 0,
            secondCopyUsdPerMonth: undefined,
            lookupLimit: undefined,
        });
    });

    it("never falls when there are more events, on any line", () => {
        const number = (quantity = "0") => Number(quantity.replace(/[, a-zA-Z]/g, ""));
        const eventsPerDay = fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 1e9 }));
        fc.assert(
            fc.property(fc.constantFrom(...stacks), eventsPerDay, eventsPerDay, (stack, one, other) => {
                const [fewer, more] = [Math.min(one, other), Math.max(one, other)];
                const [low, high] = [costsOf(runs[stack], fewer), costsOf(runs[stack], more)];
                expect(high.usdPerMonth).to.be.at.least(low.usdPerMonth);
                expect(high.lines.map(({ item }) => item)).to.deep.equal(low.lines.map(({ item }) => item));
                for (const [index, line] of low.lines.entries()) {
                    expect(number(high.lines[index]?.quantity)).to.be.at.least(number(line.quantity));
                }
            }),
            { numRuns: 300 },
        );
    });
});
