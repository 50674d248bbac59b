import { type SpawnOptions, spawn } from "node:child_process";
import { root } from "./project";

/** What a command printed, and how it ended. */
export interface Printed {
    exitCode: number | null;
    out: string;
    err: string;
}

/** Runs Node.js to its end, everything in pipes. */
export function printedBy(
    args: readonly string[],
    { cwd = root, env }: Pick<SpawnOptions, "cwd" | "env">,
    input = "",
): Promise<Printed> {
    return new Promise((resolve, reject) => {
        const child = spawn(process.execPath, args, { cwd, env });
        const printed = { out: "", err: "" };
        child.stdout.on("data", (chunk) => {
            printed.out += chunk;
        });
        child.stderr.on("data", (chunk) => {
            printed.err += chunk;
        });
        child.on("error", reject);
        child.on("close", (exitCode) => resolve({ exitCode, ...printed }));
        // A command that refuses its options reads no input.
        child.stdin.on("error", () => undefined);
        child.stdin.end(input);
    });
}

/** Runs a command of this repository's in a folder. */
export function spawned(file: string, args: readonly string[], directory = root): Promise<Printed> {
    return printedBy(["--import", require.resolve("tsx"), `${root}/${file}`, ...args], {
        cwd: directory,
        env: {
            ...process.env,
            // Where colours would be wanted, if this were a terminal.
            CI: "true",
            FORCE_COLOR: "1",
            TSX_TSCONFIG_PATH: `${root}/tsconfig.json`,
            // As npm sets it.
            INIT_CWD: directory,
        },
    });
}
