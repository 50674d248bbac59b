import type * as pulumi from "@pulumi/pulumi";
import { problemsOfEmails } from "../alarms/emails";
import { checkChoice, problemsOfChoices } from "../checks/choice";
import {
    checkExistingBucketName,
    checkKeyPrefix,
    checkKmsKeyArn,
    checkOidcProviderArn,
    checkTopicArn,
} from "../checks/existing";
import { plainList, problemsOfOptional } from "../checks/input";
import { checkName, checkNamePrefix } from "../checks/names";
import { checkOrganizationId, problemsOfMemberAccounts } from "../checks/organization";
import { type Problem, problemsOf, renamed } from "../checks/problem";
import { checkTrailArn } from "../checks/trailArn";
import { defaults } from "../defaults";
import { problemsOfDefenderUser } from "../defender/defenderUser";
import type { DefenderPermission } from "../defender/readerPolicy";
import { AzureCloud, Connector, sentinelOidcIdentities } from "../facts/microsoft";
import { Encryption } from "../logs/encryption";
import { type DataEventsArgs, type InsightType, problemsOfEvents, type ReadWriteType } from "../logs/eventSelectors";
import { type ObjectLockMode, problemsOfObjectLock } from "../logs/logBucket";
import { checkLogGroupRetention } from "../logs/logRetention";
import { checkPresentNotification, checkPresentPolicy } from "../logs/presentDocuments";
import { checkRetention } from "../logs/retention";
import { problemsOfSentinelRole } from "../sentinelApi/sentinelRole";
import { problemsOfSessionNames } from "../sentinelS3/sessionNames";
import { problemsOfCombinations } from "./connectionCombinations";

