import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { checkChoice } from "../checks/choice";
import { checkKmsKeyArn, checkOidcProviderArn, checkOneBucket, checkOneKmsKey } from "../checks/existing";
import {
    checkedLater,
    isPlain,
    listCheckedLater,
    optionalCheckedLater,
    plainList,
    problemsOfInput,
    problemsOfOptional,
    refusedLater,
} from "../checks/input";
import { problemsOfLogPrefixes } from "../checks/logPrefixes";
import { checkName } from "../checks/names";
import { checkPartition } from "../checks/partition";
import { type Check, type Fault, type Problem, problemsOf, refuse } from "../checks/problem";
import { checkWorkspaceId } from "../checks/workspaceId";
import { defaults } from "../defaults";
import { bucketArn } from "../facts/arns";
import { AzureCloud, Connector, sentinelOidcIdentities, sentinelSessionNames } from "../facts/microsoft";
import { shortestPartition } from "../facts/partitions";
import { type PolicyDocument, roleInlinePolicyQuota, sizeOf } from "../iam/document";
import { type HeldByMicrosoft, warningBeforeReplacement } from "../resources/heldByMicrosoft";
import { accountIdOf, partitionOf, regionOf } from "../resources/place";
import { madeBeforeDeleted } from "../resources/replacement";
import { LogQueue, type LogQueueArgs, problemsOfLogQueue } from "./logQueue";
import { refuseMissingAudience } from "./oidcAudience";
import { oidcTrustPolicy } from "./oidcTrustPolicy";
import { type ReadLogs, sentinelS3ReaderPolicy } from "./sentinelS3ReaderPolicy";
import { problemsOfOtherWorkspaces, problemsOfSessionNames } from "./sessionNames";

/** The arguments for Sentinel's S3 connector. */
export interface SentinelOidcArgs {
    /**
     * The ID of the Log Analytics workspace that Sentinel runs in, a lowercase GUID: Azure portal > Log Analytics
     * workspaces > the workspace > Overview > Workspace ID. Sentinel includes it in its session name. Source: "Set up
     * your Amazon Web Services environment to collect AWS logs to Microsoft Sentinel".
     * @example "0f8fad5b-d9cb-469f-a165-70867728950e"
     */
    workspaceId: pulumi.Input<string>;
    /**
     * The Azure cloud of the workspace, which determines Microsoft's issuer and audience: commercial or usGovernment.
     * @default "commercial"
     * @example "usGovernment"
     */
    azureCloud?: AzureCloud;
    /**
     * Session names under which Microsoft may assume the S3 connector's role, in addition to the two that it is known to
     * use, which are always allowed: `MicrosoftSentinel_` and `MicrosoftDefenderForClouds_`, each followed by the workspace
     * ID. Up to 10, the most that fit in a trust policy. Each must contain the workspace ID, which is all that keeps
     * Microsoft's other customers out. Source: "IAM and AWS STS quotas"; Azure/Azure-Sentinel issues 11980 and 12007.
     * @default none
     * @example ["MicrosoftDefender_0f8fad5b-d9cb-469f-a165-70867728950e"]
     */
    additionalSessionNames?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The ARN of the account's existing OIDC provider for Microsoft's issuer,
     * `arn:PARTITION:iam::ACCOUNT_ID:oidc-provider/ISSUER`: AWS allows one provider per issuer and account, and
     * Defender for Cloud uses the same one. The provider isn't changed; its audiences must include Sentinel's.
     * @default none; a provider is created for the S3 connector
     * @example "arn:aws:iam::111122223333:oidc-provider/sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/"
     */
    existingOidcProviderArn?: pulumi.Input<string>;
}

/** Arguments for `SentinelS3`. */
export interface SentinelS3Args extends SentinelOidcArgs, LogQueueArgs {
    /**
     * The key prefixes of the logs, such as `AWSLogs/111122223333/CloudTrail/`: Sentinel is notified only of objects
     * under them, and may read only those. `logPrefixes(…)` returns them.
     * @example ["AWSLogs/111122223333/CloudTrail/"]
     */
    logPrefixes: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The ARN of the KMS key that the logs are encrypted with, `arn:PARTITION:kms:REGION:ACCOUNT_ID:key/KEY_ID`, not an
     * alias. Sentinel can't read logs that are encrypted with a KMS key without it.
     * @default none; the logs are encrypted with Amazon S3 managed keys
     * @example "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
     */
    kmsKeyArn?: pulumi.Input<string>;
    /**
     * The role's name: `OIDC_` followed by letters, digits, underscores and hyphens, up to 64 characters in total.
     * Microsoft's connector rejects a role whose name doesn't start with `OIDC_`. Source: "Set up your Amazon Web
     * Services environment to collect AWS logs to Microsoft Sentinel"; "IAM and AWS STS quotas".
     * @example "OIDC_sentinel-reader"
     */
    roleName: pulumi.Input<string>;
}

