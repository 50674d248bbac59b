import { checkChoice, problemsOfChoices } from "../checks/choice";
import { problemsOfRequired } from "../checks/input";
import { checkPattern } from "../checks/pattern";
import { type Problem, problemsOf, problemsOfEach } from "../checks/problem";

/** Which events are recorded, in CloudTrail's terms. */
export enum ReadWriteType {
    /** Read and write events. */
    All = "All",
    /** Read events only. */
    ReadOnly = "ReadOnly",
    /** Write events only. */
    WriteOnly = "WriteOnly",
}

/** What CloudTrail Insights looks for. Source: "Working with CloudTrail Insights". */
export enum InsightType {
    /** An unusual number of write API calls. */
    ApiCallRate = "ApiCallRateInsight",
    /** An unusual number of failed calls. */
    ApiErrorRate = "ApiErrorRateInsight",
}

/** Data events for one resource type. AWS charges 0.10 USD per 100,000, including the first copy. */
export interface DataEventsArgs {
    /**
     * The resource type as CloudTrail names it, such as `AWS::S3::Object`, `AWS::Lambda::Function` or
     * `AWS::DynamoDB::Table`. Source: "Logging data events".
     * @example "AWS::S3::Object"
     */
    resourceType: string;
    /**
     * Prefixes of the resources' ARNs, such as `arn:aws:s3:::payroll/`.
     * @default every resource of the type
     * @example ["arn:aws:s3:::payroll/"]
     */
    arnPrefixes?: string[];
    /**
     * Which of these events to record: All, ReadOnly or WriteOnly.
     * @default "All"
     * @example "WriteOnly"
     */
    readWriteType?: ReadWriteType;
}

/** What a trail records. */
export interface RecordedEventsArgs {
    /**
     * Which management events the trail records: All, ReadOnly or WriteOnly.
     * @default "All"
     * @example "WriteOnly"
     */
    managementEvents?: ReadWriteType;
    /**
     * The data events that the trail records, at 0.10 USD per 100,000. To stop recording them, set `managementEvents`
     * as well: the AWS provider can't remove a trail's event selectors, only replace them. Source: "AWS CloudTrail
     * pricing".
     * @default none
     * @example [{ "resourceType": "AWS::S3::Object" }]
     */
    dataEvents?: DataEventsArgs[];
    /**
     * What CloudTrail Insights looks for: any of ApiCallRateInsight and ApiErrorRateInsight, each at 0.35 USD per
     * 100,000 events analyzed. Source: "AWS CloudTrail pricing".
     * @default none; Insights is off
     * @example ["ApiErrorRateInsight"]
     */
    insights?: InsightType[];
}

const example = { example: [{ resourceType: "AWS::S3::Object" }], exampleProperty: "dataEvents" };

const checkResourceType = checkPattern(/^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/, {
    code: "data-event-type",
    reason: "Not a resource type of CloudTrail's data events.",
    allowed: "AWS::SERVICE::TYPE, as listed in the CloudTrail User Guide",
    ...example,
});

const checkArnPrefix = checkPattern(/^arn:[a-z-]+:[a-z0-9-]+:[^*?\s]*$/, {
    code: "arn-prefix",
    reason: "Not the beginning of an ARN.",
    allowed:
        "the beginning of an ARN, without wildcards; for a bucket's objects, including the slash after the bucket's name",
    example: [{ resourceType: "AWS::S3::Object", arnPrefixes: ["arn:aws:s3:::payroll/"] }],
    exampleProperty: "dataEvents",
});

/** Problems with one selector. */
function problemsOfSelector(path: string, selector: DataEventsArgs): Problem[] {
    const { resourceType, arnPrefixes = [], readWriteType = ReadWriteType.All } = selector;
    return [
        ...problemsOfRequired(`${path}.resourceType`, resourceType, checkResourceType),
        ...problemsOfEach(`${path}.arnPrefixes`, arnPrefixes, checkArnPrefix),
        ...problemsOf(`${path}.readWriteType`, readWriteType, (type) => {
            const fault = checkChoice(ReadWriteType)(type);
            return fault && { ...fault, ...example };
        }),
    ];
}

/**
 * The maximum number of values in all conditions of all advanced event selectors of a trail. Source: "Quotas in AWS
 * CloudTrail".
 */
