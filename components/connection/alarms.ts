import * as pulumi from "@pulumi/pulumi";
import { AlarmSource, AlarmTopic, alarmSenders } from "../alarms/alarmTopic";
import { TamperAlarms, type TamperAlarmsArgs } from "../alarms/tamperAlarms";
import { tamperRoleStatements } from "../alarms/tamperAlarmsPolicy";
import { defaults } from "../defaults";
import { accountRootArn } from "../facts/arns";
import { accountIn } from "../iam/arns";
import { publishStatements } from "../iam/topicPolicy";
import type { CloudTrailConnectionArgs } from "./connectionArgs";
import type { ConnectionOutputs } from "./connectionOutputs";
import { type ConnectionNames, connectionNames } from "./names";
import type { Here } from "./recording";

type AlarmsOutputs = Pick<ConnectionOutputs, "alarmTopicArn" | "alarmTopicPolicyStatements">;

/** Whether a connection has alarms on tampering. */
export function watchesTampering({ alarms }: Pick<CloudTrailConnectionArgs, "alarms">): boolean {
    return alarms?.onTampering ?? defaults.alarms.onTampering;
}

/** The topic that a connection's alarms go to, new or existing; empty if there are no alarms. */
export function topicOfAlarms(
    connection: pulumi.ComponentResource,
    name: string,
    args: CloudTrailConnectionArgs,
    ofConnectors: readonly AlarmSource[],
    names: pulumi.Output<ConnectionNames>,
    here: Here,
): AlarmsOutputs {
    const { alarms, tags } = args;
    const sources = [...new Set([...ofConnectors, ...(watchesTampering(args) ? Object.values(AlarmSource) : [])])];
    if (sources.length === 0) {
        return {};
    }
    if (alarms?.topicArn === undefined) {
        const { topicArn } = new AlarmTopic(
            `${name}-alarm-topic`,
            { emails: alarms?.emails, sources, topicName: names.alarmTopicName, tags },
            { parent: connection },
        );
        return { alarmTopicArn: topicArn };
    }
    const alarmTopicArn = pulumi.output(alarms.topicArn);
    const statements = pulumi
        .all([alarmTopicArn, here.partition, here.region, here.accountId])
        .apply(([arn, partition, region, accountId]) => [
            ...publishStatements(arn, alarmSenders(sources, partition, region, accountId)),
            ...(watchesTampering(args) && accountIn(arn) !== accountId
                ? tamperRoleStatements(
                      arn,
                      accountRootArn(partition, accountId),
                      // Whatever the suffix, so that the statement can be added before the role exists.
                      `arn:${partition}:iam::${accountId}:role/${connectionNames(args.namePrefix ?? defaults.namePrefix, "*").tamperAlarms}`,
                  )
                : []),
        ]);
    return { alarmTopicArn, alarmTopicPolicyStatements: pulumi.jsonStringify(statements, undefined, 2) };
}

/** The ARNs of the identities that Microsoft reads with, and of those that keep the alarms informed. */
function identityArns(
    { roleArn, sentinelS3RoleArn, sentinelOidcProviderArn, userName, logGroupName }: ConnectionOutputs,
    { partition, accountId }: Here,
    names: pulumi.Output<ConnectionNames>,
): pulumi.Input<string>[] {
    return [
        ...[roleArn, sentinelS3RoleArn, sentinelOidcProviderArn].filter((arn) => arn !== undefined),
        // Without CloudTrail's role, the log group reports nothing.
        ...(logGroupName === undefined
            ? []
            : [pulumi.interpolate`arn:${partition}:iam::${accountId}:role/${names.deliveryRoleName}`]),
        ...(userName === undefined
            ? []
            : // They share a name.
              ["user", "group", "policy"].map(
                  (kind) => pulumi.interpolate`arn:${partition}:iam::${accountId}:${kind}/${userName}`,
              )),
    ];
}

/** Creates the alarms on tampering with everything that a connection creates or uses, if enabled. */
export function watchTampering(
    connection: pulumi.ComponentResource,
    name: string,
    args: CloudTrailConnectionArgs,
    names: pulumi.Output<ConnectionNames>,
    here: Here,
    made: ConnectionOutputs & Pick<TamperAlarmsArgs, "trailArn">,
): void {
    if (!watchesTampering(args) || made.alarmTopicArn === undefined) {
        return;
    }
    const { sentinelQueueUrl, sentinelDeadLetterQueueUrl } = made;
    const queueUrls = [sentinelQueueUrl, sentinelDeadLetterQueueUrl].filter((url) => url !== undefined);
    new TamperAlarms(
        `${name}-tamper-alarms`,
        {
            trailArn: made.trailArn,
            topicArn: made.alarmTopicArn,
            namePrefix: names.tamperAlarms,
            bucketName: made.bucketName,
            kmsKeyArn: made.kmsKeyArn,
            queueUrls: queueUrls.length > 0 ? queueUrls : undefined,
            feedTopicArn: made.sentinelTopicArn,
            identityArns: identityArns(made, here, names),
            logGroupName: made.logGroupName,
            tags: args.tags,
        },
        { parent: connection },
    );
}
