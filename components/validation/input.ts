import * as pulumi from "@pulumi/pulumi";
import { type Check, type Problem, problemsOf, refuse } from "./problem";

/** Whether a value is at hand now, and not promised by another resource. */
export function isPlain<T>(value: pulumi.Input<T>): value is T {
    return !pulumi.Output.isInstance(value) && !(value instanceof Promise);
}

/** The problems of an input that is at hand now; one that isn't is checked by `checkedLater`. */
export function problemsOfInput<T>(propertyPath: string, value: pulumi.Input<T>, check: Check<T>): Problem[] {
    return isPlain(value) ? problemsOf(propertyPath, value, check) : [];
}

/** The items of a list that are at hand now. */
export function plainList<T>(list: pulumi.Input<pulumi.Input<T>[]>): T[] {
    return isPlain(list) ? list.filter(isPlain<T>) : [];
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
    return pulumi.output(value).apply((known) => {
        refuse(problemsOf(propertyPath, known, check));
        return known;
    });
}
