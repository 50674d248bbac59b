import path from "node:path";
import { sampleAws } from "../rehearsal/aws";
import { runProgram } from "../rehearsal/engine";
import { type Program, readProgram } from "../rehearsal/program";
import { median, medians, printTable, printTimes, root } from "./measure";

const cloud = sampleAws("eu-central-1");

function benchProgram(name: string, config: Record<string, string> = {}): Program {
    const program = readProgram(path.join(root, "tools/bench/programs", name), "dev");
    return { ...program, configuration: { values: { ...program.configuration.values, ...config }, secretKeys: [] } };
}

async function milliseconds(program: Program): Promise<number> {
    const run = await runProgram(program, cloud);
    if (run.exitCode !== 0) {
        throw new Error(`${program.directory} failed:\n${run.diagnostics.join("\n")}`);
    }
    return run.milliseconds;
}

const rounds = 7;
const empty = "empty program: the SDK, no resource";

/** How long the language runtime takes for the program, which is what `pulumi preview` waits for before the engine works. */
export async function benchProgramRun(): Promise<void> {
    const run = (program: Program) => () => milliseconds(program);
    const times = await medians(
        {
            "a file without the SDK": run(benchProgram("blank")),
            [empty]: run(benchProgram("empty")),
            "this program, stack dev": run(readProgram(root, "dev")),
        },
        rounds,
    );
    printTimes("program run by the language runtime", empty, times, rounds);
}

/** What each connection of a program adds. */
export async function benchConnections(): Promise<void> {
    const ofEmpty = await medians({ empty: () => milliseconds(benchProgram("empty")) }, 3);
    const scaling: { count: number; net: number }[] = [];
    for (const [count, runs] of [
        [1, 3],
        [10, 3],
        [100, 1],
        [1000, 1],
    ] as const) {
        const times: number[] = [];
        for (let run = 0; run < runs; run++) {
            times.push(await milliseconds(benchProgram("connections", { "bench:connections": String(count) })));
        }
        scaling.push({ count, net: median(times) - ofEmpty.empty });
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
