/**
 * Installs moto, which answers as AWS does, into the ignored folder .tmp, unless it is there:
 * node --import tsx tests/connect/support/installMoto.ts
 */
import { execFile } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { root } from "../../support/project";

const run = promisify(execFile);

const version = "5.2.1";
const directory = path.join(root, ".tmp/moto");

/** The server's executable. */
export const motoServer = path.join(directory, "bin/moto_server");

async function isInstalled(): Promise<boolean> {
    try {
        const python = path.join(directory, "bin/python");
        const { stdout } = await run(python, [
            "-c",
            "import importlib.metadata, moto.server; print(importlib.metadata.version('moto'))",
        ]);
        return stdout.trim() === version;
    } catch {
        return false;
    }
}

/** @throws Error if Python or the Python Package Index is missing */
export async function installMoto(): Promise<void> {
    if (await isInstalled()) {
        return;
    }
    await rm(directory, { recursive: true, force: true });
    await mkdir(path.dirname(directory), { recursive: true });
    await run("python3", ["-m", "venv", directory]);
    await run(path.join(directory, "bin/pip"), [
        "install",
        "--quiet",
        "--disable-pip-version-check",
        `moto[server]==${version}`,
    ]);
}

if (require.main === module) {
    installMoto().catch((error: Error) => {
        process.stderr.write(`moto can't be installed: ${error.message}\n`);
        process.exitCode = 1;
    });
}
