import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { dump, load } from "js-yaml";
import { pack } from "../../tests/support/packages";
import { medians, printTimes, root } from "./measure";

const rounds = 3;
const thisProgram = "this program, stack dev";
const smallest = "one AWS lookup and one RandomId";

/** A place for the programs, their states and their stacks' files: previews leave nothing in the repository. */
interface Workplace {
    directory: string;
    /** Runs the Pulumi CLI in a program's folder. */
    pulumi: (program: string, ...args: string[]) => Promise<void>;
}

/** Programs of one name share a state, and so need stacks of different ones. */
function stackOf(program: string): string {
    return path.basename(program);
}

function cliVersion(): string | undefined {
    try {
        return execFileSync("pulumi", ["version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    } catch {
        return undefined;
    }
}

function workplace(directory: string): Workplace {
    const state = path.join(directory, "state");
    mkdirSync(state);
    const env = {
        ...process.env,
        PULUMI_BACKEND_URL: `file://${state}`,
        PULUMI_CONFIG_PASSPHRASE: "bench",
        PULUMI_SKIP_UPDATE_CHECK: "true",
    };
    const pulumi = async (program: string, ...args: string[]) => {
        await promisify(execFile)("pulumi", ["--non-interactive", ...args], { cwd: program, env }).catch(
            ({ stdout, stderr }) => {
                throw new Error(`pulumi ${args.join(" ")} failed in ${program}:\n${stdout}${stderr}`);
            },
        );
    };
    return { directory, pulumi };
}

/** Copies what git has of a folder, and what is built in it. */
function copied(from: string, to: string): string {
    const leftOut = /(^|\/)(node_modules|\.git|\.tmp)$/;
    cpSync(from, to, { recursive: true, filter: (file) => !leftOut.test(path.relative(from, file)) });
    return to;
}

/** Gives a program a stack, with the configuration of another one, in whatever account this runs. */
async function withStack({ pulumi }: Workplace, program: string, from: string): Promise<string> {
    const file = load(readFileSync(path.join(program, `Pulumi.${from}.yaml`), "utf8")) as {
        config: Record<string, unknown>;
    };
    const { "aws:allowedAccountIds": _, ...config } = file.config;
    writeFileSync(path.join(program, `Pulumi.${stackOf(program)}.yaml`), dump({ config }));
    await pulumi(program, "stack", "init", stackOf(program), "--no-select");
    return program;
}

/** The programs of this repository, which find their packages beside it. */
async function programsHere(place: Workplace): Promise<Record<string, string>> {
    const copy = copied(root, path.join(place.directory, "repository"));
    symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"));
    return {
        "an empty program": await withStack(place, path.join(copy, "tools/bench/programs/empty"), "dev"),
        [smallest]: await withStack(place, path.join(copy, "tools/bench/programs/smallest"), "dev"),
        [thisProgram]: await withStack(place, copy, "dev"),
        "examples/one-account (TypeScript)": await withStack(place, path.join(copy, "examples/one-account"), "dev"),
        "examples/organization (TypeScript)": await withStack(place, path.join(copy, "examples/organization"), "prod"),
    };
}

/** The component package as its users have it: unpacked, with what it depends on. */
function installedPlugin({ directory }: Workplace): string {
    const plugin = path.join(directory, "plugin");
    mkdirSync(plugin);
    execFileSync("tar", [
        "--extract",
        "--strip-components=1",
        "--file",
        pack("components").file,
        "--directory",
        plugin,
    ]);
    const quietly = ["--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--silent"];
    execFileSync("npm", ["install", ...quietly], { cwd: plugin, stdio: ["ignore", "ignore", "inherit"] });
    return plugin;
}

interface ProjectFile {
    runtime: unknown;
    packages?: Record<string, string>;
    resources?: unknown;
    outputs?: unknown;
}

/** Has a program use the plugin from its folder; the CLI generates the SDK. */
async function withPlugin(place: Workplace, program: string, plugin: string, from: string): Promise<string> {
    const file = path.join(program, "Pulumi.yaml");
    const project = load(readFileSync(file, "utf8")) as ProjectFile;
    writeFileSync(file, dump({ ...project, packages: { trailconnect: plugin } }));
    await place.pulumi(program, "install");
    return withStack(place, program, from);
}

/** A program in TypeScript that uses the plugin as other languages do, by an SDK that the CLI generates. */
function typeScriptBySdk({ directory }: Workplace): string {
    const program = copied(path.join(root, "examples/yaml"), path.join(directory, "typescript"));
    const file = path.join(program, "Pulumi.yaml");
    const { resources: _, outputs: __, ...project } = load(readFileSync(file, "utf8")) as ProjectFile;
    const runtime = { name: "nodejs", options: { tsconfig: "tsconfig.pulumi.json" } };
    writeFileSync(file, dump({ ...project, runtime }));
    for (const name of ["tsconfig.json", "tsconfig.pulumi.json"]) {
        cpSync(path.join(root, "examples/one-account", name), path.join(program, name));
    }
    const { dependencies, devDependencies } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
    writeFileSync(
        path.join(program, "package.json"),
        JSON.stringify({
            name: "bench-typescript-sdk",
            private: true,
            main: "index.ts",
            dependencies: {
                "@pulumi/pulumi": dependencies["@pulumi/pulumi"],
                "@pulumi/trailconnect": "file:sdks/trailconnect",
                typescript: dependencies.typescript,
                "@types/node": devDependencies["@types/node"],
            },
        }),
    );
    writeFileSync(
        path.join(program, "index.ts"),
        `import * as pulumi from "@pulumi/pulumi";
import * as trailconnect from "@pulumi/trailconnect";

const connection = new trailconnect.CloudTrailConnection("audit", {
    sentinel: { workspaceId: new pulumi.Config().require("sentinelWorkspaceId") },
});
export const { trailArn, roleArn, accessKeyId } = connection;
`,
    );
    return program;
}

async function programsByPlugin(place: Workplace): Promise<Record<string, string>> {
    const plugin = installedPlugin(place);
    const example = (name: string) => copied(path.join(root, "examples", name), path.join(place.directory, name));
    return {
        "examples/yaml, through the plugin": await withPlugin(place, example("yaml"), plugin, "prod"),
        "examples/python, through the plugin": await withPlugin(place, example("python"), plugin, "prod"),
        "TypeScript with a generated SDK, through the plugin": await withPlugin(
            place,
            typeScriptBySdk(place),
            plugin,
            "prod",
        ),
    };
}

/**
 * How long people wait for `pulumi preview` of a new stack, through the Pulumi CLI that is on the PATH and the AWS account, or
 * the endpoint, that the environment names. Without a CLI it says that there is none.
 */
export async function benchPreviews(): Promise<void> {
    const version = cliVersion();
    if (version === undefined) {
        console.log("Previews under the Pulumi CLI: not measured, because `pulumi` isn't on the PATH.\n");
        return;
    }
    const directory = mkdtempSync(path.join(tmpdir(), "trailconnect-bench-"));
    try {
        const place = workplace(directory);
        const programs = { ...(await programsHere(place)), ...(await programsByPlugin(place)) };
        const measures = Object.entries(programs).map(([name, program]) => [
            name,
            async () => {
                const start = performance.now();
                await place.pulumi(program, "preview", "--stack", stackOf(program));
                return performance.now() - start;
            },
        ]);
        const times = await medians(Object.fromEntries(measures), rounds);
        printTimes(`pulumi preview, Pulumi CLI ${version || "without a version"}`, thisProgram, times, rounds);
        const { [smallest]: least = 0, [thisProgram]: ours = 0 } = times;
        console.log(`This program against the smallest AWS program: ${(ours / least).toFixed(2)}.\n`);
    } finally {
        rmSync(directory, { recursive: true });
    }
}
