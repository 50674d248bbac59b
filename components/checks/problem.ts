import * as pulumi from "@pulumi/pulumi";
import { asMessage } from "./stackless";

/** Why a value can't be used. */
export interface Fault {
    /** What is wrong with it, as a sentence. */
    reason: string;
    /** What would be right, in words. */
    allowed: string;
    /** A value that would be right; `undefined` where the property has to be left out. */
    example: unknown;
    /** The property that the example is for, if it is another one. */
    exampleProperty?: string;
    /** Where the right value is to be found, if it is somebody else's to give. */
    source?: string;
    /** What to show in place of the value, if it must not be repeated. */
    shown?: string;
}

/** A fault, and the value that has it. */
export interface Problem extends Fault {
    /** Where the value stands: an argument, or an item of one, such as `defenderSourceIps[1]`. */
    propertyPath: string;
    /** The value; `undefined` where none was given. */
    given: unknown;
}

/** Decides on a value: `undefined` if it can be used. */
export type Check<T> = (value: T) => Fault | undefined;

/** The problem, if any, of one value. */
export function problemsOf<T>(propertyPath: string, given: T, check: Check<T>): Problem[] {
    const fault = check(given);
    return fault ? [{ ...fault, propertyPath, given }] : [];
}

/** The problems of each item of a list. */
export function problemsOfEach<T>(propertyPath: string, given: readonly T[], check: Check<T>): Problem[] {
    return given.flatMap((item, index) => problemsOf(`${propertyPath}[${index}]`, item, check));
}

/** The problems under the names that a surrounding component has for the arguments. */
export function renamed(problems: readonly Problem[], names: Readonly<Record<string, string>>): Problem[] {
    return problems.map((problem) => ({
        ...problem,
        propertyPath: problem.propertyPath.replace(/^\w+/, (name) => names[name] ?? name),
    }));
}

const longestShown = 100;

/** A value as it is shown in a message. */
export function show(value: unknown): string {
    const text = JSON.stringify(value) ?? String(value);
    return text.length > longestShown ? `${text.slice(0, longestShown)}… (${text.length} characters)` : text;
}

function describeProblem(problem: Problem): string {
    const { propertyPath, given, reason, allowed, example, exampleProperty, source, shown } = problem;
    const head = given === undefined ? `${propertyPath} is not set` : `${propertyPath} = ${shown ?? show(given)}`;
    const property = propertyPath.replace(/\[\d+\]$/, "");
    const inList = property !== propertyPath && !exampleProperty;
    const sample =
        example === undefined
            ? `leave out ${exampleProperty ?? property}`
            : `${exampleProperty ?? property}: ${JSON.stringify(inList ? [example] : example)}`;
    return [
        `  ${head}`,
        `    ${reason}`,
        `    Allowed: ${allowed}`,
        `    Example: ${sample}`,
        ...(source ? [`    Find it: ${source}`] : []),
    ].join("\n");
}

/** All problems in one message, for people. */
export function describeProblems(problems: readonly Problem[]): string {
    const count = new Set(problems.map(({ propertyPath }) => propertyPath)).size;
    return [`${count} ${count === 1 ? "value" : "values"} can't be used.`, ...problems.map(describeProblem)].join(
        "\n\n",
    );
}

/**
 * The problems as an error of which Pulumi prints the message and nothing else: property by property to a program in
 * another language, and without a stack trace to one in this.
 */
export function inputPropertiesError(problems: readonly Problem[]): pulumi.InputPropertiesError {
    return asMessage(
        new pulumi.InputPropertiesError({
            message: describeProblems(problems),
            errors: problems.map(({ propertyPath, reason, allowed }) => ({
                propertyPath,
                reason: `${reason} Allowed: ${allowed}`,
            })),
        }),
    );
}

/**
 * Refuses arguments that have problems.
 * @throws pulumi.InputPropertiesError with every problem, each by its property path
 */
export function refuse(problems: readonly Problem[]): void {
    if (problems.length > 0) {
        throw inputPropertiesError(problems);
    }
}
