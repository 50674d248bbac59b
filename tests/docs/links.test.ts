import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import GithubSlugger from "github-slugger";
import { fromMarkdown } from "mdast-util-from-markdown";
import { toString as textOf } from "mdast-util-to-string";
import { root } from "../support/project";

type Tree = ReturnType<typeof fromMarkdown>;
type Node = Tree | Tree["children"][number];

function nodesIn(node: Node): Node[] {
    return [node, ...("children" in node ? (node.children as Node[]).flatMap(nodesIn) : [])];
}

/** What a page links to, as it is written. */
function linksIn(markdown: string): string[] {
    return nodesIn(fromMarkdown(markdown)).flatMap((node) =>
        node.type === "link" || node.type === "image" || node.type === "definition" ? [node.url] : [],
    );
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsIn(markdown: string): string[] {
    const slugger = new GithubSlugger();
    return nodesIn(fromMarkdown(markdown)).flatMap((node) =>
        node.type === "heading" ? [slugger.slug(textOf(node))] : [],
    );
}

function isElsewhere(link: string): boolean {
    return /^[a-z][a-z+.-]*:/i.test(link);
}

/** The text of a file by its absolute path, a folder's being empty; `undefined` if there is none. */
type Read = (file: string) => string | undefined;

const fromDisk: Read = (file) =>
    existsSync(file) ? (statSync(file).isDirectory() ? "" : readFileSync(file, "utf8")) : undefined;

/** Why a page's link leads nowhere; `undefined` if it leads somewhere. */
function faultOf(link: string, page: string, read: Read): string | undefined {
    const [target = "", anchor] = link.split("#").map(decodeURIComponent) as [string, string?];
    const file = target === "" ? page : path.resolve(path.dirname(page), target);
    const inside = path.relative(root, file);
    if (target.startsWith("/") || inside.startsWith("..")) {
        return "it leads out of the repository";
    }
    const text = read(file);
    // What is not committed is there on one machine only.
    if (text === undefined || /^(\.tmp|node_modules)(\/|$)/.test(inside)) {
        return "there is no such file";
    }
    if (anchor !== undefined && !(file.endsWith(".md") && anchorsIn(text).includes(anchor))) {
        return `${inside} has no heading for #${anchor}`;
    }
    return undefined;
}

function markdownIn(folder: string): string[] {
    const directory = path.join(root, folder);
    return existsSync(directory)
        ? readdirSync(directory)
              .filter((file) => file.endsWith(".md"))
              .map((file) => path.join(directory, file))
        : [];
}

function pages(): string[] {
    const examples = path.join(root, "examples");
    const folders = existsSync(examples) ? readdirSync(examples).map((name) => `examples/${name}`) : [];
    return [".", "docs", "examples", ...folders.filter((name) => !path.extname(name))].flatMap(markdownIn);
}

describe("Links between pages", () => {
    const read = (file: string) => readFileSync(file, "utf8");

    it("lead to files and headings that are there", () => {
        let followed = 0;
        const broken = pages().flatMap((page) =>
            linksIn(read(page))
                .filter((link) => !isElsewhere(link))
                .flatMap((link) => {
                    followed++;
                    const fault = faultOf(link, page, fromDisk);
                    return fault ? [`${path.relative(root, page)}: ${link}: ${fault}`] : [];
                }),
        );
        expect(broken).to.deep.equal([]);
        expect(followed).to.be.above(20);
        console.log(`      ${followed} links on ${pages().length} pages`);
    });

    it("reach every page under docs/ from README.md", () => {
        const fromReadme = linksIn(read(path.join(root, "README.md"))).map((link) => link.split("#")[0]);
        const unreached = markdownIn("docs")
            .map((file) => path.relative(root, file))
            .filter((file) => !fromReadme.includes(file));
        expect(unreached).to.deep.equal([]);
    });

    describe("are found broken", () => {
        const page = path.join(root, "docs/page.md");
        const pretend: Read = (file) => (file === page ? "# A `b` c\n\n## Twice\n\n## Twice\n" : fromDisk(file));
        const cases: [link: string, fault: string | undefined][] = [
            ["security.md", undefined],
            ["../README.md", undefined],
            ["#a-b-c", undefined],
            ["#twice-1", undefined],
            ["#twice-2", "docs/page.md has no heading for #twice-2"],
            ["security.md#nothing-of-the-kind", "docs/security.md has no heading for #nothing-of-the-kind"],
            ["../LICENSE#apache", "LICENSE has no heading for #apache"],
            ["no-such-page.md", "there is no such file"],
            ["../node_modules/typedoc/README.md", "there is no such file"],
            ["../../elsewhere.md", "it leads out of the repository"],
            ["/docs/security.md", "it leads out of the repository"],
        ];
        for (const [link, fault] of cases) {
            it(`${link}: ${fault ?? "none"}`, () => {
                expect(faultOf(link, page, pretend)).to.equal(fault);
            });
        }
    });
});
