import { AzureCloud, sentinelOidcIdentities } from "../components/microsoft";
import { partitionOfRegion } from "../components/naming";
import type { Registration } from "./engine";

/**
 * The commercial regions that every account has. The others are opt-in. Source: "Enable or disable AWS Regions in your
 * account" (AWS Account Management Reference Guide).
 */
const defaultRegions = [
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
];

function isOptIn(region: string): boolean {
    return partitionOfRegion(region) === "aws" && !defaultRegions.includes(region);
}

function ofFeed(feed: Registration, registrations: readonly Registration[], region: string): string[] {
    const { oidcProviderArn, azureCloud, logPrefixes, kmsKeyArn } = feed.inputs;
    const { audience } = sentinelOidcIdentities[(azureCloud as AzureCloud | undefined) ?? AzureCloud.Commercial];
    const makesBucket = registrations.some(({ type }) => type === "trailconnect:index:LogBucket");
    return [
        ...(isOptIn(region)
            ? [
                  `${region} is an opt-in region: Sentinel signs in at the global endpoint of AWS STS, whose tokens don't work there until the account says so. Once per account: aws iam set-security-token-service-preferences --global-endpoint-token-version v2Token`,
              ]
            : []),
        ...(oidcProviderArn
            ? [
                  `The existing OIDC provider has to have Sentinel's audience. If it lacks it: aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${oidcProviderArn} --client-id ${audience}`,
              ]
            : []),
        ...((logPrefixes as string[]).some((prefix) => /AWSLogs\/o-[^/]+\/$/.test(prefix))
            ? [
                  "S3 announces the whole organization by one prefix, which takes in CloudTrail's digest files (hashes of the logs). Sentinel may read those too, and may fail on them. With memberAccountIds it hears of logs alone.",
              ]
            : []),
        ...(kmsKeyArn === undefined && !makesBucket
            ? [
                  "No KMS key is named: Sentinel can't read the existing bucket's logs if one encrypts them. Name it as existingKmsKeyArn.",
              ]
            : []),
    ];
}

/** What somebody should know before deploying what the program registered. */
export function notes(registrations: readonly Registration[], region: string): string[] {
    const ofType = (type: string) => registrations.filter((registration) => registration.type === type);
    const feeds = ofType("trailconnect:index:SentinelFeed");
    const emails = ofType("aws:sns/topicSubscription:TopicSubscription").filter(
        ({ inputs }) => inputs.protocol === "email",
    );
    return [
        ...(ofType("aws:cloudtrail/trail:Trail").length
            ? [
                  "If another trail records this account's management events already, this one is a second copy, at 2.00 USD per 100,000 events. existingTrailArn connects the trail that is there, and makes none.",
              ]
            : []),
        ...(feeds.length && ofType("trailconnect:index:SentinelRole").length
            ? [
                  "Both of Sentinel's connectors fill the table AWSCloudTrail: this account's management events arrive twice, and Sentinel charges for both.",
              ]
            : []),
        ...feeds.flatMap((feed) => ofFeed(feed, registrations, region)),
        ...(emails.length
            ? [
                  `SNS asks ${emails.map(({ inputs }) => inputs.endpoint).join(", ")} to confirm; until then no alarm arrives there.`,
              ]
            : []),
    ];
}
