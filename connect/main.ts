#!/usr/bin/env node
/** `trailconnect`: from stack outputs to working connectors. */
import { Command, CommanderError } from "commander";
import { commands } from "./commands";
import { exitCodes, UserError } from "./errors";

const program = new Command("trailconnect")
    .description(
        "Connects a trailconnect stack to Microsoft Sentinel and Defender for Cloud Apps, and verifies the connection. Reads the stack outputs from standard input, --outputs FILE or --stack NAME.",
    )
    .exitOverride()
    .configureHelp({ helpWidth: Math.min(process.stdout.columns ?? 100, 100) });

let exitCode: number = exitCodes.done;

for (const declare of commands) {
    declare(program, (code) => {
        exitCode = code;
    });
}

// A reader that closes early, such as `head`, is not an error, and the work continues.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
        process.stderr.write(`error: Can't write to standard output: ${error.message}\n`);
        process.exit(exitCodes.couldNotRun);
    }
});

// Without standard error, there is nowhere to show progress or errors; the work continues.
process.stderr.on("error", () => undefined);

program.parseAsync().then(
    () => {
        process.exitCode = exitCode;
    },
    (error: unknown) => {
        if (error instanceof CommanderError) {
            // Commander has printed it.
            process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.couldNotRun;
            return;
        }
        const isUsers = error instanceof UserError;
        process.stderr.write(`error: ${isUsers ? error.message : ((error as Error).stack ?? error)}\n`);
        process.exitCode = exitCodes.couldNotRun;
    },
);
