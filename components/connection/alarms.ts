import * as pulumi from "@pulumi/pulumi";
import { AlarmSource, AlarmTopic, alarmSenders } from "../alarms/alarmTopic";
import { TamperAlarms, type TamperAlarmsArgs } from "../alarms/tamperAlarms";
import { checkTopicArn } from "../checks/existing";
import { checkedLater } from "../checks/input";
import { defaults } from "../defaults";
import { publishStatements } from "../iam/topicPolicy";
import type { CloudTrailConnectionArgs } from "./connectionArgs";
import type { ConnectionOutputs } from "./connectionOutputs";
import type { ConnectionNames } from "./names";
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
    const sources = [...new Set(ofConnectors), ...(watchesTampering(args) ? [AlarmSource.EventBridge] : [])];
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
    const alarmTopicArn = checkedLater("alarms.topicArn", alarms.topicArn, checkTopicArn);
    const statements = pulumi
        .all([alarmTopicArn, here.partition, here.region, here.accountId])
        .apply(([arn, ...place]) => publishStatements(arn, alarmSenders(sources, ...place)));
    return { alarmTopicArn, alarmTopicPolicyStatements: pulumi.jsonStringify(statements, undefined, 2) };
}

/** Creates the alarms on tampering with a connection's trail, bucket and key, if enabled. */
export function watchTampering(
    connection: pulumi.ComponentResource,
    name: string,
    args: CloudTrailConnectionArgs,
    watched: TamperAlarmsArgs,
): void {
    if (watchesTampering(args)) {
        new TamperAlarms(`${name}-tamper-alarms`, { ...watched, tags: args.tags }, { parent: connection });
    }
}
