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
} from "../checks/input";
import { problemsOfLogPrefixes } from "../checks/logPrefixes";
import { checkName } from "../checks/names";
import { checkPartition } from "../checks/partition";
import { type Check, type Fault, type Problem, problemsOf, refuse } from "../checks/problem";
import { checkWorkspaceId } from "../checks/workspaceId";
import { defaults } from "../defaults";
import { bucketArn } from "../facts/arns";
import { AzureCloud, Connector, sentinelOidcIdentities, sentinelSessionName } from "../facts/microsoft";
import { type PolicyDocument, roleInlinePolicyQuota, sizeOf } from "../iam/document";
import { type HeldByMicrosoft, warningBeforeReplacement } from "../resources/heldByMicrosoft";
import { accountIdOf, partitionOf, regionOf } from "../resources/place";
import { madeBeforeDeleted } from "../resources/replacement";
import { LogQueue, type LogQueueArgs, problemsOfLogQueue } from "./logQueue";
import { refuseMissingAudience } from "./oidcAudience";
import { oidcTrustPolicy } from "./oidcTrustPolicy";
import { type ReadLogs, sentinelS3ReaderPolicy } from "./sentinelS3ReaderPolicy";
import { problemsOfSessionNames } from "./sessionNames";

/** The arguments for Sentinel's S3 connector. */
export interface SentinelOidcArgs {
    /**
     * The ID of the Log Analytics workspace that Sentinel runs in, a GUID in lower case: Azure portal > Log Analytics
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
     * Session names, besides `MicrosoftSentinel_` and the workspace ID, under which Microsoft may assume the S3
     * connector's role: up to 10, as many as fit into a trust policy. In March 2025 Microsoft sent
     * `MicrosoftDefenderForClouds_` and the workspace ID for a while, and every role without that name refused it. Source: "IAM
     * and AWS STS quotas".
     * @default none
     * @example ["MicrosoftDefenderForClouds_0f8fad5b-d9cb-469f-a165-70867728950e"]
     */
    additionalSessionNames?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The ARN of the account's OIDC provider for Microsoft's issuer, if there is one,
     * `arn:PARTITION:iam::ACCOUNT_ID:oidc-provider/ISSUER`: AWS allows one per issuer and account, and Defender for
     * Cloud uses the same one. It is not changed; Sentinel's audience has to be among its audiences.
     * @default none, a provider is created for the S3 connector
     * @example "arn:aws:iam::111122223333:oidc-provider/sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/"
     */
    existingOidcProviderArn?: pulumi.Input<string>;
}

/** What a `SentinelS3` is made from. */
export interface SentinelS3Args extends SentinelOidcArgs, LogQueueArgs {
    /**
     * What the keys of the logs start with, such as `AWSLogs/111122223333/CloudTrail/`: what is announced to Sentinel,
     * and all that it may read. `logPrefixes(…)` returns them.
     * @example ["AWSLogs/111122223333/CloudTrail/"]
     */
    logPrefixes: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The ARN of the KMS key that the logs are encrypted with, `arn:PARTITION:kms:REGION:ACCOUNT_ID:key/KEY_ID`, not an
     * alias. Without it Sentinel can't read logs that a KMS key encrypts.
     * @default none, Amazon S3's own keys
     * @example "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
     */
    kmsKeyArn?: pulumi.Input<string>;
    /**
     * The role's name: `OIDC_`, and then letters, digits, underscores and hyphens, up to 64 characters in all.
     * Microsoft's connector refuses a role whose name starts otherwise. Source: "Set up your Amazon Web Services
     * environment to collect AWS logs to Microsoft Sentinel"; "IAM and AWS STS quotas".
     * @example "OIDC_sentinel-reader"
     */
    roleName: pulumi.Input<string>;
}

/** Checks that an OIDC provider is in the role's own account: a role can't trust any other. */
function checkOwner(accountId: string): Check<string> {
    return (providerArn) => {
        const owner = providerArn.split(":")[4] ?? "";
        return !/^\d{12}$/.test(accountId) || owner === accountId
            ? undefined
            : {
                  code: "oidc-provider-of-another-account",
                  reason: `The OIDC provider is in account ${owner}, and the role in account ${accountId}: a role can only trust a provider in its own account.`,
                  reasonRepeatsValue: true,
                  allowed: `an OIDC provider in account ${accountId}`,
                  example: providerArn.replace(owner, accountId),
              };
    };
}

