import { Option } from "commander";
import type { Declare } from "../commands";
import { withSource } from "../source";

/** `trailconnect sentinel`. */
export const declareSentinel: Declare = (program, end) => {
    withSource(program.command("sentinel"))
        .description("Create or update the data connectors in Microsoft Sentinel that the outputs call for")
        .requiredOption("--workspace <resource id>", "the Log Analytics workspace, by its Azure resource ID")
        .option("--cloud <cloud>", "commercial or usGovernment", "commercial")
        .option("--dry-run", "print what would be sent, without sending it")
        .addOption(
            new Option("--template <language>", "print the connectors as a template: bicep or arm").conflicts([
                "dryRun",
                "delete",
                "wait",
            ]),
        )
        .addOption(new Option("--delete", "delete what an earlier run created").conflicts("wait"))
        .option("--wait", "wait for the first rows of AWSCloudTrail, which take up to 30 minutes")
        .option("--timeout <minutes>", "how long to wait for Azure, and for rows (default: 10, with --wait 40)")
        .option("--retry-delay <seconds>", "how long to wait before a second attempt; it doubles up to a minute", "5")
        .option("--arm-endpoint <url>", "another endpoint of Azure Resource Manager")
        .option("--log-analytics-endpoint <url>", "another endpoint of the Log Analytics query API")
        .action(async (options) => {
            const { sentinel } = await import("./command.js");
            end(await sentinel(options));
        });
};
