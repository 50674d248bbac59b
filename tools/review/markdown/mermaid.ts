import { type Edge, type Graph, type Node, NodeKind } from "../picture/graph";

/** A text as Mermaid takes it in quotes. Source: "Flowcharts - Basic Syntax", section "Entity codes to escape characters". */
function quoted(lines: readonly string[]): string {
    const escaped = lines.map((line) => line.replace(/[#"<>&;]/g, (character) => `#${character.charCodeAt(0)};`));
    return `"${escaped.join("<br/>")}"`;
}

function labelOf({ permissions, isToBeAdded }: Edge): string[] {
    return [
        ...(isToBeAdded ? ["(to be added by its owner)"] : []),
        ...permissions.flatMap(({ actions, within, conditions }) => [
            actions.join(", "),
            ...within.map((path) => `on ${path}`),
            ...conditions.map((condition) => `if ${condition}`),
        ]),
    ];
}

/** The picture as a Mermaid flowchart, which GitHub renders. */
export function mermaidOf({ nodes, edges }: Graph): string {
    const idOf = (id: string) => `n${nodes.findIndex((node) => node.id === id)}`;
    const box = (node: Node) =>
        `${idOf(node.id)}[${quoted([node.title, node.name, ...node.notes].filter((line) => line !== ""))}]`;
    const isOutside = ({ kind }: Node) => kind === NodeKind.Outside;
    return [
        "flowchart LR",
        ...nodes.filter(isOutside).map((node) => `    ${box(node)}`),
        '    subgraph account ["Your AWS account"]',
        ...nodes.filter((node) => !isOutside(node)).map((node) => `        ${box(node)}`),
        "    end",
        ...edges.map((edge) => {
            const line = edge.isToBeAdded ? "-.->" : "-->";
            return `    ${idOf(edge.from)} ${line}|${quoted(labelOf(edge))}| ${idOf(edge.to)}`;
        }),
    ].join("\n");
}
