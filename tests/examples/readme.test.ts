import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { load } from "js-yaml";
import { root } from "../support/project";
import { directoryOf, typeScriptExamples } from "./support/example";

const examples = readdirSync(directoryOf(".")).sort();

/** Arguments of the components that a README names. */
const notKeys = ["azureCloud"];

describe("the examples", () => {
    it("are the ones that docs/library.md lists, each with a line", () => {
        const rows = readFileSync(path.join(root, "docs/library.md"), "utf8").matchAll(
            /^\| \[`([a-z-]+)`\]\(\.\.\/examples\/(.+?)\) \|/gm,
        );
        const listed = [...rows];
        expect(listed.map(([, name]) => name).sort()).to.deep.equal(examples);
        for (const [, name, folder] of listed) {
            expect(folder).to.equal(name);
        }
        expect([...typeScriptExamples, "python", "yaml"].sort()).to.deep.equal(examples);
    });

    for (const name of examples) {
        describe(name, () => {
            const directory = directoryOf(name);
            const readme = readFileSync(path.join(directory, "README.md"), "utf8");
            const project = load(readFileSync(path.join(directory, "Pulumi.yaml"), "utf8")) as {
                name: string;
                config: Record<string, unknown>;
            };
            const [stackFile = ""] = readdirSync(directory).filter((file) => /^Pulumi\.\w+\.yaml$/.test(file));
            const stack = load(readFileSync(path.join(directory, stackFile), "utf8")) as { config: object };

            it("has a README of at most 20 lines, whose links lead somewhere", () => {
                expect(readme.trimEnd().split("\n").length).to.be.within(8, 20);
                for (const [, link = ""] of readme.matchAll(/\]\(([^)]+)\)/g)) {
                    expect(existsSync(path.join(directory, link)), link).to.equal(true);
                }
            });

            it("has every key that its README names, and its README every key", () => {
                const words = [...readme.matchAll(/`([a-z][A-Za-z0-9]*)`/g)].map(([, word = ""]) => word);
                const keys = Object.keys(project.config);
                expect(keys.filter((key) => !words.includes(key))).to.deep.equal([]);
                const others = words.filter((word) => /[A-Z]/.test(word) && !keys.includes(word));
                expect(others.filter((word) => !notKeys.includes(word))).to.deep.equal([]);
            });

            it("has a sample stack with a value for every key that has no default, and for no other", () => {
                const given = Object.keys(stack.config);
                for (const [key, entry] of Object.entries(project.config)) {
                    if (!Object.hasOwn(entry as object, "default")) {
                        expect(given).to.include(`${project.name}:${key}`);
                    }
                }
                const known = Object.keys(project.config).map((key) => `${project.name}:${key}`);
                expect(given.filter((key) => !/^(aws|pulumi):/.test(key) && !known.includes(key))).to.deep.equal([]);
            });

            it("names no account but AWS's documentation's", () => {
                const text = readdirSync(directory)
                    .map((file) => readFileSync(path.join(directory, file), "utf8"))
                    .join("\n");
                const accounts = new Set(text.match(/(?<![\da-f-])\d{12}(?![\da-f-])/g));
                for (const account of accounts) {
                    expect(account).to.be.oneOf(["111122223333", "444455556666", "777788889999"]);
                }
            });
        });
    }
});
