import { sentinelS3RolePrefix } from "../facts/microsoft";

/** What AWS accepts as one kind of name. */
export interface NameRule {
    /** What it names, as it reads in a sentence. */
    kind: string;
    /** The most characters; the fewest are `minLength`. */
    maxLength: number;
    minLength: number;
    /** The whole name must match. */
    pattern: RegExp;
    /** The pattern in words. */
    allowed: string;
    /** Names that AWS reserves. */
    reserved?: RegExp;
}

// "IAM and AWS STS quotas"
const roleName: NameRule = {
    kind: "IAM role name",
    minLength: 1,
    maxLength: 64,
    pattern: /^[\w+=,.@-]+$/,
    allowed: "letters, digits and _+=,.@-",
};

// CreateTopic, Amazon SNS API Reference
const topicName: NameRule = {
    kind: "SNS topic name",
    minLength: 1,
    maxLength: 256,
    pattern: /^[A-Za-z0-9_-]+$/,
    allowed: "letters, digits, underscores and hyphens",
};

/** AWS's rules for each name of a connection; the source of each stands above it. */
export const nameRules = {
    // "General purpose bucket naming rules". Dots are left out: they break TLS for virtual-hosted requests.
    bucketName: {
        kind: "S3 bucket name",
        minLength: 3,
        maxLength: 63,
        pattern: /^[a-z0-9][a-z0-9-]*[a-z0-9]$/,
        allowed: "lower-case letters, digits and hyphens, starting and ending with a letter or digit",
        reserved: /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|--x-s3|--table-s3)$/,
    },
    // "Naming requirements for CloudTrail resources, Amazon S3 buckets, and KMS keys"
    trailName: {
        kind: "trail name",
        minLength: 3,
        maxLength: 128,
        pattern: /^[A-Za-z0-9](?:[A-Za-z0-9]|[._-](?=[A-Za-z0-9]))*$/,
        allowed: "letters, digits and single dots, underscores or hyphens, starting and ending with a letter or digit",
        reserved: /^(\d{1,3}\.){3}\d{1,3}$/,
    },
    // CreateAlias, AWS KMS API Reference
    keyAlias: {
        kind: "KMS key alias",
        minLength: 7,
        maxLength: 256,
        pattern: /^alias\/[A-Za-z0-9/_-]+$/,
        allowed: '"alias/" followed by letters, digits, slashes, underscores and hyphens',
        reserved: /^alias\/aws\//,
    },
    // "IAM and AWS STS quotas"; the same name goes to the user, its group and its policy (64, 128, 128)
    userName: {
        kind: "IAM user name",
        minLength: 1,
        maxLength: 64,
        pattern: /^[\w+=,.@-]+$/,
        allowed: "letters, digits and _+=,.@-",
    },
    roleName,
    // "Set up your Amazon Web Services environment to collect AWS logs to Microsoft Sentinel", for the beginning
    sentinelS3RoleName: {
        ...roleName,
        kind: "role name for Sentinel's S3 connector",
        pattern: new RegExp(`^${sentinelS3RolePrefix}[A-Za-z0-9_-]+$`),
        allowed: `${sentinelS3RolePrefix} followed by letters, digits, underscores and hyphens`,
    },
    // CreateQueue, Amazon SQS API Reference: 80, of which the dead-letter queue needs 12 for its ending
    queueName: {
        kind: "SQS queue name",
        minLength: 1,
        maxLength: 68,
        pattern: /^[A-Za-z0-9_-]+$/,
        allowed: "letters, digits, underscores and hyphens",
    },
    topicName,
    alarmTopicName: topicName,
    // CreateLogGroup, Amazon CloudWatch Logs API Reference
    logGroupName: {
        kind: "CloudWatch log group name",
        minLength: 1,
        maxLength: 512,
        pattern: /^[.\-_/#A-Za-z0-9]+$/,
        allowed: "letters, digits and ._-/#",
        reserved: /^aws\//,
    },
    deliveryRoleName: roleName,
    tamperAlarms: roleName,
} satisfies Readonly<Record<string, NameRule>>;

/** What a name is of. */
export type NameKind = keyof typeof nameRules;
