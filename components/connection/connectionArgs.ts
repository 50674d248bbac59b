import type * as pulumi from "@pulumi/pulumi";
import type { DefenderArgs } from "../defender/defenderArgs";
import type { Connector } from "../facts/microsoft";
import type { Encryption } from "../logs/encryption";
import type { RecordedEventsArgs } from "../logs/eventSelectors";
import type { ObjectLockArgs } from "../logs/objectLock";
import type { SentinelApiArgs } from "../sentinelApi/sentinelRole";
import type { FanOutArgs } from "../sentinelS3/logQueue";
import type { SentinelOidcArgs } from "../sentinelS3/sentinelS3";

/** Arguments for Sentinel: its workspace, and its two connectors. */
export interface SentinelArgs extends SentinelApiArgs, SentinelOidcArgs, FanOutArgs {}

/** Arguments for a new trail. */
export interface TrailArgs extends RecordedEventsArgs {
    /**
     * The trail's name: 3 to 128 letters, digits, and single dots, underscores and hyphens between them. Required if
     * the owner of an existing bucket or key must grant the trail access before it exists. Source: "Naming requirements
     * for CloudTrail resources, Amazon S3 buckets, and KMS keys".
     * @default `namePrefix`, `-trail-` and the random suffix
     * @example "audit-trail"
     */
    name?: pulumi.Input<string>;
    /**
     * Days that CloudWatch Logs keeps an event: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096,
     * 1827, 2192, 2557, 2922, 3288 or 3653. Source: "PutRetentionPolicy", Amazon CloudWatch Logs API Reference.
     * @default none; events aren't sent to CloudWatch Logs
     * @example 90
     */
    cloudWatchLogsRetentionDays?: number;
}

/** An existing trail that records the account or the organization. */
export interface ExistingTrailArgs {
    /**
     * The trail's ARN, `arn:PARTITION:cloudtrail:REGION:ACCOUNT_ID:trail/NAME`. Source: "Actions, resources, and
     * condition keys for AWS CloudTrail".
     * @example "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail"
     */
    arn: pulumi.Input<string>;
    /**
     * The trail's S3 key prefix, the part of the keys before `AWSLogs/`: up to 200 characters, none of them a control
     * character, without a slash or whitespace at either end. Each character stands for itself. Source: "CreateTrail", AWS
     * CloudTrail API Reference; "Naming Amazon S3 objects" (Amazon S3 User Guide).
     * @default none
     * @example "cloudtrail/production"
     */
    keyPrefix?: pulumi.Input<string>;
}

/** An existing bucket in this account and region. */
export interface ExistingBucketArgs {
    /**
     * The bucket's name, without an ARN or `s3://` around it. Source: "General purpose bucket naming rules".
     * @example "central-audit-logs"
     */
    name: pulumi.Input<string>;
    /**
     * The bucket's current policy, as JSON. The stack writes it back with the new trail's statements added.
     * @default none; the policy isn't changed, and `bucketPolicyStatements` lists what to add
     * @example "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
     */
    policy?: pulumi.Input<string>;
    /**
     * The bucket's current notification configuration, as JSON; `{}` if it has none. The stack writes it back with the
     * notifications for the logs added.
     * @default none; it isn't changed, and `bucketNotification` lists what to add
     * @example "{}"
     */
    notification?: pulumi.Input<string>;
    /**
     * The ARN of an SNS topic that already receives the bucket's notifications,
     * `arn:PARTITION:sns:REGION:ACCOUNT_ID:NAME`. The queue subscribes to it.
     * @default none
     * @example "arn:aws:sns:eu-central-1:111122223333:audit-logs"
     */
    topicArn?: pulumi.Input<string>;
    /**
     * Whether the bucket's policy denies everyone but CloudTrail writing CloudTrail logs; with a new trail only. Anything else
     * that puts such logs there, such as replication from another bucket, stops working.
     * @default false
     * @example true
     */
    onlyCloudTrailWrites?: boolean;
}

/** An organization whose accounts the trail records. */
export interface OrganizationArgs {
    /**
     * The organization's ID: `o-` followed by 10 to 32 lowercase letters and digits. Source: "Organization", AWS
     * Organizations API Reference.
     * @example "o-exampleorgid"
     */
    id: pulumi.Input<string>;
    /**
     * The accounts whose logs the sentinelS3 connector reads; list the management account too if you want its logs. Up
     * to 50 account IDs without duplicates, the most that the bucket's notifications and the role's policy can hold; up
     * to 37 with `existingBucket.topicArn`, the most that the subscription's filter policy can hold. If omitted, S3
     * also sends notifications for digest files, because no single prefix separates them from the logs. Source: "IAM
     * and AWS STS quotas"; "Filter policy constraints in Amazon SNS".
     * @default every account of the organization
     * @example ["444455556666"]
     */
    memberAccountIds?: pulumi.Input<pulumi.Input<string>[]>;
}

/** Alarms, and where they are sent. */
export interface AlarmsArgs {
    /**
     * The ARN of an existing SNS topic for the alarms, `arn:PARTITION:sns:REGION:ACCOUNT_ID:NAME`. Its policy must
     * allow CloudWatch to publish and, in another account, the role of the tamper alarms; `alarmTopicPolicyStatements` has the
     * statements.
     * @default none; a topic is created if there are alarms, that is, with the sentinelS3 connector or `onTampering`
     * @example "arn:aws:sns:eu-central-1:111122223333:audit-alarms"
     */
    topicArn?: pulumi.Input<string>;
    /**
     * Email addresses that receive the alarms, after each recipient confirms the subscription through the link that SNS
     * sends.
     * @default none
     * @example ["security@example.com"]
     */
    emails?: string[];
    /**
     * Whether to raise alarms on tampering with the pipeline: for example, if the trail is stopped, changed or deleted,
     * the key is disabled, or the log bucket's policy is changed.
     * @default false
     * @example true
     */
    onTampering?: boolean;
}

