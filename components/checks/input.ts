import * as pulumi from "@pulumi/pulumi";
import { type Check, inputPropertiesError, ofSecret, type Problem, problemsOf } from "./problem";

/** Whether a value is already known, rather than an Output or a promise. */
export function isPlain<T>(value: pulumi.Input<T>): value is T {
    return !pulumi.Output.isInstance(value) && !(value instanceof Promise);
}

/** Problems with an input that is already known; `checkedLater` checks one that isn't. */
export function problemsOfInput<T>(propertyPath: string, value: pulumi.Input<T>, check: Check<T>): Problem[] {
    return isPlain(value) ? problemsOf(propertyPath, value, check) : [];
}

/** Problems with an optional input. */
export function problemsOfOptional<T>(
    propertyPath: string,
    value: pulumi.Input<T> | undefined,
    check: Check<T>,
): Problem[] {
    return value === undefined ? [] : problemsOfInput(propertyPath, value, check);
}

/**
 * Problems with an input that its group requires. Programs in other languages and stack configuration can omit it
 * nonetheless.
 */
export function problemsOfRequired<T>(
    propertyPath: string,
    value: pulumi.Input<T> | undefined,
    check: Check<T>,
): Problem[] {
    if (value !== undefined) {
        return problemsOfInput(propertyPath, value, check);
    }
    // An empty string is never valid, so the check's answer to it says what is allowed.
    const fault = check("" as T);
    return fault ? [{ ...fault, code: "required", reason: "Required.", propertyPath, given: undefined }] : [];
}

/** A list with `undefined` for each item that isn't known now; empty if the list itself isn't known. */
export function plainList<T>(list: pulumi.Input<pulumi.Input<T>[]>): (T | undefined)[] {
    return isPlain(list) ? list.map((item) => (isPlain(item) ? item : undefined)) : [];
}

/**
 * The input as an Output that resolves only to values that pass the check: an invalid value from another resource is
 * rejected as soon as it is known, before anything uses it.
 */
export function checkedLater<T>(
    propertyPath: string,
    value: pulumi.Input<T>,
    check: Check<pulumi.Unwrap<T>>,
): pulumi.Output<pulumi.Unwrap<T>> {
    return refusedLater(pulumi.output(value), (known) => problemsOf(propertyPath, known, check));
}

/** The same for an optional input. */
export function optionalCheckedLater<T>(
    propertyPath: string,
    value: pulumi.Input<T> | undefined,
    check: Check<pulumi.Unwrap<T>>,
): pulumi.Output<pulumi.Unwrap<T>> | undefined {
    return value === undefined ? undefined : checkedLater(propertyPath, value, check);
}

/**
 * The same input: a plain value, which has been checked, unchanged; one from another resource as an Output that resolves only
 * to valid values. A component that receives it never refuses it under a name of its own.
 */
export function checkedUnderName<T>(
    propertyPath: string,
    value: pulumi.Input<T>,
    check: Check<pulumi.Unwrap<T>>,
): pulumi.Input<T> {
    return isPlain(value) ? value : (checkedLater(propertyPath, value, check) as unknown as pulumi.Output<T>);
}

/** A list as an Output that resolves only to lists without problems. */
export function listCheckedLater<T>(
    list: pulumi.Input<pulumi.Input<T>[]>,
    problemsOfList: (values: readonly pulumi.Unwrap<T>[]) => Problem[],
): pulumi.Output<pulumi.Unwrap<T>[]> {
    return refusedLater(pulumi.output(list) as unknown as pulumi.Output<pulumi.Unwrap<T>[]>, problemsOfList);
}

/** An Output that resolves only to values without problems; other values are rejected as soon as they are known. */
export function refusedLater<T>(output: pulumi.Output<T>, problemsOfKnown: (known: T) => Problem[]): pulumi.Output<T> {
    return output.apply((known) => {
        const problems = problemsOfKnown(known);
        return problems.length > 0 ? refuseUnshown(output, problems) : known;
    }) as pulumi.Output<T>;
}

/**
 * Throws outside the promise: Pulumi keeps V8's inspector on, which searches every promise chain for a rejection
 * handler, and an Output has so many chains that a preview would never end. So the promise stays pending, and nothing
 * that depends on it is created.
 */
async function refuseUnshown(output: pulumi.Output<unknown>, problems: readonly Problem[]): Promise<never> {
    const isSecret = await pulumi.isSecret(output);
    const error = inputPropertiesError(isSecret ? problems.map(ofSecret) : problems);
    setImmediate(() => {
        throw error;
    });
    return new Promise(() => {});
}
