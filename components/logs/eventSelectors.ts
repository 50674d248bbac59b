import { checkChoice, problemsOfChoices } from "../checks/choice";
import { problemsOfRequired } from "../checks/input";
import { checkPattern } from "../checks/pattern";
import { type Problem, problemsOf, problemsOfEach } from "../checks/problem";

/** Which events of a kind are recorded, in CloudTrail's own words. */
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
    /** An unusual number of write calls. */
    ApiCallRate = "ApiCallRateInsight",
    /** An unusual number of calls that fail. */
    ApiErrorRate = "ApiErrorRateInsight",
}

/** Data events of one resource type. AWS charges 0.10 USD for 100,000 of them, the first copy included. */
export interface DataEventsArgs {
    /**
     * CloudTrail's name for the type, such as `AWS::S3::Object`, `AWS::Lambda::Function` or `AWS::DynamoDB::Table`.
     * Source: "Logging data events".
     * @example "AWS::S3::Object"
     */
    resourceType: string;
    /**
     * What the ARNs of the resources start with, such as `arn:aws:s3:::payroll/`.
     * @default every resource
     * @example ["arn:aws:s3:::payroll/"]
     */
    arnPrefixes?: string[];
    /**
     * Which of the events: All, ReadOnly or WriteOnly.
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
     * The data events that the trail records, at 0.10 USD for 100,000. To end them, give `managementEvents` too:
     * AWS's provider can't take a trail's selectors away, only put others in their place. Source: "AWS CloudTrail
     * pricing".
     * @default none
     * @example [{ "resourceType": "AWS::S3::Object" }]
     */
    dataEvents?: DataEventsArgs[];
    /**
     * What CloudTrail Insights looks for: any of ApiCallRateInsight and ApiErrorRateInsight, at 0.35 USD for 100,000
     * events looked at, for each. Source: "AWS CloudTrail pricing".
     * @default nothing
     * @example ["ApiErrorRateInsight"]
     */
    insights?: InsightType[];
}

const example = { example: [{ resourceType: "AWS::S3::Object" }], exampleProperty: "dataEvents" };

const checkResourceType = checkPattern(/^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/, {
    code: "data-event-type",
    reason: "Not a resource type of CloudTrail's data events.",
    allowed: "AWS::SERVICE::TYPE, as CloudTrail's page on data events lists them",
    ...example,
});

const checkArnPrefix = checkPattern(/^arn:[a-z-]+:[a-z0-9-]+:[^*?\s]*$/, {
    code: "arn-prefix",
    reason: "Not the beginning of an ARN.",
    allowed: "the beginning of an ARN, without wildcards; for a bucket's objects, including the slash after its name",
    example: [{ resourceType: "AWS::S3::Object", arnPrefixes: ["arn:aws:s3:::payroll/"] }],
    exampleProperty: "dataEvents",
});

/** The problems of one selector. */
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
 * How many values all conditions of all of a trail's advanced event selectors may have together. Source: "Quotas in AWS
 * CloudTrail".
 */
const maxSelectorValues = 500;

/** How many values the conditions of a trail's selectors have, those that are added here among them. */
function countValues(events: RecordedEventsArgs): number {
    return advancedEventSelectors(events, "")
        .flatMap(({ fieldSelectors }) => fieldSelectors)
        .flatMap(({ equals = [], startsWiths = [], notStartsWiths = [] }) => [
            ...equals,
            ...startsWiths,
            ...notStartsWiths,
        ]).length;
}

/** The problems of the events that a trail is to record. */
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
                      reason: "ApiCallRateInsight counts write events, and the trail records read events only.",
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
 * Whether the trail gets event selectors; without any it records every management event, and nothing else. A trail's
 * selectors can be changed but not removed: `ReadWriteType.All`, given explicitly, has the effect of none.
 */
export function needsSelectors({ managementEvents, dataEvents = [] }: RecordedEventsArgs): boolean {
    return managementEvents !== undefined || dataEvents.length > 0;
}

/**
 * A trail's event selectors, as CloudTrail takes them. Objects in the log bucket itself are left out.
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
