/** How the user started this command, so that a message can say what to type next. */
import path from "node:path";

/**
 * What comes before the subcommand: in the repository `npm run` on the sources, elsewhere npx on the package, or the
 * installed command.
 * @param file a file of the command: a source, or one of the build
 */
export function invocationOf(file: string, { npm_command: npmCommand }: NodeJS.ProcessEnv): string {
    if (path.extname(file) === ".ts") {
        return "npm run --silent connect --";
    }
    return npmCommand === "exec" ? "npx trailconnect-cli" : "trailconnect";
}

/** The command as this process was started. */
export const invocation = invocationOf(__filename, process.env);
