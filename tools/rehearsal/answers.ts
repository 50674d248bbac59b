import { readFileSync } from "node:fs";
import type { Properties } from "./cloud";
import type { OtherStacks } from "./engine";
import { fromUser } from "./paths";
import { RehearsalError } from "./program";

/** What only other stacks and providers know, and the user provides. */
export interface Answers {
    /** The outputs of other stacks, by the stacks' full names. */
    otherStacks: OtherStacks;
    /** The results of functions, by the functions' tokens. */
    functionResults: Readonly<Record<string, Properties>>;
}

/** No answers: for programs that read no other stack, and call no provider's function. */
export const noAnswers: Answers = { otherStacks: {}, functionResults: {} };

/** The options of a command that take answers, for `parseArgs`. */
export const answerOptions = {
    "stack-outputs": { type: "string", multiple: true, default: [] as string[] },
    "function-result": { type: "string", multiple: true, default: [] as string[] },
} as const;

/** The lines of a command's usage that explain these options; the explanations begin at `column`. */
export function answerUsage(column: number): string {
    const at = " ".repeat(column);
    return `  --stack-outputs NAME=FILE
${at}the outputs of another stack, for a StackReference: NAME is organization/project/stack,
${at}FILE the output of pulumi stack output --json; may be repeated
  --function-result TOKEN=FILE
${at}the result of a provider's function, as JSON; may be repeated
`;
}

const examples = {
    "stack-outputs": "--stack-outputs acme/audit/prod=outputs.json",
    "function-result": "--function-result aws:ec2/getVpc:getVpc=vpc.json",
} as const;

/** Reads `KEY=FILE`, where the file holds a JSON object. */
function readEntry(option: keyof typeof examples, entry: string): [key: string, content: Properties] {
    const at = entry.indexOf("=");
    const [key, file] = [entry.slice(0, at), entry.slice(at + 1)];
    if (at < 1 || file === "") {
        throw new RehearsalError(
            `--${option} ${JSON.stringify(entry)}: expected NAME=FILE. Example: ${examples[option]}`,
        );
    }
    let text: string;
    try {
        text = readFileSync(fromUser(file), "utf8");
    } catch (error) {
        throw new RehearsalError(`--${option}: ${file} can't be read (${(error as NodeJS.ErrnoException).code}).`);
    }
    // The parser's message could repeat a secret from the file.
    let content: unknown;
    try {
        content = JSON.parse(text.replace(/^\uFEFF/, ""));
    } catch {
        content = undefined;
    }
    if (typeof content !== "object" || content === null || Array.isArray(content)) {
        throw new RehearsalError(`--${option}: ${file} doesn't contain a JSON object. Example: ${examples[option]}`);
    }
    return [key, content as Properties];
}

/** What Pulumi prints in place of a secret. */
const mask = "[secret]";

/**
 * The names of outputs that are taken for secrets. With --show-secrets Pulumi no longer says which ones are, so a name that
 * sounds like a secret's counts as well.
 */
function secretsIn(outputs: Properties): string[] {
    return Object.keys(outputs).filter(
        (name) => outputs[name] === mask || /secret|password|token|private|credential/i.test(name),
    );
}

/**
 * Reads the files that the options name.
 * @throws RehearsalError without any of a file's content
 */
export function readAnswers(given: Readonly<Record<keyof typeof answerOptions, string[]>>): Answers {
    const stacks = given["stack-outputs"].map((entry) => readEntry("stack-outputs", entry));
    const results = given["function-result"].map((entry) => readEntry("function-result", entry));
    return {
        otherStacks: Object.fromEntries(
            stacks.map(([name, outputs]) => [name, { outputs, secretOutputs: secretsIn(outputs) }]),
        ),
        functionResults: Object.fromEntries(results),
    };
}
