import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { directoryOf, typeScriptExamples } from "./support/example";

describe("the TypeScript examples", () => {
    const filesOf = (name: string) => typeScriptExamples.map((example) => path.join(directoryOf(example), name));
    const configurations = filesOf("tsconfig.json");

    for (const name of ["tsconfig.json", "tsconfig.pulumi.json"]) {
        it(`have one ${name}, in as many copies`, () => {
            const [first, ...others] = filesOf(name).map((file) => readFileSync(file, "utf8"));
            expect(others).to.deep.equal(others.map(() => first));
        });
    }

    it("have no type error under it, against the package as it is built", () => {
        const [configuration = ""] = configurations;
        const { options } = ts.parseJsonConfigFileContent(
            ts.readConfigFile(configuration, ts.sys.readFile).config,
            ts.sys,
            path.dirname(configuration),
        );
        const files = typeScriptExamples.flatMap((name) =>
            readdirSync(directoryOf(name))
                .filter((file) => file.endsWith(".ts"))
                .map((file) => path.join(directoryOf(name), file)),
        );
        expect(files).to.have.length(typeScriptExamples.length + 3);
        // One program checks all of them in the time of one.
        const program = ts.createProgram(files, { ...options, rootDir: directoryOf(".") });
        const errors = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
            return `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
        });
        expect(errors).to.deep.equal([]);
    });
});
