import type * as pulumi from "@pulumi/pulumi";
import type { DefenderArgs } from "../defender/defenderArgs";
import type { Connector } from "../facts/microsoft";
import type { Encryption } from "../logs/encryption";
import type { RecordedEventsArgs } from "../logs/eventSelectors";
import type { ObjectLockArgs } from "../logs/objectLock";
import type { SentinelApiArgs } from "../sentinelApi/sentinelRole";
import type { FanOutArgs } from "../sentinelS3/logQueue";
import type { SentinelOidcArgs } from "../sentinelS3/sentinelS3";

/** What a connection tells of Sentinel: of its workspace, and of its two connectors. */
export interface SentinelArgs extends SentinelApiArgs, SentinelOidcArgs, FanOutArgs {}

/** The trail that a connection makes. */
export interface TrailArgs extends RecordedEventsArgs {
    /**
     * The trail's name: 3 to 128 letters, digits, and single dots, underscores and hyphens between them. Needed where
     * the owner of an existing bucket or key has to grant the trail access before it exists. Source: "Naming requirements for
     * CloudTrail resources, Amazon S3 buckets, and KMS keys".
     * @default prefix and suffix
     * @example "audit-trail"
     */
    name?: pulumi.Input<string>;
    /**
     * Days until CloudWatch Logs drops an event: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096,
     * 1827, 2192, 2557, 2922, 3288 or 3653. Source: "PutRetentionPolicy", Amazon CloudWatch Logs API Reference.
     * @default none, events are not delivered there
     * @example 90
     */
    cloudWatchLogsRetentionDays?: number;
}

/** A trail that records the account, or the organization, already. */
export interface ExistingTrailArgs {
    /**
     * The trail's ARN, `arn:PARTITION:cloudtrail:REGION:ACCOUNT_ID:trail/NAME`. Source: "Actions, resources, and
     * condition keys for AWS CloudTrail".
     * @example "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail"
     */
    arn: pulumi.Input<string>;
    /**
     * The trail's S3 key prefix, the part of the keys before `AWSLogs/`: up to 200 characters, none of them a control
     * character, without a slash or white space at either end. Each character stands for itself. Sources:
     * "CreateTrail", AWS CloudTrail API Reference; "Naming Amazon S3 objects" (Amazon S3 User Guide).
     * @default none
     * @example "cloudtrail/production"
     */
    keyPrefix?: pulumi.Input<string>;
}

/** An existing bucket of this account and region. */
export interface ExistingBucketArgs {
    /**
     * The bucket's name, without an ARN or `s3://` around it. Source: "General purpose bucket naming rules".
     * @example "central-audit-logs"
     */
    name: pulumi.Input<string>;
    /**
     * The bucket's current policy as JSON. It is written back with a new trail's statements added.
     * @default none, the policy is not changed, and `bucketPolicyStatements` lists what to add
     * @example "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
     */
    policy?: pulumi.Input<string>;
    /**
     * The bucket's current notification configuration as JSON, `{}` for none. It is written back with the logs'
     * notifications added.
     * @default none, it is not changed, and `bucketNotification` lists what to add
     * @example "{}"
     */
    notification?: pulumi.Input<string>;
    /**
     * The ARN of an SNS topic that the bucket's notifications go to already,
     * `arn:PARTITION:sns:REGION:ACCOUNT_ID:NAME`: the queue subscribes to it.
     * @default none
     * @example "arn:aws:sns:eu-central-1:111122223333:audit-logs"
     */
    topicArn?: pulumi.Input<string>;
}

/** An organization, all of whose accounts a trail records. */
export interface OrganizationArgs {
    /**
     * The organization's ID, `o-` and 10 to 32 lower-case letters and digits. Source: "Organization", AWS Organizations
     * API Reference.
     * @example "o-exampleorgid"
     */
    id: pulumi.Input<string>;
    /**
     * The member accounts whose logs the sentinelS3 connector reads, the management account among them if it is wanted:
     * up to 50 account IDs, each once, which S3's notifications and the role's policy have room for; with
     * `existingBucket.topicArn` up to 37, which the subscription's filter has room for. Without them S3 announces digest
     * files too, which it can't tell from logs by a common prefix. Source: "IAM and AWS STS quotas"; "Filter policy
     * constraints in Amazon SNS".
     * @default every account of the organization
     * @example ["444455556666"]
     */
    memberAccountIds?: pulumi.Input<pulumi.Input<string>[]>;
}

/** Alarms, and who gets them. */
export interface AlarmsArgs {
    /**
     * The ARN of an SNS topic for the alarms, `arn:PARTITION:sns:REGION:ACCOUNT_ID:NAME`. It has to admit CloudWatch
     * and EventBridge: `alarmTopicPolicyStatements` has the statements.
     * @default one is created where there are alarms, with the sentinelS3 connector and with `onTampering`
     * @example "arn:aws:sns:eu-central-1:111122223333:audit-alarms"
     */
    topicArn?: pulumi.Input<string>;
    /**
     * E-mail addresses that receive the alarms, once the recipient has followed the confirmation link that SNS sends.
     * @default none
     * @example ["security@example.com"]
     */
    emails?: string[];
    /**
     * Whether there are alarms on tampering with the pipeline: the trail stopped, changed or deleted, the key disabled,
     * the log bucket's policy changed.
     * @default false
     * @example true
     */
    onTampering?: boolean;
}

