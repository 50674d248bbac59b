import { isDeepStrictEqual } from "node:util";
import type * as pulumi from "@pulumi/pulumi";
import { exclusive, isGiven, problemsOfExclusive, withoutOutputs } from "../checks/exclusive";
import { problemsOfInput } from "../checks/input";
import type { Problem } from "../checks/problem";
import { defaults } from "../defaults";
import { Connector } from "../facts/microsoft";
import { Encryption } from "../logs/encryption";
import { ReadWriteType } from "../logs/eventSelectors";
import { watchesTampering } from "./alarms";
import type { CloudTrailConnectionArgs } from "./connectionArgs";
import { connectorsOf } from "./connectors";
import { checkMembersOfTopic } from "./membersRoom";

/** A rule that forbids or requires an argument because of others. */
interface Rule extends Problem {
    applies: boolean;
}

/** Problems with arguments that contradict each other, or that require another one. */
export function problemsOfCombinations(args: CloudTrailConnectionArgs): Problem[] {
    const { trail, existingTrail, existingBucket, existingKmsKeyArn, organization, alarms } = args;
    const connectors = connectorsOf(args);
    const readsLogs = connectors.some(({ readsLogFiles }) => readsLogFiles);
    const hasAlarms = watchesTampering(args) || connectors.some(({ alarmSources }) => alarmSources.length > 0);
    const members: pulumi.Input<unknown[]> = organization?.memberAccountIds ?? [];

    const ofNoAlarms = (["emails", "topicArn"] as const).map((argument) => ({
        propertyPath: `alarms.${argument}`,
        given: alarms?.[argument],
        applies: isGiven(alarms?.[argument]) && !hasAlarms,
        code: "no-alarms",
        reason: "There are no alarms without the sentinelS3 connector or alarms.onTampering.",
        allowed: `alarms.${argument} with the sentinelS3 connector or alarms.onTampering`,
        example: true,
        exampleProperty: "alarms.onTampering",
    }));
    const ofNoFeed = (["notification", "topicArn"] as const).map((argument) => ({
        propertyPath: `existingBucket.${argument}`,
        given: existingBucket?.[argument],
        applies: isGiven(existingBucket?.[argument]) && !readsLogs,
        code: "no-log-reader",
        reason: "Only the sentinelS3 connector is notified of new logs: without it the argument has no effect.",
        allowed: `existingBucket.${argument} with the sentinelS3 connector`,
        example: withFeed(args),
        exampleProperty: "connectors",
        repeats: "connectors",
    }));
    const rules: Rule[] = [
        ...ofNoAlarms,
        ...ofNoFeed,
        ...rulesOfConnectors(args),
        {
            propertyPath: "existingBucket",
            given: existingBucket,
            applies: existingBucket === undefined && existingTrail !== undefined && readsLogs,
            code: "bucket-of-existing-trail",
            reason: "The sentinelS3 connector reads the existing trail's logs and needs the name of their bucket.",
            allowed: "the bucket that the existing trail writes to",
            example: { name: "central-audit-logs" },
            source: "aws cloudtrail get-trail --name TRAIL_ARN --query Trail.S3BucketName --output text",
        },
        {
            propertyPath: "existingKmsKeyArn",
            given: existingKmsKeyArn,
            applies: isGiven(existingKmsKeyArn) && args.encryption === Encryption.S3 && existingTrail === undefined,
            code: "key-without-kms",
            reason: "With encryption s3, no KMS key encrypts the logs.",
            allowed: "existingKmsKeyArn with encryption kms",
            example: Encryption.Kms,
            exampleProperty: "encryption",
        },
        {
            propertyPath: "trail.name",
            given: trail?.name,
            applies:
                trail?.name === undefined &&
                existingTrail === undefined &&
                (existingKmsKeyArn !== undefined ||
                    (existingBucket !== undefined && existingBucket.policy === undefined)),
            code: "trail-without-name",
            reason: "The owner of the existing bucket or key must grant the trail access before it exists, and needs its name to do so.",
            allowed:
                "a name for the new trail, or the name of the one that the stack has already created: 3 to 128 letters, digits and single dots, underscores or hyphens",
            example: "audit-trail",
        },
        {
            propertyPath: "deployRoleArn",
            given: args.deployRoleArn,
            applies: args.deployRoleArn !== undefined && existingTrail !== undefined && !hasAlarms,
            code: "nothing-to-guard",
            reason: "With an existing trail and no alarms, the connection creates nothing that a service control policy protects.",
            allowed: "deployRoleArn without existingTrail, or with the sentinelS3 connector or alarms.onTampering",
            example: undefined,
        },
        {
            propertyPath: "alarms.onTampering",
            given: alarms?.onTampering,
            applies: isGiven(alarms?.onTampering) && trail?.managementEvents === ReadWriteType.ReadOnly,
            code: "alarms-without-writes",
            reason: "Tampering shows up in write events, and the trail records only read events: no alarm would ever go off.",
            allowed: "alarms.onTampering with trail.managementEvents All or WriteOnly",
            example: ReadWriteType.All,
            exampleProperty: "trail.managementEvents",
        },
    ];
    return [
        ...problemsOfAlternatives(args),
        ...rules.filter(({ applies }) => applies).map(({ applies: _, ...problem }) => withoutOutputs(problem)),
        ...(isGiven(existingBucket?.topicArn)
            ? problemsOfInput("organization.memberAccountIds", members, checkMembersOfTopic).map(withoutOutputs)
            : []),
    ];
}

