import type { Registration } from "../../rehearsal/engine";
import { ofType } from "../../rehearsal/registrations";
import { keyRequestsWithBucketKey } from "./assumptions";

/** What Sentinel's S3 connector reads: a feed each. */
export function feedsOf(registrations: readonly Registration[]): Registration[] {
    return ofType(registrations, "trailconnect:index:SentinelFeed");
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
