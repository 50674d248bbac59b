/** `npm run graph`: records the graph of the release at hand. What was recorded once stays: users' states hold it. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "../support/project";
import { graphsOfToday } from "./configurations";

async function record(): Promise<string> {
    const { version } = JSON.parse(readFileSync(path.join(root, "components/package.json"), "utf8"));
    const graphs = Object.entries(await graphsOfToday()).map(([name, { now }]) => [name, now]);
    const text = `${JSON.stringify(Object.fromEntries(graphs), undefined, 4)}\n`;
    const file = `tests/upgrade/graph-${version}.json`;
    if (!existsSync(path.join(root, file))) {
        writeFileSync(path.join(root, file), text);
        return `Recorded ${file}.`;
    }
    if (readFileSync(path.join(root, file), "utf8") === text) {
        return `${file} is recorded already, and is today's graph.`;
    }
    throw new Error(
        `${file} is recorded already, and today's graph is another one.\nIs ${version} published? Then raise the version in components/package.json. If not, delete the file and run this again.`,
    );
}

record().then(
    (said) => process.stdout.write(`${said}\n`),
    (error: Error) => {
        process.stderr.write(`${error.message}\n`);
        process.exitCode = 1;
    },
);
