import path from "node:path";
import { buildSync } from "esbuild";
import { root } from "../../support/project";

let built: string | undefined;

/** `trailconnect` in one file, as its package's `build` makes it; the packages that it needs are this repository's. */
export function bundle(): string {
    if (!built) {
        built = path.join(root, ".tmp/connect", `${process.pid}.js`);
        buildSync({
            entryPoints: [path.join(root, "connect/main.ts")],
            bundle: true,
            platform: "node",
            target: "node20.19",
            packages: "external",
            outfile: built,
        });
    }
    return built;
}
