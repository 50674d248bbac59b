/** The configuration's keys that the controls read, offer or name. Dots lead into groups. */
export const keys = {
    accessKeyGeneration: "defender.accessKeyGeneration",
    keepPreviousAccessKey: "defender.keepPreviousAccessKey",
    sourceIps: "defender.sourceIps",
    defenderPermissions: "defender.permissions",
    connectors: "connectors",
    encryption: "encryption",
    protectLogs: "protectLogs",
    logRetentionDays: "logRetentionDays",
    accessLogBucket: "accessLogBucketName",
    lockDays: "objectLock.days",
    lockMode: "objectLock.mode",
    managementEvents: "trail.managementEvents",
    dataEvents: "trail.dataEvents",
    insights: "trail.insights",
    logGroupDays: "trail.cloudWatchLogsRetentionDays",
    alarmsOnTampering: "alarms.onTampering",
    alarmTopic: "alarms.topicArn",
    alarmEmails: "alarms.emails",
    existingTrail: "existingTrail.arn",
    existingBucket: "existingBucket.name",
    existingKey: "existingKmsKeyArn",
    existingTopic: "existingBucket.topicArn",
} as const;

/** A key of the configuration, and the value that a control asks for. */
export interface Option {
    key: string;
    value: string | number | boolean | string[] | object[];
}

/** Reads the configuration that a resource was made from. */
export type Settings = (key: string) => unknown;

/** The setting under a key of nested arguments. */
export function settingIn(configuration: object, key: string): unknown {
    return key
        .split(".")
        .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], configuration);
}

/** A setting that is a list; empty if it isn't set. */
export function listIn(settings: Settings, key: string): string[] {
    return (settings(key) ?? []) as string[];
}
