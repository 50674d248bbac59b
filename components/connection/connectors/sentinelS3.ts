import * as pulumi from "@pulumi/pulumi";
import { AlarmSource } from "../../alarms/alarmTopic";
import { LogQueueAlarms } from "../../alarms/logQueueAlarms";
import { checkKeyPrefix } from "../../checks/existing";
import { listCheckedLater, optionalCheckedLater } from "../../checks/input";
import { problemsOfMemberAccounts } from "../../checks/organization";
import { Connector } from "../../facts/microsoft";
import { logPrefixes } from "../../logs/logPrefixes";
import { SentinelS3 } from "../../sentinelS3/sentinelS3";
import type { ConnectorDefinition } from "./connector";
import { workspaceIdOf } from "./sentinelWorkspace";

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
        const made = new SentinelS3(
            `${name}-sentinel-s3`,
            {
                workspaceId,
                // problemsOfConnection has checked that it is set.
                bucketName: found.bucketName as pulumi.Output<string>,
                azureCloud: sentinel?.azureCloud,
                logPrefixes: pulumi
                    .all([ownerId, organizationId, members, keyPrefix])
                    .apply(([accountId, organization, memberAccountIds, prefix]) =>
                        logPrefixes({
                            accountId,
                            organizationId: organization,
                            memberAccountIds,
                            keyPrefix: prefix,
                        }),
                    ),
                kmsKeyArn: found.kmsKeyArn,
                additionalSessionNames: sentinel?.additionalSessionNames,
                existingOidcProviderArn: sentinel?.existingOidcProviderArn,
                ownsBucket: existingBucket === undefined,
                existingNotification: existingBucket?.notification,
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
