import * as iam from "@pulumi/aws/iam";
import * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { checkKmsKeyArn, checkOneKmsKey, checkTopicArn } from "../checks/existing";
import { checkedLater, optionalCheckedLater, problemsOfOptional, problemsOfRequired } from "../checks/input";
import { checkName } from "../checks/names";
import { type Check, problemsOf, refuse } from "../checks/problem";
import { checkTrailArn } from "../checks/trailArn";
import { publishesByRole, regionOfIamEvents } from "../facts/eventBridge";
import { accountIdOf, partitionOf, regionOf } from "../resources/place";
import { madeBeforeDeleted } from "../resources/replacement";
import { countIdentityChanges, warnWhereUnheard } from "./identityMetric";
import { tamperRolePolicy, tamperRoleTrustPolicy, undeliveredQueuePolicy } from "./tamperAlarmsPolicy";
import {
    alarmTampering,
    bucketTampering,
    identityTampering,
    keyTampering,
    logGroupTampering,
    queueTampering,
    ruleTampering,
    topicTampering,
    trailTampering,
} from "./tampering";
import { countsEvents, sendsEvents, tamperRule, type Watched } from "./tamperRule";

/** What `TamperAlarms` are made from. */
export interface TamperAlarmsArgs {
    /**
     * The ARN of the trail that is watched, `arn:PARTITION:cloudtrail:REGION:ACCOUNT_ID:trail/NAME`: one of this
     * account, in its home region.
     * @example "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail"
     */
    trailArn: pulumi.Input<string>;
    /**
     * The ARN of the SNS topic that alarms go to, `arn:PARTITION:sns:REGION:ACCOUNT_ID:NAME`. It has to admit CloudWatch,
     * and, if it belongs to another account, the role `namePrefix`. A KMS key that encrypts it has to admit both; the key
     * that AWS manages for SNS can't.
     * @example "arn:aws:sns:eu-central-1:111122223333:audit-alarms"
     */
    topicArn: pulumi.Input<string>;
    /**
     * What the names of rules, alarms, queue and role begin with: up to 53 letters, digits, underscores and hyphens. No
     * other rules or alarms of the account may begin so, because the alarms watch their own rules by it. Source: "PutRule",
     * Amazon EventBridge API Reference.
     * @example "audit-tamper"
     */
    namePrefix: pulumi.Input<string>;
    /**
     * The name of the log bucket that is watched.
     * @default none
     * @example "central-audit-logs"
     */
    bucketName?: pulumi.Input<string>;
    /**
     * The ARN of the KMS key that is watched, `arn:PARTITION:kms:REGION:ACCOUNT_ID:key/KEY_ID`, not an alias.
     * @default none
     * @example "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
     */
    kmsKeyArn?: pulumi.Input<string>;
    /**
     * The URLs of the queues that are watched, such as a `LogQueue`'s two, and with them the CloudWatch alarms whose names
     * begin with a queue's, such as those of `LogQueueAlarms`.
     * @default none
     * @example ["https://sqs.eu-central-1.amazonaws.com/111122223333/sentinel-logs"]
     */
    queueUrls?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The ARNs of the IAM users, groups, roles and managed policies that are watched: those of the readers. The role of these
     * alarms is watched in any case.
     *
     * EventBridge receives IAM's calls in one region only, us-east-1 (AWS GovCloud (US): us-gov-west-1). In any other region
     * this takes `logGroupName`; without it, changes of identities aren't reported, and a warning says so.
     * @default none
     * @example ["arn:aws:iam::111122223333:role/sentinel-reader"]
     */
    identityArns?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The name of the CloudWatch log group that the trail sends its events to. It is watched, and a metric filter on it
     * reports changes of identities from any region.
     * @default none
     * @example "audit-trail"
     */
    logGroupName?: pulumi.Input<string>;
    /**
     * Tags, on top of the provider's default tags.
     * @default none
     * @example { "team": "security" }
     */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** Checks that the rules are where the calls on the trail are recorded: in its home region, in its owner's account. */
function checkIsHere(region: string, accountId: string): Check<string> {
    return (trailArn) => {
        const [, , , itsRegion = "", itsAccount = ""] = trailArn.split(":");
        const isElsewhere =
            (/^\d{12}$/.test(itsAccount) && /^\d{12}$/.test(accountId) && itsAccount !== accountId) ||
            (/^[a-z0-9-]+$/.test(itsRegion) && /^[a-z0-9-]+$/.test(region) && itsRegion !== region);
        return isElsewhere
            ? {
                  code: "trail-elsewhere",
                  reason: `The trail is in ${itsRegion} in account ${itsAccount}: tampering with it there is not noticed in ${region} in account ${accountId}.`,
                  reasonRepeatsValue: true,
                  allowed: "a trail of this account, in its home region",
                  example: `arn:aws:cloudtrail:${region}:${accountId}:trail/audit-trail`,
              }
            : undefined;
    };
}

const fourteenDays = 1_209_600;

/**
 * Alarms on tampering with the pipeline: stopping, changing or deleting the trail, disabling the key or scheduling its
 * deletion, changing the log bucket's policy, retention, notifications or public access, emptying or redirecting a queue,
 * widening what the readers may do, and silencing these alarms.
 *
 * Each call takes two ways to the topic, and neither needs the other: an EventBridge rule sends the event, by a role that may
 * publish to this topic and do nothing else, and a CloudWatch alarm watches how often the rule matched. Events that
 * EventBridge can't send go to a queue, and set off an alarm.
 *
 * What they can't do: the stack's own updates set them off too. They cover the stack's region, where all of these resources
 * are. They work only while some trail of the account records management events: a trail that is stopped reports its own
 * stopping at most. Whoever deletes the topic silences both ways; the event is still in the trail.
 *
 * Source: "AWS service events delivered via AWS CloudTrail" (Amazon EventBridge User Guide).
 */
export class TamperAlarms extends pulumi.ComponentResource {
    /** The names of the EventBridge rules. */
    public readonly ruleNames: pulumi.Output<string[]>;
    /** The names of the CloudWatch alarms. */
    public readonly alarmNames: pulumi.Output<string[]>;
    /** The ARN of the role that the rules publish with. */
    public readonly roleArn: pulumi.Output<string>;
    /** The URL of the queue for events that EventBridge could not send. */
    public readonly undeliveredQueueUrl: pulumi.Output<string>;

