/**
 * A bucket's notification configuration. S3 keeps one per bucket, so entries are added to the existing ones and never
 * replace them.
 */
import type { BucketNotificationArgs } from "@pulumi/aws/s3/bucketNotification";

/** An entry, in the format of the S3 API. */
export interface NotificationEntry {
    Id?: string;
    QueueArn?: string;
    TopicArn?: string;
    LambdaFunctionArn?: string;
    Events: string[];
    Filter?: { Key?: { FilterRules?: { Name: string; Value: string }[] } };
}

/** The whole configuration, as printed by `aws s3api get-bucket-notification-configuration`. */
export interface NotificationConfiguration {
    QueueConfigurations?: NotificationEntry[];
    TopicConfigurations?: NotificationEntry[];
    LambdaFunctionConfigurations?: NotificationEntry[];
    EventBridgeConfiguration?: Record<string, never>;
}

/** The configuration of a bucket without notifications. */
export const noNotifications = "{}";

const entryLists = ["QueueConfigurations", "TopicConfigurations", "LambdaFunctionConfigurations"] as const;

const targets = {
    QueueConfigurations: "QueueArn",
    TopicConfigurations: "TopicArn",
    LambdaFunctionConfigurations: "LambdaFunctionArn",
} as const;

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
    return value === undefined || (Array.isArray(value) && value.every(isItem));
}

function isFilter(value: unknown): boolean {
    const isRule = (rule: unknown) => isObject(rule) && typeof rule.Name === "string" && typeof rule.Value === "string";
    const key = isObject(value) ? (value.Key ?? {}) : undefined;
    return value === undefined || (isObject(key) && isListOf(key.FilterRules, isRule));
}

/** Parses a notification configuration; `undefined` if the text isn't one. */
export function parseNotification(text: string): NotificationConfiguration | undefined {
    let document: unknown;
    try {
        document = JSON.parse(text);
    } catch {
        return undefined;
    }
    const known: readonly string[] = [...entryLists, "EventBridgeConfiguration"];
    if (!isObject(document) || !Object.keys(document).every((key) => known.includes(key))) {
        return undefined;
    }
    const configuration = document;
    const isEntryOf = (list: keyof typeof targets) => (entry: unknown) =>
        isObject(entry) &&
        typeof entry[targets[list]] === "string" &&
        (entry.Id === undefined || typeof entry.Id === "string") &&
        Array.isArray(entry.Events) &&
        entry.Events.every((event) => typeof event === "string") &&
        isFilter(entry.Filter);
    const { EventBridgeConfiguration: eventBridge = {} } = configuration;
    return isObject(eventBridge) && entryLists.every((list) => isListOf(configuration[list], isEntryOf(list)))
        ? configuration
        : undefined;
}

/** The prefix of our entries' Ids. */
const idStem = "trailconnect ";

/**
 * The beginning of a key in the form of S3's filters: a space as `+`, every other special character percent-encoded. `*` is
 * encoded too: the page says that filters support no wildcards, but not how to write one as a character (unverified).
 * Source: "Configuring event notifications using object key name filtering" (Amazon S3 User Guide).
 */
function inFilter(prefix: string): string {
    return encodeURIComponent(prefix)
        .replace(/%2F/g, "/")
        .replace(/%20/g, "+")
        .replace(/[~*]/g, (character) => (character === "~" ? "%7E" : "%2A"));
}

/**
 * The beginning of a key in the form of S3's messages: URL-encoded. No page says which of the characters `!'()*~` that
 * includes; here it is what Java's URLEncoder does (unverified). Source: "Event message structure" (Amazon S3 User Guide).
 */
