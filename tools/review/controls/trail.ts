import type { DataEventsArgs } from "../../../components/logs/eventSelectors";
import type { Properties } from "../../rehearsal/cloud";
import type { Registration } from "../../rehearsal/engine";
import { type Control, ids, tests } from "./control";
import { type Check, fulfils, hasInputs, ofBucket } from "./evidence";
import { judged } from "./judge";
import { trailOwner, verifiedTrailOwner } from "./owners";
import type { Stack } from "./stack";

const trails = (stack: Stack) => stack.ofType("aws:cloudtrail/trail:Trail");
const logGroups = (stack: Stack) => stack.ofType("aws:cloudwatch/logGroup:LogGroup");

/** A condition of an advanced event selector, as a trail has it among its inputs. */
interface FieldSelector {
    field: string;
    equals?: string[];
    startsWiths?: string[];
}

/** The selectors of one category, by their conditions. */
function selectors({ inputs }: Registration, category: string): FieldSelector[][] {
    return ((inputs.advancedEventSelectors ?? []) as { fieldSelectors: FieldSelector[] }[])
        .map(({ fieldSelectors }) => fieldSelectors)
        .filter((fields) =>
            fields.some(({ field, equals }) => field === "eventCategory" && equals?.includes(category)),
        );
}

/**
 * Whether a trail leaves out no management event. Without selectors it leaves out none. Source: "Logging management
 * events" (AWS CloudTrail User Guide).
 */
function recordsManagementEvents(trail: Registration): boolean {
    const { advancedEventSelectors, eventSelectors } = trail.inputs;
    return (
        eventSelectors === undefined &&
        (advancedEventSelectors === undefined ||
            selectors(trail, "Management").some((fields) => fields.every(({ field }) => field === "eventCategory")))
    );
}

/** Whether a trail records one kind of call to the objects of every bucket but the log bucket. */
function recordsObjects(readOnly: "true" | "false"): (trail: Registration) => boolean {
    return (trail) =>
        selectors(trail, "Data").some(
            (fields) =>
                fields.some(({ field, equals }) => field === "resources.type" && equals?.includes("AWS::S3::Object")) &&
                fields.every(({ startsWiths }) => startsWiths === undefined) &&
                fields.every(({ field, equals }) => field !== "readOnly" || equals?.includes(readOnly)),
        );
}

function asksForObjects({ "trail.dataEvents": dataEvents }: Properties, kind: "ReadOnly" | "WriteOnly"): boolean {
    return ((dataEvents ?? []) as DataEventsArgs[]).some(
        ({ resourceType, arnPrefixes, readWriteType = "All" }) =>
            resourceType === "AWS::S3::Object" && arnPrefixes === undefined && ["All", kind].includes(readWriteType),
    );
}

const logged: Check = hasInputs({ enableLogging: true, isMultiRegionTrail: true, includeGlobalServiceEvents: true });
const everyObject = [{ resourceType: "AWS::S3::Object" }];
const auditTrail = "registers a trail of every region, with global events and log file validation";

function objectEvents(
    what: "read" | "write",
    controlIds: ReturnType<typeof ids>,
    kind: "ReadOnly" | "WriteOnly",
): Control {
    return {
        title: `The trail records object-level ${what} events of S3 buckets`,
        ids: controlIds,
        tests: tests({
            "components/logs/eventSelectors": [
                "always record management events, never the logs themselves, and name a field once",
            ],
            "components/connection/connectionOfWhatExists": ["reach the trail, the bucket and the alarms"],
        }),
        judge: judged({
            of: trails,
            holds: fulfils(
                recordsObjects(kind === "ReadOnly" ? "true" : "false"),
                `has no selector for the ${what} events of all objects`,
            ),
            met: "A selector takes in the objects of every bucket but the log bucket, whose every log would make an event for the next. A scanner may take that one for a gap.",
            option: {
                isChosen: (configuration) => asksForObjects(configuration, kind),
                options: () => [{ key: "trail.dataEvents", value: everyObject }],
                reason: "Data events cost 0.10 USD for 100,000, the first copy included, so they are recorded where trail.dataEvents asks for them. With buckets named in it, the others stay out.",
            },
            owner: trailOwner("get-event-selectors --trail-name"),
        }),
    };
}

