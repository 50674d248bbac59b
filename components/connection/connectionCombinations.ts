import { isPlain } from "../checks/input";
import type { Fault, Problem } from "../checks/problem";
import { defaults } from "../defaults";
import { Connector } from "../facts/microsoft";
import { maxSubscriptionPrefixes } from "../sentinelS3/bucketNotification";
import type { CloudTrailConnectionArgs } from "./connectionArgs";

type Argument = keyof CloudTrailConnectionArgs;

/** When an argument can't stand, or has to, because of others. */
interface Rule extends Fault {
    argument: Argument;
    applies: boolean;
}

function isGiven(value: unknown): boolean {
    return value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);
}

function isAtHand(value: unknown): boolean {
    return isPlain(value) && (!Array.isArray(value) || value.every(isPlain));
}

/** The problems of arguments that contradict each other, or that need another one. */
export function problemsOfCombinations(args: CloudTrailConnectionArgs): Problem[] {
    const given = (argument: Argument) => isGiven(args[argument]);
    const mostLockDays = Math.max(args.logRetentionDays ?? defaults.logRetentionDays, 1);
    const usesFeed = (args.connectors ?? defaults.connectors).includes(Connector.SentinelS3);

    const ofTheTrail = (
        ["trailName", "managementEvents", "dataEvents", "insights", "cloudWatchLogsRetentionDays"] as const
    ).map((argument) => ({
        argument,
        applies: given(argument) && given("existingTrailArn"),
        reason: "The trail exists already: it is its owner's to set up.",
        allowed: `existingTrailArn without ${argument}`,
        example: undefined,
    }));
    const ofTheBucket = (["accessLogBucketName", "objectLockDays", "objectLockMode"] as const).map((argument) => ({
        argument,
        applies: given(argument) && (given("existingTrailArn") || given("existingBucketName")),
        reason: "The log bucket exists already: it is its owner's to set up.",
        allowed: `existingTrailArn and existingBucketName without ${argument}`,
        example: undefined,
    }));
    const ofNoBucket = (["existingBucketPolicy", "existingBucketNotification", "existingTopicArn"] as const).map(
        (argument) => ({
            argument,
            applies:
                given(argument) &&
                !given("existingBucketName") &&
                !(argument === "existingBucketPolicy" && given("existingTrailArn")),
            reason: "It is an existing bucket's, and none is named.",
            allowed: `${argument} with existingBucketName`,
            example: "central-audit-logs",
            exampleProperty: "existingBucketName",
        }),
    );
    const ofNoAlarms = (["alarmEmails", "alarmTopicArn"] as const).map((argument) => ({
        argument,
        applies: given(argument) && !usesFeed && !given("tamperAlarms"),
        reason: "There are no alarms: they come with the sentinelS3 connector and with tamperAlarms.",
        allowed: `${argument} with the sentinelS3 connector or tamperAlarms`,
        example: true,
        exampleProperty: "tamperAlarms",
    }));
    const rules: Rule[] = [
        ...ofTheTrail,
        ...ofTheBucket,
        ...ofNoBucket,
        ...ofNoAlarms,
        {
            argument: "existingTrailKeyPrefix",
            applies: given("existingTrailKeyPrefix") && !given("existingTrailArn"),
            reason: "The trail that is made here has no S3 key prefix.",
            allowed: "existingTrailKeyPrefix with existingTrailArn",
            example: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail",
            exampleProperty: "existingTrailArn",
        },
        {
            argument: "existingBucketName",
            applies: !given("existingBucketName") && given("existingTrailArn") && usesFeed,
            reason: "The sentinelS3 connector reads the logs of the existing trail, and its bucket is not named.",
            allowed: "the name of the bucket that the existing trail writes to",
            example: "central-audit-logs",
            source: "aws cloudtrail get-trail --name TRAIL_ARN --query Trail.S3BucketName --output text",
        },
        {
            argument: "existingBucketPolicy",
            applies: given("existingBucketPolicy") && given("existingTrailArn"),
            reason: "The existing trail writes to its bucket already: its policy needs nothing more.",
            allowed: "existingTrailArn without existingBucketPolicy",
            example: undefined,
        },
        {
            argument: "existingBucketNotification",
            applies: given("existingTopicArn") && given("existingBucketNotification"),
            reason: "The bucket's notifications go to the existing topic already: none is made.",
            allowed: "existingTopicArn without existingBucketNotification",
            example: undefined,
        },
        {
            argument: "snsFanOut",
            applies: given("existingTopicArn") && given("snsFanOut"),
            reason: "The bucket's notifications go to the existing topic already: no other one is made.",
            allowed: "existingTopicArn without snsFanOut",
            example: false,
        },
        {
            argument: "existingKmsKeyArn",
            applies: given("existingKmsKeyArn") && args.encryption === "s3" && !given("existingTrailArn"),
            reason: "With encryption s3 no KMS key encrypts the logs.",
            allowed: "existingKmsKeyArn with encryption kms",
            example: "kms",
            exampleProperty: "encryption",
        },
        {
            argument: "trailName",
            applies:
                !given("trailName") &&
                !given("existingTrailArn") &&
                (given("existingKmsKeyArn") || (given("existingBucketName") && !given("existingBucketPolicy"))),
            reason: "The owner of the existing bucket or key has to admit the trail before it exists, and so to know its name.",
            allowed:
                "the name of the trail to come, or of the one that the stack has made: 3 to 128 letters, digits and single dots, underscores or hyphens",
            example: "audit-trail",
        },
        {
            argument: "memberAccountIds",
            applies: given("memberAccountIds") && !given("organizationId"),
            reason: "Only an organization has member accounts.",
            allowed: "memberAccountIds with organizationId",
            example: "o-exampleorgid",
            exampleProperty: "organizationId",
        },
        {
            argument: "memberAccountIds",
            applies:
                given("existingTopicArn") &&
                Array.isArray(args.memberAccountIds) &&
                args.memberAccountIds.length > maxSubscriptionPrefixes,
            reason: "The filter of the subscription to the existing topic can't name so many accounts.",
            allowed: `with existingTopicArn, up to ${maxSubscriptionPrefixes} accounts; none: every account of the organization`,
            example: [],
        },
        {
            argument: "alarmEmails",
            applies: given("alarmEmails") && given("alarmTopicArn"),
            reason: "The alarms' topic exists already: it is its owner's to subscribe to.",
            allowed: "alarmTopicArn without alarmEmails",
            example: [],
        },
        {
            argument: "objectLockDays",
            applies: (args.objectLockDays ?? 0) > mostLockDays,
            reason: "Object Lock would hold logs longer than they are kept.",
            allowed: "objectLockDays up to logRetentionDays",
            example: mostLockDays,
        },
        {
            argument: "tamperAlarms",
            applies: given("tamperAlarms") && args.managementEvents === "ReadOnly" && !given("existingTrailArn"),
            reason: "Whoever stops or changes something writes, and the trail records reads only: no alarm would ever ring.",
            allowed: "tamperAlarms with managementEvents All or WriteOnly",
            example: "All",
            exampleProperty: "managementEvents",
        },
    ];
    return rules
        .filter(({ applies }) => applies)
        .map(({ argument, applies: _, ...fault }) => ({
            ...fault,
            propertyPath: argument,
            given: args[argument],
            ...(isAtHand(args[argument]) ? {} : { shown: "(another resource's)" }),
        }));
}
