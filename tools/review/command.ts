/** What `npm run review` does. */
import { existsSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import writeFileAtomic from "write-file-atomic";
import { answerOptions, answerUsage, readAnswers } from "../rehearsal/answers";
import { rehearse } from "../rehearsal/command";
import { fromUser } from "../rehearsal/paths";
import { RehearsalError } from "../rehearsal/program";
import { extensions, Format, render } from "./format";
import { reviewOf } from "./review";

const defaultEventsPerDay = 100_000;

const usage = `Usage: npm run review -- [--stack NAME] [--format FORMAT] [--output FILE]
                         [--events-per-day N] [--cwd DIR]

  --stack NAME        review Pulumi.NAME.yaml (default: dev)
  --format FORMAT     html, markdown or json (default: html)
  --output FILE       write to this file; - for standard output (default: review.NAME.html, .md or .json,
                      with --cwd in its directory)
  --events-per-day N  management events a day, for the costs (default: ${defaultEventsPerDay})
  --cwd DIR           the project's directory (default: the current one)
${answerUsage(22)}  --help              show this help
`;

function parsed(args: readonly string[]) {
    try {
        return parseArgs({
            args: [...args],
            options: {
                stack: { type: "string", default: "dev" },
                format: { type: "string", default: Format.Html },
                output: { type: "string" },
                "events-per-day": { type: "string", default: String(defaultEventsPerDay) },
                cwd: { type: "string" },
                ...answerOptions,
                help: { type: "boolean", default: false },
            },
        }).values;
    } catch (error) {
        throw new RehearsalError(
            `${(error as Error).message}\nOptions come after --: npm run review -- --stack prod\n\n${usage}`,
        );
    }
}

function parseFormat(text: string): Format {
    const format = Object.values(Format).find((one) => one === text);
    if (!format) {
        throw new RehearsalError(
            `Unknown format ${JSON.stringify(text)}.\nAllowed: ${Object.values(Format).join(", ")}. Example: --format markdown`,
        );
    }
    return format;
}

function parseEventsPerDay(text: string): number {
    const number = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(number) || number < 1) {
        throw new RehearsalError(
            `${JSON.stringify(text)} is not a number of events a day.\nAllowed: a whole number from 1, without separators. Example: --events-per-day ${defaultEventsPerDay}`,
        );
    }
    return number;
}

/**
 * Writes a file whole or not at all; to a pipe, as it comes.
 * @throws RehearsalError if it can't be written; an existing file stays as it was
 */
export async function writeTo(file: string, content: string): Promise<void> {
    try {
        const isPipe = existsSync(file) && !statSync(file).isFile() && !statSync(file).isDirectory();
        await (isPipe ? writeFile(file, content) : writeFileAtomic(file, content));
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        throw new RehearsalError(
            `${JSON.stringify(file)} can't be written (${code}).\nAllowed: a file in a folder that exists, or - for standard output. Example: review.html`,
        );
    }
}

/**
 * Runs the command to its exit code.
 *
 * @param args what the user typed behind the command
 * @throws RehearsalError for what the user can fix
 */
export async function review(args: readonly string[]): Promise<number> {
    const values = parsed(args);
    const { stack, output, cwd, help } = values;
    const format = parseFormat(values.format);
    const eventsPerDay = parseEventsPerDay(values["events-per-day"]);
    const answers = readAnswers(values);
    if (help) {
        process.stdout.write(usage);
        return 0;
    }
    const rehearsal = await rehearse(cwd ?? ".", stack, answers);
    if (!rehearsal) {
        return 1;
    }
    const content = await render(await reviewOf(rehearsal.program, rehearsal.run, eventsPerDay), format);
    if (output === "-") {
        process.stdout.write(content);
        return 0;
    }
    const file =
        output === undefined
            ? path.resolve(cwd ?? fromUser("."), `review.${stack}.${extensions[format]}`)
            : fromUser(output);
    await writeTo(file, content);
    process.stdout.write(`Wrote ${file}. Nothing was created; no cloud API was called.\n`);
    return 0;
}