    /** @throws pulumi.InputPropertiesError if an argument can't be used */
    constructor(name: string, args: TamperAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse([
            ...problemsOfRequired("trailArn", args.trailArn, checkTrailArn),
            ...problemsOfRequired("topicArn", args.topicArn, checkTopicArn),
            ...problemsOfRequired("namePrefix", args.namePrefix, checkName("tamperAlarms", "audit-tamper")),
            ...problemsOfOptional("kmsKeyArn", args.kmsKeyArn, checkKmsKeyArn),
        ]);
        super("trailconnect:index:TamperAlarms", name, args, opts);
        const { logGroupName, tags } = args;
        const [partition, region, accountId] = [partitionOf(this), regionOf(this), accountIdOf(this)];
        const namePrefix = checkedLater("namePrefix", args.namePrefix, checkName("tamperAlarms", "audit-tamper"));
        const topicArn = checkedLater("topicArn", args.topicArn, checkTopicArn);
        const kmsKeyArn = optionalCheckedLater("kmsKeyArn", args.kmsKeyArn, checkOneKmsKey);
        const trailArn = pulumi
            .all([checkedLater("trailArn", args.trailArn, checkTrailArn), region, accountId])
            .apply(([arn, ...here]) => {
                refuse(problemsOf("trailArn", arn, checkIsHere(...here)));
                return arn;
            });
        const queueUrls = pulumi.output(args.queueUrls ?? []) as pulumi.Output<string[]>;
        const plannedRoleArn = pulumi.interpolate`arn:${partition}:iam::${accountId}:role/${namePrefix}`;
        const identityArns = pulumi
            .all([plannedRoleArn, pulumi.output(args.identityArns ?? []) as pulumi.Output<string[]>])
            .apply(([own, given]) => [own, ...given]);
        const isHeardHere = pulumi.all([partition, region]).apply(([ofIam, here]) => regionOfIamEvents(ofIam) === here);

        const watched: Watched[] = [
            { suffix: "trail", what: "the trail", calls: trailArn.apply(trailTampering) },
            ...(args.bucketName === undefined
                ? []
                : [
                      {
                          suffix: "bucket",
                          what: "the log bucket",
                          calls: pulumi.output(args.bucketName).apply(bucketTampering),
                      },
                  ]),
            ...(kmsKeyArn === undefined
                ? []
                : [{ suffix: "key", what: "the log key", calls: kmsKeyArn.apply(keyTampering) }]),
            ...(args.queueUrls === undefined
                ? []
                : [{ suffix: "queues", what: "the feed's queues", calls: queueUrls.apply(queueTampering) }]),
            ...(logGroupName === undefined
                ? []
                : [
                      {
                          suffix: "log-group",
                          what: "the trail's log group",
                          calls: pulumi.output(logGroupName).apply(logGroupTampering),
                      },
                  ]),
            {
                suffix: "identities",
                what: "the limits of the readers",
                calls: identityArns.apply(identityTampering),
                isHeardHere,
            },
            {
                suffix: "rules",
                what: "the rules that report tampering",
                calls: namePrefix.apply(ruleTampering),
            },
            {
                // It watches the rule on the rules too: a rule can't report its own end.
                suffix: "alarms",
                what: "the alarms",
                calls: pulumi
                    .all([topicArn, namePrefix, queueUrls])
                    .apply(([topic, prefix, urls]) => [
                        ...topicTampering(topic),
                        ...alarmTampering([prefix, ...urls.map((url) => url.slice(url.lastIndexOf("/") + 1))]),
                        ...ruleTampering(`${prefix}-rules`),
                    ]),
            },
        ];
        const common = { parent: this, name, namePrefix, tags };
        const rules = watched.map((one) => ({ one, rule: tamperRule(common, one) }));
        const ruleArns = pulumi.all(rules.map(({ rule }) => rule.arn));

        const role = new iam.Role(
            `${name}-role`,
            {
                name: namePrefix,
                description: "EventBridge publishes alarms on tampering",
                assumeRolePolicy: pulumi.jsonStringify(
                    pulumi.all([ruleArns, accountId]).apply(([arns, account]) => tamperRoleTrustPolicy(arns, account)),
                ),
                tags,
            },
            { parent: this, ...madeBeforeDeleted },
        );
        const mayPublish = new iam.RolePolicy(
            `${name}-role-policy`,
            { name: "publish-alarms", role: role.name, policy: pulumi.jsonStringify(topicArn.apply(tamperRolePolicy)) },
            { parent: this, ...madeBeforeDeleted },
        );
        const undelivered = new sqs.Queue(
            `${name}-undelivered`,
            {
                name: pulumi.interpolate`${namePrefix}-undelivered`,
                sqsManagedSseEnabled: true,
                messageRetentionSeconds: fourteenDays,
                tags,
            },
            { parent: this, ...madeBeforeDeleted },
        );
        const takesUndelivered = new sqs.QueuePolicy(
            `${name}-undelivered-policy`,
            {
                queueUrl: undelivered.url,
                policy: pulumi.jsonStringify(
                    pulumi
                        .all([undelivered.arn, ruleArns, accountId])
                        .apply(([arn, ...from]) => undeliveredQueuePolicy(arn, ...from)),
                ),
            },
            { parent: this },
        );
        // Known once both let EventBridge in, so that no event is lost in between.
        const target = {
            topicArn,
            roleArn: pulumi
                .all([role.arn, partition, mayPublish.id])
                .apply(([arn, here]) => (publishesByRole(here) ? arn : undefined)),
            undeliveredArn: pulumi.all([undelivered.arn, takesUndelivered.id]).apply(([arn]) => arn),
        };
        const alarms = rules.flatMap(({ one, rule }) => {
            sendsEvents(common, one, rule, target);
            return countsEvents(common, one, rule, topicArn);
        });
        if (logGroupName === undefined) {
            warnWhereUnheard(this, isHeardHere);
        } else {
            alarms.push(countIdentityChanges(common, logGroupName, identityArns, topicArn));
        }

        this.ruleNames = pulumi.all(rules.map(({ rule }) => rule.name));
        this.alarmNames = pulumi.all(alarms.map((alarm) => alarm.name));
        this.roleArn = role.arn;
        this.undeliveredQueueUrl = undelivered.url;
        this.registerOutputs({
            ruleNames: this.ruleNames,
            alarmNames: this.alarmNames,
            roleArn: this.roleArn,
            undeliveredQueueUrl: this.undeliveredQueueUrl,
        });
    }
}