const maxSelectorValues = 500;

/** The number of values in the conditions of a trail's selectors, including those added here. */
function countValues(events: RecordedEventsArgs): number {
    return advancedEventSelectors(events, "")
        .flatMap(({ fieldSelectors }) => fieldSelectors)
        .flatMap(({ equals = [], startsWiths = [], notStartsWiths = [] }) => [
            ...equals,
            ...startsWiths,
            ...notStartsWiths,
        ]).length;
}

/** Problems with the events that a trail is to record. */
export function problemsOfEvents(events: RecordedEventsArgs): Problem[] {
    const { managementEvents, dataEvents = [], insights = [] } = events;
    return [
        ...problemsOf("managementEvents", managementEvents ?? ReadWriteType.All, checkChoice(ReadWriteType)),
        ...dataEvents.flatMap((selector, index) => problemsOfSelector(`dataEvents[${index}]`, selector)),
        ...problemsOf("dataEvents", dataEvents, () => {
            const count = countValues(events);
            return count <= maxSelectorValues
                ? undefined
                : {
                      code: "too-many-selector-values",
                      reason: `The trail's event selectors would have ${count} values in their conditions, and CloudTrail allows ${maxSelectorValues}.`,
                      allowed: "fewer or shorter arnPrefixes; a bucket's ARN and a slash stand for all of its objects",
                      ...example,
                  };
        }),
        ...(insights.length ? problemsOfChoices("insights", insights, InsightType) : []),
        ...problemsOf("insights", insights, (list) =>
            list.includes(InsightType.ApiCallRate) && managementEvents === ReadWriteType.ReadOnly
                ? {
                      code: "insight-without-writes",
                      reason: "ApiCallRateInsight counts write events, and the trail records only read events.",
                      allowed: "ApiErrorRateInsight, or managementEvents All or WriteOnly",
                      example: ["ApiErrorRateInsight"],
                  }
                : undefined,
        ),
    ];
}

/** One condition of a selector. Source: "AdvancedFieldSelector", AWS CloudTrail API Reference. */
interface FieldSelector {
    field: string;
    equals?: string[];
    startsWiths?: string[];
    notStartsWiths?: string[];
}

function readOnlySelector(readWriteType: ReadWriteType | undefined): FieldSelector[] {
    return readWriteType === undefined || readWriteType === ReadWriteType.All
        ? []
        : [{ field: "readOnly", equals: [String(readWriteType === ReadWriteType.ReadOnly)] }];
}

function resourceSelector({ resourceType, arnPrefixes = [] }: DataEventsArgs, logBucketArn: string): FieldSelector[] {
    const selector = {
        ...(arnPrefixes.length && { startsWiths: arnPrefixes }),
        // Otherwise each log file that the trail writes would be an event in the next one.
        ...(resourceType === "AWS::S3::Object" && { notStartsWiths: [`${logBucketArn}/`] }),
    };
    return Object.keys(selector).length ? [{ field: "resources.ARN", ...selector }] : [];
}

/**
 * Whether the trail gets event selectors; without any, it records every management event and nothing else. A trail's
 * selectors can be changed but not removed; setting `ReadWriteType.All` explicitly has the same effect as having none.
 */
export function needsSelectors({ managementEvents, dataEvents = [] }: RecordedEventsArgs): boolean {
    return managementEvents !== undefined || dataEvents.length > 0;
}

/**
 * A trail's event selectors, in CloudTrail's format. Objects in the log bucket itself are excluded.
 *
 * Source: "Filtering data events by using advanced event selectors".
 */
export function advancedEventSelectors(
    { managementEvents, dataEvents = [] }: RecordedEventsArgs,
    logBucketArn: string,
): { name: string; fieldSelectors: FieldSelector[] }[] {
    return [
        {
            name: "Management events",
            fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }, ...readOnlySelector(managementEvents)],
        },
        ...dataEvents.map((events) => ({
            name: `Data events of ${events.resourceType}`,
            fieldSelectors: [
                { field: "eventCategory", equals: ["Data"] },
                { field: "resources.type", equals: [events.resourceType] },
                ...readOnlySelector(events.readWriteType),
                ...resourceSelector(events, logBucketArn),
            ],
        })),
    ];
}
