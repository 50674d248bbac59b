import * as pulumi from "@pulumi/pulumi";
import { RandomId } from "@pulumi/random/randomId";
import { AlarmSource, AlarmTopic, alarmSenders } from "../alarms/alarmTopic";
import { LogQueueAlarms } from "../alarms/logQueueAlarms";
import { TamperAlarms } from "../alarms/tamperAlarms";
import { checkKeyPrefix, checkTopicArn } from "../checks/existing";
import { checkedLater, listCheckedLater, optionalCheckedLater, refusedLater } from "../checks/input";
import { checkOrganizationId, problemsOfMemberAccounts } from "../checks/organization";
import { checkPartition } from "../checks/partition";
import { problemsOf, refuse } from "../checks/problem";
import { checkWorkspaceId } from "../checks/workspaceId";
import { defaults } from "../defaults";
import { DefenderUser } from "../defender/defenderUser";
import { Connector } from "../facts/microsoft";
import { publishStatements } from "../iam/topicPolicy";
import { logPrefixes } from "../logs/logPrefixes";
import { accountIdOf, partitionOf, regionOf } from "../resources/place";
import { SentinelRole } from "../sentinelApi/sentinelRole";
import { SentinelS3 } from "../sentinelS3/sentinelS3";
import type { CloudTrailConnectionArgs } from "./connectionArgs";
import { connectionOutputs } from "./connectionOutputs";
import { problemsOfConnection } from "./connectionProblems";
import { connectionNames, suffixLength } from "./names";
import { recordEvents } from "./recording";
import { checkPlace, problemsOfPlace, withArns } from "./samePlace";

/**
 * Everything that one AWS account needs so that Microsoft Sentinel and Microsoft Defender for Cloud Apps
 * can read its CloudTrail events: a trail, its log bucket and key, and for each connector an identity
 * with the least access that works.
 */
export class CloudTrailConnection extends pulumi.ComponentResource {
    /** The account that the connection reads: 12 digits. */
    public readonly accountId: pulumi.Output<string>;
    /** The trail's home region. */
    public readonly region: pulumi.Output<string>;
    /** The AWS partition of the account. */
    public readonly partition: pulumi.Output<string>;
    /** The trail's name. */
    public readonly trailName: pulumi.Output<string>;
    /** The trail's ARN. */
    public readonly trailArn: pulumi.Output<string>;
    /** The name of the bucket that takes the logs; absent where it is an existing trail's and not named. */
    public readonly bucketName?: pulumi.Output<string>;
    /** The ARN of the key that encrypts the logs; absent with encryption s3, and where an existing key is not named. */
    public readonly kmsKeyArn?: pulumi.Output<string>;
    /** The accounts that the trail records: account IDs, or the organization's ID for all of its accounts. */
    public readonly recordedAccounts: pulumi.Output<string[]>;
    /** The ARN of the role that Sentinel's API connector assumes; absent without the sentinel connector. */
    public readonly roleArn?: pulumi.Output<string>;
    /** The external ID that the role asks for: the workspace ID; absent without the sentinel connector. */
    public readonly externalId?: pulumi.Output<string>;
    /** The name of Defender's user; absent without the defender connector. */
    public readonly userName?: pulumi.Output<string>;
    /** The ID of Defender's access key; absent without the defender connector. */
    public readonly accessKeyId?: pulumi.Output<string>;
    /** Defender's secret access key, a secret; absent without the defender connector, and with `defender.accessKeyPgpKey`. */
    public readonly secretAccessKey?: pulumi.Output<string>;
    /** Defender's secret access key as a PGP message in base64; with `accessKeyPgpKey` only. */
    public readonly encryptedSecretAccessKey?: pulumi.Output<string>;
    /** The ID of the access key before the current one, while it is kept. */
    public readonly previousAccessKeyId?: pulumi.Output<string>;

