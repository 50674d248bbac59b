import type { Declare } from "../commands";
import { withSource } from "../source";

/** `trailconnect defender`. */
export const declareDefender: Declare = (program, end) => {
    withSource(program.command("defender"))
        .description("Print the steps for the Defender portal, and save the access key that they need")
        .option(
            "--csv <file>",
            "save the access key to a file that only you can read (requires the outputs of pulumi stack output --show-secrets, or --stack)",
        )
        .option("--force", "replace the file if it exists")
        .option("--print", "print the secret access key (same requirement as --csv)")
        .action(async (options) => {
            const { defender } = await import("./command.js");
            end(await defender(options));
        });
};
