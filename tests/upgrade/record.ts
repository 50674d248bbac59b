/** `npm run graph`: records the graph of the release at hand. What was recorded once stays: users' states hold it. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "../support/project";
import { graphsOfToday } from "./configurations";

async function record(): Promise<void> {
    const { version } = JSON.parse(readFileSync(path.join(root, "components/package.json"), "utf8"));
    const graphs = Object.entries(await graphsOfToday()).map(([name, { now }]) => [name, now]);
    const text = `${JSON.stringify(Object.fromEntries(graphs), undefined, 4)}\n`;
    writeFileSync(path.join(root, `tests/upgrade/graph-${version}.json`), text, { flag: "wx" });
}

record().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
});
