import type { Registration } from "../../rehearsal/engine";
import { ofType } from "../../rehearsal/registrations";
import { busyRegions, digestRegions, keyRequestsWithBucketKey, organizationAccounts } from "./assumptions";

/** What Sentinel's S3 connector reads: a feed each. */
export function feedsOf(registrations: readonly Registration[]): Registration[] {
    return ofType(registrations, "trailconnect:index:SentinelS3");
}

/** The accounts that a feed's prefixes name one by one; empty: an organization's, or the trail's own. */
export function namedAccounts(feed: Registration): string[] {
    return (feed.inputs.logPrefixes as string[]).flatMap(
        (prefix) => /AWSLogs\/o-[^/]+\/(\d{12})\//.exec(prefix)?.[1] ?? [],
    );
}

/** Whether a feed reads a whole organization's logs. */
export function readsOrganization(feed: Registration): boolean {
    return (feed.inputs.logPrefixes as string[]).some((prefix) => /AWSLogs\/o-[^/]+\/$/.test(prefix));
}

/** How many accounts the program's logs are of: of an organization as many as are assumed, and at least those named. */
export function accountsOf(registrations: readonly Registration[]): number {
    const feeds = feedsOf(registrations);
    const isOrganization =
        ofType(registrations, "aws:cloudtrail/trail:Trail").some(({ inputs }) => inputs.isOrganizationTrail) ||
        feeds.some(readsOrganization);
    return Math.max(isOrganization ? organizationAccounts : 1, ...feeds.map((feed) => namedAccounts(feed).length));
}

/** One account's share of the events, rounded up. The API connectors see no other account's than the stack's own. */
export function eventsOfOwnAccount(registrations: readonly Registration[], eventsPerDay: number): number {
    return Math.ceil(eventsPerDay / accountsOf(registrations));
}

/** The regions of the partition that a program's resources are in: all that have digest files, and the busy ones. */
export function regionsOf(registrations: readonly Registration[]): { all: number; busy: number } {
    const partitions = registrations.flatMap(({ state }) => /^arn:(aws[a-z-]*):/.exec(String(state.arn))?.[1] ?? []);
    const all = digestRegions[partitions[0] ?? "aws"] ?? (digestRegions.aws as number);
    return { all, busy: Math.min(busyRegions, all) };
}

/** One of a bucket's rules, of encryption or lifecycle, as far as the costs depend on it. */
interface BucketRule {
    bucketKeyEnabled?: boolean;
    expiration?: { days?: number };
    noncurrentVersionExpiration?: { noncurrentDays?: number };
}

function rulesOf(registrations: readonly Registration[], type: string, bucket: unknown): BucketRule[] {
    return ofType(registrations, type)
        .filter(({ inputs }) => inputs.bucket === bucket)
        .flatMap(({ inputs }) => inputs.rules as BucketRule[]);
}

/** How many requests to KMS one request to a bucket makes that a KMS key encrypts. Somebody else's may have no bucket key. */
export function keyRequestsPerRequest(registrations: readonly Registration[], bucket: unknown): number {
    const type = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    return rulesOf(registrations, type, bucket).some(({ bucketKeyEnabled }) => bucketKeyEnabled)
        ? keyRequestsWithBucketKey
        : 1;
}

/** What the lines say of it. */
export const keyRequestAssumption = `With a bucket key one for ${1 / keyRequestsWithBucketKey} files, else one for each.`;

/** The days that a bucket of this program's keeps an object, as a version at the end; `undefined` for somebody else's. */
export function daysKept(registrations: readonly Registration[], bucket: unknown): number | undefined {
    const type = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
    const expiring = rulesOf(registrations, type, bucket).find(({ expiration }) => expiration?.days !== undefined);
    return expiring && (expiring.expiration?.days ?? 0) + (expiring.noncurrentVersionExpiration?.noncurrentDays ?? 0);
}
