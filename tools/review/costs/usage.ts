/** How many accounts, regions and log files a program's stack has to do with. */

import { ofType } from "../../registered/resources";
import type { Registration } from "../../rehearsal/engine";
import {
    busyRegions,
    bytesPerEventInLog,
    bytesPerLogFile,
    digestRegions,
    logFilesPerRegionAndDay,
    organizationAccounts,
} from "./assumptions";

/** How many accounts the logs come from: for an organization the assumed number, or the number named if that is higher. */
export function accountsOf(registrations: readonly Registration[]): number {
    const prefixes = ofType(registrations, "trailconnect:index:SentinelS3").map(
        ({ inputs }) => inputs.logPrefixes as string[],
    );
    const isOrganization =
        ofType(registrations, "aws:cloudtrail/trail:Trail").some(({ inputs }) => inputs.isOrganizationTrail) ||
        prefixes.flat().some((prefix) => /AWSLogs\/o-[^/]+\/$/.test(prefix));
    const named = prefixes.map((all) => all.filter((prefix) => /AWSLogs\/o-[^/]+\/\d{12}\//.test(prefix)).length);
    return Math.max(isOrganization ? organizationAccounts : 1, ...named);
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

/** The log files of a day: one every five minutes per account and busy region, more where they are full. */
export function logFilesPerDay(registrations: readonly Registration[], eventsPerDay: number): number {
    const inTime = logFilesPerRegionAndDay * regionsOf(registrations).busy * accountsOf(registrations);
    return Math.max(Math.min(eventsPerDay, inTime), Math.ceil((eventsPerDay * bytesPerEventInLog) / bytesPerLogFile));
}

/** The digest files of a day: one every hour per account and region. */
export function digestFilesPerDay(registrations: readonly Registration[]): number {
    const validated = ofType(registrations, "aws:cloudtrail/trail:Trail").filter(
        ({ inputs }) => inputs.enableLogFileValidation,
    );
    return validated.length * 24 * regionsOf(registrations).all * accountsOf(registrations);
}

/** The days that a bucket of this program's keeps an object, as a version at the end; `undefined` for an existing one. */
export function daysKept(registrations: readonly Registration[], bucket: unknown): number | undefined {
    return ofType(registrations, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
        .filter(({ inputs }) => inputs.bucket === bucket)
        .flatMap(({ inputs }) => inputs.rules as Record<string, Record<string, number> | undefined>[])
        .filter(({ expiration }) => expiration?.days !== undefined)
        .map((rule) => (rule.expiration?.days ?? 0) + (rule.noncurrentVersionExpiration?.noncurrentDays ?? 0))
        .at(0);
}
