import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { root } from "../support/project";

function sourcesIn(folder: string): string {
    return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts") && !/(^|\/)(node_modules|dist)\//.test(file))
        .map((file) => readFileSync(path.join(root, folder, file), "utf8"))
        .join("\n");
}

/** The messages in a table's first column, under one heading. */
function messagesUnder(heading: string, page: string): string[] {
    const [, section = ""] = readFileSync(path.join(root, page), "utf8").split(`\n## ${heading}\n`);
    return [...(section.split("\n## ")[0] ?? "").matchAll(/^\| `([^`]+)` \|/gm)].map(([, message = ""]) => message);
}

describe("Troubleshooting", () => {
    it("quotes refusals as the program words them", () => {
        const program = [
            readFileSync(path.join(root, "config.ts"), "utf8"),
            ...["components", "connect"].map(sourcesIn),
        ];
        const messages = messagesUnder("This program refuses", "docs/troubleshooting.md");
        expect(messages).to.have.length.above(10);
        expect(messages.filter((message) => !program.join("\n").includes(message))).to.deep.equal([]);
    });
});
