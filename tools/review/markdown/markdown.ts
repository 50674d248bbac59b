import type { Html, List, Nodes, Paragraph, PhrasingContent, RootContent, Table, TableCell } from "mdast";
import { gfmTableToMarkdown } from "mdast-util-gfm-table";
import { toMarkdown } from "mdast-util-to-markdown";
import type { Block, Cell, Inline, Line, Section } from "../content/blocks";
import { contentOf } from "../content/content";
import type { Graph } from "../picture/graph";
import type { Review } from "../review";
import { mermaidOf } from "./mermaid";

function phrasing(piece: Inline): PhrasingContent[] {
    if (typeof piece === "string") {
        return piece ? [{ type: "text", value: piece }] : [];
    }
    if ("code" in piece) {
        return piece.code ? [{ type: "inlineCode", value: piece.code }] : [];
    }
    const text = (value: string): PhrasingContent => ({ type: "text", value });
    return "link" in piece
        ? // The anchors of headings depend on what renders the Markdown.
          [text(piece.link)]
        : [{ type: "strong", children: [text(piece.strong)] }];
}

function paragraph(line: Line): Paragraph {
    return { type: "paragraph", children: line.flatMap(phrasing) };
}

function list(items: readonly Line[]): List {
    return {
        type: "list",
        spread: false,
        children: items.map((item) => ({ type: "listItem", spread: false, children: [paragraph(item)] })),
    };
}

/** A cell is one line in Markdown: its lines get HTML's break between them. */
function tableCell(cell: Cell): TableCell {
    const lines = cell.map((line) => line.flatMap(phrasing)).filter((line) => line.length > 0);
    return {
        type: "tableCell",
        children: lines.flatMap((line, index) => [...(index ? [html("<br>")] : []), ...line]),
    };
}

function table({ head, rows }: Extract<Block, { kind: "table" }>): Table {
    return {
        type: "table",
        children: [head.map((title): Cell => [[title]]), ...rows].map((cells) => ({
            type: "tableRow",
            children: cells.map(tableCell),
        })),
    };
}

function html(value: string): Html {
    return { type: "html", value };
}

function escaped(text: string): string {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}

function nodesOf(block: Block, picture: Graph): RootContent[] {
    switch (block.kind) {
        case "paragraph":
            return [paragraph(block.line)];
        case "list":
            return [list(block.items)];
        case "table":
            return [{ type: "paragraph", children: [{ type: "text", value: `${block.caption}:` }] }, table(block)];
        case "json":
            return [
                html(`<details><summary>${escaped(block.title)}</summary>`),
                { type: "code", lang: "json", value: block.text },
                html("</details>"),
            ];
        case "picture":
            return [{ type: "code", lang: "mermaid", value: mermaidOf(picture) }];
    }
}

function sectionNodes({ title, blocks, sections }: Section, depth: 2 | 3, picture: Graph): RootContent[] {
    return [
        { type: "heading", depth, children: [{ type: "text", value: title }] },
        ...blocks.flatMap((block) => nodesOf(block, picture)),
        ...sections.flatMap((section) => sectionNodes(section, 3, picture)),
    ];
}

/** The review as GitHub's Markdown. */
export function markdownOf(review: Review): string {
    const { title, subject, summary, sections } = contentOf(review);
    const root: Nodes = {
        type: "root",
        children: [
            { type: "heading", depth: 1, children: [{ type: "text", value: title }] },
            paragraph(subject),
            list(summary),
            ...sections.flatMap((section) => sectionNodes(section, 2, review.picture)),
        ],
    };
    return toMarkdown(root, { bullet: "-", extensions: [gfmTableToMarkdown({ tablePipeAlign: false })] });
}
