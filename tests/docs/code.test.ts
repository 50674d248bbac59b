import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { output } from "@pulumi/pulumi";
import { expect } from "chai";
import { fromMarkdown } from "mdast-util-from-markdown";
import ts from "typescript";
import { parseOutputs } from "../../connect/outputs";
import { construct, label } from "../support/mocks";
import { root } from "../support/project";

/** The TypeScript on a page. */
function codeOn(page: string): string {
    const { children } = fromMarkdown(readFileSync(path.join(root, page), "utf8"));
    return children.flatMap((node) => (node.type === "code" && node.lang === "ts" ? [node.value] : [])).join("\n");
}

const pages = ["docs/library.md", "docs/moving.md", "docs/multi-account.md"];

describe("Code on the pages", () => {
    let directory: string;

    const fileOf = (page: string) => path.join(directory, `${path.basename(page, ".md")}.ts`);

    before(() => {
        mkdirSync(path.join(root, ".tmp"), { recursive: true });
        directory = mkdtempSync(path.join(root, ".tmp/pages-"));
        for (const page of pages) {
            writeFileSync(fileOf(page), codeOn(page).replaceAll('"./components"', '"../../components"'));
        }
    });

    after(() => rmSync(directory, { recursive: true }));

    it("has types that fit", () => {
        const { options } = ts.parseJsonConfigFileContent(
            ts.readConfigFile(path.join(root, "tsconfig.json"), ts.sys.readFile).config,
            ts.sys,
            root,
        );
        const program = ts.createProgram(pages.map(fileOf), options);
        const problems = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
            const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
            return `${path.basename(file?.fileName ?? "")}:${line}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
        });
        expect(problems).to.deep.equal([]);
    });

    it("takes over bucket and trail, and nothing else (moving.md)", async () => {
        const { registrations } = await construct(() => require(fileOf("moving.md")));
        const imported = registrations.filter(({ importId }) => importId !== undefined);
        expect(Object.fromEntries(imported.map((one) => [label(one), one.importId]))).to.deep.equal({
            "Bucket audit-logs": "central-audit-logs",
            "Trail audit-trail": "arn:aws:cloudtrail:eu-central-1:111122223333:trail/management-events",
        });
        expect(registrations).to.have.length.above(imported.length);
        const inputs = Object.fromEntries(imported.map((one) => [label(one), one.inputs]));
        expect(inputs).to.deep.equal({
            "Bucket audit-logs": { bucket: "central-audit-logs", forceDestroy: false },
            "Trail audit-trail": {
                name: "management-events",
                s3BucketName: "central-audit-logs",
                enableLogging: true,
                isMultiRegionTrail: true,
                includeGlobalServiceEvents: true,
                enableLogFileValidation: true,
            },
        });
    });

    it("keeps each connection in its own account (multi-account.md)", async () => {
        const { built, registrations, calls } = await construct(() => require(fileOf("multi-account.md")));
        const resources = registrations.filter(({ custom, type }) => custom && type.startsWith("aws:"));
        for (const account of ["payroll", "web"]) {
            const ofAccount = resources.filter(({ name }) => name.startsWith(`${account}-`));
            expect(ofAccount.map(({ type }) => type)).to.include.members([
                "aws:cloudtrail/trail:Trail",
                "aws:iam/role:Role",
                "aws:s3/bucket:Bucket",
            ]);
            expect([...new Set(ofAccount.map(({ provider }) => provider))]).to.deep.equal([account]);
        }
        expect(resources.every(({ provider }) => provider === "payroll" || provider === "web")).to.equal(true);
        expect([...new Set(calls.map(({ provider }) => provider))]).to.have.members(["payroll", "web"]);
        const providers = registrations.filter(({ type }) => type === "pulumi:providers:aws");
        expect(providers.map(({ name, inputs }) => [name, inputs.allowedAccountIds])).to.deep.equal([
            ["payroll", '["444455556666"]'],
            ["web", '["777788889999"]'],
        ]);
        const [payroll] = await new Promise<unknown[]>((resolve) => output(built.connections).apply(resolve));
        // What the command takes from the page's own command line.
        expect(parseOutputs(JSON.stringify(payroll))).to.deep.equal(payroll);
    });
});
