import { expect } from "chai";
import fc from "fast-check";
import { Connector } from "../../../../components/facts/microsoft";
import { sampleAws } from "../../../../tools/rehearsal/aws";
import { type Registration, runProgram } from "../../../../tools/rehearsal/engine";
import { readProgram } from "../../../../tools/rehearsal/program";
import { type Costs, costsOf } from "../../../../tools/review/costs/costs";
import type { CostLine } from "../../../../tools/review/costs/line";
import { Evidence } from "../../../../tools/review/costs/prices";
import { projectWith, root } from "../../../support/project";

const base = {
    "aws:region": "eu-central-1",
    "trailconnect:sentinel.workspaceId": "0f8fad5b-d9cb-469f-a165-70867728950e",
};
const feed = { ...base, "trailconnect:connectors": ["sentinelS3"] };
const organization = { ...feed, "trailconnect:organization.id": "o-exampleorgid" };

const stacks = {
    organization,
    named: {
        ...organization,
        "trailconnect:organization.memberAccountIds": ["444455556666", "777788889999"],
        "trailconnect:existingBucket.name": "central-logs",
        "trailconnect:trail.name": "audit-trail",
        "trailconnect:sentinel.snsFanOut": true,
    },
    "existing-trail": {
        ...feed,
        "trailconnect:existingTrail.arn": "arn:aws:cloudtrail:eu-central-1:444455556666:trail/central",
        "trailconnect:existingBucket.name": "central-logs",
    },
    extras: {
        ...feed,
        "trailconnect:encryption": "s3",
        "trailconnect:logRetentionDays": 70,
        "trailconnect:sentinel.snsFanOut": true,
        "trailconnect:trail.dataEvents": [{ resourceType: "AWS::S3::Object" }],
        "trailconnect:trail.insights": ["ApiCallRateInsight", "ApiErrorRateInsight"],
        "trailconnect:trail.cloudWatchLogsRetentionDays": 90,
        "trailconnect:accessLogBucketName": "access-logs",
        "trailconnect:alarms.onTampering": true,
        "trailconnect:alarms.emails": ["security@example.com"],
    },
    polled: {
        ...organization,
        "trailconnect:connectors": ["defender", "sentinel", "sentinelS3"],
    },
    govCloud: {
        ...feed,
        "aws:region": "us-gov-west-1",
        "trailconnect:sentinel.azureCloud": "usGovernment",
    },
    writes: {
        ...base,
        "trailconnect:connectors": ["defender"],
        "trailconnect:trail.managementEvents": "WriteOnly",
        "trailconnect:trail.insights": ["ApiCallRateInsight"],
    },
};

type Stack = keyof typeof stacks | "dev";

const basis = [
    "AWS's list prices of US East (N. Virginia); other regions differ.",
    "No free tier is taken off: the whole account shares it. Taxes come on top.",
    "A month has 30 days, the logs fill their retention already, and a key that rotates has done so twice.",
    "Sizes and numbers of files are assumptions: each line names its own.",
];
const { VendorPage, PriceListCopies, Unverified } = Evidence;
const cloudTrail = { source: "AWS CloudTrail pricing", evidence: VendorPage };
const kms = { source: "AWS KMS pricing", evidence: PriceListCopies };
const s3 = { source: "Amazon S3 pricing", evidence: PriceListCopies };

