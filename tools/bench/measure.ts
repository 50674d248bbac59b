import { spawn } from "node:child_process";
import path from "node:path";

/** The repository. */
export const root = path.resolve(__dirname, "../..");

/** The median. */
export function median(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] as number;
}

/**
 * The median times of what is measured, in turn, round by round, so that a machine that slows down slows all of them.
 * A round before the first one, which doesn't count, warms the file cache.
 *
 * @param measures each gives the milliseconds that it took
 */
export async function medians<Name extends string>(
    measures: Record<Name, () => Promise<number>>,
    rounds: number,
): Promise<Record<Name, number>> {
    const names = Object.keys(measures) as Name[];
    const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
    for (let round = 0; round <= rounds; round++) {
        for (const name of names) {
            const time = await measures[name]();
            if (round > 0) {
                times[name].push(time);
            }
        }
    }
    return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<Name, number>;
}

/**
 * How long a process of Node.js takes, from its start to its end.
 * @throws Error if it ends with anything but 0
 */
export async function processMilliseconds(args: readonly string[], input = ""): Promise<number> {
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

/** Prints a table as Markdown has it, and an empty line. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
    const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
    console.log([line(head), line(head.map(() => "---")), ...rows.map(line), ""].join("\n"));
}

/** Times under their names, with their ratios to one of them. */
export function printTimes(
    title: string,
    against: string,
    times: Readonly<Record<string, number>>,
    rounds: number,
): void {
    const base = times[against] as number;
    printTable(
        [title, `ms, median of ${rounds}`, `against: ${against}`],
        Object.entries(times).map(([name, time]) => [name, time.toFixed(0), (time / base).toFixed(2)]),
    );
}
