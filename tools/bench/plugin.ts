import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startPlugin } from "../../tests/support/plugin";
import { medians, printTimes, root } from "./measure";

const components = path.join(root, "components");
const rounds = 3;
const asPublished = "the schema that was built";

/** A copy of the component package without an entry of its own, so that Pulumi's plugin host analyzes it. */
function analyzed(folder: string, name: string, main: string, more = ""): string {
    const copy = path.join(folder, name);
    cpSync(components, copy, { recursive: true, filter: (file) => !/\/node_modules$/.test(file) });
    const description = JSON.parse(readFileSync(path.join(copy, "package.json"), "utf8"));
    writeFileSync(path.join(copy, "package.json"), JSON.stringify({ ...description, main, exports: undefined }));
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
        const built = analyzed(folder, "built", "dist/index.js");
        const source = analyzed(folder, "source", "index.ts");
        const whole = analyzed(folder, "whole", "index.ts", '\nimport * as aws from "@pulumi/aws";\nvoid aws;\n');
        const times = await medians(
            {
                [asPublished]: () => schemaMilliseconds(components),
                "analyzed at the start: built JavaScript": () => schemaMilliseconds(built),
                "analyzed at the start: TypeScript": () => schemaMilliseconds(source),
                "analyzed at the start: TypeScript, and an import of the whole of @pulumi/aws": () =>
                    schemaMilliseconds(whole),
            },
            rounds,
        );
        printTimes("the plugin's start, until its schema is answered", asPublished, times, rounds);
    } finally {
        rmSync(folder, { recursive: true });
    }
}
