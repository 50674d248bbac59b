import { execFileSync } from "node:child_process";
import { lstatSync, readdirSync } from "node:fs";
import path from "node:path";
import { printTable, root } from "./measure";

/** What a folder holds, in bytes, without the packages that are installed in it. */
function bytesIn(folder: string): number {
    return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
        const inner = path.join(folder, entry.name);
        if (entry.isDirectory()) {
            return entry.name === "node_modules" ? sum : sum + bytesIn(inner);
        }
        return sum + lstatSync(inner).size;
    }, 0);
}

/** The packages that an installation without development dependencies brings. */
function packagesOf(workspace: readonly string[]): string[] {
    const args = ["ls", ...workspace, "--omit=dev", "--parseable", "--all"];
    const printed = execFileSync("npm", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return [...new Set(printed.split("\n"))].filter((folder) => folder.includes("node_modules"));
}

const shown = 6;

function printSizes(title: string, workspace: readonly string[]): void {
    const sizes = packagesOf(workspace)
        .map((folder) => ({ name: folder.split("node_modules/").at(-1) as string, bytes: bytesIn(folder) }))
        .sort((one, other) => other.bytes - one.bytes);
    const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
    const rest = sizes.slice(shown);
    const rows = [
        ...sizes.slice(0, shown),
        { name: `${rest.length} others`, bytes: rest.reduce((sum, { bytes }) => sum + bytes, 0) },
        { name: "all", bytes: total },
    ];
    printTable(
        [title, "MB", "of all"],
        rows.map(({ name, bytes }) => [name, (bytes / 1e6).toFixed(1), `${((100 * bytes) / total).toFixed(0)} %`]),
    );
}

/** What an installation takes on disk, by package. */
export function benchInstallSize(): void {
    printSizes("installed for the program, and for the component package", ["--workspaces=false"]);
    printSizes("installed for the command (trailconnect-cli)", ["--workspace", "trailconnect-cli"]);
}