const firstCopy: CostLine = {
    item: "Management events",
    for: "trail",
    quantity: "3,000,000 events",
    unitPrice: "0.00 USD per 100,000 events",
    usdPerMonth: 0,
    assumption: "No other trail of the account records them in the same region.",
    ...cloudTrail,
};
const storage = {
    item: "Log storage",
    for: "trail" as const,
    unitPrice: "0.023 USD per GB",
    assumption:
        "Once the bucket is full, after 395 days; 150 bytes for an event in a compressed log, 2000 for a digest file.",
    ...s3,
};
const writing = {
    item: "Writing logs and digest files",
    for: "trail" as const,
    unitPrice: "0.005 USD per 1,000 requests",
    ...s3,
};
const keyRequests = {
    unitPrice: "0.03 USD per 10,000 requests",
    assumption: "With a bucket key one for 100 files, else one for each.",
    ...kms,
};
const key: CostLine[] = [
    {
        item: "KMS key",
        for: "trail",
        quantity: "1 key",
        unitPrice: "1.00 USD per key",
        usdPerMonth: 1,
        assumption: "",
        source: "AWS KMS pricing",
        evidence: VendorPage,
    },
    {
        item: "KMS key's earlier versions",
        for: "trail",
        quantity: "2 kept versions",
        unitPrice: "1.00 USD per kept version",
        usdPerMonth: 2,
        assumption:
            "From the third year on, once the key was rotated twice: nothing of it in the first year, half of it in the second.",
        source: "AWS KMS pricing",
        evidence: Unverified,
    },
];
const lookups = (connector: Connector): CostLine => ({
    item: "LookupEvents",
    for: connector,
    quantity: "60,000 requests",
    unitPrice: "0.00 USD per request",
    usdPerMonth: 0,
    assumption:
        "All events are this account's, 50 in an answer. No page of AWS's names a charge for the transfer of the answers (unverified).",
    ...cloudTrail,
});
const ingestion = (connector: Connector): CostLine => ({
    item: "Microsoft Sentinel, taking in AWSCloudTrail",
    for: connector,
    // 100,000 x 30 x 1,500 bytes
    quantity: "4.5 GB",
    unitPrice: "your Azure agreement's, per GB",
    unknown: "The price is in your Azure agreement.",
    assumption:
        "1500 bytes for an event. The table is not among Sentinel's free data sources (the page as of June 2023).",
    source: "Plan costs and understand Microsoft Sentinel pricing and billing",
    evidence: VendorPage,
});
const secondCopy: CostLine = {
    item: "Management events, a second copy",
    for: "trail",
    quantity: "3,000,000 events",
    unitPrice: "2.00 USD per 100,000 events",
    usdPerMonth: 60,
    assumption: "Another trail of the account records them in the same regions: instead of nothing.",
    ...cloudTrail,
};

/** A sheet's lines as far as they depend on the number of events. */
function figures({ lines }: Costs): [item: string, quantity: string, usdPerMonth: number | undefined][] {
    return lines.map(({ item, for: purpose, quantity, usdPerMonth }) => [`${purpose}: ${item}`, quantity, usdPerMonth]);
}

