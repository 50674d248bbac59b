import { AzureCloud, sentinelOidcIdentities } from "../../components/facts/microsoft";
import { isOptInRegion } from "../../components/facts/regions";
import { accountIn } from "../../components/iam/arns";
import { ofType } from "../registered/resources";
import { unreadIn } from "../registered/unread";
import { disabledRuleNotes } from "./disabledRules";
import type { Registration } from "./engine";
import { plainNotes } from "./plainNotes";

/** Something to consider, with a command for it if there is one. */
export interface Note {
    text: string;
    command?: string;
}

function ofSentinelS3(sentinelS3: Registration, registrations: readonly Registration[], at: Place): Note[] {
    const { existingOidcProviderArn, azureCloud, logPrefixes, kmsKeyArn } = sentinelS3.inputs;
    const { audience } = sentinelOidcIdentities[(azureCloud as AzureCloud | undefined) ?? AzureCloud.Commercial];
    const prefixes = logPrefixes as string[];
    const has = (type: string) => registrations.some((registration) => registration.type === type);
    const keyOwner = accountIn(kmsKeyArn);
    return [
        ...(isOptInRegion(at.region)
            ? [
                  {
                      text: `${at.region} is an opt-in region: Sentinel signs in at the global AWS STS endpoint, whose tokens don't work there until you enable that for the account, once:`,
                      command: "aws iam set-security-token-service-preferences --global-endpoint-token-version v2Token",
                  },
              ]
            : []),
        ...(existingOidcProviderArn
            ? [
                  {
                      text: "The existing OIDC provider needs Sentinel's audience. To add it:",
                      command: `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${existingOidcProviderArn} --client-id ${audience}`,
                  },
              ]
            : []),
        ...(prefixes.some((prefix) => /AWSLogs\/o-[^/]+\/$/.test(prefix))
            ? [
                  {
                      text: "Amazon S3 sends notifications of everything under the organization's prefix, including CloudTrail's digest files (hashes of the logs). Sentinel may read those too, and may fail on them. With organization.memberAccountIds, it sends them of logs only.",
                  },
              ]
            : []),
        ...(has("aws:cloudtrail/trail:Trail") &&
        prefixes.some((prefix) => /AWSLogs\/o-[^/]+\/\d{12}\//.test(prefix)) &&
        !prefixes.some((prefix) => prefix.includes(`/${at.accountId}/`))
            ? [
                  {
                      text: `Sentinel reads only the named accounts, and ${at.accountId} isn't one of them: add the management account if you want its logs.`,
                  },
              ]
            : []),
        ...(keyOwner !== undefined && keyOwner !== at.accountId
            ? [
                  {
                      text: `The KMS key belongs to account ${keyOwner}: its policy must allow account ${at.accountId} to decrypt, or Sentinel can't read the logs.`,
                  },
              ]
            : []),
        ...(kmsKeyArn === undefined && !has("trailconnect:index:LogBucket")
            ? [
                  {
                      text: "No KMS key is given. If one encrypts the existing bucket's logs, Sentinel can't read them: set existingKmsKeyArn.",
                  },
              ]
            : []),
    ];
}

function ofTrail({ inputs }: Registration): Note[] {
    const selectors = (inputs.advancedEventSelectors ?? []) as unknown[];
    const costsExtra = selectors.length > 1 || inputs.insightSelectors || inputs.cloudWatchLogsGroupArn;
    return [
        {
            text: "If another trail in this account already records management events, this one is a second copy at 2.00 USD per 100,000 events. To connect the existing trail instead, set existingTrail.",
        },
        ...(costsExtra
            ? [{ text: "Data events, Insights and CloudWatch Logs cost extra: see docs/cloudtrail.md." }]
            : []),
        ...(inputs.isOrganizationTrail
            ? [
                  {
                      text: "An organization trail needs the management account, which pulumi preview checks, with trusted access for CloudTrail enabled once:",
                      command:
                          "aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com",
                  },
              ]
            : []),
    ];
}

/** What whoever attaches the service control policy has to know. */
function ofServiceControlPolicy(registrations: readonly Registration[]): Note[] {
    const guarded = ofType(registrations, "trailconnect:index:CloudTrailConnection").filter(
        ({ inputs }) => inputs.deployRoleArn !== undefined,
    );
    const isManagementAccount = guarded.some(
        ({ inputs }) => inputs.organization !== undefined && inputs.existingTrail === undefined,
    );
    return guarded.length === 0
        ? []
        : [
              {
                  text: isManagementAccount
                      ? "Service control policies don't affect the organization's management account, where this stack runs: serviceControlPolicy has no effect there."
                      : "The stack output serviceControlPolicy takes effect once the organization's management account attaches it to this account: docs/service-control-policy.md.",
              },
          ];
}

/** Access by policies that the program neither writes nor reads. */
function notShown(registrations: readonly Registration[]): Note[] {
    const has = (type: string) => registrations.some((registration) => registration.type === type);
    const uses = (property: string) =>
        registrations.some(({ type, inputs }) => type.startsWith("trailconnect:") && inputs[property] !== undefined);
    const owners = [
        ...(uses("bucketName") && !has("aws:s3/bucketPolicy:BucketPolicy") ? ["the existing bucket's"] : []),
        ...(uses("kmsKeyArn") && !has("trailconnect:index:LogKey") ? ["the existing key's"] : []),
    ];
    return owners.length
        ? [{ text: `Not shown above: access that ${owners.join(" and ")} own policy already grants.` }]
        : [];
}

/** Where a program would be deployed. */
export interface Place {
    region: string;
    accountId: string;
}

/** Access that isn't shown, because it is written in a form that can't be read. */
function unreadNotes(registrations: readonly Registration[]): Note[] {
    const unread = unreadIn(registrations);
    return unread.length
        ? [{ text: `Access that this report can't read, and so doesn't show above: ${unread.join("; ")}.` }]
        : [];
}

/** What to consider before deploying what the program registered. */
export function notes(registrations: readonly Registration[], at: Place): Note[] {
    const all = (type: string) => ofType(registrations, type);
    const logReaders = all("trailconnect:index:SentinelS3");
    const emails = all("aws:sns/topicSubscription:TopicSubscription").filter(
        ({ inputs }) => inputs.protocol === "email",
    );
    const isLockedForGood = all("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration").some(
        ({ inputs }) => JSON.stringify(inputs.rule).includes("COMPLIANCE"),
    );
    return [
        ...all("aws:cloudtrail/trail:Trail").flatMap(ofTrail),
        ...(logReaders.length && all("trailconnect:index:SentinelRole").length
            ? [
                  {
                      text: "Both of Sentinel's connectors write to the table AWSCloudTrail: this account's management events arrive twice, and Sentinel charges for both.",
                  },
              ]
            : []),
        ...logReaders.flatMap((reader) => ofSentinelS3(reader, registrations, at)),
        ...disabledRuleNotes(registrations, at.region),
        ...ofServiceControlPolicy(registrations),
        ...notShown(registrations),
        ...plainNotes(registrations),
        ...unreadNotes(registrations),
        ...(isLockedForGood
            ? [
                  {
                      text: "Object Lock in COMPLIANCE mode can't be undone: nobody, not even the account's root user, can delete a log before its retention period ends.",
                  },
              ]
            : []),
        ...(emails.length
            ? [
                  {
                      text: `Amazon SNS asks ${emails.map(({ inputs }) => inputs.endpoint).join(", ")} to confirm the subscription; until then, no alarms arrive there.`,
                  },
              ]
            : []),
    ];
}
