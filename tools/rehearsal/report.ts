import { policiesIn } from "../registered/documents";
import { additionsOf } from "./additions";
import { sampleAccountId } from "./aws";
import { colorsFor } from "./colors";
import type { ProgramRun, Registration } from "./engine";
import { type Note, notes } from "./notes";
import { type OutsideAccess, outsideAccess } from "./outsideAccess";
import { onlyAccountOf, type Program } from "./program";
import { masked } from "./secrets";
import { broken, wrapped } from "./wrapped";

const colors = colorsFor(process.stdout);

interface Row {
    type: string;
    name: string;
    plan: string;
}

/** `aws:s3/bucket:Bucket` as `pulumi preview` writes it: `aws:s3:Bucket`. */
function shortType(type: string): string {
    return type.replace(/\/\w+:/, ":");
}

function treeRows(registrations: readonly Registration[], parent: string, indent: string): Row[] {
    const children = registrations.filter((registration) => registration.parent === parent);
    return children.flatMap((child, index) => {
        const last = index === children.length - 1;
        const plan = child.protect ? "create, protected" : "create";
        return [
            { type: `${indent}${last ? "└─ " : "├─ "}${shortType(child.type)}`, name: child.name, plan },
            ...treeRows(registrations, child.urn, `${indent}${last ? "   " : "│  "}`),
        ];
    });
}

/** The resource tree: in columns if the width allows it, otherwise with each name behind its type, or below it. */
function tree(registrations: readonly Registration[], width: number): string[] {
    const stack = registrations.find(({ parent }) => parent === "");
    if (!stack) {
        return [];
    }
    const rows = [
        { type: shortType(stack.type), name: stack.name, plan: "create" },
        ...treeRows(registrations, stack.urn, ""),
    ];
    const longest = (cell: (row: Row) => string) => Math.max(...rows.map((row) => cell(row).length));
    const typeWidth = longest(({ type }) => type);
    const nameWidth = longest(({ name }) => name);
    const planWidth = longest(({ plan }) => plan);
    const fits = 4 + typeWidth + 2 + nameWidth + 2 + planWidth <= width;
    const plus = ` ${colors.green("+")}  `;
    return rows.flatMap(({ type, name, plan }) => {
        if (fits) {
            return [`${plus}${type.padEnd(typeWidth)}  ${name.padEnd(nameWidth)}  ${plan}`];
        }
        const marked = plan === "create" ? "" : ` (${plan})`;
        if (5 + type.length + name.length + marked.length <= width) {
            return [`${plus}${type} ${colors.dim(name)}${marked}`];
        }
        const branches =
            type
                .match(/^[ │├└─]*/)?.[0]
                .replace("├─", "│ ")
                .replace("└─", "  ") ?? "";
        return [`${plus}${type}`, `    ${branches}  ${colors.dim(name)}${marked}`];
    });
}

/** How many resources Pulumi would create, as `pulumi preview` counts them: components and the stack itself too. */
function toCreate(registrations: readonly Registration[]): string {
    const resources = registrations.filter(({ custom }) => custom).length;
    return `${registrations.length} to create (${resources} resources, ${registrations.length - resources - 1} components and the stack)`;
}

/** Text in lines: the first begins with `first`, the others with spaces. */
function hanging(first: string, text: string, width: number, indent = first.length): string[] {
    return broken(text, Math.max(width - indent, 20)).map((line, index) => (index ? " ".repeat(indent) : first) + line);
}

function describeAccess({ by, refused, actions, resources, conditions }: OutsideAccess, width: number): string[] {
    const labelled = (label: string, lines: readonly string[]) =>
        lines.flatMap((line, index) => hanging(`    ${(index ? "" : label).padEnd(8)} `, line, width, 15));
    return [
        ...labelled(refused ? "may not" : "may", actions),
        ...labelled("on", resources),
        ...labelled("when", conditions),
        ...labelled("by", [by]),
    ];
}

function accessByWho(accesses: readonly OutsideAccess[], width: number): string[] {
    if (accesses.length === 0) {
        return ["  none found", ""];
    }
    // Grants first, then the refusals that limit them.
    const grantsFirst = [...accesses].sort((one, other) => Number(one.refused) - Number(other.refused));
    const everyone = [...new Set(grantsFirst.map(({ who }) => who))];
    return everyone.flatMap((who) => [
        ...hanging("  ", who, width).map((line) => colors.bold(line)),
        ...grantsFirst
            .filter((access) => access.who === who)
            .flatMap((access, index) => [...(index === 0 ? [] : [""]), ...describeAccess(access, width)]),
        "",
    ]);
}

function toAdd(run: ProgramRun, account: string | undefined, width: number): string[] {
    const additions = additionsOf(run.outputs);
    return additions.length === 0
        ? []
        : [
              colors.bold("To add to existing resources"),
              ...(account
                  ? []
                  : [
                        ...hanging(
                            "  ",
                            `Account ${sampleAccountId} is a sample: set aws:allowedAccountIds to see your own below.`,
                            width,
                        ),
                        "",
                    ]),
              ...additions.flatMap(({ output, title, isFirst, text }) => [
                  ...hanging(
                      "  ",
                      `${title}, ${isFirst ? "before" : "after"} pulumi up (stack output ${output}):`,
                      width,
                  ),
                  ...text.split("\n").map((line) => `    ${line}`),
                  "",
              ]),
          ];
}

