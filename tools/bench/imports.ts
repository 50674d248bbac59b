import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { medians, printTimes, processMilliseconds, root } from "./measure";

/** The modules of `@pulumi/aws` that the components import. */
function importedModules(): string[] {
    const components = path.join(root, "components");
    const sources = readdirSync(components, { recursive: true, encoding: "utf8" }).filter(
        (name) => name.endsWith(".ts") && !/(^|\/)(dist|node_modules)\//.test(name),
    );
    const modules = sources.flatMap((name) =>
        [...readFileSync(path.join(components, name), "utf8").matchAll(/from "(@pulumi\/aws\/[^"]+)"/g)].map(
            ([, module]) => module as string,
        ),
    );
    return [...new Set(modules)].sort();
}

const wholePackage = ["@pulumi/aws"];
const rounds = 5;
const byModule = "the modules that the components use";
const whole = "the whole package";

function load(modules: readonly string[]) {
    const code = modules.map((module) => `require(${JSON.stringify(module)})`).join(";");
    return () => processMilliseconds(["--eval", code]);
}

/** A type check of a file with nothing in it but the imports. */
function typeCheck(folder: string, name: string, modules: readonly string[]) {
    const file = path.join(folder, `${name}.ts`);
    const imports = modules.map((module, index) => `import * as m${index} from "${module}";`);
    writeFileSync(file, `${imports.join("\n")}\nexport const all = [${modules.map((_, index) => `m${index}`)}];\n`);
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--types", "node"];
    return () => processMilliseconds([require.resolve("typescript/bin/tsc"), ...options, "--ignoreConfig", file]);
}

/** Imports of single modules of `@pulumi/aws` against the whole of it: loaded, and type-checked. */
export async function benchImports(): Promise<void> {
    mkdirSync(path.join(root, ".tmp"), { recursive: true });
    const folder = mkdtempSync(path.join(root, ".tmp/bench-"));
    try {
        const modules = importedModules();
        const loaded = await medians({ [byModule]: load(modules), [whole]: load(wholePackage) }, rounds);
        printTimes("@pulumi/aws loaded", byModule, loaded, rounds);
        const checked = await medians(
            {
                [byModule]: typeCheck(folder, "modules", modules),
                [whole]: typeCheck(folder, "whole", wholePackage),
            },
            rounds,
        );
        printTimes("@pulumi/aws type-checked", byModule, checked, rounds);
    } finally {
        rmSync(folder, { recursive: true });
    }
}