function identityOf({ azureCloud }: Pick<SentinelOidcArgs, "azureCloud">) {
    return sentinelOidcIdentities[azureCloud ?? defaults.sentinel.azureCloud];
}

/** The trust policy of a `SentinelS3`, from arguments that passed their checks. */
export function sentinelS3Trust(
    providerArn: string,
    args: Pick<pulumi.Unwrap<SentinelS3Args>, "workspaceId" | "azureCloud" | "additionalSessionNames">,
): PolicyDocument {
    const { url, audience } = identityOf(args);
    const sessionNames = [sentinelSessionName(args.workspaceId), ...(args.additionalSessionNames ?? [])];
    return oidcTrustPolicy({ providerArn, issuerUrl: url, audience, sessionNames: [...new Set(sessionNames)] });
}

/** What isn't known of a `SentinelS3` before its queue is there, as short as AWS lets it be. */
const shortest: ReadLogs = {
    queueArn: `arn:aws:sqs:us-east-1:${"#".repeat(12)}:#`,
    bucketArn: "arn:aws:s3:::###",
    logPrefixes: [],
    region: "us-east-1",
};

/** Checks that the role's policy has room for some prefixes, with what else is known of it. */
export function checkReaderRoom({ logPrefixes, ...known }: Partial<ReadLogs>): Check<unknown> {
    return () => checkReaderSize(sentinelS3ReaderPolicy({ ...shortest, ...known, logPrefixes: logPrefixes ?? [] }));
}

/** The problems of prefixes for which the role's policy has no room. */
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

/** Checks that the policy fits IAM's quota for inline policies: each prefix of the logs makes it longer. */
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

/** The problems of Sentinel's OIDC identity, as far as it is known. */
export function problemsOfSentinelOidc(args: SentinelOidcArgs): Problem[] {
    const problemsOfCloud = problemsOf(
        "azureCloud",
        args.azureCloud ?? defaults.sentinel.azureCloud,
        checkChoice(AzureCloud),
    );
    return [
        ...problemsOfInput("workspaceId", args.workspaceId, checkWorkspaceId),
        ...problemsOfCloud,
        ...problemsOfSessionNames("additionalSessionNames", plainList(args.additionalSessionNames ?? [])),
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

/** The problems of a `SentinelS3`'s arguments, as far as they are known. */
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
        advice: `Microsoft Sentinel reads no logs until it is connected to the new one: "trailconnect sentinel", or ${portal}. Delete the connection to this one there.`,
    },
    queueUrl: {
        what: "the queue",
        advice: `What is in it is lost: let Sentinel empty it before. Then connect Sentinel to the new one: "trailconnect sentinel", or ${portal}. Delete the connection to this one there.`,
    },
};

/**
 * What Microsoft Sentinel's S3 connector ("Amazon Web Services S3") reads CloudTrail's logs through: a queue
 * notified of every new log, a role for Microsoft's OIDC identity under the workspace's session name, and the account's
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
    /** The URL of the queue that takes the messages which Sentinel failed on ten times. */
    public readonly deadLetterQueueUrl: pulumi.Output<string>;
    /** The name of that queue. */
    public readonly deadLetterQueueName: pulumi.Output<string>;
    /** The ARN of the OIDC provider, made here or given. */
    public readonly oidcProviderArn: pulumi.Output<string>;
    /** The ARN of the topic between bucket and queue, made here or given; absent where there is none. */
    public readonly topicArn?: pulumi.Output<string>;
    /**
     * What to add to the bucket's notification configuration, as JSON in the form of the S3 API; absent where it is
     * written here, or where a topic was given.
     */
    public readonly bucketNotification?: pulumi.Output<string>;

    /** @throws pulumi.InputPropertiesError if an argument can't be used */
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
        const sessionNames = listCheckedLater(args.additionalSessionNames ?? [], (others) =>
            problemsOfSessionNames("additionalSessionNames", others),
        );
        const role = new iam.Role(
            name,
            {
                name: checkedLater("roleName", args.roleName, checkRoleName),
                description: "Microsoft Sentinel reads CloudTrail logs",
                assumeRolePolicy: pulumi.jsonStringify(
                    // Depends on the partition, so that nothing is created where it is refused.
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
            // After the role, which is not created where the partition is refused.
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
