import type { Registration } from "../../rehearsal/engine";
import {
    bytesPerDigest,
    bytesPerEventInLog,
    bytesPerLogFile,
    logFilesPerRegionAndDay,
    organizationAccounts,
} from "./assumptions";
import { accountsOf, namedAccounts, readsOrganization, regionsOf } from "./stack";

/** What a trail writes, or a reader reads, on one day. */
export interface LogFiles {
    logs: number;
    digests: number;
    bytes: number;
}

function files(
    eventsPerDay: number,
    accounts: number,
    regions: { all: number; busy: number },
    withDigests: boolean,
): LogFiles {
    const inTime = Math.min(eventsPerDay, logFilesPerRegionAndDay * regions.busy * accounts);
    const bytesOfLogs = eventsPerDay * bytesPerEventInLog;
    const digests = withDigests ? 24 * regions.all * accounts : 0;
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
export function writtenBy(
    { inputs }: Registration,
    registrations: readonly Registration[],
    eventsPerDay: number,
): LogFiles {
    const accounts = inputs.isOrganizationTrail ? accountsOf(registrations) : 1;
    return files(eventsPerDay, accounts, regionsOf(registrations), inputs.enableLogFileValidation === true);
}

/**
 * What Sentinel's S3 connector reads: the logs under its prefixes, and the digest files where S3 can't tell them apart.
 * Where it reads some accounts only, all events are taken to be theirs.
 */
export function readBy(feed: Registration, registrations: readonly Registration[], eventsPerDay: number): LogFiles {
    const regions = regionsOf(registrations);
    return readsOrganization(feed)
        ? files(eventsPerDay, organizationAccounts, regions, true)
        : files(eventsPerDay, Math.max(1, namedAccounts(feed).length), regions, false);
}
