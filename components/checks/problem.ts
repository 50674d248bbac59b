import * as pulumi from "@pulumi/pulumi";
import { asMessage } from "./stackless";

/** Why a value can't be used. */
export interface Fault {
    /** The rule that was broken, in kebab case and unique to it. It is for programs and tests, and isn't printed. */
    code: string;
    /** What is wrong with it, as a sentence. */
    reason: string;
    /** What would be valid, in words. */
    allowed: string;
    /** A value that would be valid; `undefined` where the property must be omitted. */
    example: unknown;
    /** The property that the example is for, if different. */
    exampleProperty?: string;
    /** Where to find the right value, if it comes from elsewhere. */
    source?: string;
    /** What to show in place of the value, if the value must not be shown. */
    shown?: string;
    /** Whether the reason repeats part of the value, which must not happen for a secret. */
    reasonRepeatsValue?: boolean;
    /** Another argument, or `aws:region`, whose value the texts repeat, which must not happen if that is a secret. */
    repeats?: string;
}

/** A fault, with the value that it is in. */
export interface Problem extends Fault {
    /** The path of the value: an argument, or a property or item within one, such as `defender.sourceIps[1]`. */
    propertyPath: string;
    /** The value; `undefined` if it isn't set. */
    given: unknown;
}

/** Checks a value: `undefined` if it is valid. */
export type Check<T> = (value: T) => Fault | undefined;

/** The problem with a value, if any. */
export function problemsOf<T>(propertyPath: string, given: T, check: Check<T>): Problem[] {
    const fault = check(given);
    return fault ? [{ ...fault, propertyPath, given }] : [];
}

/** Problems with each item of a list. */
export function problemsOfEach<T>(propertyPath: string, given: readonly T[], check: Check<T>): Problem[] {
    return given.flatMap((item, index) => problemsOf(`${propertyPath}[${index}]`, item, check));
}

/** Problems with a group's properties, with the group's name added to their paths. */
export function within(group: string, problems: readonly Problem[]): Problem[] {
    return problems.map((problem) => ({
        ...problem,
        propertyPath: `${group}.${problem.propertyPath}`,
        ...(problem.exampleProperty && { exampleProperty: `${group}.${problem.exampleProperty}` }),
    }));
}

/** A secret's problem, without anything that would reveal its value: no part of it, and nothing derived from it. */
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

/** A problem whose texts repeat the secret value of another argument, without them. */
export function withoutRepeated(problem: Problem): Problem {
    return {
        ...problem,
        reason: "The reason is not shown: it would repeat a secret.",
        allowed: `what goes with ${problem.repeats}, which is a secret`,
        example: hidden,
    };
}

/** Replaces an example that may be derived from a secret. */
const hidden = Symbol("hidden");

const longestShown = 100;

/** A value as shown in a message. */
export function show(value: unknown): string {
    const text = JSON.stringify(value) ?? String(value);
    return text.length > longestShown ? `${text.slice(0, longestShown)}… (${text.length} characters)` : text;
}

/** A property with its value, as written in programs and stack files: `alarms: { onTampering: true }`. */
function assignment(propertyPath: string, value: unknown): string {
    // The project's name, before the colon, may contain dots.
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

/** All problems in one readable message. */
export function describeProblems(problems: readonly Problem[]): string {
    const count = new Set(problems.map(({ propertyPath }) => propertyPath)).size;
    return [`${count} ${count === 1 ? "value" : "values"} can't be used.`, ...problems.map(describeProblem)].join(
        "\n\n",
    );
}

/** Which rule a value broke, without the value itself, which may be a secret. */
export type BrokenRule = Pick<Problem, "propertyPath" | "code">;

/**
 * The problems as an error of which Pulumi prints only the message: property by property in programs in other
 * languages, and without a stack trace in Node.js programs. `brokenRules` isn't enumerable, so it is neither printed
 * nor serialized with the error.
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
 * Rejects arguments that have problems.
 * @throws pulumi.InputPropertiesError with every problem, by property path
 */
export function refuse(problems: readonly Problem[]): void {
    if (problems.length > 0) {
        throw inputPropertiesError(problems);
    }
}
