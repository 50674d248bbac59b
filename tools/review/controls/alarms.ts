import type { Registration } from "../../rehearsal/engine";
import { type Control, ids, tests } from "./control";
import { type Check, every, fulfils, together } from "./evidence";
import { type Elsewhere, judged, leftTo } from "./judge";
import { connections, type Stack } from "./stack";

const metricAlarms = (stack: Stack) => stack.ofType("aws:cloudwatch/metricAlarm:MetricAlarm");

/** Whether an existing trail is in another account or region than the stack, where its calls are not heard. */
function isOutOfHearing({ inputs, state }: Registration): boolean {
    const [, , , region, account] = String(inputs["existingTrail.arn"] ?? "").split(":");
    return inputs["existingTrail.arn"] !== undefined && (region !== state.region || account !== state.accountId);
}

/** What is watched: what the stack makes, and what it uses under one of its arguments where that is heard of. */
function watched(type: string, argument: string): (stack: Stack) => Registration[] {
    return (stack) => [
        ...stack.ofType(type),
        ...connections(stack).filter(
            (connection) => connection.inputs[argument] !== undefined && !isOutOfHearing(connection),
        ),
    ];
}

/** Leaves to the trail's own account what is not heard of in the stack's. */
function outOfHearing(stack: Stack): Elsewhere | undefined {
    return connections(stack).some(isOutOfHearing)
        ? {
              reason: "alarms.onTampering goes with a trail of the stack's own account and region, and the existing one is not: its owner has to watch it, its key and its bucket.",
              command: "aws events list-rules --query 'Rules[].[Name,EventPattern]'",
          }
        : undefined;
}

function eventNames(pattern: unknown): string[] {
    return typeof pattern !== "object" || pattern === null
        ? []
        : Object.entries(pattern).flatMap(([key, value]) =>
              key === "eventName" ? (value as string[]) : eventNames(value),
          );
}

/** That a rule hears of the calls for a resource by its name or ARN, and tells a target. */
function heard(calls: readonly string[], nameOf: (resource: Registration) => unknown): Check {
    return (resource, stack) => {
        const rules = stack.ofType("aws:cloudwatch/eventRule:EventRule").filter(({ inputs }) => {
            const pattern: unknown = JSON.parse(inputs.eventPattern as string);
            return (
                inputs.state !== "DISABLED" &&
                calls.every((call) => eventNames(pattern).includes(call)) &&
                JSON.stringify(pattern).includes(JSON.stringify(nameOf(resource)))
            );
        });
        const targets = stack
            .ofType("aws:cloudwatch/eventTarget:EventTarget")
            .filter(
                ({ inputs }) =>
                    rules.some(({ state }) => state.name === inputs.rule) && String(inputs.arn).includes(":sns:"),
            );
        return rules.length && targets.length
            ? [...rules, ...targets]
            : `nobody is told of ${calls.join(", ")} for ${resource.name}`;
    };
}

/** One kind of tampering, as CIS asks about it. */
interface Tampering {
    title: string;
    cisId: string;
    calls: string[];
    of(stack: Stack): Registration[];
    nameOf(resource: Registration): unknown;
    met: string;
}

const tamperings = {
    trail: {
        title: "An alarm tells when the trail is stopped or changed",
        cisId: "4.5",
        calls: ["StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors"],
        of: watched("aws:cloudtrail/trail:Trail", "existingTrail.arn"),
        nameOf: ({ inputs, state }) => inputs["existingTrail.arn"] ?? state.arn,
        met: "A rule of EventBridge tells the alarm topic of whoever stops, changes or deletes this trail. Other trails of the account are not watched.",
    },
    key: {
        title: "An alarm tells when the log key is disabled or its deletion is scheduled",
        cisId: "4.7",
        calls: ["DisableKey", "ScheduleKeyDeletion", "PutKeyPolicy"],
        of: watched("aws:kms/key:Key", "existingKmsKeyArn"),
        nameOf: ({ inputs, state }) => inputs.existingKmsKeyArn ?? state.arn,
        met: "A rule of EventBridge tells the alarm topic of whoever disables this key, schedules its deletion or changes its policy. Other keys of the account are not watched.",
    },
    bucket: {
        title: "An alarm tells when the log bucket's policy changes",
        cisId: "4.8",
        calls: ["PutBucketPolicy", "DeleteBucketPolicy", "PutBucketAcl", "PutBucketLifecycle", "PutBucketReplication"],
        of: watched("aws:s3/bucket:Bucket", "existingBucket.name"),
        nameOf: ({ inputs, state }) => inputs["existingBucket.name"] ?? state.bucket,
        met: "A rule of EventBridge tells the alarm topic of whoever changes this bucket's policy, ACL, lifecycle or replication. Other buckets of the account are not watched.",
    },
} satisfies Record<string, Tampering>;

const isWatching = ({ "alarms.onTampering": tamperAlarms }: Registration["inputs"]) => tamperAlarms === true;
const tamperAlarms = { key: "alarms.onTampering", value: true };

const tamperTests = tests({
    "components/alarms/tamperAlarms": [
        "registers a rule for the trail, the bucket and the key each, and sends them to the topic",
    ],
    "components/alarms/tampering": ["is the whole pattern"],
});

