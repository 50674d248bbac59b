import { Option } from "commander";
import type { Declare } from "../commands";
import { withSource } from "../source";

/** `trailconnect sentinel`. */
export const declareSentinel: Declare = (program, end) => {
    withSource(program.command("sentinel"))
        .description("Create or update the stack's data connectors in Microsoft Sentinel")
        .requiredOption("--workspace <resource id>", "Azure resource ID of the Log Analytics workspace")
        .option("--cloud <cloud>", "Azure cloud: commercial or usGovernment", "commercial")
        .option("--dry-run", "print the requests without sending them")
        .addOption(
            new Option("--template <language>", "print the connectors as a template: bicep or arm").conflicts([
                "dryRun",
                "delete",
                "wait",
            ]),
        )
        .addOption(new Option("--delete", "delete the connectors that an earlier run created").conflicts("wait"))
        .option("--wait", "wait for the first AWSCloudTrail rows, which can take 30 minutes")
        .option("--timeout <minutes>", "time limit for retries and --wait (default: 10; with --wait: 40)")
        .option("--retry-delay <seconds>", "delay before the first retry; doubles up to a minute", "5")
        .option("--arm-endpoint <url>", "custom Azure Resource Manager endpoint")
        .option("--log-analytics-endpoint <url>", "custom Log Analytics query API endpoint")
        .action(async (options) => {
            const { sentinel } = await import("./command.js");
            end(await sentinel(options));
        });
};
