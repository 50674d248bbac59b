import * as pulumi from "@pulumi/pulumi";
import { checkedLater, refusedLater } from "../checks/input";
import { problemsOf } from "../checks/problem";
import { bucketArn } from "../facts/arns";
import { checkDeployRoleAccount, checkDeployRoleArn } from "../serviceControlPolicy/deployRole";
import { serviceControlPolicy } from "../serviceControlPolicy/serviceControlPolicy";
import { watchesTampering } from "./alarms";
import type { CloudTrailConnectionArgs } from "./connectionArgs";
import type { ConnectionOutputs } from "./connectionOutputs";
import type { ConnectionNames } from "./names";
import type { Here } from "./recording";

/** What a connection makes, and gives out of it. */
interface Made extends Pick<ConnectionOutputs, "bucketName" | "kmsKeyArn" | "logGroupName"> {
    plannedTrailArn: pulumi.Output<string>;
    /** Whether there is a queue with alarms. */
    readsLogFiles: boolean;
}

/**
 * The service control policy for what a connection makes; none without `deployRoleArn`. What exists already is guarded by
 * its owner, whom this policy would shut out.
 */
export function policyOfPipeline(
    args: CloudTrailConnectionArgs,
    names: pulumi.Output<ConnectionNames>,
    here: Here,
    { plannedTrailArn, readsLogFiles, ...made }: Made,
): Pick<ConnectionOutputs, "serviceControlPolicy"> {
    const { deployRoleArn, existingTrail, existingBucket, existingKmsKeyArn, alarms, sentinel } = args;
    if (deployRoleArn === undefined) {
        return {};
    }
    const isNew = existingTrail === undefined;
    const hasAlarmTopic = alarms?.topicArn === undefined && (readsLogFiles || watchesTampering(args));
    const policy = pulumi
        .output({
            ...here,
            names,
            deployRoleArn: refusedLater(
                pulumi.all([checkedLater("deployRoleArn", deployRoleArn, checkDeployRoleArn), here.accountId]),
                ([arn, accountId]) => problemsOf("deployRoleArn", arn, checkDeployRoleAccount(accountId)),
            ).apply(([arn]) => arn),
            trailArn: isNew ? plannedTrailArn : undefined,
            bucketName: isNew && existingBucket === undefined ? made.bucketName : undefined,
            kmsKeyArn: isNew && existingKmsKeyArn === undefined ? made.kmsKeyArn : undefined,
            logGroupName: made.logGroupName,
        })
        .apply(({ names: named, bucketName, ...known }) =>
            serviceControlPolicy({
                ...known,
                bucketArn: bucketName && bucketArn(known.partition, bucketName),
                queueName: readsLogFiles ? named.queueName : undefined,
                topicNames: [
                    ...(readsLogFiles && sentinel?.snsFanOut ? [named.topicName] : []),
                    ...(hasAlarmTopic ? [named.alarmTopicName] : []),
                ],
                deliveryRoleName: known.logGroupName === undefined ? undefined : named.deliveryRoleName,
                tamperAlarmsName: watchesTampering(args) ? named.tamperAlarms : undefined,
            }),
        );
    // AWS counts white space too.
    return { serviceControlPolicy: pulumi.jsonStringify(policy) };
}
