import { expect } from "chai";
import type { Nodes, Table } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";
import type { Block, Cell, Section } from "../../../tools/review/content/blocks";
import { contentOf } from "../../../tools/review/content/content";
import { Format, render } from "../../../tools/review/format";
import { mermaidOf } from "../../../tools/review/markdown/mermaid";
import { type Graph, NodeKind } from "../../../tools/review/picture/graph";
import type { StackName } from "../../support/stacks";
import { reviewOfStack } from "./reviews";

/** The text of a piece of Markdown, as somebody reads it. */
function read(node: Nodes): string {
    if (node.type === "html") {
        return "\n";
    }
    return "children" in node ? (node.children as Nodes[]).map(read).join("") : "value" in node ? node.value : "";
}

function parsed(markdown: string): Nodes[] {
    const options = { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] };
    return fromMarkdown(markdown, options).children;
}

function ofType<Type extends Nodes["type"]>(nodes: readonly Nodes[], type: Type): Extract<Nodes, { type: Type }>[] {
    return nodes.filter((node): node is Extract<Nodes, { type: Type }> => node.type === type);
}

function cellText(cell: Cell): string {
    const lines = cell.map((line) =>
        line
            .map((piece) =>
                typeof piece === "string"
                    ? piece
                    : "code" in piece
                      ? piece.code
                      : "strong" in piece
                        ? piece.strong
                        : piece.link,
            )
            .join(""),
    );
    return lines
        .map((line) => line.trim())
        .filter((line) => line !== "")
        .join("\n");
}

function allBlocks(sections: readonly Section[]): Block[] {
    return sections.flatMap(({ blocks, sections: inner }) => [...blocks, ...allBlocks(inner)]);
}

function rowsOf(table: Table): string[][] {
    return table.children.map((row) =>
        row.children.map((cell) =>
            read(cell)
                .trim()
                .replace(/ *\n */g, "\n"),
        ),
    );
}

describe("the review as Markdown", () => {
    for (const stack of ["plain", "everything", "existing"] satisfies StackName[]) {
        it(`reads as the content says, table by table and document by document: ${stack}`, async () => {
            const review = await reviewOfStack(stack);
            const { sections } = contentOf(review);
            const nodes = parsed(await render(review, Format.Markdown));
            const blocks = allBlocks(sections);

            expect(ofType(nodes, "heading").map(read)).to.deep.equal([
                "Access review",
                ...sections.flatMap(({ title, sections: inner }) => [title, ...inner.map((one) => one.title)]),
            ]);
            const tables = blocks.filter((block) => block.kind === "table");
            expect(ofType(nodes, "table").map(rowsOf)).to.deep.equal(
                tables.map(({ head, rows }) => [[...head], ...rows.map((row) => row.map(cellText))]),
            );
            const documents = blocks.filter((block) => block.kind === "json").map(({ text }) => text);
            expect(ofType(nodes, "code").map(({ lang, value }) => [lang, value])).to.deep.equal([
                ["mermaid", mermaidOf(review.picture)],
                ...documents.map((text) => ["json", text]),
            ]);
        });
    }

    it("fits into a comment on GitHub, which takes 65,536 characters, for the default configuration", async () => {
        expect(await render(await reviewOfStack("plain"), Format.Markdown)).to.have.length.below(65_536);
    });

    it("draws the picture with Mermaid", () => {
        const graph: Graph = {
            nodes: [
                { id: "one", kind: NodeKind.Outside, title: 'Microsoft ("S3")', name: "", notes: [] },
                { id: "two", kind: NodeKind.Resource, title: "Queue", name: "queue-1", notes: ["TLS only"] },
            ],
            edges: [
                {
                    from: "one",
                    to: "two",
                    permissions: [{ actions: ["sqs:A", "sqs:B"], within: ["x/*"], conditions: ["a is <b>; #c & d"] }],
                    isToBeAdded: false,
                },
                { from: "two", to: "two", permissions: [], isToBeAdded: true },
            ],
        };
        expect(mermaidOf(graph)).to.equal(
            [
                "flowchart LR",
                '    n0["Microsoft (#34;S3#34;)"]',
                '    subgraph account ["Your AWS account"]',
                '        n1["Queue<br/>queue-1<br/>TLS only"]',
                "    end",
                '    n0 -->|"sqs:A, sqs:B<br/>on x/*<br/>if a is #60;b#62;#59; #35;c #38; d"| n1',
                '    n1 -.->|"(to be added by its owner)"| n1',
            ].join("\n"),
        );
    });
});
