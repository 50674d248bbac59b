import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as pulumi from "@pulumi/pulumi";
import { RandomId } from "@pulumi/random/randomId";
import { AuditTrail } from "./auditTrail";
import { DefenderUser, problemsOfDefenderUser } from "./defenderUser";
import { LogBucket } from "./logBucket";
import { LogKey } from "./logKey";
import { type AzureCloud, Connector } from "./microsoft";
import { connectionNames, suffixLength, trailArn } from "./naming";
import type { DefenderPermission } from "./policies/reader";
import { problemsOfSentinelRole, SentinelRole } from "./sentinelRole";
import { checkChoice, problemsOfChoices } from "./validation/choice";
import { checkedLater } from "./validation/input";
import { checkNamePrefix } from "./validation/names";
import { checkPartition } from "./validation/partition";
import { type Problem, problemsOf, refuse, renamed } from "./validation/problem";
import { checkRetention, defaultRetentionDays } from "./validation/retention";

/** Who holds the key that encrypts the logs. */
export enum Encryption {
    /** A customer-managed KMS key of this account (SSE-KMS). */
    Kms = "kms",
    /** Amazon S3 managed keys (SSE-S3): whoever may read the bucket may read the logs. */
    S3 = "s3",
}

/** What a `CloudTrailConnection` is made from. The program's configuration has the same keys. */
export interface CloudTrailConnectionArgs {
    /**
     * The connectors of Microsoft's that read the account: any of defender and sentinel, each once.
     * Default: both.
     */
    connectors?: Connector[];
    /**
     * The ID of the Log Analytics workspace that Sentinel runs in, a GUID in lower case: Azure portal > Log
     * Analytics workspaces > the workspace > Overview > Workspace ID. The sentinel connector needs it, as
     * external ID.
     */
    sentinelWorkspaceId?: pulumi.Input<string>;
    /** The Azure cloud of Sentinel's workspace: commercial or usGovernment. Default: commercial. */
    azureCloud?: AzureCloud;
    /**
     * Microsoft's AWS account, 12 digits, as the page of the sentinel connector in the portal shows it.
     * Default: the one that Microsoft publishes for Azure Commercial, 197857026523; for Azure Government
     * none is published, and it has to be given.
     */
    microsoftAccountId?: pulumi.Input<string>;
    /**
     * What the names of all resources start with: up to 46 lower-case letters, digits and single hyphens.
     * The names end in a random suffix, so that two connections fit in one account. Changing it replaces
     * every resource that has a name, the bucket and its logs included. Default: trailconnect.
     */
    namePrefix?: string;
    /**
     * Days until a log expires, 1 to 36500. Default: 365. A version that was expired, deleted or
     * overwritten stays 30 days more.
     */
    logRetentionDays?: number;
    /** Who holds the key that encrypts the logs: kms or s3. Default: kms. */
    encryption?: Encryption;
    /**
     * Whether the logs outlive a mistake: Pulumi refuses to delete bucket and key, and AWS refuses to
     * delete the bucket while it holds logs. Default: true. With false, destroying the stack deletes the
     * logs.
     */
    protectLogs?: boolean;
    /**
     * What Defender for Cloud Apps may do: any of Activity, Storage and Governance, each once. Default:
     * Activity and Storage.
     */
    defenderPermissions?: DefenderPermission[];
    /**
     * The public CIDR blocks from which Defender's access key works, as many as fit into an IAM policy (80 of IPv4
     * always do). Default: from everywhere.
     */
    defenderSourceIps?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Which of Defender's access keys this is, counted from 1. Raising it makes a new key before the old
     * one goes. Default: 1.
     */
    accessKeyGeneration?: number;
    /** Whether the access key before the current one stays. Default: false. */
    keepPreviousAccessKey?: boolean;
    /**
     * A PGP public key in base64, or `keybase:USERNAME`, to encrypt the secret access key to before it
     * reaches Pulumi's state. Default: none, the state's own encryption guards it.
     */
    accessKeyPgpKey?: pulumi.Input<string>;
    /** Tags for every resource that takes them, on top of the provider's default tags. Default: none. */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** The connectors, if nothing else is said. */
export const defaultConnectors: readonly Connector[] = [Connector.Defender, Connector.Sentinel];

const defaultNamePrefix = "trailconnect";

/** The problems of a `CloudTrailConnection`'s arguments, as far as they are at hand. */
export function problemsOfConnection(args: CloudTrailConnectionArgs): Problem[] {
    const connectors = args.connectors ?? defaultConnectors;
    return [
        ...problemsOfChoices("connectors", connectors, Connector),
        ...problemsOf("namePrefix", args.namePrefix ?? defaultNamePrefix, checkNamePrefix),
        ...problemsOf("logRetentionDays", args.logRetentionDays ?? defaultRetentionDays, checkRetention),
        ...problemsOf("encryption", args.encryption ?? Encryption.Kms, checkChoice(Encryption)),
        // What is given is checked even while its connector is off; what is missing matters only when it is on.
        ...renamed(problemsOfSentinelRole(sentinelArgs(args)), { workspaceId: "sentinelWorkspaceId" }).filter(
            ({ given }) => given !== undefined || connectors.includes(Connector.Sentinel),
        ),
        ...renamed(problemsOfDefenderUser(defenderArgs(args)), {
            permissions: "defenderPermissions",
            sourceIps: "defenderSourceIps",
        }),
    ];
}

function sentinelArgs(args: CloudTrailConnectionArgs) {
    return {
        // Where it is absent, problemsOfSentinelRole says so.
        workspaceId: args.sentinelWorkspaceId as pulumi.Input<string>,
        azureCloud: args.azureCloud,
        microsoftAccountId: args.microsoftAccountId,
        tags: args.tags,
    };
}

function defenderArgs(args: CloudTrailConnectionArgs) {
    return {
        permissions: args.defenderPermissions,
        sourceIps: args.defenderSourceIps,
        accessKeyGeneration: args.accessKeyGeneration,
        keepPreviousAccessKey: args.keepPreviousAccessKey,
        accessKeyPgpKey: args.accessKeyPgpKey,
        tags: args.tags,
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
    /** The name of the bucket that takes the logs. */
    public readonly bucketName: pulumi.Output<string>;
    /** The ARN of the key that encrypts the logs; absent with encryption s3. */
    public readonly kmsKeyArn?: pulumi.Output<string>;
    /** The ARN of the role that Sentinel assumes; absent without the sentinel connector. */
    public readonly roleArn?: pulumi.Output<string>;
    /** The external ID that the role asks for: the workspace ID; absent without the sentinel connector. */
    public readonly externalId?: pulumi.Output<string>;
    /** The name of Defender's user; absent without the defender connector. */
    public readonly userName?: pulumi.Output<string>;
    /** The ID of Defender's access key; absent without the defender connector. */
    public readonly accessKeyId?: pulumi.Output<string>;
    /** Defender's secret access key, a secret; absent without the defender connector, and with `accessKeyPgpKey`. */
    public readonly secretAccessKey?: pulumi.Output<string>;
    /** Defender's secret access key as a PGP message in base64; with `accessKeyPgpKey` only. */
    public readonly encryptedSecretAccessKey?: pulumi.Output<string>;
    /** The ID of the access key before the current one, while it is kept. */
    public readonly previousAccessKeyId?: pulumi.Output<string>;

    /** @throws pulumi.InputPropertiesError if an argument can't be used */
    constructor(name: string, args: CloudTrailConnectionArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse(problemsOfConnection(args));
        super("trailconnect:index:CloudTrailConnection", name, args, opts);
        const connectors = args.connectors ?? defaultConnectors;
        const { protectLogs, tags } = args;

        this.partition = checkedLater(
            "partition",
            getPartitionOutput({}, { parent: this }).partition,
            checkPartition(connectors),
        );
        this.region = getRegionOutput({}, { parent: this }).region;
        this.accountId = getCallerIdentityOutput({}, { parent: this }).accountId;

        const suffix = new RandomId(`${name}-suffix`, { byteLength: suffixLength / 2 }, { parent: this });
        // By way of the partition, so that nothing is named, and made, where it is refused.
        const names = pulumi
            .all([suffix.hex, this.partition])
            .apply(([hex]) => connectionNames(args.namePrefix ?? defaultNamePrefix, hex));
        const plannedTrailArn = pulumi
            .all([this.partition, this.region, this.accountId, names])
            .apply(([partition, region, accountId, { trailName }]) =>
                trailArn({ partition, region, accountId, trailName }),
            );

        if ((args.encryption ?? Encryption.Kms) === Encryption.Kms) {
            this.kmsKeyArn = new LogKey(
                `${name}-log-key`,
                { trailArn: plannedTrailArn, aliasName: names.keyAlias, protectLogs, tags },
                { parent: this },
            ).kmsKeyArn;
        }
        this.bucketName = new LogBucket(
            `${name}-log-bucket`,
            {
                trailArn: plannedTrailArn,
                bucketName: names.bucketName,
                kmsKeyArn: this.kmsKeyArn,
                logRetentionDays: args.logRetentionDays,
                protectLogs,
                tags,
            },
            { parent: this },
        ).bucketName;
        const trail = new AuditTrail(
            `${name}-trail`,
            { trailName: names.trailName, bucketName: this.bucketName, kmsKeyArn: this.kmsKeyArn, tags },
            { parent: this },
        );
        this.trailName = trail.trailName;
        this.trailArn = trail.trailArn;

        if (connectors.includes(Connector.Sentinel)) {
            const role = new SentinelRole(
                `${name}-sentinel-role`,
                { ...sentinelArgs(args), roleName: names.roleName },
                { parent: this },
            );
            this.roleArn = role.roleArn;
            this.externalId = role.externalId;
        }
        if (connectors.includes(Connector.Defender)) {
            const user = new DefenderUser(
                `${name}-defender-user`,
                { ...defenderArgs(args), userName: names.userName },
                { parent: this },
            );
            this.userName = user.userName;
            this.accessKeyId = user.accessKeyId;
            this.secretAccessKey = user.secretAccessKey;
            this.encryptedSecretAccessKey = user.encryptedSecretAccessKey;
            this.previousAccessKeyId = user.previousAccessKeyId;
        }
        this.registerOutputs({
            accountId: this.accountId,
            region: this.region,
            partition: this.partition,
            trailName: this.trailName,
            trailArn: this.trailArn,
            bucketName: this.bucketName,
            kmsKeyArn: this.kmsKeyArn,
            roleArn: this.roleArn,
            externalId: this.externalId,
            userName: this.userName,
            accessKeyId: this.accessKeyId,
            secretAccessKey: this.secretAccessKey,
            encryptedSecretAccessKey: this.encryptedSecretAccessKey,
            previousAccessKeyId: this.previousAccessKeyId,
        });
    }
}