/** What is asked of the trail, and of the log group that it delivers to besides. */
export const trailControls: Control[] = [
    {
        title: "A trail records every region's management events, reads and writes, and leaves out none",
        ids: ids({
            cis: ["3.1"],
            fsbp: ["CloudTrail.1"],
            prowler: ["cloudtrail_multi_region_enabled_logging_management_events"],
        }),
        tests: tests({
            "components/logs/auditTrail": [
                auditTrail,
                "asks for nothing, and names no selectors, while it is not told what to record",
            ],
        }),
        optionTests: tests({ "components/logs/auditTrail": ["with events of choice"] }),
        judge: judged({
            of: trails,
            always: logged,
            holds: fulfils(recordsManagementEvents, "leaves out management events"),
            met: "It is on, of every region and the global services, and nothing narrows the management events that it records.",
            option: {
                isChosen: ({ "trail.managementEvents": managementEvents = "All" }) => managementEvents === "All",
                options: () => [{ key: "trail.managementEvents", value: "All" }],
                reason: "trail.managementEvents narrows the trail to reads or to writes.",
            },
            owner: verifiedTrailOwner,
        }),
    },
    {
        title: "A trail is on, in every region",
        ids: ids({
            securityHub: ["CloudTrail.3"],
            prowler: ["cloudtrail_multi_region_enabled"],
            checkov: ["CKV_AWS_67", "CKV_AWS_251"],
            trivy: ["AVD-AWS-0014"],
        }),
        tests: tests({ "components/logs/auditTrail": [auditTrail] }),
        judge: judged({
            of: trails,
            holds: logged,
            met: "It is on, of every region and the global services.",
            owner: verifiedTrailOwner,
        }),
    },
    {
        title: "Log file validation is on, so that a changed log file is found",
        ids: ids({
            cis: ["3.2"],
            fsbp: ["CloudTrail.4"],
            prowler: ["cloudtrail_log_file_validation_enabled"],
            checkov: ["CKV_AWS_36"],
            trivy: ["AVD-AWS-0016"],
        }),
        tests: tests({ "components/logs/auditTrail": [auditTrail] }),
        judge: judged({
            of: trails,
            holds: hasInputs({ enableLogFileValidation: true }),
            met: "CloudTrail signs digests of its log files.",
            owner: verifiedTrailOwner,
        }),
    },
    {
        title: "A KMS key encrypts the logs",
        ids: ids({
            cis: ["3.5"],
            fsbp: ["CloudTrail.2"],
            prowler: ["cloudtrail_kms_encryption_enabled"],
            checkov: ["CKV_AWS_35"],
            trivy: ["AVD-AWS-0015"],
        }),
        tests: tests({ "components/logs/auditTrail": [auditTrail] }),
        judge: judged({
            of: trails,
            holds: fulfils(({ inputs }) => typeof inputs.kmsKeyId === "string", "names no KMS key"),
            met: "The trail encrypts with a customer-managed key, which is the stack's own or the one of existingKmsKeyArn.",
            option: {
                isChosen: ({ encryption = "kms" }) => encryption === "kms",
                options: () => [{ key: "encryption", value: "kms" }],
                reason: "With encryption s3 Amazon S3 encrypts with keys that AWS holds.",
            },
            owner: verifiedTrailOwner,
        }),
    },
    objectEvents(
        "write",
        ids({
            cis: ["3.8"],
            securityHub: ["S3.22"],
            prowler: ["cloudtrail_s3_dataevents_write_enabled"],
            trivy: ["AVD-AWS-0171"],
        }),
        "WriteOnly",
    ),
    objectEvents(
        "read",
        ids({
            cis: ["3.9"],
            securityHub: ["S3.23"],
            prowler: ["cloudtrail_s3_dataevents_read_enabled"],
            trivy: ["AVD-AWS-0172"],
        }),
        "ReadOnly",
    ),
    {
        title: "The trail delivers to CloudWatch Logs",
        ids: ids({
            fsbp: ["CloudTrail.5"],
            prowler: ["cloudtrail_cloudwatch_logging_enabled"],
            checkov: ["CKV2_AWS_10"],
            trivy: ["AVD-AWS-0162"],
        }),
        tests: tests({
            "components/logs/auditTrail": ["records an organization, its Insights, and into a log group"],
            "components/logs/trailLogGroup": ["registers a log group, and a role with which CloudTrail writes to it"],
        }),
        judge: judged({
            of: trails,
            holds: fulfils(
                ({ inputs }) =>
                    typeof inputs.cloudWatchLogsGroupArn === "string" &&
                    typeof inputs.cloudWatchLogsRoleArn === "string",
                "has no log group with a role to write to it",
            ),
            met: "The trail has a log group, and a role to write to it.",
            option: {
                isChosen: ({ "trail.cloudWatchLogsRetentionDays": cloudWatchLogsRetentionDays }) =>
                    cloudWatchLogsRetentionDays !== undefined,
                options: () => [{ key: "trail.cloudWatchLogsRetentionDays", value: 365 }],
                reason: "Microsoft's connectors read CloudTrail or the bucket, and CloudWatch Logs charges for each gigabyte: it is a second copy for those who search or alarm there.",
            },
            owner: trailOwner(),
        }),
    },
    {
        title: "The trail announces each log file to an SNS topic of its own",
        ids: ids({ checkov: ["CKV_AWS_252"] }),
        tests: tests({
            "components/sentinelS3/sentinelS3": [
                "writes the notifications of its own bucket, and deletes them in the end",
            ],
            "components/sentinelS3/logQueue": [
                "registers two queues that the bucket fills, and leaves the bucket's notifications alone",
            ],
        }),
        judge: judged({
            of: trails,
            holds: fulfils(({ inputs }) => typeof inputs.snsTopicName === "string", "names no topic"),
            met: "The trail names a topic.",
            exception: {
                standsIn: (trail, stack) => {
                    const { connectors = [], "existingBucket.name": existingBucketName } = stack.configurationOf(trail);
                    return (connectors as string[]).includes("sentinelS3") && existingBucketName === undefined
                        ? ofBucket("aws:s3/bucketNotification:BucketNotification")(
                              { ...trail, state: { bucket: trail.inputs.s3BucketName } },
                              stack,
                          )
                        : [trail];
                },
                reason: "CloudTrail's topic announces every file and can't be told which. With the sentinelS3 connector the bucket itself announces the logs to the queue that Sentinel reads; without it nobody waits for files.",
            },
            owner: trailOwner(),
        }),
    },
    {
        title: "CloudTrail Insights looks for unusual activity",
        ids: ids({ prowler: ["cloudtrail_insights_exist"] }),
        tests: tests({
            "components/logs/auditTrail": ["records an organization, its Insights, and into a log group"],
        }),
        judge: judged({
            of: trails,
            holds: fulfils(
                ({ inputs }) => ((inputs.insightSelectors ?? []) as unknown[]).length > 0,
                "has no Insights selector",
            ),
            met: "The trail has Insights selectors.",
            option: {
                isChosen: ({ "trail.insights": insights = [] }) => (insights as unknown[]).length > 0,
                options: () => [{ key: "trail.insights", value: ["ApiCallRateInsight", "ApiErrorRateInsight"] }],
                reason: "Insights cost extra for every event that they look at, and Sentinel and Defender for Cloud Apps look for unusual activity themselves.",
            },
            owner: trailOwner("get-insight-selectors --trail-name"),
        }),
    },
    {
        title: "The trail's log group keeps events for a year",
        ids: ids({
            securityHub: ["CloudWatch.16"],
            prowler: ["cloudwatch_log_group_retention_policy_specific_days_enabled"],
            checkov: ["CKV_AWS_338"],
        }),
        tests: tests({
            "components/logs/trailLogGroup": ["registers a log group, and a role with which CloudTrail writes to it"],
        }),
        judge: judged({
            of: logGroups,
            holds: fulfils(
                ({ inputs }) => (inputs.retentionInDays as number) >= 365,
                "keeps events for less than a year",
            ),
            met: "The log group keeps events for a year at least.",
            option: {
                isChosen: ({ "trail.cloudWatchLogsRetentionDays": cloudWatchLogsRetentionDays }) =>
                    (cloudWatchLogsRetentionDays as number) >= 365,
                options: () => [{ key: "trail.cloudWatchLogsRetentionDays", value: 365 }],
                reason: "The log group is the second copy: how long the logs themselves last is logRetentionDays.",
            },
        }),
    },
    {
        title: "A KMS key encrypts the trail's log group",
        ids: ids({
            prowler: ["cloudwatch_log_group_kms_encryption_enabled"],
            checkov: ["CKV_AWS_158"],
            trivy: ["AVD-AWS-0017"],
        }),
        tests: tests({
            "components/logs/trailLogGroup": ["registers a log group, and a role with which CloudTrail writes to it"],
        }),
        judge: judged({
            of: logGroups,
            holds: fulfils(({ inputs }) => typeof inputs.kmsKeyId === "string", "names no KMS key"),
            met: "The log group has a KMS key.",
            exception: {
                standsIn: fulfils(({ inputs }) => (inputs.retentionInDays as number) > 0, "keeps events for ever"),
                reason: "CloudWatch Logs encrypts the log group with a key of its own, and the log key is for CloudTrail's log files alone. What the group holds is dropped after trail.cloudWatchLogsRetentionDays.",
            },
        }),
    },
];
