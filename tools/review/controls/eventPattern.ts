/** Whether an EventBridge rule's pattern matches an event. */

/** An event, or an object in it. */
export interface EventFields {
    [field: string]: string | EventFields;
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Compares as `prefix` or `suffix` does; any other operator isn't read, and so matches nothing. */
function satisfies(operators: Fields, value: string): boolean {
    const [[operator, operand] = [], ...others] = Object.entries(operators);
    return (
        others.length === 0 &&
        typeof operand === "string" &&
        ((operator === "prefix" && value.startsWith(operand)) || (operator === "suffix" && value.endsWith(operand)))
    );
}

function matchesField(pattern: unknown, value: string | EventFields | undefined): boolean {
    if (typeof value === "string") {
        return (
            Array.isArray(pattern) && pattern.some((one) => one === value || (isFields(one) && satisfies(one, value)))
        );
    }
    return value !== undefined && isFields(pattern) && matchesFields(pattern, value);
}

/** Every field must match, and of `$or` any alternative. A field that the event doesn't have matches nothing. */
function matchesFields(pattern: Fields, event: EventFields): boolean {
    return Object.entries(pattern).every(([field, wanted]) =>
        field === "$or"
            ? Array.isArray(wanted) && wanted.some((one) => isFields(one) && matchesFields(one, event))
            : matchesField(wanted, event[field]),
    );
}

function parsed(text: unknown): unknown {
    try {
        return JSON.parse(String(text));
    } catch {
        return undefined;
    }
}

/**
 * Whether a rule's pattern, as JSON, is sure to match an event with these fields. Sources: "Amazon EventBridge event
 * patterns"; "Comparison operators for use in event patterns" for `prefix`, `suffix` and `$or`.
 */
export function matchesEvent(patternText: unknown, event: EventFields): boolean {
    const pattern = parsed(patternText);
    return isFields(pattern) && Object.keys(pattern).length > 0 && matchesFields(pattern, event);
}

/** An API call as EventBridge receives it. Source: "AWS service events delivered via AWS CloudTrail". */
export function callEvent(service: string, eventName: string, requestParameters: EventFields): EventFields {
    return {
        source: `aws.${service}`,
        "detail-type": "AWS API Call via CloudTrail",
        detail: { eventSource: `${service}.amazonaws.com`, eventName, requestParameters },
    };
}
