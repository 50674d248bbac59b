import { AzureCloud, sentinelAccountIds } from "../../components/facts/microsoft";
import type { Declare } from "../commands";
import { withSource } from "../source";

/** `trailconnect verify`. */
export const declareVerify: Declare = (program, end) => {
    withSource(program.command("verify"))
        .description("Check the stack's AWS resources without changing anything")
        .option("--json", "print the results as JSON")
        .option("--profile <name>", "AWS profile (default: the AWS SDK's credential provider chain)")
        .option(
            "--microsoft-account <id>",
            "Microsoft's AWS account ID, as shown on the connector's page",
            sentinelAccountIds[AzureCloud.Commercial],
        )
        .action(async (options) => {
            const { verify } = await import("./command.js");
            end(await verify(options));
        });
};
