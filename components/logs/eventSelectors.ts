import { checkChoice, problemsOfChoices } from "../checks/choice";
import { checkPattern } from "../checks/pattern";
import { type Problem, problemsOf, problemsOfEach } from "../checks/problem";

/** Which events of a kind are recorded, in CloudTrail's own words. */
export enum ReadWriteType {
    /** Reads and writes. */
    All = "All",
    /** Reads only. */
    ReadOnly = "ReadOnly",
    /** Writes only. */
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
     */
    resourceType: string;
    /** What the ARNs of the resources start with, such as `arn:aws:s3:::payroll/`. Default: every resource. */
    arnPrefixes?: string[];
    /** Which of the events: All, ReadOnly or WriteOnly. Default: All. */
    readWriteType?: ReadWriteType;
}

/** What a trail records, besides where and for how long. */
export interface RecordedEvents {
    managementEvents?: ReadWriteType;
    dataEvents?: DataEventsArgs[];
    insights?: InsightType[];
}

const example = { example: [{ resourceType: "AWS::S3::Object" }], exampleProperty: "dataEvents" };

const checkResourceType = checkPattern(/^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/, {
    reason: "That is not a resource type of CloudTrail's data events.",
    allowed: "AWS::SERVICE::TYPE, as CloudTrail's page on data events lists them",
    ...example,
});

const checkArnPrefix = checkPattern(/^arn:[a-z-]+:[a-z0-9-]+:[^*?\s]*$/, {
    reason: "That is not the beginning of an ARN.",
    allowed: "the beginning of an ARN, without wildcards; for the objects of a bucket with a slash at its end",
    example: [{ resourceType: "AWS::S3::Object", arnPrefixes: ["arn:aws:s3:::payroll/"] }],
    exampleProperty: "dataEvents",
});

/** The text, or one that no check takes. */
function textOf(value: unknown): string {
    return typeof value === "string" ? value : "";
}

const properties = ["resourceType", "arnPrefixes", "readWriteType"];

/** The problems of one selector. Configuration may bring anything. */
function problemsOfSelector(path: string, selector: DataEventsArgs): Problem[] {
    const { resourceType, arnPrefixes = [], readWriteType = ReadWriteType.All } = selector;
    const unknown = Object.entries(selector).filter(([name]) => !properties.includes(name));
    return [
        ...unknown.flatMap(([name, value]) =>
            problemsOf(`${path}.${name.slice(0, 40)}`, value, () => ({
                reason: "There is no such property.",
                allowed: properties.join(", "),
                ...example,
            })),
        ),
        ...problemsOf(`${path}.resourceType`, resourceType, (type) => checkResourceType(textOf(type))),
        ...(Array.isArray(arnPrefixes)
            ? problemsOfEach(`${path}.arnPrefixes`, arnPrefixes, (prefix) => checkArnPrefix(textOf(prefix)))
            : problemsOf(`${path}.arnPrefixes`, arnPrefixes, () => ({
                  reason: "That is not a list.",
                  allowed: "a list of the beginnings of ARNs",
                  ...example,
              }))),
        ...problemsOf(`${path}.readWriteType`, readWriteType, (type) => {
            const fault = checkChoice(ReadWriteType)(type);
            return fault && { ...fault, ...example };
        }),
    ];
}

/** The problems of what a trail is to record. */
export function problemsOfEvents({ managementEvents, dataEvents = [], insights = [] }: RecordedEvents): Problem[] {
    return [
        ...problemsOf("managementEvents", managementEvents ?? ReadWriteType.All, checkChoice(ReadWriteType)),
        ...dataEvents.flatMap((selector, index) => problemsOfSelector(`dataEvents[${index}]`, selector)),
        ...(insights.length ? problemsOfChoices("insights", insights, InsightType) : []),
        ...problemsOf("insights", insights, (list) =>
            list.includes(InsightType.ApiCallRate) && managementEvents === ReadWriteType.ReadOnly
                ? {
                      reason: "ApiCallRateInsight counts write events, and the trail records reads only.",
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
        // Each log that the trail writes would be an event for the next log.
        ...(resourceType === "AWS::S3::Object" && { notStartsWiths: [`${logBucketArn}/`] }),
    };
    return Object.keys(selector).length ? [{ field: "resources.ARN", ...selector }] : [];
}

/**
 * Whether the trail is told what to record; else it records every management event, and nothing besides. Selectors that
 * a trail has had can be changed and not taken away: `ReadWriteType.All`, given in so many words, stands for none.
 */
export function needsSelectors({ managementEvents, dataEvents = [] }: RecordedEvents): boolean {
    return managementEvents !== undefined || dataEvents.length > 0;
}

/**
 * What a trail records, as CloudTrail takes it. The objects of the log bucket itself are left out.
 *
 * Source: "Filtering data events by using advanced event selectors".
 */
export function advancedEventSelectors(
    { managementEvents, dataEvents = [] }: RecordedEvents,
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
