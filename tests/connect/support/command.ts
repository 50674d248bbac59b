import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { root } from "../../support/project";
import { bundle } from "./bundle";
import { secretAccessKey, token } from "./samples";

export interface Printed {
    exitCode: number | null;
    signal: NodeJS.Signals | null;
    out: string;
    err: string;
    /** What stands after "error: ", without the last line break; none: empty. */
    error: string;
}

export interface Given {
    /** Standard input; an object is given as JSON, and nothing is an empty input. */
    input?: unknown;
    env?: NodeJS.ProcessEnv;
    /** Whether the secret access key is meant to be shown. */
    showsSecret?: boolean;
    /** What runs the command, in place of Node.js itself; the command's words are its arguments. */
    through?: readonly string[];
    /** Gets the running command. */
    started?: (child: ChildProcess) => void;
}

/** Runs `trailconnect`, and sees to it that it tells no secret. */
export function trailconnect(args: readonly string[], given: Given = {}): Promise<Printed> {
    const { input = "", env, showsSecret = false, through = [], started } = given;
    const ambient = Object.entries(process.env).filter(
        ([name]) => !/^(AZURE|npm)_|^(https?|all|no)_proxy$/i.test(name),
    );
    return new Promise<Printed>((resolve, reject) => {
        const [file, ...words] = [...through, process.execPath, bundle(), ...args] as [string, ...string[]];
        const child = spawn(file, words, {
            cwd: root,
            env: {
                ...Object.fromEntries(ambient),
                AZURE_ACCESS_TOKEN: token,
                AZURE_LOG_ANALYTICS_TOKEN: token,
                ...env,
            },
        });
        let out = "";
        let err = "";
        child.stdout.on("data", (chunk) => {
            out += chunk;
        });
        child.stderr.on("data", (chunk) => {
            err += chunk;
        });
        child.on("error", reject);
        child.on("close", (exitCode, signal) => {
            const error = /(?:^|\n)error: (.*)\n$/s.exec(err)?.[1] ?? "";
            resolve({ exitCode, signal, out, err, error });
        });
        // A command that refuses its options reads no input.
        child.stdin.on("error", () => undefined);
        child.stdin.end(typeof input === "string" ? input : JSON.stringify(input));
        started?.(child);
    }).then((printed) => {
        const all = printed.out + printed.err;
        expect(all).not.to.include(token);
        expect(all).not.to.match(/\n {4}at /);
        if (!showsSecret) {
            expect(all).not.to.include(secretAccessKey);
        }
        return printed;
    });
}

/** A folder that is there for one test. */
export function folder(): { path: (name: string) => string; remove: () => void } {
    const directory = mkdtempSync(path.join(tmpdir(), "trailconnect-"));
    return {
        path: (name) => path.join(directory, name),
        remove: () => rmSync(directory, { recursive: true }),
    };
}
