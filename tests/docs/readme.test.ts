import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { root } from "../support/project";

describe("The README", () => {
    const readme = readFileSync(path.join(root, "README.md"), "utf8");
    const lines = readme.trimEnd().split("\n");

    it("is a front page: at most 150 lines, and tables that fit on a screen", () => {
        expect(lines.length).to.be.at.most(150);
        expect(lines.filter((line) => line.startsWith("|") && line.length > 100)).to.deep.equal([]);
    });

    it("shows nothing that waits for publication", () => {
        const waiting = /\bOWNER\b|npm install trailconnect|\bnpx trailconnect|package add|trailconnect-\d|@v\d/;
        expect(lines.filter((line) => waiting.test(line))).to.deep.equal([]);
    });

    it("shows the program's commands as package.json has them", () => {
        const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
        const run = [...readme.matchAll(/npm run (?:--silent )?([a-z:]+)/g)].map(([, name = ""]) => name);
        expect(run).to.include.members(["review", "connect", "adversary", "bench", "generate"]);
        expect(run.filter((name) => !(name in scripts))).to.deep.equal([]);
    });
});
