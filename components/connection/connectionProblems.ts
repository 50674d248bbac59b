import type * as pulumi from "@pulumi/pulumi";
import { problemsOfEmails } from "../alarms/emails";
import { checkChoice, problemsOfChoices } from "../checks/choice";
import { checkExistingBucketName, checkKeyPrefix, checkKmsKeyArn, checkTopicArn } from "../checks/existing";
import { isPlain, plainList, problemsOfOptional, problemsOfRequired } from "../checks/input";
import { checkName } from "../checks/names";
import { checkOrganizationId, problemsOfMemberAccounts } from "../checks/organization";
import { type Fault, type Problem, problemsOf, within } from "../checks/problem";
import { checkTrailArn } from "../checks/trailArn";
import { defaults } from "../defaults";
import { problemsOfDefenderUser } from "../defender/defenderUser";
import { Connector } from "../facts/microsoft";
import { Encryption } from "../logs/encryption";
import { problemsOfEvents } from "../logs/eventSelectors";
import { checkExistingNotification, checkExistingPolicy } from "../logs/existingDocuments";
import { checkLogGroupRetention } from "../logs/logRetention";
import { problemsOfObjectLock } from "../logs/objectLock";
import { checkRetention } from "../logs/retention";
import { problemsOfSentinelRole } from "../sentinelApi/sentinelRole";
import { problemsOfSentinelOidc } from "../sentinelS3/sentinelS3";
import { checkDeployRoleArn } from "../serviceControlPolicy/deployRole";
import type {
    AlarmsArgs,
    CloudTrailConnectionArgs,
    ExistingBucketArgs,
    ExistingTrailArgs,
    OrganizationArgs,
    SentinelArgs,
    TrailArgs,
} from "./connectionArgs";
import { problemsOfCombinations } from "./connectionCombinations";
import { problemsOfDocuments } from "./knownDocuments";
import { checkNamePrefix } from "./namePrefix";
import { problemsOfKinds } from "./problemsOfKinds";

/** Problems with the arguments of `CloudTrailConnection`, as far as their values are known. */
export function problemsOfConnection(args: CloudTrailConnectionArgs): Problem[] {
    const connectors = args.connectors ?? defaults.connectors;
    const ofGroups = problemsOfGroups(args);
    if (ofGroups.length > 0) {
        return ofGroups;
    }
    const ofKinds = problemsOfKinds(args);
    if (ofKinds.length > 0) {
        return ofKinds;
    }
    const ofValues = [
        ...problemsOfChoices("connectors", connectors, Connector),
        ...problemsOf("namePrefix", args.namePrefix ?? defaults.namePrefix, checkNamePrefix),
        ...within("sentinel", problemsOfSentinel(args.sentinel, connectors)),
        ...within("defender", problemsOfDefenderUser(args.defender ?? {})),
        ...within("trail", problemsOfTrail(args.trail ?? {})),
        ...within("existingTrail", args.existingTrail ? problemsOfExistingTrail(args.existingTrail) : []),
        ...within("existingBucket", args.existingBucket ? problemsOfExistingBucket(args.existingBucket) : []),
        ...problemsOfOptional("existingKmsKeyArn", args.existingKmsKeyArn, checkKmsKeyArn),
        ...problemsOf("logRetentionDays", args.logRetentionDays ?? defaults.logRetentionDays, checkRetention),
        ...problemsOf("encryption", args.encryption ?? defaults.encryption, checkChoice(Encryption)),
        // Not for an existing bucket: there, the combination itself is rejected.
        ...(args.existingTrail || args.existingBucket ? [] : problemsOfObjectLock(args)),
        ...problemsOfOptional("accessLogBucketName", args.accessLogBucketName, checkExistingBucketName),
        ...problemsOfOptional("deployRoleArn", args.deployRoleArn, checkDeployRoleArn),
        ...within("organization", args.organization ? problemsOfOrganization(args.organization) : []),
        ...within("alarms", problemsOfAlarms(args.alarms ?? {})),
        ...problemsOfCombinations(args),
    ];
    const isOfDocuments = ({ propertyPath }: Problem) =>
        partsOfDocuments.some((argument) => propertyPath.startsWith(argument));
    return ofValues.some(isOfDocuments) ? ofValues : [...ofValues, ...problemsOfDocuments(args)];
}

