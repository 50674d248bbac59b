import * as pulumi from "@pulumi/pulumi";
import { asMessage } from "./stackless";

/** Why a value can't be used. */
export interface Fault {
    /** Names the rule that was broken, in kebab case; no two rules share one. It is for programs and tests, and not printed. */
    code: string;
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
    /** Whether the reason repeats a part of the value, which a secret must not show. */
    reasonRepeatsValue?: boolean;
}

/** A fault, and the value that has it. */
export interface Problem extends Fault {
    /** Where the value stands: an argument, a property or an item of one, such as `defender.sourceIps[1]`. */
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

/** The problems of a group's properties, under the argument that the group is. */
export function within(group: string, problems: readonly Problem[]): Problem[] {
    return problems.map((problem) => ({
        ...problem,
        propertyPath: `${group}.${problem.propertyPath}`,
        ...(problem.exampleProperty && { exampleProperty: `${group}.${problem.exampleProperty}` }),
    }));
}

/** The problem of a secret, without anything that its value could be told from: neither part of it nor what it is close to. */
export function ofSecret({ reasonRepeatsValue, ...problem }: Problem): Problem {
    return {
        ...problem,
        ...(problem.given !== undefined && {
            shown: "[secret]",
            reason: reasonRepeatsValue
                ? "The reason is not shown: it would repeat part of the secret."
                : problem.reason,
            ...(problem.exampleProperty === undefined && problem.example !== undefined && { example: hidden }),
        }),
    };
}

/** In place of an example that may have been made from a secret. */
const hidden = Symbol("hidden");

const longestShown = 100;

/** A value as it is shown in a message. */
export function show(value: unknown): string {
    const text = JSON.stringify(value) ?? String(value);
    return text.length > longestShown ? `${text.slice(0, longestShown)}… (${text.length} characters)` : text;
}

/** A property with its value, as programs and stack files have it: `alarms: { onTampering: true }`. */
function assignment(propertyPath: string, value: unknown): string {
    // A project's name, which stands before the colon, may have dots in it.
    const start = propertyPath.lastIndexOf(":") + 1;
    const [argument = "", ...properties] = propertyPath.slice(start).split(".");
    const inner = properties.reduceRight((text, name) => `{ ${name}: ${text} }`, JSON.stringify(value));
    return `${propertyPath.slice(0, start)}${argument}: ${inner}`;
}

function describeProblem(problem: Problem): string {
    const { propertyPath, given, reason, allowed, example, exampleProperty, source, shown } = problem;
    const head = given === undefined ? `${propertyPath} is not set` : `${propertyPath} = ${shown ?? show(given)}`;
    const property = propertyPath.replace(/\[\d+\]$/, "");
    const inList = property !== propertyPath && !exampleProperty;
    const sample =
        example === undefined
            ? `leave out ${exampleProperty ?? property}`
            : assignment(exampleProperty ?? property, inList ? [example] : example);
    return [
        `  ${head}`,
        `    ${reason}`,
        `    Allowed: ${allowed}`,
        ...(example === hidden ? [] : [`    Example: ${sample}`]),
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

/** Which rule a value broke; nothing of the value itself, which may be a secret. */
export type BrokenRule = Pick<Problem, "propertyPath" | "code">;

/**
 * The problems as an error of which Pulumi prints the message and nothing else: property by property to a program in
 * another language, and without a stack trace to one in this. `brokenRules` is not enumerable, so that it is neither
 * printed nor serialized with the error.
 */
export function inputPropertiesError(problems: readonly Problem[]): pulumi.InputPropertiesError {
    const error = new pulumi.InputPropertiesError({
        message: describeProblems(problems),
        errors: problems.map(({ propertyPath, reason, allowed }) => ({
            propertyPath,
            reason: `${reason} Allowed: ${allowed}`,
        })),
    });
    const brokenRules: BrokenRule[] = problems.map(({ propertyPath, code }) => ({ propertyPath, code }));
    return asMessage(Object.defineProperty(error, "brokenRules", { value: brokenRules }));
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
