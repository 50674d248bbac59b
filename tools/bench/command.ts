import { medians, printTimes, processMilliseconds } from "./measure";

const stackOutputs = JSON.stringify({
    accountId: "111122223333",
    region: "eu-central-1",
    partition: "aws",
    trailName: "audit-trail",
    trailArn: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail",
    roleArn: "arn:aws:iam::111122223333:role/sentinel-reader",
});

const rounds = 7;

/** How long `trailconnect` takes for what needs no SDK. */
export async function benchCommand(): Promise<void> {
    const id = "00000000-0000-0000-0000-000000000000";
    const workspace = `/subscriptions/${id}/resourceGroups/security/providers/Microsoft.OperationalInsights/workspaces/sentinel`;
    const command = ["--import", "tsx", "connect/main.ts"];
    const run =
        (...args: string[]) =>
        () =>
            processMilliseconds(args, stackOutputs);
    const times = await medians(
        {
            "Node.js with tsx, nothing else": run("--import", "tsx", "--eval", "0"),
            "trailconnect --help": run(...command, "--help"),
            "trailconnect sentinel --dry-run": run(...command, "sentinel", "--workspace", workspace, "--dry-run"),
        },
        rounds,
    );
    printTimes("start of the command, to its end", "Node.js with tsx, nothing else", times, rounds);
}
