import { sentinelS3RolePrefix } from "../facts/microsoft";

/** How many characters the random suffix of one connection has. */
export const suffixLength = 8;

/** The names that one connection gives its resources. All end in the connection's suffix. */
export interface ConnectionNames {
    bucketName: string;
    trailName: string;
    keyAlias: string;
    userName: string;
    roleName: string;
    sentinelS3RoleName: string;
    /** Of the queue; the dead-letter queue's name is this and `-dead-letter`. */
    queueName: string;
    topicName: string;
    alarmTopicName: string;
    logGroupName: string;
    /** Of the role that delivers to CloudWatch Logs. */
    deliveryRoleName: string;
    /** What the names of the rules and alarms on tampering begin with; their role's name. */
    tamperAlarms: string;
}

/** The names of one connection, from its prefix and its suffix. */
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
