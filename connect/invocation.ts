/** How the user started this command, so that a message can say what to type next. */
import path from "node:path";

/**
 * The part before the subcommand: `npm run` for the sources in the repository; elsewhere npx, or the installed command.
 * @param file one of the command's own files: a source file or the built one
 */
export function invocationOf(file: string, { npm_command: npmCommand }: NodeJS.ProcessEnv): string {
    if (path.extname(file) === ".ts") {
        return "npm run --silent connect --";
    }
    return npmCommand === "exec" ? "npx trailconnect-cli" : "trailconnect";
}

/** The part before the subcommand, as this process was started. */
export const invocation = invocationOf(__filename, process.env);
