import * as iam from "@pulumi/aws/iam";
import * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { checkExistingBucketName, checkKmsKeyArn, checkOneKmsKey, checkTopicArn } from "../checks/existing";
import {
    checkedLater,
    optionalCheckedLater,
    problemsOfOptional,
    problemsOfRequired,
    refusedLater,
} from "../checks/input";
import { checkName } from "../checks/names";
import { problemsOf, refuse } from "../checks/problem";
import { checkTrailArn, checkTrailForm } from "../checks/trailArn";
import { publishesByRole, regionOfIamEvents } from "../facts/eventBridge";
import { accountIdOf, partitionOf, regionOf } from "../resources/place";
import { encryptedAndPatient } from "../resources/queues";
import { madeBeforeDeleted } from "../resources/replacement";
import { countIdentityChanges, warnWhereUnheard } from "./identityMetric";
import { tamperRolePolicy, tamperRoleTrustPolicy, undeliveredQueuePolicy } from "./tamperAlarmsPolicy";
import { problemsOfIdentities, problemsOfQueueUrls } from "./tamperChecks";
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
import { countsEvents, countUndelivered, sendsEvents, tamperRule, type Watched } from "./tamperRule";
import { checkTrailHere } from "./trailHere";

/** Arguments for `TamperAlarms`. */
export interface TamperAlarmsArgs {
    /**
     * The ARN of the trail to watch, `arn:PARTITION:cloudtrail:REGION:ACCOUNT_ID:trail/NAME`: it must belong to this
     * account and have this home region.
     * @example "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail"
     */
    trailArn: pulumi.Input<string>;
    /**
     * The ARN of the SNS topic that alarms go to, `arn:PARTITION:sns:REGION:ACCOUNT_ID:NAME`. Its policy must
     * allow CloudWatch to publish and, if it belongs to another account, the role `namePrefix`. A KMS key that encrypts it
     * must allow both; the AWS managed key for SNS can't.
     * @example "arn:aws:sns:eu-central-1:111122223333:audit-alarms"
     */
    topicArn: pulumi.Input<string>;
    /**
     * The prefix of the names of the rules, alarms, queue and role: up to 53 letters, digits, underscores and hyphens. It
     * must be unique in the account, because the alarms watch their own rules and alarms by this prefix. Source:
     * "PutRule", Amazon EventBridge API Reference.
     * @example "audit-tamper"
     */
    namePrefix: pulumi.Input<string>;
    /**
     * The name of the log bucket to watch.
     * @default none
     * @example "central-audit-logs"
     */
    bucketName?: pulumi.Input<string>;
    /**
     * The ARN of the KMS key to watch, `arn:PARTITION:kms:REGION:ACCOUNT_ID:key/KEY_ID`, not an alias.
     * @default none
     * @example "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
     */
    kmsKeyArn?: pulumi.Input<string>;
    /**
     * The URLs of the queues to watch, such as the two of a `LogQueue`. CloudWatch alarms whose names begin with a queue's
     * name, such as those of `LogQueueAlarms`, are watched with them.
     * @default none
     * @example ["https://sqs.eu-central-1.amazonaws.com/111122223333/sentinel-logs"]
     */
    queueUrls?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The ARN of another SNS topic to watch, `arn:PARTITION:sns:REGION:ACCOUNT_ID:NAME`: the one between bucket and queue.
     * @default none
     * @example "arn:aws:sns:eu-central-1:111122223333:audit-logs"
     */
    feedTopicArn?: pulumi.Input<string>;
    /**
     * The ARNs of the IAM users, groups, roles, managed policies and OIDC providers to watch: those of the readers. The role of
     * these alarms is always watched. How many fit depends on their names: the patterns of EventBridge (2,048 characters) and
     * of a metric filter (1,024) limit it to about six. Source: "Amazon EventBridge
     * quotas"; "PutMetricFilter", Amazon CloudWatch Logs API Reference.
     *
     * EventBridge receives IAM API calls in one region only: us-east-1 (AWS GovCloud (US): us-gov-west-1). In any other
     * region, `logGroupName` is required to report them; without it, a warning says that they aren't reported.
     * @default none
     * @example ["arn:aws:iam::111122223333:role/sentinel-reader"]
     */
    identityArns?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The name of the CloudWatch log group that the trail sends its events to. It is watched, and a metric filter on it
     * reports changes to identities from any region.
     * @default none
     * @example "audit-trail"
     */
    logGroupName?: pulumi.Input<string>;
    /**
     * Tags, in addition to the provider's default tags.
     * @default none
     * @example { "team": "security" }
     */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * Alarms on tampering with the pipeline itself: stopping, changing or deleting the trail; disabling the key or scheduling
 * its deletion; changing the log bucket's policy, retention, notifications or public access; emptying or redirecting a
 * queue; widening what the readers may do; and silencing these alarms.
 *
 * Each call reaches the topic in two independent ways. An EventBridge rule sends the event, with a role that may publish to
 * this topic and do nothing else. A CloudWatch alarm watches the rule's metric and goes off when the rule matches. Events
 * that EventBridge can't deliver go to a queue and set off another alarm.
 *
 * Limits: The stack's own updates set off the alarms too. They cover the stack's region, where all of these resources are.
 * They work only while a trail in the account records management events: once the only trail is stopped, they report at
 * most the stop itself. Deleting the topic silences both ways; the event is still in the trail.
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

