import * as pulumi from "@pulumi/pulumi";
import { type Check, inputPropertiesError, ofSecret, type Problem, problemsOf } from "./problem";

/** Whether a value is at hand now, and not promised by another resource. */
export function isPlain<T>(value: pulumi.Input<T>): value is T {
    return !pulumi.Output.isInstance(value) && !(value instanceof Promise);
}

/** The problems of an input that is at hand now; one that isn't is checked by `checkedLater`. */
export function problemsOfInput<T>(propertyPath: string, value: pulumi.Input<T>, check: Check<T>): Problem[] {
    return isPlain(value) ? problemsOf(propertyPath, value, check) : [];
}

/** The problems of an input that may be left out. */
export function problemsOfOptional<T>(
    propertyPath: string,
    value: pulumi.Input<T> | undefined,
    check: Check<T>,
): Problem[] {
    return value === undefined ? [] : problemsOfInput(propertyPath, value, check);
}

/** The problems of an input that its group can't do without. Other languages, and configuration, may leave it out. */
export function problemsOfRequired<T>(
    propertyPath: string,
    value: pulumi.Input<T> | undefined,
    check: Check<T>,
): Problem[] {
    if (value !== undefined) {
        return problemsOfInput(propertyPath, value, check);
    }
    // What is allowed is what the check says of a value that nothing takes: an empty text.
    const fault = check("" as T);
    return fault ? [{ ...fault, reason: "Required.", propertyPath, given: undefined }] : [];
}

/** A list with `undefined` in place of each item that isn't at hand now; empty if the list itself isn't. */
export function plainList<T>(list: pulumi.Input<pulumi.Input<T>[]>): (T | undefined)[] {
    return isPlain(list) ? list.map((item) => (isPlain(item) ? item : undefined)) : [];
}

/**
 * The input as an output that carries only values which pass the check: a value that another resource
 * gives is refused when it arrives, before anything is made of it.
 */
export function checkedLater<T>(
    propertyPath: string,
    value: pulumi.Input<T>,
    check: Check<pulumi.Unwrap<T>>,
): pulumi.Output<pulumi.Unwrap<T>> {
    return refusedLater(pulumi.output(value), (known) => problemsOf(propertyPath, known, check));
}

/** The same for an input that may be left out. */
export function optionalCheckedLater<T>(
    propertyPath: string,
    value: pulumi.Input<T> | undefined,
    check: Check<pulumi.Unwrap<T>>,
): pulumi.Output<pulumi.Unwrap<T>> | undefined {
    return value === undefined ? undefined : checkedLater(propertyPath, value, check);
}

/** A list as an output that carries only what passes. */
export function listCheckedLater<T>(
    list: pulumi.Input<pulumi.Input<T>[]>,
    problemsOfList: (values: readonly pulumi.Unwrap<T>[]) => Problem[],
): pulumi.Output<pulumi.Unwrap<T>[]> {
    return refusedLater(pulumi.output(list) as unknown as pulumi.Output<pulumi.Unwrap<T>[]>, problemsOfList);
}

/** An output that carries only values without problems: the others are refused when they arrive. */
export function refusedLater<T>(output: pulumi.Output<T>, problemsOfKnown: (known: T) => Problem[]): pulumi.Output<T> {
    return output.apply((known) => {
        const problems = problemsOfKnown(known);
        return problems.length > 0 ? refuseUnshown(output, problems) : known;
    }) as pulumi.Output<T>;
}

/**
 * Not by way of its promise: Pulumi keeps V8's debugger on, which then looks along every chain of promises for somebody who
 * might catch the error, and behind an Output there are so many that a preview never ends. So the promise stays open, and
 * whatever waits for it is not made.
 */
async function refuseUnshown(output: pulumi.Output<unknown>, problems: readonly Problem[]): Promise<never> {
    const isSecret = await pulumi.isSecret(output);
    const error = inputPropertiesError(isSecret ? problems.map(ofSecret) : problems);
    setImmediate(() => {
        throw error;
    });
    return new Promise(() => {});
}
