import type { Declare } from "../commands";
import { withSource } from "../source";

/** `trailconnect defender`. */
export const declareDefender: Declare = (program, end) => {
    withSource(program.command("defender"))
        .description("Show the steps in the Defender portal, and write the access key for them")
        .option(
            "--csv <file>",
            "write the access key to a file that only you can read (needs the outputs with pulumi's --show-secrets; --stack adds it)",
        )
        .option("--force", "replace that file if it exists")
        .option("--print", "show the secret access key here (needs the same)")
        .action(async (options) => {
            const { defender } = await import("./command.js");
            end(await defender(options));
        });
};
