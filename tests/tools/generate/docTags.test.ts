import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { interfacesIn, tagsOfProperty } from "../../../tools/generate/docTags";

describe("The tags of docstrings", () => {
    let directory: string;

    before(() => {
        directory = mkdtempSync(path.join(tmpdir(), "doc-tags-"));
        mkdirSync(path.join(directory, "dist"));
        writeFileSync(
            path.join(directory, "one.ts"),
            `export interface One {
    /**
     * A size.
     * @default none, it is
     *   measured
     * @example { "team": "a@b.example" }
     */
    size?: string;
    /** A width. */
    width: number;
}
`,
        );
        writeFileSync(
            path.join(directory, "two.ts"),
            `import type { One } from "./one";
export interface Two extends Elsewhere, One {
    /** @example 1 */
    width: number;
}
`,
        );
        writeFileSync(path.join(directory, "dist/built.ts"), "export interface Built {}\n");
    });

    after(() => rmSync(directory, { recursive: true }));

    it("are read of a property, its own or inherited, on one line", () => {
        const interfaces = interfacesIn(directory);
        expect([...interfaces.keys()].sort()).to.deep.equal(["One", "Two"]);
        const size = { default: "none, it is measured", example: '{ "team": "a@b.example" }' };
        expect(tagsOfProperty(interfaces, "One", "size")).to.deep.equal(size);
        expect(tagsOfProperty(interfaces, "Two", "size")).to.deep.equal(size);
        expect(tagsOfProperty(interfaces, "One", "width")).to.deep.equal({ default: undefined, example: undefined });
        expect(tagsOfProperty(interfaces, "Two", "width")).to.deep.equal({ default: undefined, example: "1" });
        expect(tagsOfProperty(interfaces, "Three", "width")).to.deep.equal({});
    });
});