/** The stack outputs; a value that doesn't fit beside its name is on the next line, whole, so that it can be copied. */
function stackOutputs(run: ProgramRun, width: number): string[] {
    const outputs = Object.entries(masked(run.outputs, run.secretOutputs));
    const nameWidth = Math.max(...outputs.map(([name]) => name.length));
    const shownAbove = additionsOf(run.outputs).map(({ output }) => output);
    return outputs.flatMap(([name, value]) => {
        const text = Array.isArray(value)
            ? value.join(", ")
            : typeof value === "object"
              ? JSON.stringify(value)
              : String(value);
        const shown = shownAbove.includes(name) ? "(above)" : text;
        return 4 + nameWidth + shown.length <= width
            ? [`  ${name.padEnd(nameWidth)}  ${shown}`]
            : [`  ${name}`, `    ${shown}`];
    });
}

function describeNotes(all: readonly Note[], width: number): string[] {
    return all.length === 0
        ? []
        : [
              colors.bold("Before you deploy"),
              ...all.flatMap(({ text, command }) => [
                  ...wrapped(text.split(" "), Math.min(width, 100) - 4).map(
                      (line, index) => `  ${index === 0 ? "-" : " "} ${line}`,
                  ),
                  // On a line of its own, to be copied whole.
                  ...(command ? [`      ${command}`] : []),
              ]),
              "",
          ];
}

/** Sample values: those in this repository's stack files, and those reserved for documentation. */
const samples = [
    "0f8fad5b-d9cb-469f-a165-70867728950e",
    "7c9e6679-7425-40de-944b-e07fc1f90ae7",
    "123456789012",
    "192.0.2.",
    "198.51.100.",
    "203.0.113.",
    "111122223333",
    "444455556666",
    "777788889999",
    "o-exampleorgid",
    "@example.com",
];

function nextSteps(run: ProgramRun, { stack, configuration }: Program, width: number): string[] {
    const keys = Object.entries(configuration.values).flatMap(([key, value]) =>
        samples.some((sample) => value.includes(sample)) ? [key] : [],
    );
    const additions = additionsOf(run.outputs);
    const steps = [
        ...(keys.length ? [`Replace the sample values in Pulumi.${stack}.yaml with your own: ${keys.join(", ")}`] : []),
        ...(additions.some(({ isFirst }) => isFirst)
            ? ["Have the owners of existing resources add the statements above"]
            : []),
        `pulumi stack init ${stack} (if the stack exists: pulumi stack select ${stack})`,
        "pulumi up",
        ...(additions.some(({ isFirst }) => !isFirst)
            ? ["Have the existing bucket's owner add the notification above"]
            : []),
    ];
    return steps.flatMap((step, index) => hanging(`  ${index + 1}. `, step, width));
}

/** What to consider before deploying what a run registered. */
export function notesOf({ registrations, outputs }: ProgramRun, accountId: string): Note[] {
    return notes(registrations, { region: String(outputs.region ?? ""), accountId });
}

/** What a rehearsal found, for people. `width` is the terminal's, in columns. */
export function report(run: ProgramRun, program: Program, width: number): string {
    const account = onlyAccountOf(program);
    const accountId = account ?? sampleAccountId;
    return [
        `Rehearsal of stack ${program.stack}. Nothing was created; no cloud API was called.`,
        `${account ? "Suffixes" : `Account ${accountId}, suffixes`}, IDs and keys below are samples.`,
        "",
        colors.bold("Resources"),
        ...tree(run.registrations, width),
        `    ${toCreate(run.registrations)}`,
        "",
        colors.bold(`Access by Microsoft, AWS services and others, to account ${accountId}`),
        ...accessByWho(outsideAccess(run.registrations, accountId), width),
        ...toAdd(run, account, width),
        ...describeNotes(notesOf(run, accountId), width),
        colors.bold("Stack outputs"),
        ...stackOutputs(run, width),
        "",
        colors.bold("Next"),
        ...nextSteps(run, program, width),
        "",
    ].join("\n");
}

/** What a rehearsal found, for machines. Secrets are masked. */
export function reportJson(run: ProgramRun, program: Program): string {
    const resources = run.registrations.map(({ state, inputs, secrets, ...rest }) => ({
        ...rest,
        secrets,
        inputs: masked(inputs, secrets),
    }));
    const accountId = onlyAccountOf(program) ?? sampleAccountId;
    const found = {
        resources,
        policies: policiesIn(run.registrations),
        access: outsideAccess(run.registrations, accountId),
        notes: notesOf(run, accountId),
        outputs: masked(run.outputs, run.secretOutputs),
    };
    return `${JSON.stringify(found, null, 2)}\n`;
}
