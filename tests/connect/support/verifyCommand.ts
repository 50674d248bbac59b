import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import type { StackOutputs } from "../../../connect/outputs";
import type { Verdict } from "../../../connect/verify/verdict";
import { root } from "../../support/project";

export interface Printed {
    exitCode: number | null;
    out: string;
    err: string;
}

/** Where and as whom the command runs. */
export interface Surroundings {
    /** Where AWS is. */
    endpoint: string;
    credentials?: { accessKeyId: string; secretAccessKey: string };
}

/** Runs `npm run --silent connect -- verify`, the outputs on standard input, everything in pipes. */
export function verify(
    outputs: Partial<StackOutputs>,
    { endpoint, credentials }: Surroundings,
    ...args: string[]
): Promise<Printed> {
    return new Promise((resolve, reject) => {
        const child = spawn(process.execPath, ["--import", "tsx", "connect/main.ts", "verify", ...args], {
            cwd: root,
            env: {
                PATH: process.env.PATH,
                // Nobody's own profiles.
                HOME: tmpdir(),
                AWS_CONFIG_FILE: "/dev/null",
                AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
                AWS_EC2_METADATA_DISABLED: "true",
                AWS_ENDPOINT_URL: endpoint,
                ...(credentials && {
                    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
                    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
                }),
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
        child.stdin.end(JSON.stringify(outputs));
    });
}

/** The verdicts in what `--json` printed. */
export function verdictsIn({ out, err }: Printed): Verdict[] {
    try {
        return JSON.parse(out);
    } catch {
        throw new Error(`No verdicts on standard output: ${out}\n${err}`);
    }
}
