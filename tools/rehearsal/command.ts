/** What the commands that rehearse a program have in common. */
import path from "node:path";
import { type Answers, noAnswers } from "./answers";
import { sampleAws } from "./aws";
import { colorsFor } from "./colors";
import { type ProgramRun, runProgram } from "./engine";
import { onlyAccountOf, type Program, RehearsalError, readProgram } from "./program";

const { red } = colorsFor(process.stderr);

/** A program, and what one run of it left behind. */
export interface Rehearsal {
    program: Program;
    run: ProgramRun;
}

/**
 * Runs a project's program for a stack, and prints what it logs to standard error.
 *
 * @param directory the project's
 * @returns `undefined` if the program ended with an error
 * @throws RehearsalError if there is no such project or stack
 */
export async function rehearse(
    directory: string,
    stack: string,
    { otherStacks, functionResults }: Answers = noAnswers,
): Promise<Rehearsal | undefined> {
    const program = readProgram(path.resolve(directory), stack);
    const region = program.configuration.values["aws:region"] ?? "us-east-1";
    const run = await runProgram(program, sampleAws(region, onlyAccountOf(program), functionResults), otherStacks);
    for (const diagnostic of run.diagnostics) {
        process.stderr.write(`${run.exitCode === 0 ? "warning" : red("error")}: ${diagnostic}\n`);
    }
    return run.exitCode === 0 ? { program, run } : undefined;
}

/** Runs a command to its exit code: 1 after an error that the user can fix, which it prints. */
export function runCommand(command: () => Promise<number>): void {
    // A reader that closes early, such as `head`, is not an error.
    process.stdout.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code !== "EPIPE") {
            throw error;
        }
        process.exit(0);
    });
    command().then(
        (exitCode) => {
            process.exitCode = exitCode;
        },
        (error: unknown) => {
            if (!(error instanceof RehearsalError)) {
                throw error;
            }
            process.stderr.write(`${red("error")}: ${error.message}\n`);
            process.exitCode = 1;
        },
    );
}