/** What a `CloudTrailConnection` is made from. The program's configuration has the same keys. */
export interface CloudTrailConnectionArgs {
    /**
     * The connectors of Microsoft's that read the account: any of defender, sentinel and sentinelS3, each once.
     * sentinelS3 reads the log files, for accounts of more than about 100 events a second in one region and for
     * organizations; with it sentinel is not needed, and would bring each event twice. Default: defender and sentinel.
     */
    connectors?: Connector[];
    /**
     * The ID of the Log Analytics workspace that Sentinel runs in, a GUID in lower case: Azure portal > Log Analytics
     * workspaces > the workspace > Overview > Workspace ID. Both of Sentinel's connectors need it: as external ID, and
     * in the session name. Default: none, which only defender does with. Source: "Connect Microsoft Sentinel to Amazon
     * Web Services to ingest AWS service log data".
     */
    sentinelWorkspaceId?: pulumi.Input<string>;
    /** The Azure cloud of Sentinel's workspace: commercial or usGovernment. Default: commercial. */
    azureCloud?: AzureCloud;
    /**
     * Microsoft's AWS account, 12 digits, as the page of the sentinel connector in the portal shows it. Default: the
     * one that Microsoft publishes for Azure Commercial, 197857026523; for Azure Government none is published, and it
     * has to be given. Source: "Connect Microsoft Sentinel to Amazon Web Services to ingest AWS service log data".
     */
    microsoftAccountId?: pulumi.Input<string>;
    /**
     * What the names of all resources start with: up to 46 lower-case letters, digits and single hyphens. The names end
     * in a random suffix, so that two connections fit in one account. Changing it replaces every resource that has a
     * name, the bucket and its logs included. Default: trailconnect. Source: AWS's rule for each of the names, such as
     * "General purpose bucket naming rules".
     */
    namePrefix?: string;
    /**
     * Days until a log expires, 1 to 36500 (a hundred years, this package's own limit). Default: 365. A version that
     * was expired, deleted or overwritten stays 30 days more.
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
     * What Defender for Cloud Apps may do: any of Activity, Storage and Governance, each once. Default: Activity and
     * Storage. Source: "How Defender for Cloud Apps helps protect your Amazon Web Services (AWS) environment".
     */
    defenderPermissions?: DefenderPermission[];
    /**
     * The public CIDR blocks from which Defender's access key works, as many as fit into an IAM policy (80 of IPv4
     * always do). Default: from everywhere. Microsoft lists its addresses on the page "Network requirements" of Defender
     * for Cloud Apps.
     */
    defenderSourceIps?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Which of Defender's access keys this is, counted from 1 to 1000000 (this package's own limit). Raising it makes a
     * new key before the old one goes. Default: 1.
     */
    accessKeyGeneration?: number;
    /** Whether the access key before the current one stays. Default: false. */
    keepPreviousAccessKey?: boolean;
    /**
     * A PGP public key in base64 (`gpg --export you@example.com | base64 | tr -d '\n'`), or `keybase:USERNAME`, to
     * encrypt the secret access key to before it reaches Pulumi's state; the output is `encryptedSecretAccessKey`.
     * Changing it replaces the access keys. Default: none, the state's own encryption guards it.
     */
    accessKeyPgpKey?: pulumi.Input<string>;
    /**
     * Session names, besides `MicrosoftSentinel_` and the workspace ID, under which Microsoft may assume the sentinelS3
     * connector's role: up to 10, as many as fit into a trust policy. Default: none. Source: "IAM and AWS STS quotas".
     */
    additionalSessionNames?: pulumi.Input<pulumi.Input<string>[]>;
    /** Whether a topic stands between bucket and queue, so that others can subscribe to it too. Default: false. */
    snsFanOut?: boolean;
    /**
     * The ARN of an SNS topic for the alarms, `arn:PARTITION:sns:REGION:ACCOUNT_ID:NAME`. It has to admit CloudWatch
     * and EventBridge: `alarmTopicPolicyStatements` tells how. Default: one is made where there are alarms, with the
     * sentinelS3 connector and with `tamperAlarms`.
     */
    alarmTopicArn?: pulumi.Input<string>;
    /**
     * E-mail addresses that get the alarms, once whoever reads them has followed the link that SNS sends. Default: none.
     */
    alarmEmails?: string[];
    /**
     * The ID of the organization whose accounts the trail records, `o-` and 10 to 32 lower-case letters and digits. A
     * trail that is made here is the management account's, so the stack has to run there; with `existingTrailArn` it
     * runs where the logs are. Default: none, the one account only. Source: "Organization", AWS Organizations API
     * Reference.
     */
    organizationId?: pulumi.Input<string>;
    /**
     * The member accounts whose logs the sentinelS3 connector reads, the management account among them if it is wanted:
     * up to 50 account IDs, each once, which S3's notifications and the role's policy have room for; with
     * `existingTopicArn` up to 37, which the subscription's filter has room for. Default: every account of the
     * organization; S3 then announces digest files too, which it can't tell from logs by a common prefix. Source: "IAM
     * and AWS STS quotas"; "Filter policy constraints in Amazon SNS".
     */
    memberAccountIds?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The trail's name: 3 to 128 letters, digits, and single dots, underscores and hyphens between them. Needed where
     * the owner of an existing bucket or key has to admit the trail before it exists. Default: prefix and suffix.
     * Source: "Naming requirements for CloudTrail resources, Amazon S3 buckets, and KMS keys".
     */
    trailName?: pulumi.Input<string>;
    /**
     * The ARN of a trail that records the account, or the organization, already,
     * `arn:PARTITION:cloudtrail:REGION:ACCOUNT_ID:trail/NAME`. None is made, nor a bucket, nor a key: a second copy of
     * the management events costs 2.00 USD per 100,000. Default: none. Source: "AWS CloudTrail pricing".
     */
    existingTrailArn?: pulumi.Input<string>;
    /**
     * That trail's S3 key prefix, what stands before `AWSLogs/`: up to 200 letters, digits, slashes and `-_.`, without
     * a slash at either end. Default: none. Source: "CreateTrail", AWS CloudTrail API Reference.
     */
    existingTrailKeyPrefix?: pulumi.Input<string>;
    /**
     * The name of a bucket that is there already, in this account and region: the existing trail's, for the sentinelS3
     * connector, or the one that a new trail is to write to. Default: none, a bucket is made.
     */
    existingBucketName?: pulumi.Input<string>;
    /**
     * That bucket's policy as it stands, as JSON: it is written with a new trail's statements added. Default: none, the
     * policy is left alone, and `bucketPolicyStatements` tells what to add.
     */
    existingBucketPolicy?: pulumi.Input<string>;
    /**
     * That bucket's notification configuration as it stands, as JSON, `{}` for none: it is written with the logs'
     * notifications added. Default: none, it is left alone, and `bucketNotification` tells what to add.
     */
    existingBucketNotification?: pulumi.Input<string>;
    /**
     * The ARN of a KMS key that is there already, `arn:PARTITION:kms:REGION:ACCOUNT_ID:key/KEY_ID`, not an alias: the
     * one that the existing trail encrypts with, for the sentinelS3 connector, or that a new trail is to. Its policy
     * has to admit the new trail: `kmsKeyPolicyStatements` tells how. Default: none, a key is made for a new trail.
     */
    existingKmsKeyArn?: pulumi.Input<string>;
    /**
     * The ARN of the account's OIDC provider for Microsoft's issuer, if there is one,
     * `arn:PARTITION:iam::ACCOUNT_ID:oidc-provider/ISSUER`. It stays as it is; Sentinel's audience has to be among its
     * audiences. Default: none, a provider is made for the sentinelS3 connector.
     */
    existingOidcProviderArn?: pulumi.Input<string>;
    /**
     * The ARN of an SNS topic that the existing bucket's notifications go to already,
     * `arn:PARTITION:sns:REGION:ACCOUNT_ID:NAME`: the queue subscribes to it. Default: none.
     */
    existingTopicArn?: pulumi.Input<string>;
    /** Which management events the trail records: All, ReadOnly or WriteOnly. Default: All. */
    managementEvents?: ReadWriteType;
    /**
     * The data events that the trail records, at 0.10 USD for 100,000. To end them, give `managementEvents` too:
     * selectors can be replaced and not taken away. Default: none. Source: "AWS CloudTrail pricing".
     */
    dataEvents?: DataEventsArgs[];
    /**
     * What CloudTrail Insights looks for: any of ApiCallRateInsight and ApiErrorRateInsight, at 0.35 USD for 100,000
     * events looked at, for each. Default: nothing. Source: "AWS CloudTrail pricing".
     */
    insights?: InsightType[];
    /**
     * Days until CloudWatch Logs drops an event: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096,
     * 1827, 2192, 2557, 2922, 3288 or 3653. Default: none, events are not delivered there. Source:
     * "PutRetentionPolicy", Amazon CloudWatch Logs API Reference.
     */
    cloudWatchLogsRetentionDays?: number;
    /**
     * A bucket of this account and region that takes the log bucket's access logs. It has to admit
     * `logging.s3.amazonaws.com`: `accessLogBucketPolicyStatements` tells how. Default: none, accesses are not logged.
     */
    accessLogBucketName?: pulumi.Input<string>;
    /**
     * Days for which Object Lock keeps those whom `objectLockMode` binds from deleting a log, 1 to 36500. Once on, it
     * can't be taken off the bucket. Default: none, no Object Lock. Source: "Object Lock considerations" (Amazon S3 User
     * Guide).
     */
    objectLockDays?: number;
    /**
     * Whom Object Lock binds, with `objectLockDays`: all but who may `s3:BypassGovernanceRetention` (GOVERNANCE), or
     * everybody (COMPLIANCE). Default: GOVERNANCE. Source: "Retention modes" (Amazon S3 User Guide).
     */
    objectLockMode?: ObjectLockMode;
    /**
     * Whether there are alarms for the pipeline itself: the trail stopped, changed or deleted, the key disabled, the log
     * bucket's policy changed. Default: false.
     */
    tamperAlarms?: boolean;
    /** Tags for every resource that takes them, on top of the provider's default tags. Default: none. */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** The problems of a `CloudTrailConnection`'s arguments, as far as they are at hand. */
