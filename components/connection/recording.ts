import * as pulumi from "@pulumi/pulumi";
import { checkOneBucket } from "../checks/existing";
import { checkedLater, optionalCheckedLater, refusedLater } from "../checks/input";
import { checkName } from "../checks/names";
import { problemsOf } from "../checks/problem";
import { defaults } from "../defaults";
import { bucketArn, nameOfTrail, ownerOfTrail, trailArn } from "../facts/arns";
import { accessLogStatement } from "../logs/accessLogPolicy";
import { AuditTrail } from "../logs/auditTrail";
import { Encryption } from "../logs/encryption";
import { checkPolicyFor, ExistingLogBucket } from "../logs/existingLogBucket";
import { Party } from "../logs/foreignDenials";
import { trailKeyStatements } from "../logs/keyPolicy";
import { LogBucket } from "../logs/logBucket";
import { LogKey } from "../logs/logKey";
import { namedFor } from "../logs/mergedPolicy";
import { warnOfDenials } from "../logs/shutOut";
import { TrailLogGroup } from "../logs/trailLogGroup";
import type { CloudTrailConnectionArgs, ExistingTrailArgs } from "./connectionArgs";
import { partiesOf } from "./knownDocuments";
import { type ConnectionNames, connectionNames } from "./names";

/** Where a connection is created. */
export interface Here {
    partition: pulumi.Output<string>;
    region: pulumi.Output<string>;
    accountId: pulumi.Output<string>;
}

/** The arguments that affect recording: all but those for the connectors and the alarms. */
type RecordingArgs = Omit<CloudTrailConnectionArgs, "sentinel" | "defender" | "alarms">;

/** What records the account's events, new or existing. */
export interface Recording {
    trailName: pulumi.Output<string>;
    trailArn: pulumi.Output<string>;
    /** The same ARN, known before the trail exists. */
    plannedTrailArn: pulumi.Output<string>;
    /** The account that owns the trail. */
    ownerId: pulumi.Output<string>;
    bucketName?: pulumi.Output<string>;
    kmsKeyArn?: pulumi.Output<string>;
    logGroupName?: pulumi.Output<string>;
    bucketPolicyStatements?: pulumi.Output<string>;
    kmsKeyPolicyStatements?: pulumi.Output<string>;
    accessLogBucketPolicyStatements?: pulumi.Output<string>;
}

/** A connection's trail, bucket and key: uses the existing ones, and creates the others. */
export function recordEvents(
    connection: pulumi.ComponentResource,
    name: string,
    args: RecordingArgs,
    names: pulumi.Output<ConnectionNames>,
    here: Here,
): Recording {
    return args.existingTrail === undefined
        ? newTrail(connection, name, args, names, here)
        : foundTrail(args, args.existingTrail);
}

function foundTrail({ existingBucket, existingKmsKeyArn }: RecordingArgs, existingTrail: ExistingTrailArgs): Recording {
    const arn = pulumi.output(existingTrail.arn);
    return {
        trailArn: arn,
        plannedTrailArn: arn,
        trailName: arn.apply(nameOfTrail),
        ownerId: arn.apply((known) => ownerOfTrail(known).accountId),
        bucketName: existingBucket === undefined ? undefined : pulumi.output(existingBucket.name),
        kmsKeyArn: existingKmsKeyArn === undefined ? undefined : pulumi.output(existingKmsKeyArn),
    };
}