/** What a `CloudTrailConnection` is made from. The program's configuration has the same keys. */
export interface CloudTrailConnectionArgs {
    /**
     * The connectors of Microsoft's that read the account: any of defender, sentinel and sentinelS3, each once.
     * sentinelS3 reads the log files, for accounts of more than about 100 events a second in one region and for
     * organizations; with it sentinel is not needed, and would bring each event twice.
     * @default ["defender", "sentinel"]
     * @example ["sentinelS3"]
     */
    connectors?: Connector[];
    /**
     * What the names of all resources start with: up to 46 lower-case letters, digits and single hyphens. The names end
     * in a random suffix, so that two connections fit in one account. Changing it replaces every resource that has a
     * name, the bucket and its logs included. Source: AWS's rule for each of the names, such as "General purpose bucket
     * naming rules".
     * @default "trailconnect"
     * @example "acme-audit"
     */
    namePrefix?: string;
    /**
     * Sentinel's workspace, and what its connectors need besides. The sentinel and sentinelS3 connectors need it.
     * @default none; only the defender connector does without it
     * @example { "workspaceId": "0f8fad5b-d9cb-469f-a165-70867728950e" }
     */
    sentinel?: SentinelArgs;
    /**
     * What Defender for Cloud Apps' user may do, and its access key.
     * @default the defaults of its properties
     * @example { "permissions": ["Activity"] }
     */
    defender?: DefenderArgs;
    /**
     * The trail that is made: its name, and what it records.
     * @default one that records all management events
     * @example { "managementEvents": "WriteOnly" }
     */
    trail?: TrailArgs;
    /**
     * A trail that records the account, or the organization, already. No trail, bucket or key is created then: a second
     * copy of the management events costs 2.00 USD per 100,000. Source: "AWS CloudTrail pricing".
     * @default none, a trail is created
     * @example { "arn": "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail" }
     */
    existingTrail?: ExistingTrailArgs;
    /**
     * An existing bucket of this account and region: the existing trail's, for the sentinelS3 connector, or the one that a
     * new trail is to write to.
     * @default none, a bucket is created for a new trail
     * @example { "name": "central-audit-logs" }
     */
    existingBucket?: ExistingBucketArgs;
    /**
     * The ARN of an existing KMS key, `arn:PARTITION:kms:REGION:ACCOUNT_ID:key/KEY_ID`, not an alias: the one that the
     * existing trail encrypts with, for the sentinelS3 connector, or that a new trail is to encrypt with. Its policy has
     * to admit the new trail: `kmsKeyPolicyStatements` has the statements.
     * @default none, a key is created for a new trail
     * @example "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
     */
    existingKmsKeyArn?: pulumi.Input<string>;
    /**
     * Days until a log expires, 1 to 36500 (a hundred years, this package's own limit). A version that has expired, or
     * was deleted or overwritten, is kept for 30 more days.
     * @default 365
     * @example 2555
     */
    logRetentionDays?: number;
    /**
     * Who holds the key that encrypts the logs: kms or s3.
     * @default "kms"
     * @example "s3"
     */
    encryption?: Encryption;
    /**
     * Whether the logs are protected from mistakes: Pulumi refuses to delete bucket and key, and AWS refuses to delete the bucket
     * while it holds logs. With false, destroying the stack deletes the logs.
     * @default true
     * @example false
     */
    protectLogs?: boolean;
    /**
     * Object Lock: for how many days nobody can delete a log. Once enabled, it can't be disabled on the bucket.
     * @default none, no Object Lock
     * @example { "days": 90 }
     */
    objectLock?: ObjectLockArgs;
    /**
     * A bucket of this account and region that receives the log bucket's access logs. It has to admit
     * `logging.s3.amazonaws.com`: `accessLogBucketPolicyStatements` has the statements.
     * @default none, accesses are not logged
     * @example "central-access-logs"
     */
    accessLogBucketName?: pulumi.Input<string>;
    /**
     * The organization whose accounts the trail records. A trail that is made here is the management account's, so the
     * stack has to run there; with `existingTrail` it runs where the logs are.
     * @default none, the one account only
     * @example { "id": "o-exampleorgid" }
     */
    organization?: OrganizationArgs;
    /**
     * Alarms: where they go, and whether there are any on tampering. The sentinelS3 connector has alarms always.
     * @default the defaults of its properties
     * @example { "onTampering": true, "emails": ["security@example.com"] }
     */
    alarms?: AlarmsArgs;
    /**
     * Tags for every resource that takes them, on top of the provider's default tags.
     * @default none
     * @example { "team": "security" }
     */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}