export function problemsOfConnection(args: CloudTrailConnectionArgs): Problem[] {
    const connectors = args.connectors ?? defaults.connectors;
    const usesSentinel = connectors.includes(Connector.Sentinel) || connectors.includes(Connector.SentinelS3);
    return [
        ...problemsOfChoices("connectors", connectors, Connector),
        ...problemsOf("namePrefix", args.namePrefix ?? defaults.namePrefix, checkNamePrefix),
        ...problemsOf("logRetentionDays", args.logRetentionDays ?? defaults.logRetentionDays, checkRetention),
        ...problemsOf("encryption", args.encryption ?? defaults.encryption, checkChoice(Encryption)),
        // What is given is checked even while its connector is off; what is missing matters only when it is on.
        ...renamed(problemsOfSentinelRole(sentinelArgs(args)), { workspaceId: "sentinelWorkspaceId" }).filter(
            ({ propertyPath, given }) =>
                given !== undefined ||
                (propertyPath === "sentinelWorkspaceId" ? usesSentinel : connectors.includes(Connector.Sentinel)),
        ),
        ...renamed(problemsOfDefenderUser(defenderArgs(args)), {
            permissions: "defenderPermissions",
            sourceIps: "defenderSourceIps",
        }),
        ...problemsOfSessionNames("additionalSessionNames", plainList(args.additionalSessionNames ?? [])),
        ...problemsOfOptional("alarmTopicArn", args.alarmTopicArn, checkTopicArn),
        ...problemsOfEmails("alarmEmails", args.alarmEmails ?? []),
        ...problemsOfOptional("organizationId", args.organizationId, checkOrganizationId),
        ...problemsOfMemberAccounts("memberAccountIds", plainList(args.memberAccountIds ?? [])),
        ...problemsOfOptional("trailName", args.trailName, checkName("trailName", "audit-trail")),
        ...problemsOfWhatExists(args),
        ...problemsOfEvents(args),
        ...(args.cloudWatchLogsRetentionDays === undefined
            ? []
            : problemsOf("cloudWatchLogsRetentionDays", args.cloudWatchLogsRetentionDays, checkLogGroupRetention)),
        ...problemsOfOptional("accessLogBucketName", args.accessLogBucketName, checkExistingBucketName),
        // A bucket that exists has none of ours; the combination is refused as such.
        ...(args.existingTrailArn === undefined && args.existingBucketName === undefined
            ? problemsOfObjectLock(args)
            : []),
        ...problemsOfCombinations(args),
    ];
}

