import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { sampleAws } from "../../tools/rehearsal/aws";
import { type OtherStacks, type ProgramRun, runProgram } from "../../tools/rehearsal/engine";
import type { Program } from "../../tools/rehearsal/program";
import { root } from "./project";

/**
 * For programs that end with an error: Pulumi prints it in colours, and Node.js 20.20's `util.inspect` then takes half a
 * minute for a stack frame such as `node_modules/@pulumi/resource.ts`, which source maps make.
 */
export const withoutStackTraces = "--stack-trace-limit=0";

/** Runs a program that is given as JavaScript; `pulumi` and `random` are at hand. */
export async function runScript(
    script: string,
    runtimeOptions: Program["runtimeOptions"] = {},
    otherStacks: OtherStacks = {},
): Promise<ProgramRun> {
    mkdirSync(path.join(root, ".tmp"), { recursive: true });
    const directory = mkdtempSync(path.join(root, ".tmp/script-"));
    try {
        writeFileSync(path.join(directory, "package.json"), '{ "main": "index.js" }');
        writeFileSync(
            path.join(directory, "index.js"),
            `const pulumi = require("@pulumi/pulumi");\nconst random = require("@pulumi/random");\n${script}`,
        );
        return await runProgram(
            {
                directory,
                main: ".",
                project: "script",
                stack: "test",
                configuration: { values: {}, secretKeys: [] },
                stackKeys: [],
                runtimeOptions: { typescript: false, nodeargs: withoutStackTraces, ...runtimeOptions },
            },
            sampleAws("eu-central-1"),
            otherStacks,
        );
    } finally {
        rmSync(directory, { recursive: true });
    }
}
