import { maxSubscriptionPrefixes } from "./bucketNotification";
import type { CloudTrailConnectionArgs } from "./connectionArgs";
import { Connector } from "./microsoft";
import { isPlain } from "./validation/input";
import type { Fault, Problem } from "./validation/problem";

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

const noBucket = "It is an existing bucket's, and none is named.";

/** The problems of arguments that contradict each other, or that need another one. */
export function problemsOfCombinations(args: CloudTrailConnectionArgs): Problem[] {
    const given = (argument: Argument) => isGiven(args[argument]);
    const usesFeed = args.connectors?.includes(Connector.SentinelS3) ?? false;

    const ofTheTrail = (
        ["trailName", "managementEvents", "dataEvents", "insights", "cloudWatchLogsRetentionDays"] as const
    ).map((argument) => ({
        argument,
        applies: given(argument) && given("existingTrailArn"),
        reason: "The trail exists already: it is its owner's to set up.",
        allowed: `${argument} without existingTrailArn`,
    }));
    const ofTheBucket = (["accessLogBucketName", "objectLockDays", "objectLockMode"] as const).map((argument) => ({
        argument,
        applies: given(argument) && (given("existingTrailArn") || given("existingBucketName")),
        reason: "The log bucket exists already: it is its owner's to set up.",
        allowed: `${argument} without existingTrailArn and existingBucketName`,
    }));
    const rules: Omit<Rule, "example">[] = [
        ...ofTheTrail,
        ...ofTheBucket,
        {
            argument: "existingTrailKeyPrefix",
            applies: given("existingTrailKeyPrefix") && !given("existingTrailArn"),
            reason: "The trail that is made here has no S3 key prefix.",
            allowed: "existingTrailKeyPrefix with existingTrailArn",
        },
        {
            argument: "existingBucketName",
            applies: !given("existingBucketName") && given("existingTrailArn") && usesFeed,
            reason: "The sentinelS3 connector reads the logs of the existing trail, and its bucket is not named.",
            allowed: "the name of the bucket that the existing trail writes to",
        },
        {
            argument: "existingBucketPolicy",
            applies: given("existingBucketPolicy") && given("existingTrailArn"),
            reason: "The existing trail writes to its bucket already: its policy needs nothing more.",
            allowed: "existingBucketPolicy without existingTrailArn",
        },
        {
            argument: "existingBucketPolicy",
            applies: given("existingBucketPolicy") && !given("existingBucketName") && !given("existingTrailArn"),
            reason: noBucket,
            allowed: "existingBucketPolicy with existingBucketName",
        },
        {
            argument: "existingBucketNotification",
            applies: given("existingBucketNotification") && !given("existingBucketName"),
            reason: noBucket,
            allowed: "existingBucketNotification with existingBucketName",
        },
        {
            argument: "existingTopicArn",
            applies: given("existingTopicArn") && !given("existingBucketName"),
            reason: noBucket,
            allowed: "existingTopicArn with existingBucketName; snsFanOut makes a topic for a bucket that is made here",
        },
        {
            argument: "existingTopicArn",
            applies: given("existingTopicArn") && (given("snsFanOut") || given("existingBucketNotification")),
            reason: "The bucket's notifications go to that topic already: neither another topic nor a notification is made.",
            allowed: "existingTopicArn without snsFanOut and existingBucketNotification",
        },
        {
            argument: "existingKmsKeyArn",
            applies: given("existingKmsKeyArn") && args.encryption === "s3" && !given("existingTrailArn"),
            reason: "With encryption s3 no KMS key encrypts the logs.",
            allowed: "existingKmsKeyArn with encryption kms",
        },
        {
            argument: "trailName",
            applies:
                !given("trailName") &&
                !given("existingTrailArn") &&
                (given("existingKmsKeyArn") || (given("existingBucketName") && !given("existingBucketPolicy"))),
            reason: "The owner of the existing bucket or key has to admit the trail before it exists, and so to know its name.",
            allowed: "a trail name: 3 to 128 letters, digits and single dots, underscores or hyphens",
        },
        {
            argument: "memberAccountIds",
            applies: given("memberAccountIds") && !given("organizationId"),
            reason: "Only an organization has member accounts.",
            allowed: "memberAccountIds with organizationId",
        },
        {
            argument: "memberAccountIds",
            applies:
                given("existingTopicArn") &&
                Array.isArray(args.memberAccountIds) &&
                args.memberAccountIds.length > maxSubscriptionPrefixes,
            reason: "The filter of the subscription to the existing topic can't name so many accounts.",
            allowed: `with existingTopicArn, up to ${maxSubscriptionPrefixes} accounts; none: every account of the organization`,
        },
        {
            argument: "alarmEmails",
            applies: given("alarmEmails") && given("alarmTopicArn"),
            reason: "The alarms' topic exists already: it is its owner's to subscribe to.",
            allowed: "alarmEmails without alarmTopicArn",
        },
    ];
    return rules
        .filter(({ applies }) => applies)
        .map(({ argument, reason, allowed }) => ({
            propertyPath: argument,
            given: args[argument],
            ...(isAtHand(args[argument]) ? {} : { shown: "(another resource's)" }),
            reason,
            allowed,
            example: examples[argument],
        }));
}

const examples: Readonly<Partial<Record<Argument, unknown>>> = {
    trailName: "audit-trail",
    managementEvents: "All",
    dataEvents: [],
    insights: [],
    cloudWatchLogsRetentionDays: 90,
    accessLogBucketName: "access-logs",
    objectLockDays: 90,
    objectLockMode: "GOVERNANCE",
    existingTrailKeyPrefix: "production",
    existingBucketName: "central-audit-logs",
    existingBucketPolicy: '{"Version":"2012-10-17","Statement":[]}',
    existingBucketNotification: "{}",
    existingTopicArn: "arn:aws:sns:eu-central-1:111122223333:audit-logs",
    existingKmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    memberAccountIds: ["444455556666"],
    alarmEmails: ["security@example.com"],
};