/** The connectors with sentinelS3 among them: in place of sentinel, beside which every event would be ingested twice. */
function withFeed({ connectors = defaults.connectors }: CloudTrailConnectionArgs): Connector[] {
    return [...connectors.filter((connector) => connector !== Connector.Sentinel), Connector.SentinelS3];
}

/** The arguments that have an effect with one connector only. */
function rulesOfConnectors(args: CloudTrailConnectionArgs): Rule[] {
    const { sentinel, defender, organization, connectors = defaults.connectors } = args;
    const rule = (
        connector: Connector,
        propertyPath: string,
        given: unknown,
        byDefault: unknown,
        example: unknown,
    ) => ({
        propertyPath,
        given,
        applies: isGiven(given) && !isDeepStrictEqual(given, byDefault) && !connectors.includes(connector),
        code: "connector-off",
        reason: `Without the ${connector} connector the argument has no effect.`,
        allowed: `${propertyPath} with the ${connector} connector`,
        example,
        ...(example !== undefined && { exampleProperty: "connectors", repeats: "connectors" }),
    });
    const ofFeed = (propertyPath: string, given: unknown) =>
        rule(Connector.SentinelS3, propertyPath, given, undefined, withFeed(args));
    return [
        rule(Connector.Sentinel, "sentinel.microsoftAccountId", sentinel?.microsoftAccountId, undefined, undefined),
        ...(["additionalSessionNames", "existingOidcProviderArn", "snsFanOut"] as const).map((argument) =>
            ofFeed(`sentinel.${argument}`, sentinel?.[argument]),
        ),
        ofFeed("organization.memberAccountIds", organization?.memberAccountIds),
        ...Object.entries(defender ?? {}).map(([argument, given]) =>
            rule(
                Connector.Defender,
                `defender.${argument}`,
                given,
                (defaults.defender as Record<string, unknown>)[argument],
                [...connectors, Connector.Defender],
            ),
        ),
    ];
}

/** Problems with arguments other than their defaults for what an existing trail's owner has configured. */
function problemsOfOwned(args: CloudTrailConnectionArgs): Problem[] {
    const { existingTrail, existingBucket } = args;
    const [owned, whatExists] =
        existingTrail === undefined
            ? (["existingBucket", existingBucket] as const)
            : (["existingTrail", existingTrail] as const);
    if (whatExists === undefined) {
        return [];
    }
    const ofBucket = { logRetentionDays: "the log bucket is configured by its owner" };
    const ofTrail = {
        encryption: "the trail and its logs are encrypted as their owner configured",
        protectLogs: "the trail and its logs are protected as their owner configured",
    };
    const why: Record<string, string> = existingTrail === undefined ? ofBucket : { ...ofBucket, ...ofTrail };
    return (["logRetentionDays", "encryption", "protectLogs"] as const)
        .filter(
            (argument) => why[argument] !== undefined && (args[argument] ?? defaults[argument]) !== defaults[argument],
        )
        .map((argument) => exclusive([argument, args[argument]], owned, why[argument]));
}

/** Problems with mutually exclusive arguments. */
function problemsOfAlternatives(args: CloudTrailConnectionArgs): Problem[] {
    const { trail, existingTrail, existingBucket, alarms, sentinel } = args;
    const owned = existingTrail === undefined ? "existingBucket" : "existingTrail";
    const topic = ["existingBucket.topicArn", existingBucket?.topicArn] as [string, unknown];
    const announcedAlready = "the bucket's notifications already go to the existing topic";
    return [
        ...problemsOfExclusive(["trail", trail], ["existingTrail", existingTrail]),
        ...(["objectLock", "accessLogBucketName"] as const).flatMap((argument) =>
            problemsOfExclusive(
                [argument, args[argument]],
                [owned, args[owned]],
                "the log bucket is configured by its owner",
            ),
        ),
        ...problemsOfOwned(args),
        ...problemsOfExclusive(
            ["existingBucket.policy", existingBucket?.policy],
            ["existingTrail", existingTrail],
            "an existing trail can already write to its bucket",
        ),
        ...problemsOfExclusive(
            ["existingBucket.onlyCloudTrailWrites", existingBucket?.onlyCloudTrailWrites],
            ["existingTrail", existingTrail],
            "the bucket's policy is left as it is",
        ),
        ...problemsOfExclusive(["existingBucket.notification", existingBucket?.notification], topic, announcedAlready),
        ...problemsOfExclusive(["sentinel.snsFanOut", sentinel?.snsFanOut], topic, announcedAlready),
        ...problemsOfExclusive(
            ["alarms.emails", alarms?.emails],
            ["alarms.topicArn", alarms?.topicArn],
            "subscriptions to an existing topic are up to its owner",
        ),
    ];
}
