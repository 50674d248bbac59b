import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startPlugin } from "../tests/support/plugin";
import { medians, printTimes, root } from "./measure";

const components = path.join(root, "components");
const rounds = 3;
const built = "built JavaScript, imports of modules";

/** A copy of the component package that Pulumi's plugin host has to compile. */
function fromSource(folder: string, name: string, more: string): string {
    const copy = path.join(folder, name);
    cpSync(components, copy, { recursive: true, filter: (file) => !/\/(dist|node_modules)$/.test(file) });
    const description = JSON.parse(readFileSync(path.join(copy, "package.json"), "utf8"));
    writeFileSync(
        path.join(copy, "package.json"),
        JSON.stringify({ ...description, main: "index.ts", exports: undefined }),
    );
    appendFileSync(path.join(copy, "index.ts"), more);
    return copy;
}

async function schemaMilliseconds(directory: string): Promise<number> {
    const start = performance.now();
    const plugin = await startPlugin(directory);
    try {
        await plugin.schema();
        return performance.now() - start;
    } finally {
        plugin.stop();
    }
}

/** How long other languages wait for the component package's schema, from the plugin's start. */
export async function benchPlugin(): Promise<void> {
    mkdirSync(path.join(root, ".tmp"), { recursive: true });
    const folder = mkdtempSync(path.join(root, ".tmp/bench-"));
    try {
        const source = fromSource(folder, "source", "");
        const whole = fromSource(folder, "whole", '\nimport * as aws from "@pulumi/aws";\nvoid aws;\n');
        const times = await medians(
            {
                [built]: () => schemaMilliseconds(components),
                "TypeScript, imports of modules": () => schemaMilliseconds(source),
                "TypeScript, and an import of the whole of @pulumi/aws": () => schemaMilliseconds(whole),
            },
            rounds,
        );
        printTimes("the plugin's start, until its schema is answered", built, times, rounds);
    } finally {
        rmSync(folder, { recursive: true });
    }
}
