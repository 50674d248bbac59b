import type { Command } from "commander";

/** Adds the options that say where the stack outputs come from. */
export function withSource(command: Command): Command {
    return command
        .option("--outputs <file>", "read the stack outputs from a file instead of standard input")
        .option("--stack <name>", "read this stack's outputs with the Pulumi CLI");
}