function newTrail(
    connection: pulumi.ComponentResource,
    name: string,
    args: RecordingArgs,
    names: pulumi.Output<ConnectionNames>,
    here: Here,
): Recording {
    const asChild = { parent: connection };
    const { trail: wanted = {}, existingBucket, protectLogs, tags } = args;
    const organizationId = args.organization?.id;
    const givenName = optionalCheckedLater("trail.name", wanted.name, checkName("trailName", "audit-trail"));
    const trailName = pulumi.all([names, givenName]).apply(([ours, given]) => given ?? ours.trailName);
    const plannedTrailArn = pulumi
        .all([here.partition, here.region, here.accountId, trailName])
        .apply(([partition, region, accountId, planned]) =>
            trailArn({ partition, region, accountId, trailName: planned }),
        );
    const statementsFor = (statements: (arn: string) => Parameters<typeof namedFor>[1]) =>
        pulumi.jsonStringify(
            plannedTrailArn.apply((arn) => namedFor(arn, statements(arn))),
            undefined,
            2,
        );

    /** The existing policy, refused under its own name where the trail's statements, all known, can't be added. */
    const checkedPolicy = (policy: pulumi.Input<string>, bucketName: pulumi.Input<string>) => {
        const parties = partiesOf(args);
        const checked = refusedLater(
            pulumi.output({ policy, bucketName, trailArn: plannedTrailArn, organizationId, partition: here.partition }),
            ({ policy: text, ...known }) => problemsOf("existingBucket.policy", text, checkPolicyFor(known, parties)),
        ).apply((known) => ({ text: known.policy, bucketName: known.bucketName }));
        if (parties.includes(Party.Reader)) {
            warnOfDenials(connection, Party.Reader, checked);
        }
        return checked.apply(({ text }) => text);
    };

    let kmsKeyArn: pulumi.Output<string> | undefined;
    let kmsKeyPolicyStatements: pulumi.Output<string> | undefined;
    if (args.existingKmsKeyArn !== undefined) {
        kmsKeyArn = pulumi.output(args.existingKmsKeyArn);
        kmsKeyPolicyStatements = statementsFor(trailKeyStatements);
    } else if ((args.encryption ?? defaults.encryption) === Encryption.Kms) {
        kmsKeyArn = new LogKey(
            `${name}-log-key`,
            { trailArn: plannedTrailArn, aliasName: names.keyAlias, protectLogs, tags },
            asChild,
        ).kmsKeyArn;
    }

    const bucket =
        existingBucket === undefined
            ? new LogBucket(
                  `${name}-log-bucket`,
                  {
                      trailArn: plannedTrailArn,
                      bucketName: names.bucketName,
                      kmsKeyArn,
                      logRetentionDays: args.logRetentionDays,
                      protectLogs,
                      organizationId,
                      accessLogBucketName: args.accessLogBucketName,
                      objectLock: args.objectLock,
                      tags,
                  },
                  asChild,
              )
            : new ExistingLogBucket(
                  `${name}-log-bucket`,
                  {
                      trailArn: plannedTrailArn,
                      bucketName: existingBucket.name,
                      organizationId,
                      policy: existingBucket.policy && checkedPolicy(existingBucket.policy, existingBucket.name),
                      onlyCloudTrailWrites:
                          existingBucket.onlyCloudTrailWrites ?? defaults.existingBucket.onlyCloudTrailWrites,
                  },
                  asChild,
              );
    const logGroup =
        wanted.cloudWatchLogsRetentionDays === undefined
            ? undefined
            : new TrailLogGroup(
                  `${name}-log-group`,
                  {
                      cloudWatchLogsRetentionDays: wanted.cloudWatchLogsRetentionDays,
                      organizationId,
                      logGroupName: names.logGroupName,
                      roleName: names.deliveryRoleName,
                      protectLogs,
                      tags,
                  },
                  asChild,
              );
    const trail = new AuditTrail(
        `${name}-trail`,
        {
            trailName,
            bucketName: bucket.bucketName,
            kmsKeyArn,
            isOrganizationTrail: organizationId === undefined ? undefined : true,
            managementEvents: wanted.managementEvents,
            dataEvents: wanted.dataEvents,
            insights: wanted.insights,
            logGroupArn: logGroup?.logGroupArn,
            logGroupRoleArn: logGroup?.roleArn,
            protectLogs,
            tags,
        },
        asChild,
    );
    return {
        trailName: trail.trailName,
        trailArn: trail.trailArn,
        plannedTrailArn,
        ownerId: here.accountId,
        bucketName: bucket.bucketName,
        kmsKeyArn,
        logGroupName: logGroup?.logGroupName,
        bucketPolicyStatements: bucket instanceof ExistingLogBucket ? bucket.bucketPolicyStatements : undefined,
        kmsKeyPolicyStatements,
        accessLogBucketPolicyStatements:
            args.accessLogBucketName === undefined
                ? undefined
                : accessLogStatements(args, args.accessLogBucketName, here),
    };
}

/** They allow every bucket with this prefix, so that the target's owner can add them before the log bucket exists. */
function accessLogStatements(args: RecordingArgs, target: pulumi.Input<string>, here: Here) {
    const { bucketName: source } = connectionNames(args.namePrefix ?? defaults.namePrefix, "*");
    return pulumi.jsonStringify(
        pulumi
            .all([here.partition, here.accountId, checkedLater("accessLogBucketName", target, checkOneBucket)])
            .apply(([partition, accountId, targetName]) => [
                accessLogStatement(bucketArn(partition, targetName), bucketArn(partition, source), source, accountId),
            ]),
        undefined,
        2,
    );
}
