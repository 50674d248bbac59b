import { nameOfTrail } from "../../../components/facts/arns";
import type { Registration } from "../../rehearsal/engine";
import type { Control, ControlGroup } from "./control";
import { callEvent, matchesEvent } from "./eventPattern";
import { type EvidenceIn, fulfils, together } from "./evidence";
import { existing } from "./existing";
import { keys } from "./options";
import { allOf, connections, type RegisteredStack } from "./registeredStack";
import { alarmsOn, sendsToTopic } from "./waysToTopic";

/** The connections whose trail's calls raise events in the stack's own account and region. */
function withinReach(stack: RegisteredStack): Registration[] {
    return connections(stack).filter((connection) => {
        const trailArn = stack.settingsOf(connection)(keys.existingTrail);
        const [, , , region, account] = String(trailArn).split(":");
        return trailArn === undefined || (region === connection.state.region && account === connection.state.accountId);
    });
}

/** One kind of tampering that CIS names. */
interface Tampering {
    what: string;
    id: string;
    /** What the stack makes and watches; or uses and watches, under a key of the configuration. */
    made: [service: string, type: string];
    used: string;
    /** The property that has its name, or its ARN. */
    property: string;
    /** All the ways in which calls name it. */
    spellings: (nameOrArn: string) => string[];
    /** The service, and its calls by the request parameter that names the resource. */
    service: string;
    calls: Readonly<Record<string, readonly string[]>>;
}

const tamperings: Tampering[] = [
    {
        what: "trail",
        id: "4.5",
        made: ["cloudtrail", "Trail"],
        used: keys.existingTrail,
        property: "arn",
        spellings: (arn) => [nameOfTrail(arn), arn],
        service: "cloudtrail",
        calls: { name: ["StopLogging", "DeleteTrail", "UpdateTrail"], trailName: ["PutEventSelectors"] },
    },
    {
        what: "log key",
        id: "4.7",
        made: ["kms", "Key"],
        used: keys.existingKey,
        property: "arn",
        spellings: (arn) => [arn.slice(arn.lastIndexOf("/") + 1), arn],
        service: "kms",
        calls: { keyId: ["DisableKey", "ScheduleKeyDeletion", "PutKeyPolicy"] },
    },
    {
        what: "log bucket",
        id: "4.8",
        made: ["s3", "Bucket"],
        used: keys.existingBucket,
        property: "bucket",
        spellings: (name) => [name],
        service: "s3",
        calls: {
            bucketName: [
                "PutBucketPolicy",
                "DeleteBucketPolicy",
                "PutBucketAcl",
                "PutBucketLifecycle",
                "PutBucketReplication",
            ],
        },
    },
];

const callsOf = ({ calls }: Tampering) => Object.values(calls).flat().join(", ");

function watched({ made, used }: Tampering): (stack: RegisteredStack) => Registration[] {
    return (stack) => [
        ...stack.of(...made),
        ...withinReach(stack).filter((connection) => stack.settingsOf(connection)(used) !== undefined),
    ];
}

/** Whether a rule receives the events of AWS services. */
function receivesCalls({ inputs }: Registration): boolean {
    return (
        inputs.state !== "DISABLED" &&
        inputs.isEnabled !== false &&
        [undefined, "default"].includes(inputs.eventBusName as string | undefined)
    );
}

/** That EventBridge rules match all of the calls for a resource, and that both ways lead from each to the alarm topic. */
function isReported(tampering: Tampering): EvidenceIn {
    const { service, calls, used, property, spellings } = tampering;
    return (resource, stack) => {
        const names = spellings(String(stack.settingsOf(resource)(used) ?? resource.state[property]));
        const events = Object.entries(calls).flatMap(([parameter, eventNames]) =>
            eventNames.flatMap((eventName) =>
                names.map((name) => callEvent(service, eventName, { [parameter]: name })),
            ),
        );
        const rules = stack
            .of("cloudwatch", "EventRule")
            .filter(receivesCalls)
            .filter(({ inputs }) => events.every((event) => matchesEvent(inputs.eventPattern, event)));
        return rules.length === 0
            ? `nothing reports ${callsOf(tampering)} for ${resource.name}`
            : together(
                  rules.flatMap((rule) => [
                      [rule],
                      sendsToTopic(rule, stack),
                      alarmsOn("TriggeredRules", rule, stack),
                      alarmsOn("FailedInvocations", rule, stack),
                  ]),
              );
    };
}

/** That every kind of tampering with the stack's resources is reported. */
const everythingIsReported: EvidenceIn = (_connection, stack) =>
    together(tamperings.flatMap((one) => watched(one)(stack).map((resource) => isReported(one)(resource, stack))));

const option: Required<Control>["option"] = {
    offers: () => [{ key: keys.alarmsOnTampering, value: true }],
    isChosen: (present) => present === true,
    reason: "The alarms also report the stack's own updates, so they are off until somebody is there to read them.",
};

/** The controls for the alarms on tampering. */
const tamperControls: ControlGroup = {
    existing: existing([keys.existingTrail, "trail: alarms on tampering", "cloudtrail get-trail --name"]),
    controls: [
        ...tamperings.map(
            (tampering): Control => ({
                title: `An alarm reports tampering with the ${tampering.what}`,
                ids: tampering.id,
                of: watched(tampering),
                holds: isReported(tampering),
                met: `Two ways lead to the alarm topic from ${callsOf(tampering)} for this ${tampering.what}: an EventBridge rule sends the event, and a CloudWatch alarm watches the rule. Others in the account are not watched.`,
                option,
            }),
        ),
        {
            title: "Metric filters and alarms in CloudWatch watch changes of trails, keys and bucket policies",
            ids: "CloudWatch.5 CloudWatch.7 CloudWatch.8 cloudwatch_log_metric_filter_and_alarm_for_cloudtrail_configuration_changes_enabled cloudwatch_log_metric_filter_disable_or_scheduled_deletion_of_kms_cmk cloudwatch_log_metric_filter_for_s3_bucket_policy_changes AVD-AWS-0151 AVD-AWS-0153 AVD-AWS-0154",
            of: withinReach,
            option: {
                ...option,
                reason: `${keys.alarmsOnTampering} brings EventBridge rules for the same calls, which need no log group. A scanner that looks for metric filters doesn't see them.`,
            },
            exception: {
                standsIn: everythingIsReported,
                reason: "EventBridge rules match the same calls, and need no log group. A scanner that looks for metric filters doesn't see them.",
            },
        },
    ],
};

/** The controls for alarms. */
export const alarmGroups: readonly ControlGroup[] = [
    tamperControls,
    {
        controls: [
            {
                title: "Alarms notify a topic",
                ids: "CloudWatch.15 CloudWatch.17 cloudwatch_alarm_actions_alarm_state_configured cloudwatch_alarm_actions_enabled CKV_AWS_319",
                of: allOf("cloudwatch", "MetricAlarm"),
                holds: fulfils(
                    ({ inputs }) =>
                        inputs.actionsEnabled !== false && ((inputs.alarmActions ?? []) as unknown[]).length > 0,
                    "notifies nobody",
                ),
                met: `Each alarm notifies the alarm topic. ${keys.alarmEmails}, or the topic's owner, decides who reads that.`,
            },
        ],
    },
];