/** What the documents are made from; they are looked at only once there is nothing against any of it. */
const partsOfDocuments: readonly (keyof CloudTrailConnectionArgs)[] = [
    "connectors",
    "namePrefix",
    "trail",
    "existingTrail",
    "existingBucket",
    "existingKmsKeyArn",
    "organization",
];

const groups = [
    "sentinel",
    "defender",
    "trail",
    "existingTrail",
    "existingBucket",
    "objectLock",
    "organization",
    "alarms",
] as const satisfies (keyof CloudTrailConnectionArgs)[];

/** Programs without types may pass null, or anything else. */
function isGroup(given: unknown): boolean {
    return given === undefined || (typeof given === "object" && given !== null && !Array.isArray(given));
}

/** A group determines which resources are created, so the group itself must be known; its properties need not be. */
function problemsOfGroups(args: CloudTrailConnectionArgs): Problem[] {
    return groups.flatMap((group) =>
        problemsOf(group, args[group], (given: pulumi.Input<unknown>): Fault | undefined =>
            isPlain(given)
                ? isGroup(given)
                    ? undefined
                    : {
                          code: "no-group",
                          reason: "Not an object.",
                          allowed: "an object with the argument's properties, or nothing",
                          example: undefined,
                      }
                : {
                      code: "group-as-output",
                      reason: "The whole group is an Output or a secret: which resources to create can't depend on that.",
                      allowed: "an object; its properties may be Outputs and secrets",
                      example: undefined,
                      shown: "(an Output)",
                  },
        ),
    );
}

/** A value that is set is checked even if its connector isn't used; a missing value matters only if it is. */
function problemsOfSentinel(sentinel: SentinelArgs | undefined, connectors: readonly Connector[]): Problem[] {
    const usesApi = connectors.includes(Connector.Sentinel);
    const usesWorkspace = usesApi || connectors.includes(Connector.SentinelS3) || sentinel !== undefined;
    // If the workspace ID is missing, its own check reports it.
    const args = sentinel ?? ({} as SentinelArgs);
    const ofApi = problemsOfSentinelRole(args);
    return [
        ...ofApi.filter(
            ({ propertyPath, given }) =>
                given !== undefined || (propertyPath === "workspaceId" ? usesWorkspace : usesApi),
        ),
        ...problemsOfSentinelOidc(args).filter(
            (problem) => !ofApi.some(({ propertyPath }) => propertyPath === problem.propertyPath),
        ),
    ];
}

function problemsOfTrail(trail: TrailArgs): Problem[] {
    return [
        ...problemsOfOptional("name", trail.name, checkName("trailName", "audit-trail")),
        ...problemsOfEvents(trail),
        ...problemsOfOptional("cloudWatchLogsRetentionDays", trail.cloudWatchLogsRetentionDays, checkLogGroupRetention),
    ];
}

function problemsOfExistingTrail({ arn, keyPrefix }: ExistingTrailArgs): Problem[] {
    return [
        ...problemsOfRequired("arn", arn, checkTrailArn),
        ...problemsOfOptional("keyPrefix", keyPrefix, checkKeyPrefix),
    ];
}

function problemsOfExistingBucket({ name, policy, notification, topicArn }: ExistingBucketArgs): Problem[] {
    return [
        ...problemsOfRequired("name", name, checkExistingBucketName),
        ...problemsOfOptional("policy", policy, (text) => checkExistingPolicy(text, isPlain(name) ? name : undefined)),
        ...problemsOfOptional("notification", notification, checkExistingNotification),
        ...problemsOfOptional("topicArn", topicArn, checkTopicArn),
    ];
}

function problemsOfOrganization({ id, memberAccountIds }: OrganizationArgs): Problem[] {
    return [
        ...problemsOfRequired("id", id, checkOrganizationId),
        ...problemsOfMemberAccounts("memberAccountIds", plainList(memberAccountIds ?? [])),
    ];
}

function problemsOfAlarms({ topicArn, emails }: AlarmsArgs): Problem[] {
    return [...problemsOfOptional("topicArn", topicArn, checkTopicArn), ...problemsOfEmails("emails", emails ?? [])];
}
