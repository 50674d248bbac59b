/**
 * `npm run bench`: how long the language runtime takes for the program, which is what `pulumi preview`
 * waits for before the engine works, and how long the command takes to start. Every figure is a whole process; every ratio is taken within one run.
 */
import { spawn } from "node:child_process";
import path from "node:path";
import { sampleAws } from "../rehearsal/aws";
import { runProgram } from "../rehearsal/engine";
import { type Program, readProgram } from "../rehearsal/program";

const root = path.resolve(__dirname, "..");
const cloud = sampleAws("eu-central-1");

function benchProgram(name: string, config: Record<string, string> = {}): Program {
    const program = readProgram(path.join(root, "bench/programs", name), "dev");
    return { ...program, configuration: { values: { ...program.configuration.values, ...config }, secretKeys: [] } };
}

function connections(count: number): Program {
    return benchProgram("connections", { "bench:connections": String(count) });
}

async function milliseconds(program: Program): Promise<number> {
    const run = await runProgram(program, cloud);
    if (run.exitCode !== 0) {
        throw new Error(`${program.directory} failed:\n${run.diagnostics.join("\n")}`);
    }
    return run.milliseconds;
}

function median(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] as number;
}

/** Runs the programs in turn, round by round, so that a machine that slows down slows all of them. */
async function medians<Name extends string>(
    programs: Record<Name, Program>,
    rounds: number,
): Promise<Record<Name, number>> {
    const names = Object.keys(programs) as Name[];
    const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
    for (let round = 0; round <= rounds; round++) {
        for (const name of names) {
            const time = await milliseconds(programs[name]);
            // The first round warms the file cache.
            if (round > 0) {
                times[name].push(time);
            }
        }
    }
    return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<Name, number>;
}

function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
    const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
    console.log([line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n"));
}

/** How long a process takes, from its start to its end. */
async function processMilliseconds(args: readonly string[], input: string): Promise<number> {
    const start = performance.now();
    await new Promise<void>((resolve, reject) => {
        const child = spawn(process.execPath, args, { cwd: root, stdio: ["pipe", "ignore", "inherit"] });
        child.on("error", reject);
        child.on("close", (code) =>
            code === 0 ? resolve() : reject(new Error(`${args.join(" ")} ended with ${code}`)),
        );
        child.stdin.end(input);
    });
    return performance.now() - start;
}

const stackOutputs = JSON.stringify({
    accountId: "111122223333",
    region: "eu-central-1",
    partition: "aws",
    trailName: "audit-trail",
    trailArn: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail",
    roleArn: "arn:aws:iam::111122223333:role/sentinel-reader",
});

/** How long `trailconnect` takes until it has printed something that it needs no SDK for. */
async function benchCommand(): Promise<void> {
    const id = "00000000-0000-0000-0000-000000000000";
    const workspace = `/subscriptions/${id}/resourceGroups/security/providers/Microsoft.OperationalInsights/workspaces/sentinel`;
    const command = ["--import", "tsx", "connect/main.ts"];
    const runs: Readonly<Record<string, readonly string[]>> = {
        "Node.js with tsx, nothing else": ["--import", "tsx", "--eval", "0"],
        "trailconnect --help": [...command, "--help"],
        "trailconnect sentinel --dry-run": [...command, "sentinel", "--workspace", workspace, "--dry-run"],
    };
    const times = new Map(Object.keys(runs).map((name) => [name, [] as number[]]));
    for (let round = 0; round <= 7; round++) {
        for (const [name, args] of Object.entries(runs)) {
            const time = await processMilliseconds(args, stackOutputs);
            if (round > 0) {
                times.get(name)?.push(time);
            }
        }
    }
    const medianOf = (name: string) => median(times.get(name) ?? []);
    const base = medianOf("Node.js with tsx, nothing else");
    printTable(
        ["start of the command, to its end", "ms, median of 7", "against Node.js with tsx"],
        Object.keys(runs).map((name) => [name, medianOf(name).toFixed(0), (medianOf(name) / base).toFixed(2)]),
    );
}

async function main(): Promise<void> {
    await benchCommand();
    console.log();

    const run = await medians(
        { blank: benchProgram("blank"), empty: benchProgram("empty"), program: readProgram(root, "dev") },
        7,
    );
    const against = (base: number) => (time: number) => (time / base).toFixed(2);
    printTable(
        ["program run by the language runtime", "ms, median of 7", "against the empty program"],
        [
            ["a file without the SDK", run.blank],
            ["empty program: the SDK, no resource", run.empty],
            ["this program, stack dev", run.program],
        ].map(([name, time]) => [String(name), Number(time).toFixed(0), against(run.empty)(Number(time))]),
    );
    console.log();

    const scaling: { count: number; net: number }[] = [];
    for (const [count, rounds] of [
        [1, 3],
        [10, 3],
        [100, 1],
        [1000, 1],
    ] as const) {
        const times: number[] = [];
        for (let round = 0; round < rounds; round++) {
            times.push(await milliseconds(connections(count)));
        }
        scaling.push({ count, net: median(times) - run.empty });
    }
    const eachAtTen = scaling.flatMap(({ count, net }) => (count === 10 ? [net / count] : []))[0] as number;
    printTable(
        ["connections in one program", "ms above the empty program", "ms each", "each, against 10"],
        scaling.map(({ count, net }) => [
            String(count),
            net.toFixed(0),
            (net / count).toFixed(1),
            (net / count / eachAtTen).toFixed(2),
        ]),
    );
}

main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