function told({ title, cisId, calls, of, nameOf, met }: Tampering): Control {
    return {
        title,
        ids: ids({ cis: [cisId] }),
        tests: tamperTests,
        judge: judged({
            of,
            holds: heard(calls, nameOf),
            met,
            option: {
                isChosen: isWatching,
                options: () => [tamperAlarms],
                reason: "The alarms also ring at the stack's own updates, so they are switched on with alarms.onTampering, once somebody reads them.",
            },
            owner: outOfHearing,
        }),
    };
}

/** That a metric filter of CloudWatch Logs looks for a call. */
function filtered(call: string): Check {
    return fulfils(
        (_connection, stack) =>
            stack
                .ofType("aws:cloudwatch/logMetricFilter:LogMetricFilter")
                .some(({ inputs }) => String(inputs.pattern).includes(call)),
        `has no metric filter for ${call}`,
    );
}

/** What EventBridge's rules hear of, for what a stack has. */
const ruled: Check = (_connection, stack) =>
    together(
        Object.values(tamperings).flatMap(({ of, calls, nameOf }) =>
            of(stack).map((one) => heard(calls, nameOf)(one, stack)),
        ),
    );

/** What is asked of alarms. */
export const alarmControls: Control[] = [
    told(tamperings.trail),
    told(tamperings.key),
    told(tamperings.bucket),
    {
        title: "Alarms tell of the account's other sensitive changes: sign-ins, root, IAM, Config, network, organization",
        ids: ids({
            cis: ["4.1", "4.2", "4.3", "4.4", "4.6", "4.9", "4.10", "4.11", "4.12", "4.13", "4.14", "4.15"],
            trivy: [
                "AVD-AWS-0147",
                "AVD-AWS-0148",
                "AVD-AWS-0149",
                "AVD-AWS-0150",
                "AVD-AWS-0152",
                "AVD-AWS-0155",
                "AVD-AWS-0156",
                "AVD-AWS-0157",
                "AVD-AWS-0158",
                "AVD-AWS-0159",
                "AVD-AWS-0160",
                "AVD-AWS-0174",
            ],
        }),
        tests: [],
        judge: leftTo(connections, () => ({
            reason: "They are events of the whole account, which the stack brings to Microsoft: analytics rules of Sentinel and policies of Defender for Cloud Apps watch them there. Scanners look for metric filters in the account.",
            command: "aws logs describe-metric-filters --query 'metricFilters[].[filterName,filterPattern]'",
        })),
    },
    {
        title: "Security Hub is on",
        ids: ids({ cis: ["4.16"], prowler: ["securityhub_enabled"] }),
        tests: [],
        judge: leftTo(connections, () => ({
            reason: "It is a service of the whole account's, and its administrator's to switch on.",
            command: "aws securityhub describe-hub",
        })),
    },
    {
        title: "Metric filters of CloudWatch Logs and alarms watch for changes of trails, keys and bucket policies",
        ids: ids({
            securityHub: ["CloudWatch.5", "CloudWatch.7", "CloudWatch.8"],
            prowler: [
                "cloudwatch_log_metric_filter_and_alarm_for_cloudtrail_configuration_changes_enabled",
                "cloudwatch_log_metric_filter_disable_or_scheduled_deletion_of_kms_cmk",
                "cloudwatch_log_metric_filter_for_s3_bucket_policy_changes",
            ],
            trivy: ["AVD-AWS-0151", "AVD-AWS-0153", "AVD-AWS-0154"],
        }),
        tests: tamperTests,
        judge: judged({
            of: (stack) => connections(stack).filter((connection) => !isOutOfHearing(connection)),
            holds: every(filtered("StopLogging"), filtered("ScheduleKeyDeletion"), filtered("PutBucketPolicy")),
            met: "Metric filters look for them.",
            option: {
                isChosen: isWatching,
                options: () => [tamperAlarms],
                reason: "alarms.onTampering is off, so nothing in the stack watches for them. It brings rules of EventBridge for the same calls, which need no log group and stand in for metric filters; a scanner doesn't see them.",
            },
            exception: {
                standsIn: ruled,
                reason: "Rules of EventBridge hear of the same calls without a log group. A scanner that looks for metric filters doesn't see them.",
            },
            owner: outOfHearing,
        }),
    },
    {
        title: "Alarms notify a topic",
        ids: ids({
            securityHub: ["CloudWatch.15", "CloudWatch.17"],
            prowler: ["cloudwatch_alarm_actions_alarm_state_configured", "cloudwatch_alarm_actions_enabled"],
            checkov: ["CKV_AWS_319"],
        }),
        tests: tests({
            "components/alarms/logQueueAlarms": [
                "registers alarms for a feed that is not read, that fails, and that is silent",
            ],
        }),
        judge: judged({
            of: metricAlarms,
            holds: fulfils(
                ({ inputs }) =>
                    inputs.actionsEnabled !== false && ((inputs.alarmActions ?? []) as unknown[]).length > 0,
                "tells nobody",
            ),
            met: "Each goes to the alarm topic. Who reads that is alarms.emails, or the topic's owner's to say.",
        }),
    },
];
