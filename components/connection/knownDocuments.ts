/**
 * What AWS would refuse in the documents that a connection writes, as far as they are known before anything is made: what
 * isn't known yet is as short as it can be, and overlaps with nothing.
 */
import type * as pulumi from "@pulumi/pulumi";
import { withoutOutputs } from "../checks/exclusive";
import { isPlain, plainList, problemsOfOptional } from "../checks/input";
import type { Problem } from "../checks/problem";
import { defaults } from "../defaults";
import { bucketArn, ownerOfTrail, trailArn } from "../facts/arns";
import { shortestPartition } from "../facts/partitions";
import { checkAnnouncements } from "../logs/existingDocuments";
import { checkPolicyFor } from "../logs/existingLogBucket";
import { Party } from "../logs/foreignDenials";
import { type LogLocation, logPrefixes } from "../logs/logPrefixes";
import type { CloudTrailConnectionArgs } from "./connectionArgs";
import { connectorsOf } from "./connectors";
import { checkMembersRoom } from "./membersRoom";
import { connectionNames, suffixLength } from "./names";

/** So many characters that stand in none of AWS's names. */
function unknown(length: number): string {
    return "#".repeat(length);
}

function known<T>(value: pulumi.Input<T> | undefined, otherwise: T): T | undefined {
    return value === undefined ? undefined : isPlain(value) ? value : otherwise;
}

const account = unknown(12);
const organization = `o-${unknown(10)}`;

/** The trail that a connection is to make, by the shortest ARN that it can have. */
function trailToBe({ trail, namePrefix }: CloudTrailConnectionArgs): string {
    const generated = connectionNames(namePrefix ?? defaults.namePrefix, unknown(suffixLength)).trailName;
    return trailArn({
        partition: shortestPartition,
        region: "us-east-1",
        accountId: account,
        trailName: known(trail?.name, unknown(3)) ?? generated,
    });
}

/** Whom the policy of an existing bucket must not shut out: the trail, and a connector that reads the log files. */
export function partiesOf(args: Pick<CloudTrailConnectionArgs, "connectors">): Party[] {
    return connectorsOf(args).some(({ readsLogFiles }) => readsLogFiles) ? [Party.Trail, Party.Reader] : [Party.Trail];
}

function problemsOfPolicy(args: CloudTrailConnectionArgs): Problem[] {
    const { existingBucket, existingTrail } = args;
    if (existingBucket === undefined || existingTrail !== undefined) {
        return [];
    }
    return problemsOfOptional(
        "existingBucket.policy",
        existingBucket.policy,
        checkPolicyFor(
            {
                ...(isPlain(existingBucket.name) && { bucketName: existingBucket.name }),
                trailArn: trailToBe(args),
                organizationId: known(args.organization?.id, organization),
            },
            partiesOf(args),
        ),
    );
}

function logsOf({ existingTrail, organization: given }: CloudTrailConnectionArgs): LogLocation {
    const arn = known(existingTrail?.arn, "");
    const members = given?.memberAccountIds ?? [];
    return {
        accountId: (arn && ownerOfTrail(arn).accountId) || account,
        organizationId: known(given?.id, organization),
        memberAccountIds: plainList(members).map((id) => id ?? account),
        keyPrefix: known(existingTrail?.keyPrefix, unknown(1)),
    };
}

function problemsOfFeed(args: CloudTrailConnectionArgs): Problem[] {
    const { existingBucket, organization: given } = args;
    if (!isPlain(given?.memberAccountIds ?? [])) {
        return [];
    }
    const prefixes = logPrefixes(logsOf(args));
    const names = connectionNames(args.namePrefix ?? defaults.namePrefix, unknown(suffixLength));
    const ofNotification = problemsOfOptional("existingBucket.notification", existingBucket?.notification, (text) =>
        checkAnnouncements(text, prefixes, undefined, "existingBucket.topicArn"),
    );
    const ofMembers = problemsOfOptional(
        "organization.memberAccountIds",
        given?.memberAccountIds as unknown[] | undefined,
        checkMembersRoom({
            logPrefixes: prefixes,
            bucketArn: bucketArn(shortestPartition, known(existingBucket?.name, unknown(3)) ?? names.bucketName),
            queueArn: `arn:${shortestPartition}:sqs:us-east-1:${account}:${names.queueName}`,
            kmsKeyArn: known(args.existingKmsKeyArn, ""),
        }),
    );
    return [...ofNotification, ...ofMembers.map(withoutOutputs)];
}

/** The problems of a connection's documents, from arguments that have none by themselves. */
export function problemsOfDocuments(args: CloudTrailConnectionArgs): Problem[] {
    return [...problemsOfPolicy(args), ...(partiesOf(args).includes(Party.Reader) ? problemsOfFeed(args) : [])];
}
