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

/** Who publishes alarms. */
export enum AlarmSource {
    /** CloudWatch's alarms: `LogQueueAlarms`, and the second way of `TamperAlarms`. */
    CloudWatch = "CloudWatch",
    /**
     * EventBridge's rules: the first way of `TamperAlarms`. In AWS's commercial partition and in AWS GovCloud (US) they
     * publish with a role of their own; elsewhere the topic has to admit EventBridge without a condition, so that a rule
     * in any AWS account could raise a false alarm.
     */
    EventBridge = "EventBridge",
}

const allSources = Object.values(AlarmSource);

/** The senders that a topic's policy has to admit for alarms from some sources of one region and account. */
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

/** The policy of an `AlarmTopic` with some ARN; without `sources` every one of them publishes. */
export function alarmTopicPolicy(
    topicArn: string,
    sources: readonly AlarmSource[] | undefined,
    partition: string,
    region: string,
    accountId: string,
): PolicyDocument {
    return topicPolicy(topicArn, alarmSenders(sources ?? allSources, partition, region, accountId));
}

/** What an `AlarmTopic` is made from. */
export interface AlarmTopicArgs {
    /**
     * E-mail addresses that receive the alarms, once the recipient has followed the confirmation link that SNS sends.
     * @default none; subscribe what you use yourself
     * @example ["security@example.com"]
     */
    emails?: string[];
    /**
     * Who publishes alarms: any of CloudWatch and EventBridge, each once.
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
     * Tags, on top of the provider's default tags.
     * @default none
     * @example { "team": "security" }
     */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * The topic that alarms go to. Only CloudWatch alarms and EventBridge rules of this account and region can publish to it. It is
 * not encrypted with KMS: neither could publish under the key that AWS manages for SNS, and no alarm holds a secret.
 */
export class AlarmTopic extends pulumi.ComponentResource {
    /** The topic's ARN, known once its policy is in place. */
    public readonly topicArn: pulumi.Output<string>;

    /** @throws pulumi.InputPropertiesError if an argument can't be used */
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
                // Named by its address, so that removing one doesn't affect the others: SNS accepts each address once.
                `${name}-${email.toLowerCase()}`,
                { topic: topic.arn, protocol: "email", endpoint: email },
                { parent: this },
            );
        }

        this.topicArn = policy.arn;
        this.registerOutputs({ topicArn: this.topicArn });
    }
}