/** Arguments for `CloudTrailConnection`. The program's configuration has the same keys. */
export interface CloudTrailConnectionArgs {
    /**
     * The Microsoft connectors that read the account: any of defender, sentinel and sentinelS3, without duplicates.
     * sentinelS3 reads the log files; use it for organizations, and for accounts with more than about 100 events per
     * second in one region. Don't combine it with sentinel, which would ingest every event a second time.
     * @default ["defender", "sentinel"]
     * @example ["sentinelS3"]
     */
    connectors?: Connector[];
    /**
     * The prefix for the names of all resources: up to 37 lowercase letters, digits and single hyphens. Each name ends
     * in a random suffix, so that one account can have two connections. Changing the prefix replaces every named
     * resource, including the bucket and its logs. Source: AWS's naming rules for each resource, such as "General
     * purpose bucket naming rules".
     * @default "trailconnect"
     * @example "acme-audit"
     */
    namePrefix?: string;
    /**
     * Sentinel's workspace, and other settings for its connectors. Required for the sentinel and sentinelS3 connectors.
     * @default none; only the defender connector works without it
     * @example { "workspaceId": "0f8fad5b-d9cb-469f-a165-70867728950e" }
     */
    sentinel?: SentinelArgs;
    /**
     * The IAM user for Defender for Cloud Apps: its permissions and its access key.
     * @default the defaults of its properties
     * @example { "permissions": ["Activity"] }
     */
    defender?: DefenderArgs;
    /**
     * The new trail: its name, and what it records.
     * @default a trail that records all management events
     * @example { "managementEvents": "WriteOnly" }
     */
    trail?: TrailArgs;
    /**
     * An existing trail that records the account or the organization. With it, no trail, bucket or key is created: a
     * second copy of the management events would cost 2.00 USD per 100,000. Source: "AWS CloudTrail pricing".
     * @default none; a trail is created
     * @example { "arn": "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail" }
     */
    existingTrail?: ExistingTrailArgs;
    /**
     * An existing bucket in this account and region: either the existing trail's bucket, for the sentinelS3 connector,
     * or the bucket that the new trail writes to.
     * @default none; a bucket is created for a new trail
     * @example { "name": "central-audit-logs" }
     */
    existingBucket?: ExistingBucketArgs;
    /**
     * The ARN of an existing KMS key, `arn:PARTITION:kms:REGION:ACCOUNT_ID:key/KEY_ID`, not an alias: either the key
     * that the existing trail uses, for the sentinelS3 connector, or the key that the new trail uses. Its policy must
     * allow the new trail to use it; `kmsKeyPolicyStatements` has the statements.
     * @default none; a key is created for a new trail
     * @example "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
     */
    existingKmsKeyArn?: pulumi.Input<string>;
    /**
     * Days until a log expires, from 1 to 36500 (a hundred years, this package's own limit). Expired, deleted and
     * overwritten versions are kept for another 30 days.
     * @default 365
     * @example 2555
     */
    logRetentionDays?: number;
    /**
     * How the logs are encrypted: kms or s3.
     * @default "kms"
     * @example "s3"
     */
    encryption?: Encryption;
    /**
     * Whether to protect the logs: Pulumi refuses to delete the trail, its log group, the bucket and the key; AWS refuses to
     * delete the bucket while it contains logs; and the bucket's policy denies everyone deleting a version of a log. If
     * false, destroying the stack deletes the logs.
     * @default true
     * @example false
     */
    protectLogs?: boolean;
    /**
     * Object Lock for the log bucket, which prevents logs from being deleted for a number of days. Once enabled, it
     * can't be disabled.
     * @default none; Object Lock isn't enabled
     * @example { "days": 90 }
     */
    objectLock?: ObjectLockArgs;
    /**
     * The name of an existing bucket in this account and region that receives the log bucket's server access logs. Its
     * policy must allow `logging.s3.amazonaws.com` to write to it; `accessLogBucketPolicyStatements` has the
     * statements.
     * @default none; access isn't logged
     * @example "central-access-logs"
     */
    accessLogBucketName?: pulumi.Input<string>;
    /**
     * The organization whose accounts the trail records. To create its trail, deploy the stack in the management
     * account; with `existingTrail`, deploy it in the account that has the log bucket.
     * @default none; the trail records only this account
     * @example { "id": "o-exampleorgid" }
     */
    organization?: OrganizationArgs;
    /**
     * Alarms: where they are sent, and whether to raise any on tampering. The sentinelS3 connector always has alarms.
     * @default the defaults of its properties
     * @example { "onTampering": true, "emails": ["security@example.com"] }
     */
    alarms?: AlarmsArgs;
    /**
     * The ARN of the IAM role that deploys this connection, `arn:PARTITION:iam::ACCOUNT_ID:role/NAME`, in the connection's
     * own account. If given, the output `serviceControlPolicy` is a policy for AWS Organizations that denies everyone else
     * to stop, change or delete the trail, its logs, and what watches them, as far as the connection creates them. Source:
     * "Service control policies (SCPs)" (AWS Organizations User Guide).
     * @default none, no such policy is generated
     * @example "arn:aws:iam::111122223333:role/deploy"
     */
    deployRoleArn?: pulumi.Input<string>;
    /**
     * Tags for every resource that supports them, in addition to the provider's default tags.
     * @default none
     * @example { "team": "security" }
     */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}
