import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { dump, load } from "js-yaml";

export const root = path.resolve(__dirname, "../..");

/** A configuration as its file has it: what has a dot in its key is within an object. */
function nested(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const file: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(config)) {
        const [group = "", property] = key.split(".");
        file[group] = property === undefined ? value : { ...(file[group] as object), [property]: value };
    }
    return file;
}

/**
 * This program with other stacks: a folder with a Pulumi.yaml that points here, and the stack files given.
 * It lies inside the repository, in an ignored folder, so that the same packages are found.
 */
export function projectWith(stacks: Readonly<Record<string, Record<string, unknown> | string>>): {
    directory: string;
    remove: () => void;
} {
    mkdirSync(path.join(root, ".tmp"), { recursive: true });
    const directory = mkdtempSync(path.join(root, ".tmp/project-"));
    const project = load(readFileSync(path.join(root, "Pulumi.yaml"), "utf8")) as Record<string, unknown>;
    writeFileSync(
        path.join(directory, "Pulumi.yaml"),
        dump({
            ...project,
            main: "../..",
            runtime: { name: "nodejs", options: { tsconfig: path.join(root, "tsconfig.pulumi.json") } },
        }),
    );
    for (const [stack, config] of Object.entries(stacks)) {
        const text = typeof config === "string" ? config : dump({ config: nested(config) });
        writeFileSync(path.join(directory, `Pulumi.${stack}.yaml`), text);
    }
    return { directory, remove: () => rmSync(directory, { recursive: true }) };
}
