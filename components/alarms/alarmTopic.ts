import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { problemsOfChoices } from "../checks/choice";
import { problemsOfOptional } from "../checks/input";
import { checkName } from "../checks/names";
import { refuse } from "../checks/problem";
import { publishesByRole } from "../facts/eventBridge";
import type { PolicyDocument } from "../iam/document";
import { alarmsAsSender, rulesAsSender, type Sender } from "../iam/sender";
import { topicPolicy } from "../iam/topicPolicy";
import { accountIdOf, partitionOf, regionOf } from "../resources/place";
import { madeBeforeDeleted } from "../resources/replacement";
import { problemsOfEmails } from "./emails";

/** The AWS services that publish alarms. */
export enum AlarmSource {
    /** CloudWatch alarms: `LogQueueAlarms`, and one of the two ways of `TamperAlarms`. */
    CloudWatch = "CloudWatch",
    /**
     * EventBridge rules: the other way of `TamperAlarms`. In the commercial partition and AWS GovCloud (US), they publish
     * with their own role. Elsewhere, the topic must allow EventBridge without a condition, so a rule in any AWS account
     * could raise a false alarm.
     */
    EventBridge = "EventBridge",
}

const allSources = Object.values(AlarmSource);

/** The senders that a topic's policy must allow for alarms from the given sources in one region and account. */
export function alarmSenders(
    sources: readonly AlarmSource[],
    partition: string,
    region: string,
    accountId: string,
): Sender[] {
    return [
        ...(sources.includes(AlarmSource.CloudWatch) ? [alarmsAsSender(partition, region, accountId)] : []),
        ...(sources.includes(AlarmSource.EventBridge) && !publishesByRole(partition) ? [rulesAsSender] : []),
    ];
}

/** The policy of an `AlarmTopic`; without `sources`, every source may publish. */
export function alarmTopicPolicy(
    topicArn: string,
    sources: readonly AlarmSource[] | undefined,
    partition: string,
    region: string,
    accountId: string,
): PolicyDocument {
    return topicPolicy(topicArn, alarmSenders(sources ?? allSources, partition, region, accountId));
}

/** Arguments for `AlarmTopic`. */
export interface AlarmTopicArgs {
    /**
     * Email addresses that receive the alarms, after each recipient confirms the subscription through the link that SNS
     * sends.
     * @default none; add your own subscriptions to the topic
     * @example ["security@example.com"]
     */
    emails?: string[];
    /**
     * The AWS services that may publish alarms: any of CloudWatch and EventBridge, without duplicates.
     * @default both
     * @example ["CloudWatch"]
     */
    sources?: AlarmSource[];
    /**
     * The topic's name, up to 256 letters, digits, underscores and hyphens. Source: "CreateTopic", Amazon SNS API
     * Reference.
     * @default a name that Pulumi generates
     * @example "audit-alarms"
     */
    topicName?: pulumi.Input<string>;
    /**
     * Tags, in addition to the provider's default tags.
     * @default none
     * @example { "team": "security" }
     */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * The SNS topic that receives the alarms. Only CloudWatch alarms and EventBridge rules in this account and region can
 * publish to it. It isn't encrypted with KMS: neither service can use the AWS managed key for SNS, and no alarm
 * contains a secret.
 */
export class AlarmTopic extends pulumi.ComponentResource {
    /** The topic's ARN, which resolves once its policy is in place. */
    public readonly topicArn: pulumi.Output<string>;

    /** @throws pulumi.InputPropertiesError if an argument is invalid */
    constructor(name: string, args: AlarmTopicArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse([
            ...problemsOfEmails("emails", args.emails ?? []),
            ...problemsOfChoices("sources", args.sources ?? allSources, AlarmSource),
            ...problemsOfOptional("topicName", args.topicName, checkName("alarmTopicName", "audit-alarms")),
        ]);
        super("trailconnect:index:AlarmTopic", name, args, opts);

        const topic = new sns.Topic(
            name,
            { name: args.topicName, tags: args.tags },
            { parent: this, ...madeBeforeDeleted },
        );
        const policy = new sns.TopicPolicy(
            `${name}-policy`,
            {
                arn: topic.arn,
                policy: pulumi.jsonStringify(
                    pulumi
                        .all([topic.arn, partitionOf(this), regionOf(this), accountIdOf(this)])
                        .apply(([arn, ...here]) => alarmTopicPolicy(arn, args.sources, ...here)),
                ),
            },
            { parent: this },
        );
        for (const email of args.emails ?? []) {
            new sns.TopicSubscription(
                // Named after the address, so that removing one doesn't affect the others; SNS accepts each address
                // only once.
                `${name}-${email.toLowerCase()}`,
                { topic: topic.arn, protocol: "email", endpoint: email },
                { parent: this },
            );
        }

        this.topicArn = policy.arn;
        this.registerOutputs({ topicArn: this.topicArn });
    }
}
