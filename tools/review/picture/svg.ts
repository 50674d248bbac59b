/** The account as a picture: drawn by Graphviz, from left to right. */
import { broken } from "../../rehearsal/wrapped";
import { type Edge, type Graph, type Node, NodeKind, type Permission } from "./graph";

/** How many values a label shows; the table below the picture has them all. */
const shownValues = 2;

function shortened(values: readonly string[]): string {
    const isLong = values.length > shownValues + 1;
    const shown = isLong ? [...values.slice(0, shownValues), `${values.length - shownValues} more`] : values;
    return shown.join(" or ");
}

function sentencesOf({ actions, within, conditions }: Permission, bullet: string): string[] {
    return [
        bullet + actions.map((action) => action.replace(/^[a-z0-9-]+:/, "")).join(", "),
        ...(within.length ? [`on ${shortened(within)}`] : []),
        ...conditions.map((condition) => `if ${shortened(condition.split(" or "))}`),
    ];
}

/** What an arrow's label says, in lines. */
export function labelOf({ permissions, isToBeAdded }: Pick<Edge, "permissions" | "isToBeAdded">): string[] {
    // Bullets keep several permissions apart.
    const bullet = permissions.length > 1 ? "\u2022 " : "";
    const sentences = permissions.flatMap((permission) => sentencesOf(permission, bullet));
    return [...(isToBeAdded ? ["(to be added by its owner)"] : []), ...sentences].flatMap((one) => broken(one, 24));
}

/** Left-aligned lines in Graphviz's HTML. Source: "Node Shapes", section "HTML-Like Labels" (Graphviz documentation). */
function label(all: readonly string[], bold: readonly string[] = []): string {
    const escaped = (line: string) => line.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    const rows = [...bold.map((line) => `<B>${escaped(line)}</B>`), ...all.map(escaped)];
    return rows.map((row) => `${row}<BR ALIGN="LEFT"/>`).join("");
}

/** The same with a margin, so that no text touches an arrow. */
function withMargin(html: string): string {
    return `<TABLE BORDER="0" CELLPADDING="5"><TR><TD BALIGN="LEFT">${html}</TD></TR></TABLE>`;
}

/** The picture in DOT, Graphviz's language. */
function dotOf({ nodes, edges }: Graph): string {
    const idOf = (id: string) => `n${nodes.findIndex((node) => node.id === id)}`;
    const box = ({ id, kind, title, name, notes }: Node) =>
        `${idOf(id)} [class="${kind}" label=<${label(
            [name, ...notes].flatMap((one) => broken(one, 21)),
            broken(title, 21),
        )}>]`;
    const isOutside = ({ kind }: Node) => kind === NodeKind.Outside;
    return `digraph {
        graph [rankdir=LR nodesep=0.3 ranksep=0.3 splines=polyline bgcolor=transparent fontname="Courier-Bold" fontsize=11]
        node [shape=box style=rounded fontname=Courier fontsize=11 margin="0.1,0.08" height=0]
        edge [fontname=Courier fontsize=11 arrowsize=0.6]
        ${nodes.filter(isOutside).map(box).join("\n")}
        subgraph cluster_account {
            class=account label=<<B>Your AWS account</B>> labeljust=l style=rounded margin=12
            ${nodes
                .filter((node) => !isOutside(node))
                .map(box)
                .join("\n")}
        }
        ${edges
            .map((edge) => {
                const name = edge.isToBeAdded ? "added" : "granted";
                return `${idOf(edge.from)} -> ${idOf(edge.to)} [class=${name} label=<${withMargin(label(labelOf(edge)))}>]`;
            })
            .join("\n")}
    }`;
}

/** The text has 11 pixels, and is too small to read below 9. */
const smallestScale = 9 / 11;

/** The picture as SVG. The table of its arrows says the same to those who don't see it. */
export async function svgOf(graph: Graph): Promise<string> {
    const { Graphviz } = await import("@hpcc-js/wasm-graphviz");
    const drawn = (await Graphviz.load()).dot(dotOf(graph), "svg_inline");
    const [, width = "0", height = "0"] = /<svg width="(\d+)pt" height="(\d+)pt"/.exec(drawn) ?? [];
    // As wide as there is room, but never too small to read.
    const smallest = Math.ceil(Number(width) * smallestScale);
    // Without comments, and without titles, which would show names such as n1 as tooltips.
    return drawn
        .slice(drawn.indexOf("<svg"))
        .replace(/<title>.*<\/title>\n/g, "")
        .replace(/<!--.*-->\n/g, "")
        .replace(
            /<svg width="\d+pt" height="\d+pt"/,
            `<svg width="${width}" height="${height}" style="--smallest-width: ${smallest}px" role="img" aria-label="Who outside the account reaches what in it: every arrow is in the table below"`,
        );
}
