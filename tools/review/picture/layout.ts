import ELK, { type ElkExtendedEdge, type ElkNode } from "elkjs/lib/elk.bundled.js";
import { wrapped } from "../../rehearsal/wrapped";
import type { Access } from "./arrows";
import { type Edge, type Graph, type Node, NodeKind } from "./graph";

/** Where something lies, in pixels. */
export interface Box {
    x: number;
    y: number;
    width: number;
    height: number;
}

/** A box of the picture with its place and its lines of text. */
export interface PlacedNode extends Box {
    node: Node;
    /** Its title, in lines that fit. */
    title: string[];
    /** Its name and what else it says, in lines that fit. */
    details: string[];
}

/** An arrow with its bends and its label. */
export interface PlacedEdge {
    edge: Edge;
    points: { x: number; y: number }[];
    label: Box & { lines: string[] };
}

/** A picture that is ready to be drawn. */
export interface Layout {
    width: number;
    height: number;
    account: Box;
    nodes: PlacedNode[];
    edges: PlacedEdge[];
}

/** The size of the text, in pixels: of a monospaced font, whose columns are as wide in every font of the kind. */
export const text = { size: 11, line: 14, width: 6.63 };

const nodeColumns = 21;
const labelColumns = 24;
/** Between the edge of a box and its text. */
export const padding = 10;

/** Text in lines of so many columns; a word that is longer is cut where IDs have their joints, or anywhere. */
export function lines(value: string, columns: number): string[] {
    const words = value.split(" ").flatMap((word) => {
        const parts: string[] = [];
        let rest = word;
        while (rest.length > columns) {
            const joint = Math.max(...["/", ":", "-", "_", ","].map((mark) => rest.lastIndexOf(mark, columns - 1)));
            const at = joint > 0 ? joint + 1 : columns;
            parts.push(rest.slice(0, at));
            rest = rest.slice(at);
        }
        return [...parts, rest].filter(Boolean);
    });
    return wrapped(words, columns);
}

/** How many values a label shows; the table below the picture has them all. */
const shownValues = 2;

function shortened(values: readonly string[]): string {
    const isLong = values.length > shownValues + 1;
    return isLong
        ? `${values.slice(0, shownValues).join(" or ")} or ${values.length - shownValues} more`
        : values.join(" or ");
}

function sentencesOf({ actions, within, conditions }: Access): string[] {
    return [
        actions.map((action) => action.replace(/^[a-z0-9-]+:/, "")).join(", "),
        ...(within.length ? [`on ${shortened(within)}`] : []),
        ...conditions.map((condition) => `if ${shortened(condition.split(" or "))}`),
    ];
}

function labelOf({ accesses, isToBeAdded }: Edge): string[] {
    // What belongs together is set off where there are several.
    const bullet = accesses.length > 1 ? "\u2022 " : "";
    const sentences = accesses.flatMap((access) =>
        sentencesOf(access).map((sentence, index) => (index === 0 ? `${bullet}${sentence}` : sentence)),
    );
    return [...(isToBeAdded ? ["(to be added by its owner)"] : []), ...sentences].flatMap((sentence) =>
        lines(sentence, labelColumns),
    );
}

function widthOf(all: readonly string[]): number {
    return Math.ceil(Math.max(...all.map((line) => line.length)) * text.width);
}

const account = "account";

/** A box with its lines, and as large as they are. */
function measured(node: Node): Omit<PlacedNode, "x" | "y"> {
    const title = lines(node.title, nodeColumns);
    const details = [...lines(node.name, nodeColumns), ...node.notes.flatMap((note) => lines(note, nodeColumns))];
    const all = [...title, ...details];
    return {
        node,
        title,
        details,
        width: widthOf(all) + 2 * padding,
        height: all.length * text.line + 2 * padding,
    };
}

/** Lays the picture out, from left to right: by ELK's layered algorithm. */
export async function layoutOf(graph: Graph): Promise<Layout> {
    const nodes = graph.nodes.map(measured);
    const shapes = (outside: boolean) =>
        nodes
            .filter(({ node }) => (node.kind === NodeKind.Outside) === outside)
            .map(({ node, width, height }) => ({ id: node.id, width, height }));
    const edges = graph.edges.map((edge, index) => {
        const label = labelOf(edge);
        return {
            id: `edge ${index}`,
            sources: [edge.from],
            targets: [edge.to],
            labels: [
                {
                    id: `label ${index}`,
                    text: label.join("\n"),
                    width: widthOf(label) + 4,
                    height: label.length * text.line + 4,
                },
            ],
        };
    });
    const picture: ElkNode = {
        id: "picture",
        layoutOptions: {
            "elk.algorithm": "layered",
            "elk.direction": "RIGHT",
            "elk.hierarchyHandling": "INCLUDE_CHILDREN",
            "elk.edgeRouting": "ORTHOGONAL",
            "elk.json.edgeCoords": "ROOT",
            "elk.json.shapeCoords": "ROOT",
            "elk.padding": "[top=2,left=2,bottom=2,right=2]",
            "elk.layered.spacing.nodeNodeBetweenLayers": "16",
            "elk.layered.spacing.edgeNodeBetweenLayers": "10",
            "elk.spacing.nodeNode": "22",
            "elk.spacing.edgeLabel": "2",
            "elk.spacing.edgeNode": "14",
            "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
        },
        children: [
            ...shapes(true),
            {
                id: account,
                layoutOptions: { "elk.padding": "[top=40,left=12,bottom=16,right=12]" },
                children: shapes(false),
            },
        ],
        edges,
    };
    const placed = await new ELK().layout(picture);
    const box = ({ x = 0, y = 0, width = 0, height = 0 }: Partial<Box>): Box => ({ x, y, width, height });
    const inAccount = placed.children?.find(({ id }) => id === account);
    const all = [...(placed.children ?? []), ...(inAccount?.children ?? [])];
    return {
        ...box({ width: placed.width, height: placed.height }),
        account: box(inAccount ?? {}),
        nodes: nodes.map((node) => ({ ...node, ...box(all.find(({ id }) => id === node.node.id) ?? {}) })),
        edges: (placed.edges as ElkExtendedEdge[]).map((edge, index) => {
            const [section] = edge.sections ?? [];
            const label = edge.labels?.[0];
            return {
                edge: graph.edges[index] as Edge,
                points: section ? [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] : [],
                label: { ...box(label ?? {}), lines: label?.text?.split("\n") ?? [] },
            };
        }),
    };
}