function inMessage(prefix: string): string {
    const hex = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
    return encodeURIComponent(prefix)
        .replace(/%2F/g, "/")
        .replace(/%20/g, "+")
        .replace(/[!'()~]/g, hex);
}

/**
 * The entries that notify a queue or a topic of logs under the given prefixes, and of nothing else, such as digest
 * files.
 */
export function logNotification(
    kind: "QueueArn" | "TopicArn",
    targetArn: string,
    logPrefixes: readonly string[],
): NotificationConfiguration {
    const entries = logPrefixes.map((prefix) => ({
        Id: `${idStem}${inFilter(prefix)}`,
        [kind]: targetArn,
        Events: ["s3:ObjectCreated:*"],
        Filter: {
            Key: {
                FilterRules: [
                    { Name: "prefix", Value: inFilter(prefix) },
                    { Name: "suffix", Value: ".json.gz" },
                ],
            },
        },
    }));
    return kind === "QueueArn" ? { QueueConfigurations: entries } : { TopicConfigurations: entries };
}

function filterOf(entry: NotificationEntry, name: "prefix" | "suffix"): string {
    const rules = entry.Filter?.Key?.FilterRules ?? [];
    return rules.find((rule) => rule.Name.toLowerCase() === name)?.Value ?? "";
}

function shareEvents(one: NotificationEntry, other: NotificationEntry): boolean {
    // s3:ObjectCreated:* includes s3:ObjectCreated:Put.
    const covers = (event: string, by: string) =>
        event === by || (by.endsWith("*") && event.startsWith(by.slice(0, -1)));
    return one.Events.some((event) => other.Events.some((by) => covers(event, by) || covers(by, event)));
}

/**
 * Whether S3 rejects two entries together: they have an event type in common, and one object can pass both filters.
 * Source: "Configuring event notifications using object key name filtering" (Amazon S3 User Guide).
 */
function overlap(one: NotificationEntry, other: NotificationEntry): boolean {
    const [prefix, suffix] = [filterOf(one, "prefix"), filterOf(one, "suffix")];
    const [otherPrefix, otherSuffix] = [filterOf(other, "prefix"), filterOf(other, "suffix")];
    return (
        shareEvents(one, other) &&
        (prefix.startsWith(otherPrefix) || otherPrefix.startsWith(prefix)) &&
        (suffix.endsWith(otherSuffix) || otherSuffix.endsWith(suffix))
    );
}

function entriesOf(configuration: NotificationConfiguration): NotificationEntry[] {
    return entryLists.flatMap((list) => configuration[list] ?? []);
}

/** The ARN of an entry's destination. */
export function targetOf(entry: NotificationEntry): string | undefined {
    return entry.QueueArn ?? entry.TopicArn ?? entry.LambdaFunctionArn;
}

/** A configuration without the entries that earlier updates added for the same queue or topic. */
export function withoutOurs(
    existing: NotificationConfiguration,
    ownTargets: readonly (string | undefined)[],
): NotificationConfiguration {
    const isOurs = (entry: NotificationEntry) =>
        entry.Id?.startsWith(idStem) === true && ownTargets.includes(targetOf(entry));
    return mapLists(existing, (entries) => entries.filter((entry) => !isOurs(entry)));
}

/**
 * The same for queues and topics of which only the names are known, or not even those (`undefined`): then every entry in
 * our form counts as ours.
 */
export function withoutOursByName(
    existing: NotificationConfiguration,
    ownNames: readonly string[] | undefined,
): NotificationConfiguration {
    const targets = entriesOf(existing).map(targetOf);
    const nameIn = (arn: string | undefined) => arn?.slice(arn.lastIndexOf(":") + 1) ?? "";
    return withoutOurs(
        existing,
        ownNames === undefined ? targets : targets.filter((target) => ownNames.includes(nameIn(target))),
    );
}

/**
 * The existing entries that S3 wouldn't accept together with the added ones: they cover the same objects, or have the
 * same Id.
 */
export function overlapping(
    existing: NotificationConfiguration,
    added: NotificationConfiguration,
): NotificationEntry[] {
    const ours = entriesOf(added);
    return entriesOf(existing).filter((entry) => ours.some((one) => one.Id === entry.Id || overlap(one, entry)));
}

/** The two configurations merged. */
export function mergedNotification(
    existing: NotificationConfiguration,
    added: NotificationConfiguration,
): NotificationConfiguration {
    return mapLists(existing, (entries, list) => [...entries, ...(added[list] ?? [])]);
}

/** A configuration with `change` applied to each list, without empty lists. */
function mapLists(
    configuration: NotificationConfiguration,
    change: (entries: NotificationEntry[], list: (typeof entryLists)[number]) => NotificationEntry[],
): NotificationConfiguration {
    const lists = entryLists.map((list) => [list, change(configuration[list] ?? [], list)] as const);
    return {
        ...Object.fromEntries(lists.filter(([, entries]) => entries.length)),
        ...(configuration.EventBridgeConfiguration && { EventBridgeConfiguration: {} }),
    };
}

/** The configuration as arguments for Pulumi's resource. */
export function notificationArgs(configuration: NotificationConfiguration) {
    const common = (entry: NotificationEntry) => ({
        id: entry.Id,
        events: entry.Events,
        filterPrefix: filterOf(entry, "prefix") || undefined,
        filterSuffix: filterOf(entry, "suffix") || undefined,
    });
    return {
        queues: configuration.QueueConfigurations?.map((entry) => ({
            ...common(entry),
            queueArn: entry.QueueArn as string,
        })),
        topics: configuration.TopicConfigurations?.map((entry) => ({
            ...common(entry),
            topicArn: entry.TopicArn as string,
        })),
        lambdaFunctions: configuration.LambdaFunctionConfigurations?.map((entry) => ({
            ...common(entry),
            lambdaFunctionArn: entry.LambdaFunctionArn as string,
        })),
        eventbridge: configuration.EventBridgeConfiguration !== undefined,
    } satisfies Omit<BucketNotificationArgs, "bucket">;
}

/** How many entries S3 allows per bucket. Source: "Amazon S3 quotas" (event notifications). */
export const maxEntries = 100;

/** The number of entries in a configuration. */
export function countEntries(configuration: NotificationConfiguration): number {
    return entriesOf(configuration).length;
}

/**
 * How many prefixes a filter policy can list: SNS counts each four times, once for each level of nesting, and allows
 * 150.
 */
export const maxSubscriptionPrefixes = 37;

/**
 * The filter policy of a subscription that passes only notifications of logs. SNS applies it to the message body.
 * Sources: "Amazon SNS subscription filter policies" (`MessageBody`); "Filter policy constraints in Amazon SNS".
 */
export function subscriptionFilter(logPrefixes: readonly string[]) {
    return { Records: { s3: { object: { key: logPrefixes.map((prefix) => ({ prefix: inMessage(prefix) })) } } } };
}
