/**
 * `npm run bench`: how long the language runtime takes for the program, which is what `pulumi preview`
 * waits for before the engine works. Every figure is a whole process; every ratio is taken within one run.
 */
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

async function main(): Promise<void> {
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
