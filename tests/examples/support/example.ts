import path from "node:path";
import { sampleAws } from "../../../tools/rehearsal/aws";
import { type OtherStacks, type ProgramRun, type Registration, runProgram } from "../../../tools/rehearsal/engine";
import { onlyAccountOf, type Program, readProgram } from "../../../tools/rehearsal/program";
import { nameInUrn } from "../../../tools/rehearsal/urn";
import { root } from "../../support/project";
import { withoutStackTraces } from "../../support/script";

/** The examples whose program is TypeScript. */
export const typeScriptExamples = [
    "azure",
    "existing-trail",
    "larger-program",
    "many-accounts",
    "one-account",
    "organization",
    "us-government",
] as const;

/** The sample workspace ID of the examples. */
export const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";

export function directoryOf(name: string): string {
    return path.join(root, "examples", name);
}

/** An example's program for a stack, with some of its configuration changed. */
export function exampleProgram(name: string, stack: string, changes: Readonly<Record<string, string>> = {}): Program {
    const program = readProgram(directoryOf(name), stack);
    return {
        ...program,
        configuration: { ...program.configuration, values: { ...program.configuration.values, ...changes } },
        runtimeOptions: { ...program.runtimeOptions, nodeargs: withoutStackTraces },
    };
}

/** Runs an example on sample AWS. */
export function runExample(
    name: string,
    stack: string,
    changes: Readonly<Record<string, string>> = {},
    otherStacks: OtherStacks = {},
): Promise<ProgramRun> {
    const program = exampleProgram(name, stack, changes);
    const region = program.configuration.values["aws:region"] ?? "us-east-1";
    return runProgram(program, sampleAws(region, onlyAccountOf(program)), otherStacks);
}

/** Resources by what they are and what they are called, each with its children. */
export interface Tree {
    [label: string]: Tree;
}

function labelOf({ type, name, protect, provider }: Registration): string {
    return [
        `${type.split(":").at(-1)} ${name}`,
        ...(protect ? ["protected"] : []),
        ...(provider ? [`by ${nameInUrn(provider)}`] : []),
    ].join(", ");
}

/** What a run registered under the stack, or under another resource. */
export function tree({ registrations }: ProgramRun, parent?: string): Tree {
    const urn = parent ?? registrations.find((registration) => registration.parent === "")?.urn;
    const children = registrations.filter((registration) => registration.parent === urn);
    return Object.fromEntries(
        children.map((child) => [labelOf(child), tree({ registrations } as ProgramRun, child.urn)]),
    );
}

/** How many custom resources a run registered, providers not among them. */
export function count({ registrations }: ProgramRun): number {
    return registrations.filter(({ custom, type }) => custom && !type.startsWith("pulumi:")).length;
}