describe("costsOf", () => {
    const runs = {} as Record<Stack, Registration[]>;
    before(async () => {
        const project = projectWith(stacks);
        try {
            for (const stack of Object.keys(stacks) as (keyof typeof stacks)[]) {
                const run = await runProgram(
                    readProgram(project.directory, stack),
                    sampleAws((stacks[stack] as typeof base)["aws:region"]),
                );
                expect(run.diagnostics, stack).to.deep.equal([]);
                runs[stack] = run.registrations;
            }
        } finally {
            project.remove();
        }
        runs.dev = (await runProgram(readProgram(root, "dev"), sampleAws("eu-central-1"))).registrations;
    });

    it("is the sheet of the dev stack at 100,000 events a day", () => {
        expect(costsOf(runs.dev, 100_000)).to.deep.equal({
            eventsPerDay: 100_000,
            basis,
            lines: [
                firstCopy,
                // (100,000 x 150 + 408 x 2,000) bytes x 395 days = 6.24732 GB, x 0.023
                { ...storage, quantity: "6.2 GB", usdPerMonth: 0.1437 },
                {
                    ...writing,
                    // (4 x 288 logs + 17 x 24 digests) x 30
                    quantity: "46,800 requests",
                    usdPerMonth: 0.234,
                    assumption:
                        "4 busy regions with a log every 5 minutes, more where 128000 bytes fill up; a digest file an hour in 17 regions.",
                },
                {
                    ...keyRequests,
                    item: "KMS requests, writing",
                    for: "trail",
                    quantity: "468 requests",
                    usdPerMonth: 0.0014,
                },
                ...key,
                lookups(Connector.Defender),
                {
                    item: "Microsoft Defender for Cloud Apps",
                    for: Connector.Defender,
                    quantity: "3,000,000 events",
                    unitPrice: "0.00 USD per event",
                    usdPerMonth: 0,
                    assumption: "It is licensed by user, whatever the number of events.",
                    source: "Microsoft Defender for Cloud Apps, licensing",
                    evidence: Unverified,
                },
                lookups(Connector.Sentinel),
                ingestion(Connector.Sentinel),
            ],
            // 0.1437 + 0.2340 + 0.0014 + 1 + 2
            usdPerMonth: 3.3791,
            withoutPrice: ["Microsoft Sentinel, taking in AWSCloudTrail"],
            secondCopy,
            lookupLimit: {
                connectors: [Connector.Defender, Connector.Sentinel],
                eventsPerDay: 100_000,
                accounts: 1,
                evenly: { share: 200_000 / 8_640_000, keepsUp: true, outgrownFrom: 4_320_001 },
                busiestHour: { share: 600_000 / 8_640_000, keepsUp: true, outgrownFrom: 1_440_001, catchesUp: true },
            },
        } satisfies Costs);
    });

    it("is the sheet of the dev stack at 20,000,000 events a day", () => {
        const costs = costsOf(runs.dev, 20_000_000);
        expect(figures(costs)).to.deep.equal([
            ["trail: Management events", "600,000,000 events", 0],
            // (3,000,000,000 + 816,000) bytes x 395 days = 1,185.32232 GB, x 0.023
            ["trail: Log storage", "1,185 GB", 27.2624],
            // 3,000,000,000 / 128,000 = 23,437.5, so 23,438 logs; + 408 digests; x 30; x 0.005 / 1,000
            ["trail: Writing logs and digest files", "715,380 requests", 3.5769],
            ["trail: KMS requests, writing", "7,154 requests", 0.0215],
            ["trail: KMS key", "1 key", 1],
            ["trail: KMS key's earlier versions", "2 kept versions", 2],
            ["defender: LookupEvents", "12,000,000 requests", 0],
            ["defender: Microsoft Defender for Cloud Apps", "600,000,000 events", 0],
            ["sentinel: LookupEvents", "12,000,000 requests", 0],
            ["sentinel: Microsoft Sentinel, taking in AWSCloudTrail", "900 GB", undefined],
        ]);
        expect(costs.usdPerMonth).to.equal(33.8608);
        expect(costs.secondCopy?.usdPerMonth).to.equal(12_000);
        expect(costs.lookupLimit).to.deep.equal({
            connectors: [Connector.Defender, Connector.Sentinel],
            eventsPerDay: 20_000_000,
            accounts: 1,
            evenly: { share: 40_000_000 / 8_640_000, keepsUp: false, outgrownFrom: 4_320_001 },
            busiestHour: { share: 120_000_000 / 8_640_000, keepsUp: false, outgrownFrom: 1_440_001, catchesUp: false },
        });
    });

    it("is the sheet of an organization's S3 stack at 100,000 events a day", () => {
        const ofFeed = { for: Connector.SentinelS3 };
        expect(costsOf(runs.organization, 100_000)).to.deep.equal({
            eventsPerDay: 100_000,
            basis,
            lines: [
                firstCopy,
                // (15,000,000 + 8,160 x 2,000) bytes x 395 days = 12.3714 GB, x 0.023
                { ...storage, quantity: "12 GB", usdPerMonth: 0.2845 },
                {
                    ...writing,
                    // (20 x 4 x 288 logs + 20 x 17 x 24 digests) x 30
                    quantity: "936,000 requests",
                    usdPerMonth: 4.68,
                    assumption:
                        "20 accounts, or as many as are named. 4 busy regions with a log every 5 minutes, more where 128000 bytes fill up; a digest file an hour in 17 regions.",
                },
                {
                    ...keyRequests,
                    item: "KMS requests, writing",
                    for: "trail",
                    quantity: "9,360 requests",
                    usdPerMonth: 0.0281,
                },
                ...key,
                {
                    ...ofFeed,
                    ...s3,
                    item: "Reading logs",
                    quantity: "936,000 requests",
                    unitPrice: "0.0004 USD per 1,000 requests",
                    usdPerMonth: 0.3744,
                    assumption: "Each log file once.",
                },
                {
                    ...ofFeed,
                    ...keyRequests,
                    item: "KMS requests, reading",
                    quantity: "9,360 requests",
                    usdPerMonth: 0.0281,
                },
                {
                    ...ofFeed,
                    ...s3,
                    item: "Transfer to Azure",
                    // 31,320,000 bytes x 30
                    quantity: "0.94 GB",
                    unitPrice: "0.09 USD per GB",
                    usdPerMonth: 0.0846,
                    assumption: "The logs as they are stored, compressed, over the internet.",
                },
                {
                    ...ofFeed,
                    item: "Queue",
                    // 3 x 936,000 + 30 x 86,400 / 20
                    quantity: "2,937,600 requests",
                    unitPrice: "0.40 USD per 1,000,000 requests",
                    usdPerMonth: 1.175,
                    assumption:
                        "Each message is sent, received and deleted, and in every 20 seconds somebody asks in vain.",
                    source: "Amazon SQS pricing",
                    evidence: PriceListCopies,
                },
                ingestion(Connector.SentinelS3),
                {
                    item: "CloudWatch alarms",
                    for: "alarms",
                    quantity: "3 alarms",
                    unitPrice: "0.10 USD per alarm",
                    usdPerMonth: 0.3,
                    assumption: "",
                    source: "Amazon CloudWatch pricing",
                    evidence: PriceListCopies,
                },
            ],
            usdPerMonth: 9.9547,
            withoutPrice: ["Microsoft Sentinel, taking in AWSCloudTrail"],
            secondCopy,
            lookupLimit: undefined,
        } satisfies Costs);
    });

    it("is the sheet of an organization's S3 stack at 20,000,000 events a day", () => {
        const costs = costsOf(runs.organization, 20_000_000);
        expect(figures(costs)).to.deep.equal([
            ["trail: Management events", "600,000,000 events", 0],
            // (3,000,000,000 + 16,320,000) bytes x 395 days = 1,191.4464 GB, x 0.023
            ["trail: Log storage", "1,191 GB", 27.4033],
            // (23,438 logs + 8,160 digests) x 30
            ["trail: Writing logs and digest files", "947,940 requests", 4.7397],
            ["trail: KMS requests, writing", "9,479 requests", 0.0284],
            ["trail: KMS key", "1 key", 1],
            ["trail: KMS key's earlier versions", "2 kept versions", 2],
            ["sentinelS3: Reading logs", "947,940 requests", 0.3792],
            ["sentinelS3: KMS requests, reading", "9,479 requests", 0.0284],
            // 3,016,320,000 bytes x 30 = 90.4896 GB, x 0.09
            ["sentinelS3: Transfer to Azure", "90 GB", 8.1441],
            // 3 x 947,940 + 129,600, x 0.4 / 1,000,000
            ["sentinelS3: Queue", "2,973,420 requests", 1.1894],
            ["sentinelS3: Microsoft Sentinel, taking in AWSCloudTrail", "900 GB", undefined],
            ["alarms: CloudWatch alarms", "3 alarms", 0.3],
        ]);
        expect(costs.usdPerMonth).to.equal(45.2125);
    });

    it("charges the API connectors for the events of the stack's own account, and not of the organization", () => {
        const costs = costsOf(runs.polled, 100_000);
        const share =
            "It sees the stack's own account alone: its share of the events, one of 20 accounts', not the organization's.";
        const page =
            "1500 bytes for an event. The table is not among Sentinel's free data sources (the page as of June 2023).";
        const polling = costs.lines.filter(({ for: purpose }) =>
            [Connector.Defender, Connector.Sentinel].includes(purpose as Connector),
        );
        const asked = `${share} 50 events in an answer. No page of AWS's names a charge for the transfer of the answers (unverified).`;
        // 100,000 / 20 = 5,000 events a day: x 30, / 50 an answer, x 1,500 bytes
        expect(polling.map(({ item, quantity, assumption }) => [item, quantity, assumption])).to.deep.equal([
            ["LookupEvents", "3,000 requests", asked],
            [
                "Microsoft Defender for Cloud Apps",
                "150,000 events",
                `It is licensed by user, whatever the number of events. ${share}`,
            ],
            ["LookupEvents", "3,000 requests", asked],
            [
                "Microsoft Sentinel, taking in AWSCloudTrail",
                "0.23 GB",
                `${page} ${share} Sentinel's S3 connector brings the same events, so that they are taken in, and charged, a second time.`,
            ],
        ]);
        expect(
            costs.lines.find(({ item, for: purpose }) => purpose === Connector.SentinelS3 && item.startsWith("Micro")),
        ).to.have.property("quantity", "4.5 GB");
        expect(costs.lookupLimit).to.deep.equal({
            connectors: [Connector.Defender, Connector.Sentinel],
            eventsPerDay: 5_000,
            accounts: 20,
            evenly: { share: 10_000 / 8_640_000, keepsUp: true, outgrownFrom: 4_320_001 },
            busiestHour: { share: 30_000 / 8_640_000, keepsUp: true, outgrownFrom: 1_440_001, catchesUp: true },
        });
        expect(costsOf(runs.polled, 100_001).lookupLimit?.eventsPerDay).to.equal(5_001);
    });

    it("counts the two regions of AWS GovCloud", () => {
        const costs = costsOf(runs.govCloud, 100_000);
        expect(figures(costs).slice(1, 3)).to.deep.equal([
            // (15,000,000 + 2 x 24 x 2,000) bytes x 395 days = 5.96292 GB, x 0.023
            ["trail: Log storage", "6 GB", 0.1371],
            // (2 x 288 logs + 2 x 24 digests) x 30
            ["trail: Writing logs and digest files", "18,720 requests", 0.0936],
        ]);
        expect(costs.lines[2]?.assumption).to.equal(
            "2 busy regions with a log every 5 minutes, more where 128000 bytes fill up; a digest file an hour in 2 regions.",
        );
        // 2 x 288 x 30
        expect(costs.lines.find(({ item }) => item === "Reading logs")?.quantity).to.equal("17,280 requests");
    });

    it("names what has no price, each once", () => {
        expect(costsOf(runs.extras, 1_000_000).withoutPrice).to.deep.equal([
            "Microsoft Sentinel, taking in AWSCloudTrail",
            "Alarms by e-mail",
            "Data events",
            "Access logs",
        ]);
        expect(costsOf(runs.polled, 1).withoutPrice).to.deep.equal(["Microsoft Sentinel, taking in AWSCloudTrail"]);
    });

    it("has a line for each of CloudTrail's extras, and none for a key that isn't there", () => {
        expect(figures(costsOf(runs.extras, 1_000_000))).to.deep.equal([
            ["trail: Management events", "30,000,000 events", 0],
            // (150,000,000 + 816,000) bytes x (70 + 30) days = 15.0816 GB
            ["trail: Log storage", "15 GB", 0.3469],
            // 150,000,000 / 128,000 = 1,171.875, so 1,172 logs, more than 4 x 288; + 408 digests; x 30
            ["trail: Writing logs and digest files", "47,400 requests", 0.237],
            // Digest files have no notification of their own.
            ["sentinelS3: Reading logs", "35,160 requests", 0.0141],
            ["sentinelS3: Transfer to Azure", "4.5 GB", 0.405],
            ["sentinelS3: Queue", "235,080 requests", 0.094],
            ["sentinelS3: Topic", "35,160 messages", 0.0176],
            ["sentinelS3: Microsoft Sentinel, taking in AWSCloudTrail", "45 GB", undefined],
            ["alarms: CloudWatch alarms", "3 alarms", 0.3],
            ["alarms: EventBridge rules", "2 rules", 0],
            ["alarms: Alarms by e-mail", "? e-mails", undefined],
            ["extras: Data events", "? events", undefined],
            // a tenth of 30,000,000, x 0.35 / 100,000
            ["extras: Insights, ApiCallRateInsight", "3,000,000 events looked at", 10.5],
            ["extras: Insights, ApiErrorRateInsight", "30,000,000 events looked at", 105],
            // 1,000,000 x 1,500 bytes = 1.5 GB a day: x 30 x 0.5, and x 90 x 0.15 x 0.03
            ["extras: CloudWatch Logs, taking in", "45 GB", 22.5],
            ["extras: CloudWatch Logs, storage", "20 GB", 0.6075],
            ["extras: Access logs", "? GB", undefined],
        ]);
    });

    it("says why where nobody can tell, and what is taken for granted", () => {
        const said = costsOf(runs.extras, 1_000_000).lines.filter(({ for: purpose }) => purpose !== "trail");
        const texts = said.map(({ item, unknown, assumption }) => [item, unknown, assumption]);
        expect(texts.slice(3)).to.deep.equal([
            ["Topic", undefined, "Passing messages on to queues is free."],
            [
                "Microsoft Sentinel, taking in AWSCloudTrail",
                "The price is in your Azure agreement.",
                ingestion(Connector.SentinelS3).assumption,
            ],
            ["CloudWatch alarms", undefined, ""],
            ["EventBridge rules", undefined, ""],
            ["Alarms by e-mail", "As many as there are alarms, to each address.", ""],
            [
                "Data events",
                "How many there are can't be told from the number of management events.",
                "Log files, storage and readers grow with them.",
            ],
            ["Insights, ApiCallRateInsight", undefined, "It looks at the writes, 10 percent of the events."],
            ["Insights, ApiErrorRateInsight", undefined, "It looks at every event."],
            ["CloudWatch Logs, taking in", undefined, "1500 bytes for an event."],
            [
                "CloudWatch Logs, storage",
                undefined,
                "Once the log group is full, after 90 days; compressed to 15 percent.",
            ],
            ["Access logs", "The owner of the bucket that takes them decides how long it keeps them.", ""],
        ]);
    });

    it("looks at every event for the call rate where the trail records writes only, and no data events", () => {
        expect(figures(costsOf(runs.writes, 1_000_000))).to.deep.equal([
            ["trail: Management events", "30,000,000 events", 0],
            ["trail: Log storage", "60 GB", 1.3702],
            ["trail: Writing logs and digest files", "47,400 requests", 0.237],
            ["trail: KMS requests, writing", "474 requests", 0.0014],
            ["trail: KMS key", "1 key", 1],
            ["trail: KMS key's earlier versions", "2 kept versions", 2],
            ["defender: LookupEvents", "600,000 requests", 0],
            ["defender: Microsoft Defender for Cloud Apps", "30,000,000 events", 0],
            ["extras: Insights, ApiCallRateInsight", "30,000,000 events looked at", 105],
        ]);
    });

    it("can't tell what somebody else's bucket costs, and asks KMS for each of its files", () => {
        const costs = costsOf(runs.named, 100_000);
        expect(figures(costs)).to.deep.equal([
            ["trail: Management events", "3,000,000 events", 0],
            ["trail: Log storage", "? GB", undefined],
            ["trail: Writing logs and digest files", "936,000 requests", 4.68],
            ["trail: KMS requests, writing", "936,000 requests", 2.808],
            ["trail: KMS key", "1 key", 1],
            ["trail: KMS key's earlier versions", "2 kept versions", 2],
            // 2 accounts x 4 x 288 x 30, without digest files
            ["sentinelS3: Reading logs", "69,120 requests", 0.0276],
            ["sentinelS3: KMS requests, reading", "69,120 requests", 0.2074],
            ["sentinelS3: Transfer to Azure", "0.45 GB", 0.0405],
            ["sentinelS3: Queue", "336,960 requests", 0.1348],
            ["sentinelS3: Topic", "69,120 messages", 0.0346],
            ["sentinelS3: Microsoft Sentinel, taking in AWSCloudTrail", "4.5 GB", undefined],
            ["alarms: CloudWatch alarms", "3 alarms", 0.3],
        ]);
        expect(costs.lines[1]?.unknown).to.equal("The bucket's owner decides how long it keeps the logs.");
    });

    it("charges nothing for a trail, a bucket and a key that are there already", () => {
        const costs = costsOf(runs["existing-trail"], 100_000);
        expect(figures(costs)).to.deep.equal([
            ["sentinelS3: Reading logs", "34,560 requests", 0.0138],
            ["sentinelS3: Transfer to Azure", "0.45 GB", 0.0405],
            ["sentinelS3: Queue", "233,280 requests", 0.0933],
            ["sentinelS3: Microsoft Sentinel, taking in AWSCloudTrail", "4.5 GB", undefined],
            ["alarms: CloudWatch alarms", "3 alarms", 0.3],
        ]);
        expect(costs.secondCopy).to.equal(undefined);
    });

    it("writes no more log files than there are events", () => {
        expect(figures(costsOf(runs.dev, 1))[2]).to.deep.equal([
            "trail: Writing logs and digest files",
            // (1 log + 408 digests) x 30
            "12,270 requests",
            0.0614,
        ]);
    });

    it("counts at least the accounts that are named", () => {
        const prefixes = Array.from(
            { length: 30 },
            (_, index) => `AWSLogs/o-exampleorgid/${111122223300 + index}/CloudTrail/`,
        );
        const registrations = runs.named.map((registration) =>
            registration.type === "trailconnect:index:SentinelS3"
                ? { ...registration, inputs: { ...registration.inputs, logPrefixes: prefixes } }
                : registration,
        );
        // 30 accounts: (30 x 4 x 288 logs + 30 x 17 x 24 digests) x 30
        expect(figures(costsOf(registrations, 100_000))[2]?.[1]).to.equal("1,404,000 requests");
    });

    it("is empty for a program without any of it", () => {
        expect(costsOf([], 1)).to.deep.equal({
            eventsPerDay: 1,
            basis,
            lines: [],
            usdPerMonth: 0,
            withoutPrice: [],
            secondCopy: undefined,
            lookupLimit: undefined,
        });
    });

    it("never falls when there are more events, on any line", () => {
        const eventsPerDay = fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 1e9 }));
        fc.assert(
            fc.property(
                fc.constantFrom(...(["dev", ...Object.keys(stacks)] as Stack[])),
                eventsPerDay,
                eventsPerDay,
                (stack, one, other) => {
                    const [fewer, more] = [Math.min(one, other), Math.max(one, other)];
                    const [low, high] = [costsOf(runs[stack], fewer), costsOf(runs[stack], more)];
                    expect(high.usdPerMonth).to.be.at.least(low.usdPerMonth);
                    expect(high.lines.map(({ item }) => item)).to.deep.equal(low.lines.map(({ item }) => item));
                    for (const [index, line] of low.lines.entries()) {
                        expect(high.lines[index]?.usdPerMonth ?? 0).to.be.at.least(line.usdPerMonth ?? 0);
                    }
                },
            ),
            { numRuns: 500 },
        );
    });

    for (const wrong of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
        it(`refuses ${wrong} events a day`, () => {
            expect(() => costsOf(runs.dev, wrong)).to.throw(
                RangeError,
                `${wrong} is no number of events a day. Allowed: a whole number from 1, such as 100000.`,
            );
        });
    }
});
