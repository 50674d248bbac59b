/** The configurations whose policies are tried. */

import { checkPartition } from "../../components/checks/partition";
import { problemsOfConnection } from "../../components/connection/connectionProblems";
import { oidcIssuer } from "../../components/facts/arns";
import { sentinelOidcIdentities } from "../../components/facts/microsoft";
import { partitionOfRegion } from "../../components/facts/partitions";
import {
    AzureCloud,
    type CloudTrailConnectionArgs,
    Connector,
    DefenderPermission,
    Encryption,
} from "../../components/index";
import { sampleAccountId } from "../../tools/rehearsal/aws";
import { type SomeArguments, together } from "../support/arguments";

/** The workspace of every configuration. */
export const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";

/** What tells a configuration from the others, in words. */
export interface Dimensions {
    connectors: string;
    encryption: string;
    organization: string;
    /** What is there already, or rides along. */
    existing: string;
    region: string;
    cloud: string;
}

/** A connection's arguments, and where it is made. */
export interface Configuration {
    dimensions: Dimensions;
    region: string;
    args: CloudTrailConnectionArgs;
}

/** The configurations that the program takes, and how many more it refuses. */
export interface Matrix {
    configurations: Configuration[];
    refused: number;
}

const regions = ["eu-central-1", "us-gov-west-1"];

/** Every choice of connectors: one bit for each, none of them left out. */
const connectorSets: readonly Connector[][] = Array.from(
    { length: 2 ** Object.values(Connector).length - 1 },
    (_, at) => Object.values(Connector).filter((_, bit) => (at + 1) & (1 << bit)),
);

const organizations: Readonly<Record<string, SomeArguments>> = {
    none: {},
    "all accounts": { organization: { id: "o-exampleorgid" } },
    "named members": { organization: { id: "o-exampleorgid", memberAccountIds: ["777788889999", "999988887777"] } },
};

/** The account of somebody else's trails: the organization's management account, say. */
const centralAccountId = "444455556666";

interface Circumstances {
    partition: string;
    region: string;
    cloud: AzureCloud;
    encryption: Encryption;
    connectors: Connector[];
}

/** The trail that writes to an existing bucket before ours does. */
export function earlierTrail(partition: string, region: string): string {
    return `arn:${partition}:cloudtrail:${region}:${centralAccountId}:trail/earlier`;
}

const existingBucketName = "central-audit-logs";

/** The policy of an existing bucket: another trail writes to it, and nothing travels without TLS. */
function earlierPolicy({ partition, region }: Circumstances): string {
    const bucket = `arn:${partition}:s3:::${existingBucketName}`;
    const forEarlier = { "aws:SourceArn": earlierTrail(partition, region) };
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "EarlierTrailReadsAcl",
                Effect: "Allow",
                Principal: { Service: "cloudtrail.amazonaws.com" },
                Action: "s3:GetBucketAcl",
                Resource: bucket,
                Condition: { StringEquals: forEarlier },
            },
            {
                Sid: "EarlierTrailWrites",
                Effect: "Allow",
                Principal: { Service: "cloudtrail.amazonaws.com" },
                Action: "s3:PutObject",
                Resource: `${bucket}/AWSLogs/${centralAccountId}/*`,
                Condition: { StringEquals: { ...forEarlier, "s3:x-amz-acl": "bucket-owner-full-control" } },
            },
            {
                Sid: "NothingInTheClear",
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: [bucket, `${bucket}/*`],
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
        ],
    });
}

