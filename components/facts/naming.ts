/**
 * AWS name rules, ARNs by partition, and the names that one connection gives its resources.
 */
import { sentinelS3RolePrefix } from "./microsoft";

/** What identifies a trail before it exists. */
export interface TrailIdentity {
    /** AWS partition, such as `aws` or `aws-us-gov`. */
    partition: string;
    /** The trail's home region, such as `eu-central-1`. */
    region: string;
    /** The account that owns the trail: 12 digits. */
    accountId: string;
    /** The trail's name. */
    trailName: string;
}

/**
 * The ARN that a trail will have, so that the policies which name it can be written first.
 * Source: "Actions, resources, and condition keys for AWS CloudTrail" (resource type `trail`).
 */
export function trailArn({ partition, region, accountId, trailName }: TrailIdentity): string {
    return `arn:${partition}:cloudtrail:${region}:${accountId}:trail/${trailName}`;
}

/** The name of a trail, from its ARN. */
export function nameOfTrail(arn: string): string {
    return arn.slice(arn.lastIndexOf("/") + 1);
}

/** The owner of a trail, from its ARN. */
export function ownerOfTrail(arn: string): { partition: string; accountId: string } {
    const [, partition = "", , , accountId = ""] = arn.split(":");
    return { partition, accountId };
}

/** The ARN of a bucket, from its name. */
export function bucketArn(partition: string, bucketName: string): string {
    return `arn:${partition}:s3:::${bucketName}`;
}

/** The ARN that stands for a whole account in a policy's Principal. */
export function accountRootArn(partition: string, accountId: string): string {
    return `arn:${partition}:iam::${accountId}:root`;
}

/** The ARN of a policy that AWS manages, by its name. */
export function awsManagedPolicyArn(partition: string, policyName: string): string {
    return `arn:${partition}:iam::aws:policy/${policyName}`;
}

/** An issuer's URL as IAM writes it in ARNs and condition keys: without the scheme, with the slash at its end. */
export function oidcIssuer(url: string): string {
    return url.replace(/^https:\/\//, "");
}

/**
 * The partition that a region belongs to.
 * Source: the partition metadata that AWS ships with its SDKs (`partitions.json`).
 */
export function partitionOfRegion(region: string): string {
    const special = Object.entries({
        "cn-": "aws-cn",
        "us-gov-": "aws-us-gov",
        "us-iso-": "aws-iso",
        "us-isob-": "aws-iso-b",
        "eu-isoe-": "aws-iso-e",
        "us-isof-": "aws-iso-f",
        "eusc-": "aws-eusc",
    }).find(([prefix]) => region.startsWith(prefix));
    return special ? special[1] : "aws";
}

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
    };
}

/** What AWS accepts as one kind of name. */
export interface NameRule {
    /** What it names, as it reads in a sentence. */
    kind: string;
    /** Most characters, the least being `minLength`. */
    maxLength: number;
    minLength: number;
    /** The whole name must match. */
    pattern: RegExp;
    /** The pattern in words. */
    allowed: string;
    /** Names that AWS keeps for itself. */
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
export const nameRules: Readonly<Record<keyof ConnectionNames, NameRule>> = {
    // "General purpose bucket naming rules". Dots are left out: they break TLS for virtual-hosted requests.
    bucketName: {
        kind: "S3 bucket name",
        minLength: 3,
        maxLength: 63,
        pattern: /^[a-z0-9][a-z0-9-]*[a-z0-9]$/,
        allowed: "lower-case letters, digits and hyphens, a letter or digit at both ends",
        reserved: /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|--x-s3|--table-s3)$/,
    },
    // "Naming requirements for CloudTrail resources, Amazon S3 buckets, and KMS keys"
    trailName: {
        kind: "trail name",
        minLength: 3,
        maxLength: 128,
        pattern: /^[A-Za-z0-9](?:[A-Za-z0-9]|[._-](?=[A-Za-z0-9]))*$/,
        allowed: "letters, digits and single dots, underscores or hyphens, a letter or digit at both ends",
        reserved: /^(\d{1,3}\.){3}\d{1,3}$/,
    },
    // CreateAlias, AWS KMS API Reference
    keyAlias: {
        kind: "KMS key alias",
        minLength: 7,
        maxLength: 256,
        pattern: /^alias\/[A-Za-z0-9/_-]+$/,
        allowed: '"alias/" and then letters, digits, slashes, underscores and hyphens',
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
        kind: "name of a role for Sentinel's S3 connector",
        pattern: new RegExp(`^${sentinelS3RolePrefix}[A-Za-z0-9_-]+$`),
        allowed: `${sentinelS3RolePrefix} and then letters, digits, underscores and hyphens`,
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
};
