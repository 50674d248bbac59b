import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { ComponentResource } from "@pulumi/pulumi";
import { expect } from "chai";
import ts from "typescript";
import * as components from "../../components/index";
import { root } from "../support/project";

/** Everything that the library exports, by the folder of TypeDoc's in which its page is. */
function exportedPages(): Record<string, string[]> {
    const file = path.join(root, "components/index.ts");
    const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
    const exported = source.statements
        .filter(ts.isExportDeclaration)
        .flatMap(({ exportClause }) => (exportClause && ts.isNamedExports(exportClause) ? exportClause.elements : []));
    const values = new Map<string, unknown>(Object.entries(components));
    const folderOf = ({ isTypeOnly, name, parent }: ts.ExportSpecifier) => {
        const value = values.get(name.text);
        if (isTypeOnly || parent.parent.isTypeOnly) {
            return "interfaces";
        }
        return typeof value !== "function"
            ? "enums"
            : value.prototype instanceof ComponentResource
              ? "classes"
              : "functions";
    };
    const pages: Record<string, string[]> = { classes: [], enums: [], functions: [], interfaces: [] };
    for (const specifier of exported) {
        pages[folderOf(specifier)]?.push(`${specifier.name.text}.html`);
    }
    return Object.fromEntries(Object.entries(pages).map(([folder, names]) => [folder, names.sort()]));
}

describe("API documentation", () => {
    let directory: string;
    let run: { status: number | null; output: string };

    before(() => {
        mkdirSync(path.join(root, ".tmp"), { recursive: true });
        directory = mkdtempSync(path.join(root, ".tmp/api-"));
        const typedoc = path.join(root, "node_modules/typedoc/bin/typedoc");
        const { status, stdout, stderr } = spawnSync(process.execPath, [typedoc, "--out", directory], {
            cwd: root,
            encoding: "utf8",
        });
        run = { status, output: stdout + stderr };
    });

    after(() => rmSync(directory, { recursive: true }));

    it("is made without a warning", () => {
        expect(run.output).not.to.match(/\[(warning|error)\]/);
        expect(run.status, run.output).to.equal(0);
    });

    it("has a page for each class, enum, interface and function that is exported, and no other", () => {
        const expected = exportedPages();
        const made = Object.fromEntries(
            Object.keys(expected).map((folder) => [folder, readdirSync(path.join(directory, folder)).sort()]),
        );
        expect(made).to.deep.equal(expected);
        const folders = readdirSync(directory, { withFileTypes: true })
            .filter((entry) => entry.isDirectory())
            .map(({ name }) => name);
        expect(folders).to.have.members([...Object.keys(expected), "assets"]);
        console.log(`      ${Object.values(expected).flat().length} pages`);
    });

    it("tells what a class is for, each argument's default, and nothing private", () => {
        const page = readFileSync(path.join(directory, "interfaces/LogBucketArgs.html"), "utf8");
        const text = page.replaceAll(/<(style|script).*?<\/\1>|<[^>]+>/gs, "").replaceAll(/\s+/g, " ");
        expect(text).to.match(/are kept for another 30 days\. Default ?365 ?Copy Example ?2555/);
        expect(readFileSync(path.join(directory, "classes/LogBucket.html"), "utf8"))
            .to.contain("A bucket for the logs of one trail")
            .and.not.to.contain("noncurrentDays");
        expect(existsSync(path.join(directory, "interfaces/PolicyDocument.html"))).to.equal(false);
    });
});