function problemsOfWhatExists(args: CloudTrailConnectionArgs): Problem[] {
    const azureCloud = args.azureCloud ?? defaults.azureCloud;
    // An unknown cloud is refused as such; no issuer belongs to it.
    const identity = Object.values(AzureCloud).includes(azureCloud) ? sentinelOidcIdentities[azureCloud] : undefined;
    return [
        ...problemsOfOptional("existingTrailArn", args.existingTrailArn, checkTrailArn),
        ...problemsOfOptional("existingTrailKeyPrefix", args.existingTrailKeyPrefix, checkKeyPrefix),
        ...problemsOfOptional("existingBucketName", args.existingBucketName, checkExistingBucketName),
        ...problemsOfOptional("existingBucketPolicy", args.existingBucketPolicy, checkPresentPolicy),
        ...problemsOfOptional("existingBucketNotification", args.existingBucketNotification, checkPresentNotification),
        ...problemsOfOptional("existingKmsKeyArn", args.existingKmsKeyArn, checkKmsKeyArn),
        ...(identity
            ? problemsOfOptional(
                  "existingOidcProviderArn",
                  args.existingOidcProviderArn,
                  checkOidcProviderArn(identity.url),
              )
            : []),
        ...problemsOfOptional("existingTopicArn", args.existingTopicArn, checkTopicArn),
    ];
}

/** The arguments of the `SentinelRole` among them. */
export function sentinelArgs(args: CloudTrailConnectionArgs) {
    return {
        // Where it is absent, problemsOfSentinelRole says so.
        workspaceId: args.sentinelWorkspaceId as pulumi.Input<string>,
        azureCloud: args.azureCloud,
        microsoftAccountId: args.microsoftAccountId,
        tags: args.tags,
    };
}

/** The arguments of the `DefenderUser` among them. */
export function defenderArgs(args: CloudTrailConnectionArgs) {
    return {
        permissions: args.defenderPermissions,
        sourceIps: args.defenderSourceIps,
        accessKeyGeneration: args.accessKeyGeneration,
        keepPreviousAccessKey: args.keepPreviousAccessKey,
        accessKeyPgpKey: args.accessKeyPgpKey,
        tags: args.tags,
    };
}
