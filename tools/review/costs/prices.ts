/** What a vendor charges for a number of units a month. */
export interface Price {
    /** Absent where the vendor's page gives no amount that holds in every region: an agreement or the region sets it. */
    usd?: number;
    /** For how many units. */
    per: number;
    /** The units: GB, or a plural in s. */
    unit: string;
    /** The title of the vendor's page. */
    source: string;
}

/** When the vendors' pages were last read. */
export const pricesRead = "2026-11-21";

/** Prices without any free tier, as the vendors' pages name them for every region. */
export const prices = {
    firstCopy: { usd: 0, per: 100_000, unit: "events", source: "AWS CloudTrail pricing" },
    furtherCopy: { usd: 2, per: 100_000, unit: "events", source: "AWS CloudTrail pricing" },
    dataEvents: { usd: 0.1, per: 100_000, unit: "events", source: "AWS CloudTrail pricing" },
    insights: { per: 1, unit: "analyzed events", source: "AWS CloudTrail pricing" },
    key: { usd: 1, per: 1, unit: "keys", source: "AWS KMS pricing" },
    keyVersions: { usd: 1, per: 1, unit: "kept versions", source: "AWS KMS pricing" },
    files: { per: 1, unit: "files", source: "Amazon S3 pricing; AWS KMS pricing; Amazon SQS pricing" },
    storage: { per: 1, unit: "GB", source: "Amazon S3 pricing" },
    transfer: { per: 1, unit: "GB", source: "Amazon S3 pricing" },
    alarms: { per: 1, unit: "alarms", source: "Amazon CloudWatch pricing" },
    logGroup: { per: 1, unit: "GB", source: "Amazon CloudWatch pricing" },
    sentinel: { per: 1, unit: "GB", source: "Plan costs and understand Microsoft Sentinel pricing and billing" },
} as const satisfies Record<string, Price>;
