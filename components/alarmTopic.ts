import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { alarmsAsSender, rulesAsSender } from "./policies/sender";
import { topicPolicy } from "./policies/topic";
import { problemsOfEmails } from "./validation/emails";
import { problemsOfOptional } from "./validation/input";
import { checkName } from "./validation/names";
import { refuse } from "./validation/problem";

/** What an `AlarmTopic` is made from. */
export interface AlarmTopicArgs {
    /**
     * E-mail addresses that get the alarms, once whoever reads them has followed the link that SNS sends. Default:
     * none; subscribe what you use yourself.
     */
    emails?: string[];
    /**
     * The topic's name, up to 256 letters, digits, underscores and hyphens. Default: a name that Pulumi generates.
     * Source: "CreateTopic", Amazon SNS API Reference.
     */
    topicName?: pulumi.Input<string>;
    /** Tags, on top of the provider's default tags. Default: none. */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * The topic that alarms go to: this account's CloudWatch alarms and EventBridge rules publish, nobody else. It is not
 * encrypted with KMS: neither could publish under the key that AWS manages for SNS, and no alarm holds a secret.
 */
export class AlarmTopic extends pulumi.ComponentResource {
    /** The topic's ARN, known once its policy is in place. */
    public readonly topicArn: pulumi.Output<string>;

    /** @throws pulumi.InputPropertiesError if an argument can't be used */
    constructor(name: string, args: AlarmTopicArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse([
            ...problemsOfEmails("emails", args.emails ?? []),
            ...problemsOfOptional("topicName", args.topicName, checkName("alarmTopicName", "audit-alarms")),
        ]);
        super("trailconnect:index:AlarmTopic", name, args, opts);

        const topic = new sns.Topic(name, { name: args.topicName, tags: args.tags }, { parent: this });
        const policy = new sns.TopicPolicy(
            `${name}-policy`,
            {
                arn: topic.arn,
                policy: pulumi.jsonStringify(
                    pulumi
                        .all([
                            topic.arn,
                            getPartitionOutput({}, { parent: this }).partition,
                            getRegionOutput({}, { parent: this }).region,
                            getCallerIdentityOutput({}, { parent: this }).accountId,
                        ])
                        .apply(([arn, ...here]) => topicPolicy(arn, [alarmsAsSender(...here), rulesAsSender(...here)])),
                ),
            },
            { parent: this },
        );
        for (const [index, email] of (args.emails ?? []).entries()) {
            new sns.TopicSubscription(
                `${name}-email-${index + 1}`,
                { topic: topic.arn, protocol: "email", endpoint: email },
                { parent: this },
            );
        }

        this.topicArn = policy.arn;
        this.registerOutputs({ topicArn: this.topicArn });
    }
}