    /** @throws pulumi.InputPropertiesError if an argument is invalid */
    constructor(name: string, args: TamperAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse([
            ...problemsOfRequired("trailArn", args.trailArn, checkTrailArn),
            ...problemsOfRequired("topicArn", args.topicArn, checkTopicArn),
            ...problemsOfRequired("namePrefix", args.namePrefix, checkName("tamperAlarms", "audit-tamper")),
            ...problemsOfOptional("bucketName", args.bucketName, checkExistingBucketName),
            ...problemsOfOptional("kmsKeyArn", args.kmsKeyArn, checkKmsKeyArn),
            ...problemsOfOptional("feedTopicArn", args.feedTopicArn, checkTopicArn),
            ...problemsOfOptional("logGroupName", args.logGroupName, checkName("logGroupName", "audit-trail")),
            ...problemsOfQueueUrls(args.queueUrls ?? []),
            ...problemsOfIdentities(args.identityArns ?? []),
        ]);
        super("trailconnect:index:TamperAlarms", name, args, opts);
        const { logGroupName, tags } = args;
        const [partition, region, accountId] = [partitionOf(this), regionOf(this), accountIdOf(this)];
        const topicArn = pulumi.output(args.topicArn);
        const kmsKeyArn = optionalCheckedLater("kmsKeyArn", args.kmsKeyArn, checkOneKmsKey);
        const trailArn = refusedLater(
            pulumi.all([checkedLater("trailArn", args.trailArn, checkTrailForm), region, accountId]),
            ([arn, here, owner]) => problemsOf("trailArn", arn, checkTrailHere({ region: here, accountId: owner })),
        ).apply(([arn]) => arn);
        // By way of the trail, so that nothing is named, and created, if it is elsewhere.
        const namePrefix = pulumi.all([args.namePrefix, trailArn]).apply(([prefix]) => prefix);
        const queueUrls = pulumi.output(args.queueUrls ?? []) as pulumi.Output<string[]>;
        const plannedRoleArn = pulumi.interpolate`arn:${partition}:iam::${accountId}:role/${namePrefix}`;
        const identityArns = pulumi
            .all([plannedRoleArn, pulumi.output(args.identityArns ?? []) as pulumi.Output<string[]>])
            .apply(([own, given]) => [own, ...given]);
        const isHeardHere = pulumi.all([partition, region]).apply(([ofIam, here]) => regionOfIamEvents(ofIam) === here);

        const undelivered = new sqs.Queue(
            `${name}-undelivered`,
            {
                name: pulumi.interpolate`${namePrefix}-undelivered`,
                ...encryptedAndPatient,
                tags,
            },
            { parent: this, ...madeBeforeDeleted },
        );

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
            {
                suffix: "queues",
                what: "the queues",
                calls: pulumi
                    .all([undelivered.url, queueUrls])
                    .apply(([own, given]) => queueTampering([own, ...given])),
            },
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
                what: "the readers' permissions",
                calls: identityArns.apply(identityTampering),
                isHeardHere,
            },
            { suffix: "topic", what: "the alarm topic", calls: topicArn.apply(topicTampering) },
            ...(args.feedTopicArn === undefined
                ? []
                : [
                      {
                          suffix: "feed-topic",
                          what: "the feed's topic",
                          calls: pulumi.output(args.feedTopicArn).apply(topicTampering),
                      },
                  ]),
            {
                suffix: "rules",
                what: "the rules that report tampering",
                calls: namePrefix.apply(ruleTampering),
            },
            {
                // It also watches the rule that watches the rules: a rule can't report its own deletion.
                suffix: "alarms",
                what: "the alarms",
                calls: pulumi
                    .all([namePrefix, queueUrls])
                    .apply(([prefix, urls]) => [
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
        // Known only once both allow EventBridge, so that no event is lost in between.
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
        alarms.push(countUndelivered(common, undelivered, topicArn));
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
