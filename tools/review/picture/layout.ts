import ELK, { type ElkNode } from "elkjs/lib/elk.bundled.js";
import { wrapped } from "../../rehearsal/wrapped";
import { type Edge, type Graph, type Node, NodeKind, type Permission } from "./graph";

/** Where something lies, in pixels. */
export interface Box {
    x: number;
    y: number;
    width: number;
    height: number;
}

/** A box of the picture in its place, its text in lines that fit. */
interface PlacedNode extends Box {
    kind: NodeKind;
    id: string;
    title: string[];
    details: string[];
}

/** An arrow with its bends and its label. */
interface PlacedEdge {
    isToBeAdded: boolean;
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
    const part = new RegExp(`.{1,${columns}}$|.{1,${columns - 1}}[/:_,-]|.{1,${columns}}`, "g");
    const words = value.split(" ").flatMap((word): string[] => word.match(part) ?? []);
    return wrapped(words, columns);
}

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

function labelOf({ permissions, isToBeAdded }: Edge): string[] {
    // What belongs together is set off where there are several.
    const bullet = permissions.length > 1 ? "\u2022 " : "";
    const sentences = permissions.flatMap((permission) => sentencesOf(permission, bullet));
    return [...(isToBeAdded ? ["(to be added by its owner)"] : []), ...sentences].flatMap((sentence) =>
        lines(sentence, labelColumns),
    );
}

/** How large lines are, with so much space around them. */
function sizeOf(all: readonly string[], space: number): { width: number; height: number } {
    return {
        width: Math.ceil(Math.max(...all.map((line) => line.length)) * text.width) + 2 * space,
        height: all.length * text.line + 2 * space,
    };
}

function linesOf({ title, name, notes }: Node): Pick<PlacedNode, "title" | "details"> {
    return {
        title: lines(title, nodeColumns),
        details: [name, ...notes].flatMap((one) => lines(one, nodeColumns)),
    };
}

const layoutOptions = {
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
};

function boxOf({ x = 0, y = 0, width = 0, height = 0 }: Partial<Box> = {}): Box {
    return { x, y, width, height };
}

/** Lays the picture out, from left to right: by ELK's layered algorithm. */
export async function layoutOf(graph: Graph): Promise<Layout> {
    const shapes = (isOutside: boolean) =>
        graph.nodes
            .filter(({ kind }) => (kind === NodeKind.Outside) === isOutside)
            .map((node) => ({ id: node.id, ...sizeOf(Object.values(linesOf(node)).flat(), padding) }));
    const account = {
        id: "account",
        layoutOptions: { "elk.padding": "[top=40,left=12,bottom=16,right=12]" },
        children: shapes(false),
    };
    const edges = graph.edges.map((edge, index) => ({
        id: `edge ${index}`,
        sources: [edge.from],
        targets: [edge.to],
        labels: [{ id: `label ${index}`, text: " ", ...sizeOf(labelOf(edge), 2) }],
    }));
    const picture: ElkNode = { id: "picture", layoutOptions, children: [...shapes(true), account], edges };
    const placed = await new ELK().layout(picture);
    const all = (placed.children ?? []).flatMap((child): ElkNode[] => [child, ...(child.children ?? [])]);
    const boxes = new Map(all.map((shape) => [shape.id, boxOf(shape)]));
    return {
        ...boxOf(placed),
        account: boxOf(boxes.get(account.id)),
        nodes: graph.nodes.map((node) => ({
            id: node.id,
            kind: node.kind,
            ...linesOf(node),
            ...boxOf(boxes.get(node.id)),
        })),
        edges: graph.edges.map((edge, index) => {
            const { sections: [section] = [], labels = [] } = placed.edges?.[index] ?? {};
            return {
                isToBeAdded: edge.isToBeAdded,
                points: section ? [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] : [],
                label: { ...boxOf(labels[0]), lines: labelOf(edge) },
            };
        }),
    };
}