function keyArn({ partition, region }: Circumstances): string {
    return `arn:${partition}:kms:${region}:${sampleAccountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
}

/** Somebody else's trail; its key is named only where there is one. */
function existingTrail(at: Circumstances): SomeArguments {
    return {
        existingTrail: { arn: `arn:${at.partition}:cloudtrail:${at.region}:${centralAccountId}:trail/central` },
        // How its logs are encrypted is not the connection's to choose.
        ...(at.encryption === Encryption.Kms ? { existingKmsKeyArn: keyArn(at) } : { encryption: undefined }),
    };
}

function deployRole(partition: string): string {
    return `arn:${partition}:iam::${sampleAccountId}:role/deploy`;
}

/** What is there already, or rides along. */
interface Variant {
    args(at: Circumstances): SomeArguments;
    /** It changes something with this connector only. */
    with?: Connector;
}

const variants: Readonly<Record<string, Variant>> = {
    nothing: { args: () => ({}) },
    trail: { args: existingTrail },
    "trail and bucket, notification left alone": {
        args: (at) => ({
            ...together(existingTrail(at), { existingTrail: { keyPrefix: "production" } }),
            existingBucket: { name: existingBucketName },
        }),
        with: Connector.SentinelS3,
    },
    "trail and bucket, notification merged": {
        args: (at) => ({ ...existingTrail(at), existingBucket: { name: existingBucketName, notification: "{}" } }),
        with: Connector.SentinelS3,
    },
    "trail, bucket and topic": {
        args: (at) => ({
            ...existingTrail(at),
            existingBucket: {
                name: existingBucketName,
                topicArn: `arn:${at.partition}:sns:${at.region}:${sampleAccountId}:audit-logs`,
            },
        }),
        with: Connector.SentinelS3,
    },
    "bucket, policy merged": {
        args: (at) => ({
            existingBucket: { name: existingBucketName, policy: earlierPolicy(at) },
            trail: { name: "audit-trail" },
        }),
    },
    "bucket, empty policy merged": {
        args: () => ({
            existingBucket: {
                name: existingBucketName,
                policy: '{"Version":"2012-10-17","Statement":[]}',
                onlyCloudTrailWrites: true,
            },
        }),
    },
    "bucket, policy left alone": {
        args: () => ({
            existingBucket: { name: existingBucketName, onlyCloudTrailWrites: true },
            trail: { name: "audit-trail" },
        }),
    },
    key: { args: (at) => ({ existingKmsKeyArn: keyArn(at), trail: { name: "audit-trail" } }) },
    "OIDC provider": {
        args: ({ partition, cloud }) => ({
            sentinel: {
                existingOidcProviderArn: `arn:${partition}:iam::${sampleAccountId}:oidc-provider/${oidcIssuer(sentinelOidcIdentities[cloud].url)}`,
            },
        }),
        with: Connector.SentinelS3,
    },
    "alarm topic": {
        args: ({ partition, region }) => ({
            protectLogs: false,
            deployRoleArn: deployRole(partition),
            alarms: {
                topicArn: `arn:${partition}:sns:${region}:${sampleAccountId}:security-alarms`,
                onTampering: true,
            },
        }),
    },
    "SNS fan-out": { args: () => ({ sentinel: { snsFanOut: true } }), with: Connector.SentinelS3 },
    "everything that may ride along": {
        args: ({ partition, connectors }) => ({
            alarms: { onTampering: true },
            deployRoleArn: deployRole(partition),
            trail: { cloudWatchLogsRetentionDays: 30 },
            accessLogBucketName: "access-logs",
            ...(connectors.includes(Connector.Defender) && {
                defender: {
                    permissions: Object.values(DefenderPermission),
                    sourceIps: ["203.0.113.0/24", "2001:db8:4::/48"],
                },
            }),
            ...(connectors.includes(Connector.SentinelS3) && {
                sentinel: { additionalSessionNames: [`MicrosoftDefender_${workspaceId}`] },
            }),
        }),
    },
};

/** The account that the portal of Azure Government would show. Microsoft publishes none. */
const governmentAccountId = "210987654321";

function refuses({ args, region }: Configuration): boolean {
    return (
        problemsOfConnection(args).length > 0 ||
        checkPartition(args.connectors ?? [])(partitionOfRegion(region)) !== undefined
    );
}

/** The configuration of one combination. */
function combined(
    { region, cloud, encryption }: Omit<Circumstances, "partition" | "connectors">,
    connectors: Connector[],
    organization: string,
    existing: string,
): Configuration {
    const at = { partition: partitionOfRegion(region), region, cloud, encryption, connectors };
    const showsAccount = cloud === AzureCloud.UsGovernment && connectors.includes(Connector.Sentinel);
    return {
        dimensions: { connectors: connectors.join(" and "), encryption, organization, existing, region, cloud },
        region,
        args: together(
            { connectors, encryption, sentinel: { azureCloud: cloud, workspaceId } },
            showsAccount ? { sentinel: { microsoftAccountId: governmentAccountId } } : {},
            organizations[organization] ?? {},
            variants[existing]?.args(at) ?? {},
        ),
    };
}

/** Every combination of the dimensions that the program takes. */
export function matrix(): Matrix {
    const places = regions.flatMap((region) =>
        Object.values(AzureCloud).flatMap((cloud) =>
            Object.values(Encryption).map((encryption) => ({ region, cloud, encryption })),
        ),
    );
    const all = places.flatMap((place) =>
        connectorSets.flatMap((connectors) =>
            Object.keys(organizations).flatMap((organization) =>
                Object.entries(variants)
                    .filter(([, variant]) => variant.with === undefined || connectors.includes(variant.with))
                    .map(([existing]) => combined(place, connectors, organization, existing)),
            ),
        ),
    );
    const configurations = all.filter((configuration) => !refuses(configuration));
    return { configurations, refused: all.length - configurations.length };
}