/** Checks that an OIDC provider is in the role's own account: a role can't trust one in another account. */
function checkOwner(accountId: string): Check<string> {
    return (providerArn) => {
        const owner = providerArn.split(":")[4] ?? "";
        return !/^\d{12}$/.test(accountId) || owner === accountId
            ? undefined
            : {
                  code: "oidc-provider-of-another-account",
                  reason: `The OIDC provider is in account ${owner}, and the role is in account ${accountId}: a role can only trust a provider in its own account.`,
                  reasonRepeatsValue: true,
                  allowed: `an OIDC provider in account ${accountId}`,
                  example: providerArn.replace(owner, accountId),
              };
    };
}

function identityOf({ azureCloud }: Pick<SentinelOidcArgs, "azureCloud">) {
    return sentinelOidcIdentities[azureCloud ?? defaults.sentinel.azureCloud];
}

/** The trust policy of a `SentinelS3`, from valid arguments. */
export function sentinelS3Trust(
    providerArn: string,
    args: Pick<pulumi.Unwrap<SentinelS3Args>, "workspaceId" | "azureCloud" | "additionalSessionNames">,
): PolicyDocument {
    const { url, audience } = identityOf(args);
    const sessionNames = [...sentinelSessionNames(args.workspaceId), ...(args.additionalSessionNames ?? [])];
    return oidcTrustPolicy({ providerArn, issuerUrl: url, audience, sessionNames: [...new Set(sessionNames)] });
}

/** Stands for what isn't known before the queue exists: as short as AWS allows, so that the size is never overestimated. */
const shortest: ReadLogs = {
    queueArn: `arn:${shortestPartition}:sqs:us-east-1:${"#".repeat(12)}:#`,
    bucketArn: `arn:${shortestPartition}:s3:::###`,
    logPrefixes: [],
    region: "us-east-1",
};

/** Checks that prefixes fit in the role's policy, with what else is known of it. */
export function checkReaderRoom({ logPrefixes, ...known }: Partial<ReadLogs>): Check<unknown> {
    return () => checkReaderSize(sentinelS3ReaderPolicy({ ...shortest, ...known, logPrefixes: logPrefixes ?? [] }));
}

/** Problems with prefixes that don't fit in the role's policy. */
function problemsOfReaderSize({ bucketName, logPrefixes, kmsKeyArn, queueName }: SentinelS3Args): Problem[] {
    if (!isPlain(logPrefixes)) {
        return [];
    }
    const known = {
        logPrefixes: plainList(logPrefixes).map((prefix) => prefix ?? ""),
        ...(isPlain(bucketName) && { bucketArn: bucketArn("aws", bucketName) }),
        ...(kmsKeyArn !== undefined && { kmsKeyArn: isPlain(kmsKeyArn) ? kmsKeyArn : "" }),
        ...(queueName !== undefined &&
            isPlain(queueName) && { queueArn: `${shortest.queueArn.slice(0, -1)}${queueName}` }),
    };
    return problemsOf("logPrefixes", logPrefixes, checkReaderRoom(known));
}

/** Checks that the policy fits IAM's quota for inline policies: each log prefix makes it longer. */
function checkReaderSize(policy: PolicyDocument): Fault | undefined {
    const size = sizeOf(policy);
    return size <= roleInlinePolicyQuota
        ? undefined
        : {
              code: "role-policy-size",
              reason: `With these prefixes, the role's policy has ${size} characters, and IAM allows ${roleInlinePolicyQuota}.`,
              allowed: "fewer or shorter prefixes",
              example: ["AWSLogs/o-exampleorgid/"],
          };
}

