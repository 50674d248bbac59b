/** The configuration's keys that the controls read, offer or name. Dots lead into groups. */
export const keys = {
    accessKeyGeneration: "accessKeyGeneration",
    keepPreviousAccessKey: "keepPreviousAccessKey",
    sourceIps: "defenderSourceIps",
    defenderPermissions: "defenderPermissions",
    connectors: "connectors",
    encryption: "encryption",
    protectLogs: "protectLogs",
    logRetentionDays: "logRetentionDays",
    accessLogBucket: "accessLogBucketName",
    lockDays: "objectLockDays",
    lockMode: "objectLockMode",
    managementEvents: "managementEvents",
    dataEvents: "dataEvents",
    insights: "insights",
    logGroupDays: "cloudWatchLogsRetentionDays",
    alarmsOnTampering: "tamperAlarms",
    alarmTopic: "alarmTopicArn",
    alarmEmails: "alarmEmails",
    existingTrail: "existingTrailArn",
    existingBucket: "existingBucketName",
    existingKey: "existingKmsKeyArn",
    existingTopic: "existingTopicArn",
} as const;

/** A key of the configuration, and the value that a control asks for. */
export interface Option {
    key: string;
    value: string | number | boolean | string[];
}

/** Reads the configuration that a resource was made from. */
export type Settings = (key: string) => unknown;

/** The setting under a key of nested arguments. */
export function settingIn(configuration: object, key: string): unknown {
    return key
        .split(".")
        .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], configuration);
}

/** A setting that is a list; empty where it isn't set. */
export function listIn(settings: Settings, key: string): string[] {
    return (settings(key) ?? []) as string[];
}
