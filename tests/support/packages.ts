/** The two packages of this repository as they are published, each built and packed once for all tests. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { root } from "./project";

/** A package's folder. */
export type PackageFolder = "components" | "connect";

/** The TypeScript sources of a package, seen from its folder: neither what is built of them nor what is installed. */
export function sourcesOf(folder: PackageFolder): string[] {
    return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).filter(
        (file) => file.endsWith(".ts") && !/^(dist|node_modules)\//.test(file),
    );
}

/** What `npm pack` says of a package. */
export interface Packed {
    name: string;
    /** The tarball. */
    file: string;
    /** The files in it. */
    files: { path: string; size: number }[];
}

function npm(folder: string, args: readonly string[]): string {
    return execFileSync("npm", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

const made = new Map<PackageFolder, Packed>();

/** Builds and packs a package. */
export function pack(folder: PackageFolder): Packed {
    const known = made.get(folder);
    if (known) {
        return known;
    }
    const destination = path.join(root, ".tmp/packages");
    mkdirSync(destination, { recursive: true });
    // Not as JSON: what the build prints would stand before it.
    npm(path.join(root, folder), ["run", "build"]);
    const [described] = JSON.parse(
        npm(path.join(root, folder), ["pack", "--json", "--ignore-scripts", "--pack-destination", destination]),
    );
    const packed = { name: described.name, file: path.join(destination, described.filename), files: described.files };
    made.set(folder, packed);
    return packed;
}