/** Problems with the arguments for Sentinel's OIDC identity, as far as their values are known. */
export function problemsOfSentinelOidc(args: SentinelOidcArgs): Problem[] {
    const problemsOfCloud = problemsOf(
        "azureCloud",
        args.azureCloud ?? defaults.sentinel.azureCloud,
        checkChoice(AzureCloud),
    );
    const problemsOfWorkspace = problemsOfInput("workspaceId", args.workspaceId, checkWorkspaceId);
    const sessionNames = plainList(args.additionalSessionNames ?? []);
    return [
        ...problemsOfWorkspace,
        ...problemsOfCloud,
        ...problemsOfSessionNames("additionalSessionNames", sessionNames),
        ...(isPlain(args.workspaceId) && problemsOfWorkspace.length === 0
            ? problemsOfOtherWorkspaces("additionalSessionNames", sessionNames, args.workspaceId)
            : []),
        // The issuer depends on the cloud.
        ...(problemsOfCloud.length
            ? []
            : problemsOfOptional(
                  "existingOidcProviderArn",
                  args.existingOidcProviderArn,
                  checkOidcProviderArn(identityOf(args).url),
              )),
    ];
}

const checkRoleName = checkName("sentinelS3RoleName", "OIDC_sentinel-reader");

/** Problems with the arguments of `SentinelS3`, as far as their values are known. */
function problemsOfSentinelS3(args: SentinelS3Args): Problem[] {
    return [
        ...problemsOfSentinelOidc(args),
        ...problemsOfOptional("kmsKeyArn", args.kmsKeyArn, checkKmsKeyArn),
        ...problemsOfLogQueue(args),
        ...problemsOfReaderSize(args),
        ...problemsOfOptional("roleName", args.roleName, checkRoleName),
    ];
}

const portal = "Sentinel > Data connectors > Amazon Web Services S3 > Open connector page";

const heldBySentinel: HeldByMicrosoft = {
    roleArn: {
        what: "the role",
        advice: `Microsoft Sentinel can't read logs until it is connected to the new role: run "trailconnect sentinel", or use ${portal}. Delete the connection to the old role there.`,
    },
    queueUrl: {
        what: "the queue",
        advice: `Messages still in it are lost: let Sentinel empty it first. Then connect Sentinel to the new queue: run "trailconnect sentinel", or use ${portal}. Delete the connection to the old queue there.`,
    },
};

/**
 * The AWS side of Microsoft Sentinel's S3 connector ("Amazon Web Services S3") for CloudTrail logs: a queue notified of
 * every new log, a role that Microsoft's OIDC identity assumes under the workspace's session name, and the account's
 * OIDC provider for Microsoft's issuer.
 *
 * Source: "Set up your Amazon Web Services environment to collect AWS logs to Microsoft Sentinel".
 */
export class SentinelS3 extends pulumi.ComponentResource {
    /** The ARN of the role, to paste into the connector. */
    public readonly roleArn: pulumi.Output<string>;
    /** The URL of the queue, to paste into the connector. */
    public readonly queueUrl: pulumi.Output<string>;
    /** The name of the queue. */
    public readonly queueName: pulumi.Output<string>;
    /** The URL of the dead-letter queue, for messages that Sentinel failed to process ten times. */
    public readonly deadLetterQueueUrl: pulumi.Output<string>;
    /** The name of the dead-letter queue. */
    public readonly deadLetterQueueName: pulumi.Output<string>;
    /** The ARN of the OIDC provider, new or existing. */
    public readonly oidcProviderArn: pulumi.Output<string>;
    /** The ARN of the topic between the bucket and the queue, new or existing, if there is one. */
    public readonly topicArn?: pulumi.Output<string>;
    /**
     * The entries to add to the bucket's notification configuration, as JSON in the format of the S3 API; absent if
     * this component writes the configuration, or if an existing topic is used.
     */
    public readonly bucketNotification?: pulumi.Output<string>;

