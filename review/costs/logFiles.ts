import type { Registration } from "../../rehearsal/engine";
import {
    busyRegions,
    bytesPerDigest,
    bytesPerEventInLog,
    bytesPerLogFile,
    digestRegions,
    logFilesPerRegionAndDay,
    organizationAccounts,
} from "./assumptions";

/** What a trail writes, or a reader reads, on one day. */
export interface LogFiles {
    logs: number;
    digests: number;
    bytes: number;
}

/** The accounts that a feed's prefixes name one by one; empty: an organization's, or the trail's own. */
function namedAccounts(prefixes: readonly string[]): string[] {
    return prefixes.flatMap((prefix) => /AWSLogs\/o-[^/]+\/(\d{12})\//.exec(prefix)?.[1] ?? []);
}

function isWholeOrganization(prefix: string): boolean {
    return /AWSLogs\/o-[^/]+\/$/.test(prefix);
}

function files(eventsPerDay: number, accounts: number, withDigests: boolean): LogFiles {
    const inTime = Math.min(eventsPerDay, logFilesPerRegionAndDay * busyRegions * accounts);
    const bytesOfLogs = eventsPerDay * bytesPerEventInLog;
    const digests = withDigests ? 24 * digestRegions * accounts : 0;
    return {
        logs: Math.max(inTime, Math.ceil(bytesOfLogs / bytesPerLogFile)),
        digests,
        bytes: bytesOfLogs + digests * bytesPerDigest,
    };
}

/**
 * What a trail writes into its bucket: per account and busy region a log file every five minutes, more where it is
 * full; and a digest file an hour, account and region.
 */
export function writtenBy({ inputs }: Registration, feeds: readonly Registration[], eventsPerDay: number): LogFiles {
    const named = feeds.flatMap((feed) => namedAccounts(feed.inputs.logPrefixes as string[]));
    // An organization has at least the accounts that are named.
    const accounts = inputs.isOrganizationTrail ? Math.max(organizationAccounts, named.length) : 1;
    return files(eventsPerDay, accounts, inputs.enableLogFileValidation === true);
}

/**
 * What Sentinel's S3 connector reads: the logs under its prefixes, and the digest files where S3 can't tell them apart.
 * Where it reads some accounts only, all events are taken to be theirs.
 */
export function readBy({ inputs }: Registration, eventsPerDay: number): LogFiles {
    const prefixes = inputs.logPrefixes as string[];
    return prefixes.some(isWholeOrganization)
        ? files(eventsPerDay, organizationAccounts, true)
        : files(eventsPerDay, Math.max(1, namedAccounts(prefixes).length), false);
}
