/** What no registration tells and the costs depend on. Where an account differs, its sheet differs in proportion. */

/** A month, as AWS's own pricing examples count it. */
export const daysPerMonth = 30;

/** A GB, as Azure counts it; AWS counts some of its GB to 2^30, which makes them 7 percent cheaper. */
export const bytesPerGigabyte = 1e9;

/** An event as JSON. No page gives a mean: events of some hundred bytes and of many kilobytes are both common. */
export const bytesPerEvent = 1_500;

/** The same event in a log file, compressed with gzip. No page gives the ratio. */
export const bytesPerEventInLog = 150;

/** Log files for an account and a region in which something happened. Source: "How CloudTrail works" (every 5 minutes). */
export const logFilesPerRegionAndDay = (24 * 60) / 5;

/**
 * What a log file holds before CloudTrail begins another one. Source: "Optimizing storage costs and query performance by
 * compacting small objects" (AWS Storage Blog: typically less than 128 KB).
 */
export const bytesPerLogFile = 128_000;

/** The regions in which something happens all day, if the partition has as many. Elsewhere no log file is written. */
export const busyRegions = 4;

/**
 * The regions that get a digest file every hour, busy or not, by partition: those that every account has. Sources:
 * "Enable or disable AWS Regions in your account"; "Regions and Endpoints" (AWS GovCloud (US) and Amazon Web Services in
 * China); for the hour, "CloudTrail digest file structure".
 */
export const digestRegions: Readonly<Record<string, number>> = { aws: 17, "aws-us-gov": 2, "aws-cn": 2 };

/** A digest file. No page gives its size. */
export const bytesPerDigest = 2_000;

/** The accounts of an organization, which the program doesn't count. Events are spread over them evenly. */
export const organizationAccounts = 20;

/**
 * The kept versions of a rotated key that AWS charges for: the first two. Source: "The curious case of faster AWS KMS
 * symmetric key rotation" (AWS Security Blog).
 */
export const chargedRotations = 2;

/** The share of writes among management events. Source: the examples of "Costs for Insights events" (9 to 11 percent). */
export const shareOfWrites = 0.1;

/** How much more than the mean happens in the busiest hour of a day. */
export const busiestHour = 3;
