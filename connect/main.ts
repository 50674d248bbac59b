#!/usr/bin/env node
/** `trailconnect`: from stack outputs to connectors that work. */
import { Command, CommanderError, Option } from "commander";
import { exitCodes, UserError } from "./errors";
import { sentinelAccountId } from "./microsoft";

const program = new Command("trailconnect")
    .description(
        "Finishes and verifies the Microsoft side from a trailconnect stack's outputs: standard input, --outputs FILE or --stack NAME.",
    )
    .exitOverride()
    .configureHelp({ helpWidth: Math.min(process.stdout.columns ?? 100, 100) });

let exitCode: number = exitCodes.done;

function withSource(command: Command): Command {
    return command
        .option("--outputs <file>", "read the stack outputs from a file")
        .option("--stack <name>", "have the Pulumi CLI give the outputs of this stack");
}

withSource(program.command("sentinel"))
    .description("Create or update the data connectors in Microsoft Sentinel that the outputs call for")
    .requiredOption("--workspace <resource id>", "the Log Analytics workspace, by its Azure resource ID")
    .option("--cloud <cloud>", "commercial or usGovernment", "commercial")
    .option("--dry-run", "print what would be sent, and call nobody")
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
    .option("--arm-endpoint <url>", "Azure Resource Manager elsewhere than the cloud has it")
    .option("--log-analytics-endpoint <url>", "the Log Analytics query API elsewhere than the cloud has it")
    .action(async (options) => {
        const { sentinel } = await import("./sentinel/command.js");
        exitCode = await sentinel(options);
    });

withSource(program.command("defender"))
    .description("Show the steps in the Defender portal, and write the access key for them")
    .option(
        "--csv <file>",
        "write the access key to a file that only you can read (needs the outputs with pulumi's --show-secrets; --stack sees to it)",
    )
    .option("--force", "replace that file if it is there")
    .option("--print", "show the secret access key here (needs the same)")
    .action(async (options) => {
        const { defender } = await import("./defender/command.js");
        exitCode = await defender(options);
    });

withSource(program.command("verify"))
    .description("Check, without changing anything, that what the stack made is as it should be")
    .option("--json", "print the results as JSON")
    .option("--profile <name>", "the AWS profile to look with (default: AWS's usual credential chain)")
    .option("--microsoft-account <id>", "Microsoft's AWS account, as the connector's page shows it", sentinelAccountId)
    .action(async (options) => {
        const { verify } = await import("./verify/command.js");
        exitCode = await verify(options);
    });

// A reader that has seen enough, such as `head`, is no error, and what is under way goes on.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
        process.stderr.write(`error: The output can't be written: ${error.message}\n`);
        process.exit(exitCodes.couldNotRun);
    }
});

// Progress and errors have nowhere to go then; the work goes on.
process.stderr.on("error", () => undefined);

program.parseAsync().then(
    () => {
        process.exitCode = exitCode;
    },
    (error: unknown) => {
        if (error instanceof CommanderError) {
            // Commander has printed it.
            process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.couldNotRun;
            return;
        }
        const isUsers = error instanceof UserError;
        process.stderr.write(`error: ${isUsers ? error.message : ((error as Error).stack ?? error)}\n`);
        process.exitCode = exitCodes.couldNotRun;
    },
);
