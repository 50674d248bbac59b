import { AzureCloud, sentinelAccountIds } from "../../components/facts/microsoft";
import type { Declare } from "../commands";
import { withSource } from "../source";

/** `trailconnect verify`. */
export const declareVerify: Declare = (program, end) => {
    withSource(program.command("verify"))
        .description("Check, without changing anything, that what the stack made is as it should be")
        .option("--json", "print the results as JSON")
        .option("--profile <name>", "the AWS profile to use (default: AWS's usual credential chain)")
        .option(
            "--microsoft-account <id>",
            "Microsoft's AWS account, as the connector's page shows it",
            sentinelAccountIds[AzureCloud.Commercial],
        )
        .action(async (options) => {
            const { verify } = await import("./command.js");
            end(await verify(options));
        });
};