    /** The workspace ID that Sentinel identifies itself with; absent without one of Sentinel's connectors. */
    public readonly sentinelWorkspaceId?: pulumi.Output<string>;
    /** The ARN of the role that Sentinel's S3 connector assumes; absent without the sentinelS3 connector. */
    public readonly sentinelS3RoleArn?: pulumi.Output<string>;
    /** The URL of the queue that it reads; absent without the sentinelS3 connector. */
    public readonly sentinelQueueUrl?: pulumi.Output<string>;
    /** The URL of the dead-letter queue; absent without the sentinelS3 connector. */
    public readonly sentinelDeadLetterQueueUrl?: pulumi.Output<string>;
    /** The ARN of the OIDC provider for Microsoft's issuer; absent without the sentinelS3 connector. */
    public readonly sentinelOidcProviderArn?: pulumi.Output<string>;
    /** The ARN of the topic between bucket and queue; absent where there is none. */
    public readonly sentinelTopicArn?: pulumi.Output<string>;
    /**
     * The accounts whose logs the sentinelS3 connector reads: account IDs, or the organization's ID for all of its
     * accounts; absent without the connector. The other connectors read the stack's own account.
     */
    public readonly sentinelS3Accounts?: pulumi.Output<string[]>;
    /** The ARN of the topic that alarms go to; absent without alarms. */
    public readonly alarmTopicArn?: pulumi.Output<string>;
    /** The name of the log group in CloudWatch Logs; absent without `trail.cloudWatchLogsRetentionDays`. */
    public readonly logGroupName?: pulumi.Output<string>;
    /** What to add to the existing bucket's policy, as JSON; absent where there is nothing to add by hand. */
    public readonly bucketPolicyStatements?: pulumi.Output<string>;
    /** What to add to the existing bucket's notifications, as JSON; absent where there is nothing to add by hand. */
    public readonly bucketNotification?: pulumi.Output<string>;
    /** What to add to the existing key's policy, as JSON; absent where there is nothing to add. */
    public readonly kmsKeyPolicyStatements?: pulumi.Output<string>;
    /** What to add to the existing alarm topic's policy, as JSON; absent where there is nothing to add. */
    public readonly alarmTopicPolicyStatements?: pulumi.Output<string>;
    /** What to add to the policy of the bucket for access logs, as JSON; absent without `accessLogBucketName`. */
    public readonly accessLogBucketPolicyStatements?: pulumi.Output<string>;

