import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { type PackageFolder, pack } from "./packages";
import { root } from "./project";

/** What a command left behind. */
interface Ran {
    exitCode: number;
    out: string;
    err: string;
}

/** A folder elsewhere, where nothing is found but what is installed there. */
export interface Consumer {
    directory: string;
    write: (file: string, text: string) => void;
    /** Runs an installed command, with an empty standard input. */
    run: (command: string, args: readonly string[]) => Promise<Ran>;
    remove: () => void;
}

/** Without what npm and npx say of themselves, such as that there is a newer one. */
function withoutNpm(text: string): string {
    return text.replaceAll(/^npm (warn|notice)\b.*\n/gm, "");
}

interface Lock {
    packages: Record<string, { link?: boolean; dev?: boolean }>;
}

/**
 * Installs packages from their tarballs in a new folder. Whatever they depend on comes in the version that this
 * repository is locked to, out of npm's cache or from the registry: a test is not to change with every release of others.
 */
export async function consumerOf(folders: readonly PackageFolder[]): Promise<Consumer> {
    const directory = mkdtempSync(path.join(tmpdir(), "trailconnect-consumer-"));
    const write = (file: string, text: string) => {
        mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
        writeFileSync(path.join(directory, file), text);
    };
    const run = async (command: string, args: readonly string[]): Promise<Ran> => {
        // What npm tells the tests, through npm test, is not for commands that a user starts.
        const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
        const started = promisify(execFile)(command, args, { cwd: directory, env });
        started.child.stdin?.end();
        return started.then(
            ({ stdout, stderr }) => ({ exitCode: 0, out: stdout, err: withoutNpm(stderr) }),
            ({ code, stdout, stderr }) => ({ exitCode: code, out: stdout, err: withoutNpm(stderr) }),
        );
    };
    const remove = () => rmSync(directory, { recursive: true });

    const about = {
        name: "consumer",
        version: "0.0.0",
        dependencies: Object.fromEntries(folders.map((folder) => [pack(folder).name, `file:${pack(folder).file}`])),
    };
    const lock = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")) as Lock;
    const modules = Object.entries(lock.packages).filter(([at, { link }]) => at.startsWith("node_modules/") && !link);
    write("package.json", JSON.stringify({ ...about, private: true }));
    write(
        "package-lock.json",
        JSON.stringify({
            ...about,
            lockfileVersion: 3,
            packages: { "": about, ...Object.fromEntries(modules.map(([at, { dev, ...rest }]) => [at, rest])) },
        }),
    );
    const installed = await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"]);
    if (installed.exitCode !== 0) {
        remove();
        throw new Error(installed.err);
    }
    return { directory, write, run, remove };
}
