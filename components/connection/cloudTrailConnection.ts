import * as pulumi from "@pulumi/pulumi";
import { RandomId } from "@pulumi/random/randomId";
import { problemsOfOptional, refusedLater } from "../checks/input";
import { checkPartition } from "../checks/partition";
import { problemsOf, refuse } from "../checks/problem";
import { defaults } from "../defaults";
import { accountIdOf, partitionOf, regionOf } from "../resources/place";
import { checkNotOwnAccount } from "../sentinelApi/microsoftAccountId";
import { checkDeployRoleAccount } from "../serviceControlPolicy/deployRole";
import { topicOfAlarms, watchTampering } from "./alarms";
import type { CloudTrailConnectionArgs, OrganizationArgs, SentinelArgs } from "./connectionArgs";
import { connectionOutputs } from "./connectionOutputs";
import { problemsOfConnection } from "./connectionProblems";
import { connectorsOf } from "./connectors";
import { policyOfPipeline } from "./guardedPipeline";
import { checkedUnderNames } from "./lateValues";
import { connectionNames, suffixLength } from "./names";
import {
    type AccountHere,
    checkOrganizationHere,
    organizationHere,
    problemsOfOrganizationHere,
} from "./organizationHere";
import { recordEvents } from "./recording";
import { checkPlace, problemsOfKnownPlace, problemsOfPlace, withArns } from "./samePlace";

/** The same arguments, with a Microsoft account that is refused if another resource gives the stack's own. */
function withOtherAccount(sentinel: SentinelArgs, here: pulumi.Output<AccountHere>): SentinelArgs {
    const { microsoftAccountId } = sentinel;
    return {
        ...sentinel,
        microsoftAccountId:
            microsoftAccountId === undefined
                ? undefined
                : refusedLater(pulumi.all([microsoftAccountId, here]), ([given, { accountId }]) =>
                      problemsOf("sentinel.microsoftAccountId", given, checkNotOwnAccount(accountId)),
                  ).apply(([given]) => given),
    };
}