    /** @throws pulumi.InputPropertiesError if an argument can't be used */
    constructor(name: string, args: CloudTrailConnectionArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse(problemsOfConnection(args));
        super("trailconnect:index:CloudTrailConnection", name, args, opts);
        const connectors = args.connectors ?? defaults.connectors;
        const hasTamperAlarms = args.alarms?.onTampering ?? defaults.alarms.onTampering;
        const { tags } = args;
        const asChild = { parent: this };

        const place = refusedLater(pulumi.output({ partition: partitionOf(this), region: regionOf(this) }), (here) => [
            ...problemsOf("partition", here.partition, checkPartition(connectors)),
            ...problemsOfPlace(args, here),
        ]);
        const { sentinel, defender, existingTrail, existingBucket, organization, alarms, ...rest } = withArns(
            args,
            (propertyPath, arn) =>
                refusedLater(pulumi.all([arn, place]), ([known, here]) =>
                    problemsOf(propertyPath, known, checkPlace(propertyPath, here)),
                ).apply(([known]) => known),
        );
        this.partition = place.partition;
        this.region = place.region;
        this.accountId = accountIdOf(this);
        const here = { partition: this.partition, region: this.region, accountId: this.accountId };

        const suffix = new RandomId(`${name}-suffix`, { byteLength: suffixLength / 2 }, asChild);
        // By way of the partition, so that nothing is named, and made, where it is refused.
        const names = pulumi
            .all([suffix.hex, this.partition])
            .apply(([hex]) => connectionNames(args.namePrefix ?? defaults.namePrefix, hex));

        const recording = recordEvents(
            this,
            name,
            { ...rest, existingTrail, existingBucket, organization },
            names,
            here,
        );
        this.trailName = recording.trailName;
        this.trailArn = recording.trailArn;
        this.bucketName = recording.bucketName;
        this.kmsKeyArn = recording.kmsKeyArn;
        this.logGroupName = recording.logGroupName;
        this.bucketPolicyStatements = recording.bucketPolicyStatements;
        this.kmsKeyPolicyStatements = recording.kmsKeyPolicyStatements;
        this.accessLogBucketPolicyStatements = recording.accessLogBucketPolicyStatements;
        const organizationId = optionalCheckedLater("organization.id", organization?.id, checkOrganizationId);
        this.recordedAccounts = (organizationId ?? recording.ownerId).apply((id) => [id]);

        const readsLogs = connectors.includes(Connector.SentinelS3);
        if (readsLogs || connectors.includes(Connector.Sentinel)) {
            // problemsOfConnection saw to it that it is there.
            this.sentinelWorkspaceId = checkedLater(
                "sentinel.workspaceId",
                sentinel?.workspaceId as pulumi.Input<string>,
                checkWorkspaceId,
            );
        }
        if (connectors.includes(Connector.Sentinel)) {
            const role = new SentinelRole(
                `${name}-sentinel-role`,
                {
                    workspaceId: this.sentinelWorkspaceId as pulumi.Output<string>,
                    azureCloud: sentinel?.azureCloud,
                    microsoftAccountId: sentinel?.microsoftAccountId,
                    roleName: names.roleName,
                    tags,
                },
                asChild,
            );
            this.roleArn = role.roleArn;
            this.externalId = role.externalId;
        }
        if (connectors.includes(Connector.Defender)) {
            const user = new DefenderUser(
                `${name}-defender-user`,
                { ...defender, userName: names.userName, tags },
                asChild,
            );
            this.userName = user.userName;
            this.accessKeyId = user.accessKeyId;
            this.secretAccessKey = user.secretAccessKey;
            this.encryptedSecretAccessKey = user.encryptedSecretAccessKey;
            this.previousAccessKeyId = user.previousAccessKeyId;
        }

        const sources = [
            ...(readsLogs ? [AlarmSource.CloudWatch] : []),
            ...(hasTamperAlarms ? [AlarmSource.EventBridge] : []),
        ];
        if (sources.length > 0) {
            if (alarms?.topicArn === undefined) {
                this.alarmTopicArn = new AlarmTopic(
                    `${name}-alarm-topic`,
                    { emails: alarms?.emails, sources, topicName: names.alarmTopicName, tags },
                    asChild,
                ).topicArn;
            } else {
                this.alarmTopicArn = checkedLater("alarms.topicArn", alarms.topicArn, checkTopicArn);
                this.alarmTopicPolicyStatements = pulumi.jsonStringify(
                    pulumi
                        .all([this.alarmTopicArn, here.partition, here.region, here.accountId])
                        .apply(([arn, ...place]) => publishStatements(arn, alarmSenders(sources, ...place))),
                    undefined,
                    2,
                );
            }
        }
        if (readsLogs) {
            const members = listCheckedLater(organization?.memberAccountIds ?? [], (ids) =>
                problemsOfMemberAccounts("organization.memberAccountIds", ids),
            );
            const sentinelS3 = new SentinelS3(
                `${name}-sentinel-s3`,
                {
                    workspaceId: this.sentinelWorkspaceId as pulumi.Output<string>,
                    // problemsOfConnection saw to it that it is there.
                    bucketName: this.bucketName as pulumi.Output<string>,
                    azureCloud: sentinel?.azureCloud,
                    logPrefixes: pulumi
                        .all([
                            recording.ownerId,
                            organizationId,
                            members,
                            optionalCheckedLater("existingTrail.keyPrefix", existingTrail?.keyPrefix, checkKeyPrefix),
                        ])
                        .apply(([accountId, organization, memberAccountIds, keyPrefix]) =>
                            logPrefixes({ accountId, organizationId: organization, memberAccountIds, keyPrefix }),
                        ),
                    kmsKeyArn: this.kmsKeyArn,
                    additionalSessionNames: sentinel?.additionalSessionNames,
                    existingOidcProviderArn: sentinel?.existingOidcProviderArn,
                    ownsBucket: existingBucket === undefined,
                    existingNotification: existingBucket?.notification,
                    snsFanOut: sentinel?.snsFanOut,
                    existingTopicArn: existingBucket?.topicArn,
                    roleName: names.sentinelS3RoleName,
                    queueName: names.queueName,
                    topicName: names.topicName,
                    tags,
                },
                asChild,
            );
            this.sentinelS3RoleArn = sentinelS3.roleArn;
            this.sentinelQueueUrl = sentinelS3.queueUrl;
            this.sentinelDeadLetterQueueUrl = sentinelS3.deadLetterQueueUrl;
            this.sentinelOidcProviderArn = sentinelS3.oidcProviderArn;
            this.sentinelTopicArn = sentinelS3.topicArn;
            this.bucketNotification = sentinelS3.bucketNotification;
            this.sentinelS3Accounts = pulumi
                .all([members, this.recordedAccounts])
                .apply(([named, all]) => (named.length ? named : all));
            new LogQueueAlarms(
                `${name}-log-queue-alarms`,
                {
                    queueName: sentinelS3.queueName,
                    deadLetterQueueName: sentinelS3.deadLetterQueueName,
                    topicArn: this.alarmTopicArn as pulumi.Output<string>,
                    tags,
                },
                asChild,
            );
        }
        if (hasTamperAlarms) {
            new TamperAlarms(
                `${name}-tamper-alarms`,
                {
                    trailArn: recording.plannedTrailArn,
                    bucketName: this.bucketName,
                    kmsKeyArn: this.kmsKeyArn,
                    topicArn: this.alarmTopicArn as pulumi.Output<string>,
                    tags,
                },
                asChild,
            );
        }
        this.registerOutputs(connectionOutputs(this));
    }
}
