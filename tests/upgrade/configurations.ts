import { CloudTrailConnection, type CloudTrailConnectionArgs, Connector } from "../../components/index";
import { type Construction, construct } from "../support/mocks";
import { type Graph, graphOf } from "./graph";

const sentinelWorkspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";
const sentinelS3 = { sentinel: { workspaceId: sentinelWorkspaceId }, connectors: [Connector.SentinelS3] };

/** Connections that together make every component, and every child that a component may have. */
const configurations: Record<string, CloudTrailConnectionArgs> = {
    default: { sentinel: { workspaceId: sentinelWorkspaceId } },
    everything: {
        sentinel: { workspaceId: sentinelWorkspaceId, snsFanOut: true },
        connectors: [Connector.Defender, Connector.Sentinel, Connector.SentinelS3],
        defender: { accessKeyGeneration: 2, keepPreviousAccessKey: true },
        trail: { cloudWatchLogsRetentionDays: 365 },
        accessLogBucketName: "access-logs",
        objectLock: { days: 90 },
        alarms: { onTampering: true, emails: ["security@example.com"] },
    },
    "existing-trail": {
        ...sentinelS3,
        existingTrail: { arn: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/central" },
        existingBucket: { name: "central-logs", notification: "{}" },
    },
    "existing-bucket": {
        ...sentinelS3,
        trail: { name: "audit-trail" },
        existingBucket: { name: "central-logs", policy: '{"Version":"2012-10-17","Statement":[]}' },
    },
    "existing-topic": {
        ...sentinelS3,
        existingTrail: { arn: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/central" },
        existingBucket: { name: "central-logs", topicArn: "arn:aws:sns:eu-central-1:111122223333:central-logs" },
    },
};

/** What each configuration registers today. */
export async function constructionsOfToday(): Promise<Record<string, Construction<CloudTrailConnection>>> {
    const constructions: Record<string, Construction<CloudTrailConnection>> = {};
    for (const [name, args] of Object.entries(configurations)) {
        constructions[name] = await construct(() => new CloudTrailConnection("c", args));
    }
    return constructions;
}

/** Today's graph of each configuration. */
export async function graphsOfToday(): Promise<Record<string, Graph>> {
    const constructions = Object.entries(await constructionsOfToday());
    return Object.fromEntries(constructions.map(([name, construction]) => [name, graphOf(construction)]));
}
