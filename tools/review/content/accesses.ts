import { type Graph, type Node, NodeKind } from "../picture/graph";
import { type Block, type Cell, codes, type Line, lines } from "./blocks";

function nodeLines(node: Node | undefined): Cell {
    if (!node) {
        return [];
    }
    const { kind, title, name, notes } = node;
    // Only what has an ARN has a name of its own.
    const named: Line =
        kind === NodeKind.Service ? [`${title}, ${name}`] : [name ? `${title} ` : title, { code: name }];
    return [named, ...lines(notes)];
}

/** The picture, and its arrows as a table. */
export function accessBlocks({ nodes, edges }: Graph): Block[] {
    const named = (id: string) => nodeLines(nodes.find((node) => node.id === id));
    return [
        { kind: "picture" },
        {
            kind: "table",
            caption: "Every arrow of the picture",
            head: ["From", "May", "On", "If"],
            rows: edges.flatMap(({ from, to, accesses, isToBeAdded, service }) =>
                accesses.map(({ actions, within, conditions }) => [
                    [...named(from), ...lines(service ? [`by way of ${service}, acting for it`] : [])],
                    codes(actions),
                    [...named(to), ...codes(within)],
                    lines([
                        ...(isToBeAdded ? ["its owner has added it"] : []),
                        ...(conditions.length || isToBeAdded ? conditions : ["always"]),
                    ]),
                ]),
            ),
        },
    ];
}
