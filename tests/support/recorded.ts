import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";

/**
 * Holds a text against what is recorded in a file. With UPDATE_RECORDED=1 the file is written anew instead, for a change
 * that is meant: the difference is then read in `git diff`.
 */
export function expectRecorded(file: string, text: string): void {
    if (process.env.UPDATE_RECORDED && !process.env.CI) {
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, text);
    }
    expect(text).to.equal(existsSync(file) ? readFileSync(file, "utf8") : "nothing: run it with UPDATE_RECORDED=1");
}
