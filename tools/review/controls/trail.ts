import { type DataEventsArgs, ReadWriteType } from "../../../components/logs/eventSelectors";
import { type FieldSelector, selectorsOf } from "../selectors";
import type { Control, ControlGroup } from "./control";
import { every, fulfils, hasInputs } from "./evidence";
import { existing } from "./existing";
import { keys } from "./options";
import { allOf } from "./registeredStack";

const trails = allOf("cloudtrail", "Trail");
const logGroups = allOf("cloudwatch", "LogGroup");
const objects = "AWS::S3::Object";

/** That a trail leaves out no management event. Source: "Logging management events" (CloudTrail User Guide). */
const recordsManagementEvents = fulfils((trail) => {
    const { advancedEventSelectors, eventSelectors } = trail.inputs;
    const isAll = (fields: FieldSelector[]) => fields.every(({ field }) => field === "eventCategory");
    return (
        eventSelectors === undefined &&
        (advancedEventSelectors === undefined || selectorsOf(trail, "Management").some(isAll))
    );
}, "leaves out management events");

const isOn = hasInputs({ enableLogging: true, isMultiRegionTrail: true, includeGlobalServiceEvents: true });

/** That a trail records object-level calls on all buckets except the log bucket, where each would cause another. */
const recordsObjects = fulfils(
    (trail) =>
        selectorsOf(trail, "Data").some(
            (fields) =>
                fields.some(({ field, equals }) => field === "resources.type" && equals?.includes(objects)) &&
                fields.every(({ field, startsWiths }) => field !== "readOnly" && startsWiths === undefined),
        ),
    "has no selector for the events of all objects",
);

function asksForObjects({ resourceType, arnPrefixes, readWriteType = ReadWriteType.All }: DataEventsArgs): boolean {
    return resourceType === objects && arnPrefixes === undefined && readWriteType === ReadWriteType.All;
}

/** The choice of a customer-managed key. */
export const encryptionOption: Control["option"] = {
    offers: () => [{ key: keys.encryption, value: "kms" }],
    isChosen: (present = "kms") => present === "kms",
    reason: `With ${keys.encryption} set to s3, Amazon S3 encrypts with keys that AWS manages.`,
};

/** The controls for the trail and its log group. */
export const trailControls: ControlGroup = {
    existing: existing([keys.existingTrail, "trail", "cloudtrail get-trail --name"]),
    controls: [
        {
            title: "A trail records all management events, in every region",
            ids: "3.1 CloudTrail.1 cloudtrail_multi_region_enabled_logging_management_events",
            of: trails,
            holds: every(isOn, recordsManagementEvents),
            met: "The trail is on in every region, with global service events, and no selector narrows its management events.",
            option: {
                offers: () => [{ key: keys.managementEvents, value: "All" }],
                isChosen: (present = "All") => present === "All",
                reason: `${keys.managementEvents} limits the trail to reads or to writes.`,
            },
        },
        {
            title: "A trail is on, in every region",
            ids: "CloudTrail.3 cloudtrail_multi_region_enabled CKV_AWS_67 CKV_AWS_251 AVD-AWS-0014",
            of: trails,
            holds: isOn,
            met: "The trail is on in every region, with global service events.",
        },
        {
            title: "Log file validation is on",
            ids: "3.2 CloudTrail.4 cloudtrail_log_file_validation_enabled CKV_AWS_36 AVD-AWS-0016",
            of: trails,
            holds: hasInputs({ enableLogFileValidation: true }),
            met: "CloudTrail signs digests of its log files, so a changed or deleted one can be detected.",
        },
        {
            title: "A customer-managed KMS key encrypts the logs",
            ids: "3.5 CloudTrail.2 cloudtrail_kms_encryption_enabled CKV_AWS_35 AVD-AWS-0015",
            of: trails,
            holds: fulfils(({ inputs }) => typeof inputs.kmsKeyId === "string", "names no KMS key"),
            met: `The trail encrypts with the stack's own key, or with the one given as ${keys.existingKey}.`,
            option: encryptionOption,
        },
        {
            title: "The trail records object-level events of S3 buckets, reads and writes",
            ids: "3.8 3.9 S3.22 S3.23 cloudtrail_s3_dataevents_read_enabled cloudtrail_s3_dataevents_write_enabled AVD-AWS-0171 AVD-AWS-0172",
            of: trails,
            holds: recordsObjects,
            met: "It records them for every bucket except the log bucket, where each log file would cause further events. A scanner may report that exception as a gap.",
            option: {
                offers: () => [{ key: keys.dataEvents, value: [{ resourceType: objects }] }],
                isChosen: (present) => ((present ?? []) as DataEventsArgs[]).some(asksForObjects),
                reason: `AWS charges for data events, the first copy included, so the trail records those that ${keys.dataEvents} asks for.`,
            },
        },
        {
            title: "The trail delivers to CloudWatch Logs",
            ids: "CloudTrail.5 cloudtrail_cloudwatch_logging_enabled CKV2_AWS_10 AVD-AWS-0162",
            of: trails,
            holds: fulfils(
                ({ inputs }) => Boolean(inputs.cloudWatchLogsGroupArn && inputs.cloudWatchLogsRoleArn),
                "has no log group with a role to write to it",
            ),
            met: "The trail has a log group, and a role to write to it.",
            option: {
                offers: () => [{ key: keys.logGroupDays, value: 365 }],
                isChosen: (present) => present !== undefined,
                reason: "Microsoft's connectors don't read CloudWatch Logs. A log group is a second copy, charged per GB, for teams that search it or set alarms on it.",
            },
        },
        {
            title: "The trail sends SNS notifications of its log files",
            ids: "CKV_AWS_252",
            of: trails,
            exception: {
                standsIn: (trail) => [trail],
                reason: "CloudTrail's own notifications can't be filtered. With the sentinelS3 connector the bucket notifies Sentinel's queue of new logs; the other connectors read no files.",
            },
        },
        {
            title: "CloudTrail Insights detects unusual activity",
            ids: "cloudtrail_insights_exist",
            of: trails,
            holds: fulfils(
                ({ inputs }) => ((inputs.insightSelectors ?? []) as unknown[]).length > 0,
                "has no Insights selector",
            ),
            met: "The trail has Insights selectors.",
            option: {
                offers: () => [{ key: keys.insights, value: ["ApiCallRateInsight", "ApiErrorRateInsight"] }],
                isChosen: (present = []) => (present as unknown[]).length > 0,
                reason: "AWS charges for every event that Insights analyzes, and Sentinel and Defender for Cloud Apps detect unusual activity themselves.",
            },
        },
        {
            title: "The trail's log group keeps events for a year",
            ids: "CloudWatch.16 cloudwatch_log_group_retention_policy_specific_days_enabled CKV_AWS_338",
            of: logGroups,
            holds: fulfils(
                ({ inputs }) => (inputs.retentionInDays as number) >= 365,
                "keeps events for less than a year",
            ),
            met: "The log group keeps events for at least a year.",
            option: {
                offers: () => [{ key: keys.logGroupDays, value: 365 }],
                isChosen: (present) => (present as number) >= 365,
                reason: `The log group is the second copy. ${keys.logRetentionDays} says how long the log files themselves are kept.`,
            },
        },
    ],
};
