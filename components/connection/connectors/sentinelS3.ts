import * as pulumi from "@pulumi/pulumi";
import { AlarmSource } from "../../alarms/alarmTopic";
import { LogQueueAlarms } from "../../alarms/logQueueAlarms";
import { checkKeyPrefix } from "../../checks/existing";
import { listCheckedLater, optionalCheckedLater, refusedLater } from "../../checks/input";
import { problemsOfMemberAccounts } from "../../checks/organization";
import { problemsOf } from "../../checks/problem";
import { bucketArn } from "../../facts/arns";
import { Connector } from "../../facts/microsoft";
import { shortestPartition } from "../../facts/partitions";
import { checkAnnouncements } from "../../logs/existingDocuments";
import { logPrefixes } from "../../logs/logPrefixes";
import { SentinelS3 } from "../../sentinelS3/sentinelS3";
import { checkMembersOfTopic, checkMembersRoom } from "../membersRoom";
import type { ConnectorDefinition } from "./connector";
import { workspaceIdOf } from "./sentinelWorkspace";

/** As long as a key's ARN is at least; with the ARN itself, the notification would hang on the key. */
const shortestKeyArn = `arn:${shortestPartition}:kms:us-east-1:${"#".repeat(12)}:key/${"#".repeat(36)}`;

/** Microsoft Sentinel's S3 connector: a queue notified of every new log, an OIDC role, and alarms on the queue. */
export const sentinelS3: ConnectorDefinition = {
    connector: Connector.SentinelS3,
    readsLogFiles: true,
    alarmSources: [AlarmSource.CloudWatch],
    make({ connection, name, args, names, ownerId, organizationId, recordedAccounts, ...found }) {
        const { sentinel, organization, existingTrail, existingBucket, tags } = args;
        const asChild = { parent: connection };
        const workspaceId = workspaceIdOf(args);
        const members = listCheckedLater(organization?.memberAccountIds ?? [], (ids) =>
            problemsOfMemberAccounts("organization.memberAccountIds", ids),
        );
        const keyPrefix = optionalCheckedLater("existingTrail.keyPrefix", existingTrail?.keyPrefix, checkKeyPrefix);
        // problemsOfConnection saw to it that it is there.
        const bucketName = found.bucketName as pulumi.Output<string>;
        const allPrefixes = pulumi
            .all([ownerId, organizationId, members, keyPrefix])
            .apply(([accountId, organization, memberAccountIds, prefix]) =>
                logPrefixes({
                    accountId,
                    organizationId: organization,
                    memberAccountIds,
                    keyPrefix: prefix,
                }),
            );
        const reader = { logPrefixes: allPrefixes, bucketName, members };
        const prefixes = refusedLater(pulumi.output(reader), (known) =>
            problemsOf(
                "organization.memberAccountIds",
                known.members,
                (ids) =>
                    (existingBucket?.topicArn === undefined ? undefined : checkMembersOfTopic(ids)) ??
                    checkMembersRoom({
                        logPrefixes: known.logPrefixes,
                        bucketArn: bucketArn("aws", known.bucketName),
                        kmsKeyArn: found.kmsKeyArn && shortestKeyArn,
                    })(ids),
            ),
        ).apply((known) => known.logPrefixes);
        const notification =
            existingBucket?.notification &&
            refusedLater(pulumi.output({ text: existingBucket.notification, prefixes }), ({ text, prefixes: known }) =>
                problemsOf("existingBucket.notification", text, () =>
                    checkAnnouncements(text, known, undefined, "existingBucket.topicArn"),
                ),
            ).apply(({ text }) => text);
        const made = new SentinelS3(
            `${name}-sentinel-s3`,
            {
                workspaceId,
                bucketName,
                azureCloud: sentinel?.azureCloud,
                logPrefixes: prefixes,
                kmsKeyArn: found.kmsKeyArn,
                additionalSessionNames: sentinel?.additionalSessionNames,
                existingOidcProviderArn: sentinel?.existingOidcProviderArn,
                ownsBucket: existingBucket === undefined,
                existingNotification: notification,
                snsFanOut: sentinel?.snsFanOut,
                existingTopicArn: existingBucket?.topicArn,
                roleName: names.sentinelS3RoleName,
                queueName: names.queueName,
                topicName: names.topicName,
                tags,
            },
            asChild,
        );
        new LogQueueAlarms(
            `${name}-log-queue-alarms`,
            {
                queueName: made.queueName,
                deadLetterQueueName: made.deadLetterQueueName,
                topicArn: found.alarmTopicArn as pulumi.Output<string>,
                tags,
            },
            asChild,
        );
        return {
            sentinelWorkspaceId: workspaceId,
            sentinelS3RoleArn: made.roleArn,
            sentinelQueueUrl: made.queueUrl,
            sentinelDeadLetterQueueUrl: made.deadLetterQueueUrl,
            sentinelOidcProviderArn: made.oidcProviderArn,
            sentinelTopicArn: made.topicArn,
            bucketNotification: made.bucketNotification,
            sentinelS3Accounts: pulumi
                .all([members, recordedAccounts])
                .apply(([named, all]) => (named.length ? named : all)),
        };
    },
};