/** The same arguments, with an ID that is refused if another resource gives another organization's. */
function withOwnId(organization: OrganizationArgs, here: pulumi.Output<AccountHere>): OrganizationArgs {
    return {
        ...organization,
        id: refusedLater(pulumi.all([organization.id, here]), ([id, found]) =>
            problemsOf("organization.id", id, checkOrganizationHere(found.organization)),
        ).apply(([id]) => id),
    };
}

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
    /** The name of the log bucket; absent with an existing trail whose bucket isn't given. */
    public readonly bucketName?: pulumi.Output<string>;
    /**
     * The ARN of the key that encrypts the logs; absent with encryption s3, and with an existing trail whose key isn't
     * given.
     */
    public readonly kmsKeyArn?: pulumi.Output<string>;
    /** The accounts that the trail records: account IDs, or the organization's ID for all of its accounts. */
    public readonly recordedAccounts: pulumi.Output<string[]>;
    /** The ARN of the role that Sentinel's API connector assumes; absent without the sentinel connector. */
    public readonly roleArn?: pulumi.Output<string>;
    /** The external ID that the role requires, which is the workspace ID; absent without the sentinel connector. */
    public readonly externalId?: pulumi.Output<string>;
    /** The name of Defender's user; absent without the defender connector. */
    public readonly userName?: pulumi.Output<string>;
    /** The ID of Defender's access key; absent without the defender connector. */
    public readonly accessKeyId?: pulumi.Output<string>;
    /** Defender's secret access key, a secret; absent without the defender connector, and with `defender.accessKeyPgpKey`. */
    public readonly secretAccessKey?: pulumi.Output<string>;
    /** Defender's secret access key as a base64-encoded PGP message; only with `defender.accessKeyPgpKey`. */
    public readonly encryptedSecretAccessKey?: pulumi.Output<string>;
    /** The ID of the previous access key, while it is kept. */
    public readonly previousAccessKeyId?: pulumi.Output<string>;

    /** The workspace ID that Sentinel identifies itself with; absent without one of Sentinel's connectors. */
    public readonly sentinelWorkspaceId?: pulumi.Output<string>;
    /** The ARN of the role that Sentinel's S3 connector assumes; absent without the sentinelS3 connector. */
    public readonly sentinelS3RoleArn?: pulumi.Output<string>;
    /** The URL of the queue that Sentinel reads; absent without the sentinelS3 connector. */
    public readonly sentinelQueueUrl?: pulumi.Output<string>;
    /** The URL of the dead-letter queue; absent without the sentinelS3 connector. */
    public readonly sentinelDeadLetterQueueUrl?: pulumi.Output<string>;
    /** The ARN of the OIDC provider for Microsoft's issuer; absent without the sentinelS3 connector. */
    public readonly sentinelOidcProviderArn?: pulumi.Output<string>;
    /** The ARN of the topic between the bucket and the queue, if there is one. */
    public readonly sentinelTopicArn?: pulumi.Output<string>;
    /**
     * The accounts whose logs the sentinelS3 connector reads: account IDs, or the organization's ID for all of its
     * accounts; absent without the connector. The other connectors read the stack's own account.
     */
    public readonly sentinelS3Accounts?: pulumi.Output<string[]>;
    /** The ARN of the topic that alarms go to; absent without alarms. */
    public readonly alarmTopicArn?: pulumi.Output<string>;
    /** The name of the CloudWatch Logs log group; absent without `trail.cloudWatchLogsRetentionDays`. */
    public readonly logGroupName?: pulumi.Output<string>;
    /** The statements to add to the existing bucket's policy, as JSON; absent if there are none to add by hand. */
    public readonly bucketPolicyStatements?: pulumi.Output<string>;
    /** The entries to add to the existing bucket's notifications, as JSON; absent if there are none to add by hand. */
    public readonly bucketNotification?: pulumi.Output<string>;
    /** The statements to add to the existing key's policy, as JSON; absent if there are none to add. */
    public readonly kmsKeyPolicyStatements?: pulumi.Output<string>;
    /** The statements to add to the existing alarm topic's policy, as JSON; absent if there are none to add. */
    public readonly alarmTopicPolicyStatements?: pulumi.Output<string>;
    /** The statements to add to the policy of the access log bucket, as JSON; absent without `accessLogBucketName`. */
    public readonly accessLogBucketPolicyStatements?: pulumi.Output<string>;
    /** A service control policy for the account, as JSON; absent without `deployRoleArn`. */
    public readonly serviceControlPolicy?: pulumi.Output<string>;

    /** @throws pulumi.InputPropertiesError if an argument is invalid */
    constructor(name: string, args: CloudTrailConnectionArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse(problemsOfConnection(args));
        refuse(problemsOfKnownPlace(args, opts));
        super("trailconnect:index:CloudTrailConnection", name, args, opts);
        const connectors = connectorsOf(args);

        const asked: pulumi.Output<AccountHere> = pulumi.output({
            partition: partitionOf(this),
            region: regionOf(this),
            accountId: accountIdOf(this),
            organization: organizationHere(this, args),
        });
        const place = refusedLater(asked, (here) => [
            ...problemsOf("partition", here.partition, checkPartition(connectors.map(({ connector }) => connector))),
            ...problemsOfPlace(args, here),
            ...problemsOfOptional(
                "sentinel.microsoftAccountId",
                args.sentinel?.microsoftAccountId,
                checkNotOwnAccount(here.accountId),
            ),
            ...problemsOfOptional("deployRoleArn", args.deployRoleArn, checkDeployRoleAccount(here.accountId)),
            ...problemsOfOrganizationHere(args, here),
        ]);
        const checked = checkedUnderNames(args);
        const reached = withArns(
            { ...checked, organization: checked.organization && withOwnId(checked.organization, place) },
            (propertyPath, arn) =>
                refusedLater(pulumi.all([arn, place]), ([known, here]) =>
                    problemsOf(propertyPath, known, checkPlace(args, propertyPath, here)),
                ).apply(([known]) => known),
        );
        this.partition = place.partition;
        this.region = place.region;
        this.accountId = place.accountId;
        const here = { partition: this.partition, region: this.region, accountId: this.accountId };

        const suffix = new RandomId(`${name}-suffix`, { byteLength: suffixLength / 2 }, { parent: this });
        // Depends on the partition, so that nothing is created in one that isn't supported.
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
            args: reached.sentinel ? { ...reached, sentinel: withOtherAccount(reached.sentinel, place) } : reached,
            names,
            ownerId,
            organizationId,
            recordedAccounts: this.recordedAccounts,
            bucketName,
            kmsKeyArn,
            alarmTopicArn,
        };
        const guard = policyOfPipeline(reached, names, here, {
            ...recording,
            plannedTrailArn,
            readsLogFiles: connectors.some(({ readsLogFiles }) => readsLogFiles),
        });
        const made = Object.assign(
            {},
            recording,
            alarms,
            guard,
            ...connectors.map((connector) => connector.make(context)),
        );
        Object.assign(this, made);
        watchTampering(this, name, args, names, here, { ...made, trailArn: plannedTrailArn });
        this.registerOutputs(connectionOutputs(this));
    }
}
