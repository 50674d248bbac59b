/** What EventBridge compares a value with: the value itself, its beginning, or its end. */
type Value = string | { prefix: string } | { suffix: string };

/** Calls that name what they affect in one of their parameters. */
export interface Calls {
    /** The service, as CloudTrail's `eventSource` spells it, without `.amazonaws.com`. */
    service: string;
    eventNames: readonly string[];
    /** The request parameter, or the path to one, such as `a.b`; in one with a list, any item may match. */
    parameter: string;
    values: readonly Value[];
}

function nested([first = "", ...rest]: readonly string[], values: readonly Value[]): object {
    return { [first]: rest.length > 0 ? nested(rest, values) : values };
}

/**
 * The pattern of an EventBridge rule that matches calls as CloudTrail records them, whether AWS permitted them or not.
 *
 * Sources: "AWS service events delivered via AWS CloudTrail" for the form; "Comparison operators for use in event patterns"
 * for `prefix`, `suffix` and `$or`. `source` is left open, because its spelling isn't always that of `eventSource`; nobody but
 * AWS can send events whose source begins with `aws.` ("PutEvents").
 */
export function patternOf(calls: readonly Calls[]): object {
    return {
        source: [{ prefix: "aws." }],
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: {
            $or: calls.map(({ service, eventNames, parameter, values }) => ({
                eventSource: [`${service}.amazonaws.com`],
                eventName: eventNames,
                requestParameters: nested(parameter.split("."), values),
            })),
        },
    };
}

/** The maximum number of characters in a pattern. Source: "Amazon EventBridge quotas". */
export const maxPatternLength = 2048;
