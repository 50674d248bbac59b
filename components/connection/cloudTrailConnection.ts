import * as pulumi from "@pulumi/pulumi";
import { RandomId } from "@pulumi/random/randomId";
import { refusedLater } from "../checks/input";
import { checkPartition } from "../checks/partition";
import { problemsOf, refuse } from "../checks/problem";
import { defaults } from "../defaults";
import { accountIdOf, partitionOf, regionOf } from "../resources/place";
import { topicOfAlarms, watchTampering } from "./alarms";
import type { CloudTrailConnectionArgs } from "./connectionArgs";
import { connectionOutputs } from "./connectionOutputs";
import { problemsOfConnection } from "./connectionProblems";
import { connectorsOf } from "./connectors";
import { checkedUnderNames } from "./lateValues";
import { connectionNames, suffixLength } from "./names";
import { recordEvents } from "./recording";
import { checkPlace, problemsOfKnownPlace, problemsOfPlace, withArns } from "./samePlace";

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
        refuse(problemsOfKnownPlace(args, opts));
        super("trailconnect:index:CloudTrailConnection", name, args, opts);
        const connectors = connectorsOf(args);

        const place = refusedLater(pulumi.output({ partition: partitionOf(this), region: regionOf(this) }), (here) => [
            ...problemsOf("partition", here.partition, checkPartition(connectors.map(({ connector }) => connector))),
            ...problemsOfPlace(args, here),
        ]);
        const reached = withArns(checkedUnderNames(args), (propertyPath, arn) =>
            refusedLater(pulumi.all([arn, place]), ([known, here]) =>
                problemsOf(propertyPath, known, checkPlace(propertyPath, here)),
            ).apply(([known]) => known),
        );
        this.partition = place.partition;
        this.region = place.region;
        this.accountId = accountIdOf(this);
        const here = { partition: this.partition, region: this.region, accountId: this.accountId };

        const suffix = new RandomId(`${name}-suffix`, { byteLength: suffixLength / 2 }, { parent: this });
        // By way of the partition, so that nothing is named, and made, where it is refused.
        const names = pulumi
            .all([suffix.hex, this.partition])
            .apply(([hex]) => connectionNames(args.namePrefix ?? defaults.namePrefix, hex));

        const { plannedTrailArn, ownerId, ...recording } = recordEvents(this, name, reached, names, here);
        this.trailName = recording.trailName;
        this.trailArn = recording.trailArn;
        const organizationId = args.organization && pulumi.output(reached.organization?.id as pulumi.Input<string>);
        this.recordedAccounts = (organizationId ?? ownerId).apply((id) => [id]);

        const sources = connectors.flatMap(({ alarmSources }) => alarmSources);
        const alarms = topicOfAlarms(this, name, reached, sources, names, here);
        const { bucketName, kmsKeyArn } = recording;
        const { alarmTopicArn } = alarms;
        const context = {
            connection: this,
            name,
            args: reached,
            names,
            ownerId,
            organizationId,
            recordedAccounts: this.recordedAccounts,
            bucketName,
            kmsKeyArn,
            alarmTopicArn,
        };
        Object.assign(this, recording, alarms, ...connectors.map((connector) => connector.make(context)));
        if (alarmTopicArn) {
            watchTampering(this, name, args, {
                trailArn: plannedTrailArn,
                bucketName,
                kmsKeyArn,
                topicArn: alarmTopicArn,
            });
        }
        this.registerOutputs(connectionOutputs(this));
    }
}
