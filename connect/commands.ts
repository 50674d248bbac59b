import type { Command } from "commander";
import { declareDefender } from "./defender/declaration";
import { declareSentinel } from "./sentinel/declaration";
import { declareVerify } from "./verify/declaration";

/**
 * Declares a subcommand and its options. Its code is imported only when it runs.
 * @param end receives the exit code
 */
export type Declare = (program: Command, end: (exitCode: number) => void) => void;

/** Every subcommand of `trailconnect`, each in a folder of its own, in the order of the help. */
export const commands: readonly Declare[] = [declareSentinel, declareDefender, declareVerify];
