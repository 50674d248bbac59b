import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path";
import { expect } from "chai";
import { publint } from "publint";
import { type PackageFolder, pack, sourcesOf } from "../support/packages";
import { root } from "../support/project";

/** A package's sources without their ending. */
function sources(folder: PackageFolder): string[] {
    return sourcesOf(folder).map((file) => file.replace(/\.ts$/, ""));
}

/** The text of a file in a tarball. */
function textIn(tarball: string, file: string): string {
    return execFileSync("tar", ["--extract", "--to-stdout", "--file", tarball, `package/${file}`], {
        encoding: "utf8",
    });
}

const extras: Record<PackageFolder, string[]> = {
    components: ["LICENSE", "PulumiPlugin.yaml", "README.md", "package.json", "schema.json", "tsconfig.json"],
    connect: ["LICENSE", "README.md", "package.json"],
};

/** What the build makes, and the sources that go with it: connect is one file, with what it uses of components. */
const built: Record<PackageFolder, () => string[]> = {
    components: () =>
        sources("components").flatMap((source) => [
            `${source}.ts`,
            ...[".js", ".js.map", ".d.ts", ".d.ts.map"].map((ending) => `dist/${source}${ending}`),
        ]),
    connect: () => ["dist/main.js"],
};

for (const folder of ["components", "connect"] as const) {
    describe(`the tarball of ${folder}`, () => {
        before(function () {
            this.timeout(120_000);
            pack(folder);
        });

        it("holds the build of every source, what goes with it, and nothing else", () => {
            const { files } = pack(folder);
            expect(files.map((file) => file.path)).to.have.members([...extras[folder], ...built[folder]()]);
        });

        it("names no path of the machine that it was built on", () => {
            const { file, files } = pack(folder);
            for (const each of files) {
                expect(textIn(file, each.path), each.path).to.not.include(root);
            }
        });

        it("bears this repository's license", () => {
            expect(textIn(pack(folder).file, "LICENSE")).to.equal(readFileSync(path.join(root, "LICENSE"), "utf8"));
        });

        it("may be published in the open, with its provenance", () => {
            const manifest = JSON.parse(textIn(pack(folder).file, "package.json"));
            expect(manifest).to.not.have.property("private");
            expect(manifest).to.deep.include({
                license: "Apache-2.0",
                engines: { node: ">=20.19" },
                publishConfig: { access: "public", provenance: true },
            });
            expect(manifest.repository).to.include({ type: "git", directory: folder });
            expect(manifest.keywords).to.include("pulumi");
        });

        it("leaves publint nothing to say", async () => {
            const data = readFileSync(pack(folder).file);
            const tarball = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) as ArrayBuffer;
            const { messages } = await publint({ pack: { tarball }, strict: true });
            expect(messages).to.deep.equal([]);
        });
    });
}

describe("the types in the tarball of components", () => {
    it("are resolved in every way, and match the JavaScript: Are the types wrong? finds no problem", async () => {
        // It can't be required.
        const { checkPackage, createPackageFromTarballData } = await import("@arethetypeswrong/core");
        const analysis = await checkPackage(createPackageFromTarballData(readFileSync(pack("components").file)));
        expect(analysis).to.deep.include({ types: { kind: "included" } });
        expect("problems" in analysis && analysis.problems).to.deep.equal([]);
        const resolutions = "entrypoints" in analysis ? Object.keys(analysis.entrypoints) : [];
        expect(resolutions).to.include(".");
    });
});

describe("the source maps in the tarball of components", () => {
    it("lead to the sources that it holds", () => {
        const { file, files } = pack("components");
        const paths = files.map((each) => each.path);
        const maps = paths.filter((each) => each.endsWith(".map"));
        expect(maps).to.have.lengthOf(2 * sources("components").length);
        for (const map of maps) {
            const { sources: named } = JSON.parse(textIn(file, map));
            expect(paths).to.include.members(
                named.map((source: string) => path.posix.join(path.posix.dirname(map), source)),
            );
        }
    });
});

describe("the tarball of connect", () => {
    const dependencies = () => Object.keys(JSON.parse(textIn(pack("connect").file, "package.json")).dependencies);

    it("asks for its own dependencies and for nothing else, the package trailconnect included", () => {
        const main = textIn(pack("connect").file, "dist/main.js");
        const asked = [...main.matchAll(/\b(?:require|import)\("([^"]+)"\)/g)].flatMap(([, name = ""]) => name);
        const packages = asked
            .filter((name) => !isBuiltin(name))
            .map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
        expect([...new Set(packages)]).to.have.members(dependencies());
        expect(dependencies()).to.not.include("trailconnect");
    });

    it("loads a command's dependencies when the command runs: the help needs commander alone", () => {
        const folder = mkdtempSync(path.join(root, ".tmp", "help-"));
        try {
            execFileSync("tar", ["--extract", "--file", pack("connect").file, "--directory", folder]);
            const loaded = path.join(folder, "loaded.js");
            writeFileSync(
                loaded,
                `process.on("exit", () => console.error(JSON.stringify(Object.keys(require.cache))));`,
            );
            const { stderr } = spawnSync(
                process.execPath,
                ["--require", loaded, path.join(folder, "package", "dist", "main.js"), "--help"],
                { encoding: "utf8" },
            );
            const packages = (JSON.parse(stderr) as string[]).flatMap(
                (file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? [],
            );
            expect([...new Set(packages)]).to.deep.equal(["commander"]);
        } finally {
            rmSync(folder, { recursive: true });
        }
    });
});
