/** What the parts of a connection register, as `tree` shows it. */
import type { Tree } from "./example";

/** Marks of a part: whether the logs are protected, and the provider that it is made by. */
interface Marks {
    protect?: boolean;
    provider?: string;
}

/** Labels with their marks; a component has none. */
function resources(labels: readonly string[], { protect = false, provider }: Marks = {}): Tree {
    const marks = `${protect ? ", protected" : ""}${provider ? `, by ${provider}` : ""}`;
    return Object.fromEntries(labels.map((label) => [`${label}${marks}`, {}]));
}

export function logKey(of: string, { protect = true, provider }: Marks = {}): Tree {
    return {
        [`LogKey ${of}-log-key`]: {
            ...resources([`Key ${of}-log-key`], { protect, provider }),
            ...resources([`Alias ${of}-log-key-alias`], { provider }),
        },
    };
}

/** @param more further children */
export function logBucket(of: string, { protect = true, provider }: Marks = {}, more: readonly string[] = []): Tree {
    const bucket = `${of}-log-bucket`;
    return {
        [`LogBucket ${bucket}`]: {
            ...resources(
                [
                    `Bucket ${bucket}`,
                    `BucketOwnershipControls ${bucket}-ownership`,
                    `BucketPublicAccessBlock ${bucket}-public-access-block`,
                    `BucketVersioning ${bucket}-versioning`,
                    `BucketServerSideEncryptionConfiguration ${bucket}-encryption`,
                    `BucketPolicy ${bucket}-policy`,
                    `BucketLifecycleConfiguration ${bucket}-lifecycle`,
                ],
                { protect, provider },
            ),
            ...resources(more, { provider }),
        },
    };
}

export function auditTrail(of: string, { protect = true, provider }: Marks = {}): Tree {
    return { [`AuditTrail ${of}-trail`]: resources([`Trail ${of}-trail`], { protect, provider }) };
}

/** The role is protected where `protect` is. */
export function sentinelRole(of: string, { protect = false, provider }: Marks = {}): Tree {
    const role = `${of}-sentinel-role`;
    return {
        [`SentinelRole ${role}`]: {
            ...resources([`Role ${role}`], { protect, provider }),
            ...resources([`RolePolicyAttachment ${role}-cloudtrail-read-only`], { provider }),
        },
    };
}

/** User and access key are protected where `protect` is. */
export function defenderUser(of: string, { protect = false }: Marks = {}): Tree {
    const user = `${of}-defender-user`;
    return {
        [`DefenderUser ${user}`]: {
            ...resources([`User ${user}-user`, `AccessKey ${user}-access-key-1`], { protect }),
            ...resources([
                `Group ${user}-group`,
                `Policy ${user}`,
                `GroupPolicyAttachment ${user}-group-policy`,
                `UserGroupMembership ${user}-membership`,
            ]),
        },
    };
}

/** With the one email address that the examples have. */
export function alarmTopic(of: string): Tree {
    const topic = `${of}-alarm-topic`;
    return {
        [`AlarmTopic ${topic}`]: resources([
            `Topic ${topic}`,
            `TopicSubscription ${topic}-security@example.com`,
            `TopicPolicy ${topic}-policy`,
        ]),
    };
}

/** @param notifies whether the bucket's notifications are written */
export function sentinelS3(of: string, notifies: boolean): Tree {
    const feed = `${of}-sentinel-s3`;
    return {
        [`SentinelS3 ${feed}`]: {
            ...resources([`OpenIdConnectProvider ${feed}-oidc-provider`, `Role ${feed}`, `RolePolicy ${feed}-policy`]),
            [`LogQueue ${feed}-queue`]: resources([
                `Queue ${feed}-queue`,
                `QueuePolicy ${feed}-queue-policy`,
                `Queue ${feed}-queue-dead-letters`,
                `QueuePolicy ${feed}-queue-dead-letters-policy`,
                `RedriveAllowPolicy ${feed}-queue-redrive-allow-policy`,
                ...(notifies ? [`BucketNotification ${feed}-queue-bucket-notification`] : []),
            ]),
        },
    };
}

export function logQueueAlarms(of: string): Tree {
    return {
        [`LogQueueAlarms ${of}-log-queue-alarms`]: resources(
            ["unread", "failed", "silent"].map((alarm) => `MetricAlarm ${of}-log-queue-alarms-${alarm}`),
        ),
    };
}