    /** @throws pulumi.InputPropertiesError if an argument is invalid */
    constructor(name: string, args: SentinelS3Args, opts?: pulumi.ComponentResourceOptions) {
        refuse(problemsOfSentinelS3(args));
        super("trailconnect:index:SentinelS3", name, args, warningBeforeReplacement(opts, heldBySentinel));
        const identity = identityOf(args);
        const { tags } = args;

        const partition = checkedLater("partition", partitionOf(this), checkPartition([Connector.SentinelS3]));
        const region = regionOf(this);
        const bucket = pulumi
            .all([partition, checkedLater("bucketName", args.bucketName, checkOneBucket)])
            .apply(([p, bucketName]) => bucketArn(p, bucketName));
        const prefixes = listCheckedLater(args.logPrefixes, (all) => problemsOfLogPrefixes("logPrefixes", all));

        if (args.existingOidcProviderArn === undefined) {
            this.oidcProviderArn = new iam.OpenIdConnectProvider(
                `${name}-oidc-provider`,
                {
                    url: partition.apply(() => identity.url),
                    clientIdLists: [identity.audience],
                    thumbprintLists: [identity.thumbprint],
                    tags,
                },
                { parent: this },
            ).arn;
        } else {
            this.oidcProviderArn = pulumi
                .all([
                    checkedLater(
                        "existingOidcProviderArn",
                        args.existingOidcProviderArn,
                        checkOidcProviderArn(identity.url),
                    ),
                    accountIdOf(this),
                ])
                .apply(([arn, accountId]) => {
                    refuse(problemsOf("existingOidcProviderArn", arn, checkOwner(accountId)));
                    return arn;
                });
            refuseMissingAudience(this, this.oidcProviderArn, identity.audience);
        }
        const workspaceId = checkedLater("workspaceId", args.workspaceId, checkWorkspaceId);
        const otherNames = listCheckedLater(args.additionalSessionNames ?? [], (others) =>
            problemsOfSessionNames("additionalSessionNames", others),
        );
        const sessionNames = refusedLater(pulumi.all([workspaceId, otherNames]), ([workspace, others]) =>
            problemsOfOtherWorkspaces("additionalSessionNames", others, workspace),
        ).apply(([, others]) => others);
        const role = new iam.Role(
            name,
            {
                name: args.roleName,
                description: "Microsoft Sentinel reads CloudTrail logs",
                assumeRolePolicy: pulumi.jsonStringify(
                    // Depends on the partition, so that nothing is created in one that isn't supported.
                    pulumi
                        .all([this.oidcProviderArn, workspaceId, sessionNames, partition])
                        .apply(([providerArn, workspace, additionalSessionNames]) =>
                            sentinelS3Trust(providerArn, {
                                workspaceId: workspace,
                                azureCloud: args.azureCloud,
                                additionalSessionNames,
                            }),
                        ),
                ),
                tags,
            },
            { parent: this, ...madeBeforeDeleted },
        );

        const queue = new LogQueue(
            `${name}-queue`,
            {
                bucketName: args.bucketName,
                logPrefixes: args.logPrefixes,
                ownsBucket: args.ownsBucket,
                existingNotification: args.existingNotification,
                snsFanOut: args.snsFanOut,
                existingTopicArn: args.existingTopicArn,
                queueName: args.queueName,
                topicName: args.topicName,
                tags,
            },
            // After the role, which isn't created in a partition that isn't supported.
            { parent: this, dependsOn: [role] },
        );
        const kmsKeyArn = optionalCheckedLater("kmsKeyArn", args.kmsKeyArn, checkOneKmsKey);
        new iam.RolePolicy(
            `${name}-policy`,
            {
                name: "read-cloudtrail-logs",
                role: role.name,
                policy: pulumi.jsonStringify(
                    pulumi
                        .all([queue.queueArn, bucket, prefixes, kmsKeyArn, region])
                        .apply(([queueArn, arn, logPrefixes, keyArn, here]) => {
                            const policy = sentinelS3ReaderPolicy({
                                queueArn,
                                bucketArn: arn,
                                logPrefixes,
                                kmsKeyArn: keyArn,
                                region: here,
                            });
                            refuse(problemsOf("logPrefixes", logPrefixes, () => checkReaderSize(policy)));
                            return policy;
                        }),
                ),
            },
            { parent: this, ...madeBeforeDeleted },
        );

        this.roleArn = role.arn;
        this.queueUrl = queue.queueUrl;
        this.queueName = queue.queueName;
        this.deadLetterQueueUrl = queue.deadLetterQueueUrl;
        this.deadLetterQueueName = queue.deadLetterQueueName;
        this.topicArn = queue.topicArn;
        this.bucketNotification = queue.bucketNotification;
        this.registerOutputs({
            roleArn: this.roleArn,
            queueUrl: this.queueUrl,
            queueName: this.queueName,
            deadLetterQueueUrl: this.deadLetterQueueUrl,
            deadLetterQueueName: this.deadLetterQueueName,
            oidcProviderArn: this.oidcProviderArn,
            topicArn: this.topicArn,
            bucketNotification: this.bucketNotification,
        });
    }
}
