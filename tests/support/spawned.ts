import { spawn } from "node:child_process";
import { root } from "./project";

/** What a command printed, and how it ended. */
export interface Printed {
    exitCode: number | null;
    out: string;
    err: string;
}

/** Runs a command of this repository's in a folder, its output in pipes. */
export function spawned(file: string, args: readonly string[], directory = root): Promise<Printed> {
    return new Promise((resolve, reject) => {
        const child = spawn(process.execPath, ["--import", require.resolve("tsx"), `${root}/${file}`, ...args], {
            cwd: directory,
            // Where colours would be wanted, if this were a terminal.
            env: {
                ...process.env,
                CI: "true",
                FORCE_COLOR: "1",
                TSX_TSCONFIG_PATH: `${root}/tsconfig.json`,
                // As npm sets it.
                INIT_CWD: directory,
            },
        });
        const printed = { out: "", err: "" };
        child.stdout.on("data", (chunk) => {
            printed.out += chunk;
        });
        child.stderr.on("data", (chunk) => {
            printed.err += chunk;
        });
        child.on("error", reject);
        child.on("close", (exitCode) => resolve({ exitCode, ...printed }));
    });
}
