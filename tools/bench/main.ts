/**
 * `npm run bench`: what the program, the component package and the command cost in time and space. Every time is a whole
 * process's; every ratio is taken within one run.
 */
import { cpus } from "node:os";
import { benchCommand } from "./command";
import { benchImports } from "./imports";
import { benchInstallSize } from "./installSize";
import { benchPlugin } from "./plugin";
import { benchPreviews } from "./previews";
import { benchConnections, benchProgramRun } from "./program";

async function main(): Promise<void> {
    console.log(`${cpus().length} cores, Node.js ${process.versions.node}\n`);
    await benchProgramRun();
    await benchImports();
    await benchPlugin();
    await benchPreviews();
    await benchCommand();
    await benchConnections();
    benchInstallSize();
}

main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
