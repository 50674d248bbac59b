import { sentinelS3RolePrefix } from "../facts/microsoft";

/** The length of a connection's random suffix. */
export const suffixLength = 8;

/** The names of a connection's resources, each ending in the connection's suffix. */
export interface ConnectionNames {
    bucketName: string;
    trailName: string;
    keyAlias: string;
    userName: string;
    roleName: string;
    sentinelS3RoleName: string;
    /** The queue's name; the dead-letter queue's name adds `-dead-letter`. */
    queueName: string;
    topicName: string;
    alarmTopicName: string;
    logGroupName: string;
    /** The name of the role that delivers events to CloudWatch Logs. */
    deliveryRoleName: string;
    /** What the names of the rules and alarms on tampering begin with; their role's name. */
    tamperAlarms: string;
}

/** A connection's names, from its prefix and suffix. */
export function connectionNames(prefix: string, suffix: string): ConnectionNames {
    return {
        bucketName: `${prefix}-logs-${suffix}`,
        trailName: `${prefix}-trail-${suffix}`,
        keyAlias: `alias/${prefix}-logs-${suffix}`,
        userName: `${prefix}-defender-${suffix}`,
        roleName: `${prefix}-sentinel-${suffix}`,
        sentinelS3RoleName: `${sentinelS3RolePrefix}${prefix}-s3-${suffix}`,
        queueName: `${prefix}-sentinel-${suffix}`,
        topicName: `${prefix}-logs-${suffix}`,
        alarmTopicName: `${prefix}-alarms-${suffix}`,
        logGroupName: `${prefix}-trail-${suffix}`,
        deliveryRoleName: `${prefix}-trail-${suffix}`,
        tamperAlarms: `${prefix}-tamper-${suffix}`,
    };
}
