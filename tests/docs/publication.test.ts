import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { root } from "../support/project";

/** Every page of the repository, as a path in it. */
function pages(): string[] {
    const folders = [
        ".",
        "docs",
        "components",
        "connect",
        ...readdirSync(path.join(root, "examples"), "utf8").map((name) => `examples/${name}`),
    ];
    return folders.flatMap((folder) =>
        readdirSync(path.join(root, folder))
            .filter((file) => file.endsWith(".md"))
            .map((file) => path.join(folder, file)),
    );
}

function textOf(file: string): string {
    return readFileSync(path.join(root, file), "utf8");
}

/** A package's manifest. */
function manifestOf(folder: string) {
    return JSON.parse(textOf(`${folder}/package.json`));
}

/** The pages that tell to fetch the command from npm, where anybody may take a name that nobody owns yet. */
function fetching(repositoryUrl: string, texts: Record<string, string>): string[] {
    return repositoryUrl.includes("OWNER")
        ? Object.keys(texts).filter((page) => /\bnpx (-\S+ )*trailconnect/.test(texts[page] ?? ""))
        : [];
}

describe("What the pages say of the packages", () => {
    const { version } = manifestOf("components");

    it("has nobody fetch the command from npm before it is there: it is given secrets", () => {
        const texts = Object.fromEntries(pages().map((page) => [page, textOf(page)]));
        expect(Object.keys(texts)).to.include.members(["README.md", "connect/README.md", "examples/yaml/README.md"]);
        expect(fetching(manifestOf("connect").repository.url, texts)).to.deep.equal([]);
    });

    it("would not pass with a page that does", () => {
        const texts = { a: "outputs | npx trailconnect-cli verify", b: "`npx --yes trailconnect`", c: "npx mocha" };
        expect(fetching("git+https://github.com/OWNER/trailconnect.git", texts)).to.deep.equal(["a", "b"]);
        expect(fetching("git+https://github.com/example/trailconnect.git", texts)).to.deep.equal([]);
    });

    it("is that neither is published or was deployed, while the repository's place is a placeholder", () => {
        const silent = ["components", "connect"]
            .filter((folder) => manifestOf(folder).repository.url.includes("OWNER"))
            .filter(
                (folder) => !/^Not published yet[\s\S]*\bdeployed to a real\b/m.test(textOf(`${folder}/README.md`)),
            );
        expect(silent).to.deep.equal([]);
    });

    it("names the version that the packages have, wherever a page names one", () => {
        expect(manifestOf("connect").version).to.equal(version);
        const named = pages().flatMap((page) =>
            [...textOf(page).matchAll(/components@v(\d[\w.-]*)|trailconnect-(\d[\w.-]*)\.tgz/g)].map(
                ([, tag, tarball]) => [page, tag ?? tarball],
            ),
        );
        expect(named.filter(([, each]) => each !== version)).to.deep.equal([]);
        expect(named.map(([page]) => page)).to.include.members([
            "docs/library.md",
            "CONTRIBUTING.md",
            "components/README.md",
            "examples/one-account/README.md",
        ]);
    });

    it("gives the address of the release in CONTRIBUTING.md alone, while nothing is published", () => {
        const repository = manifestOf("components").repository.url.replace(/^git\+|\.git$/g, "");
        const places = pages().flatMap((page) =>
            [...textOf(page).matchAll(/pulumi package add (\S+@\S+)/g)].map(([, place]) => [page, place]),
        );
        expect(places).to.deep.equal([["CONTRIBUTING.md", `${repository}/components@v${version}`]]);
        const waiting = pages().filter((page) => /\bOWNER\b/.test(textOf(page)));
        expect(waiting).to.deep.equal(["CONTRIBUTING.md"]);
    });

    it("is the version that the examples in TypeScript take", () => {
        const taken = readdirSync(path.join(root, "examples"))
            .filter((name) => readdirSync(path.join(root, "examples", name)).includes("package.json"))
            .flatMap((name) => manifestOf(`examples/${name}`).dependencies.trailconnect ?? []);
        expect(taken).to.deep.equal(new Array(6).fill(`^${version}`));
    });
});
