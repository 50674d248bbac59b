/** How far a price was checked. */
export enum Evidence {
    /** The figure stands on the vendor's own page. */
    VendorPage = "the vendor's page",
    /** The vendor's page that could be read gives no figure; others' copies of AWS's price list agree on it. */
    PriceListCopies = "copies of AWS's price list",
    /** No page that could be read gives it. */
    Unverified = "unverified",
}

/** What a vendor charges for a number of units. */
export interface Price {
    usd: number;
    /** For how many units. */
    per: number;
    /** The units: GB, or a plural in s. */
    unit: string;
    /** The title of the vendor's page that the price belongs to. */
    source: string;
    evidence: Evidence;
}

function price(usd: number, per: number, unit: string, source: string, evidence: Evidence): Price {
    return { usd, per, unit, source, evidence };
}

const { VendorPage, PriceListCopies, Unverified } = Evidence;

/** The region whose prices these are; others differ, most of them upwards. */
export const pricedRegion = "US East (N. Virginia)";

/**
 * AWS's list prices, without any free tier: the whole account shares one, and spends it elsewhere as well. Of prices
 * that fall with the amount, the first step's.
 */
export const prices = {
    firstCopy: price(0, 100_000, "events", "AWS CloudTrail pricing", VendorPage),
    furtherCopy: price(2, 100_000, "events", "AWS CloudTrail pricing", VendorPage),
    dataEvents: price(0.1, 100_000, "events", "AWS CloudTrail pricing", VendorPage),
    insights: price(0.35, 100_000, "events looked at", "AWS CloudTrail pricing", PriceListCopies),
    lookupEvents: price(0, 1, "requests", "AWS CloudTrail pricing", VendorPage),
    key: price(1, 1, "keys", "AWS KMS pricing", VendorPage),
    keyRotation: price(1, 1, "kept versions", "AWS KMS pricing", Unverified),
    keyRequests: price(0.03, 10_000, "requests", "AWS KMS pricing", PriceListCopies),
    storage: price(0.023, 1, "GB", "Amazon S3 pricing", PriceListCopies),
    putRequests: price(0.005, 1_000, "requests", "Amazon S3 pricing", PriceListCopies),
    getRequests: price(0.0004, 1_000, "requests", "Amazon S3 pricing", PriceListCopies),
    transferOut: price(0.09, 1, "GB", "Amazon S3 pricing", PriceListCopies),
    queueRequests: price(0.4, 1_000_000, "requests", "Amazon SQS pricing", PriceListCopies),
    publishes: price(0.5, 1_000_000, "messages", "Amazon SNS pricing", PriceListCopies),
    emails: price(2, 100_000, "e-mails", "Amazon SNS pricing", PriceListCopies),
    alarms: price(0.1, 1, "alarms", "Amazon CloudWatch pricing", PriceListCopies),
    logIngestion: price(0.5, 1, "GB", "Amazon CloudWatch pricing", PriceListCopies),
    logStorage: price(0.03, 1, "GB", "Amazon CloudWatch pricing", PriceListCopies),
    rules: price(0, 1, "rules", "Amazon CloudWatch pricing", VendorPage),
} as const satisfies Record<string, Price>;
