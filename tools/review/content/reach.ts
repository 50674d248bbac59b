import { labelOf } from "../../registered/resources";
import { type Node, NodeKind } from "../picture/graph";
import type { Review } from "../review";
import { type Block, type Cell, codes, json, type Line, lines } from "./blocks";
import { flowRows } from "./flowRows";

function nodeLines(node: Node | undefined): Cell {
    if (!node) {
        return [];
    }
    const { kind, title, name, notes } = node;
    // Only a resource with an ARN has a name.
    const named: Line =
        kind === NodeKind.Service ? [`${title}, ${name}`] : [name ? `${title} ` : title, { code: name }];
    return [named, ...lines(notes)];
}

/** The arrows of the picture as a table. */
function arrows({ nodes, edges }: Review["picture"]): Block {
    const named = (id: string) => nodeLines(nodes.find((node) => node.id === id));
    return {
        kind: "table",
        caption: "Every arrow of the picture",
        head: ["From", "May", "On", "If"],
        rows: edges.flatMap(({ from, to, permissions, isToBeAdded, service }) =>
            permissions.map(({ actions, within, conditions }) => [
                [...named(from), ...lines(service ? [`through ${service}, on its behalf`] : [])],
                codes(actions),
                [...named(to), ...codes(within)],
                lines([
                    ...(isToBeAdded ? ["its owner has added it"] : []),
                    ...(conditions.length || isToBeAdded ? conditions : [service ? "no further condition" : "always"]),
                ]),
            ]),
        ),
    };
}

function sent(flows: Review["flows"]): Block {
    return {
        kind: "table",
        caption: "What is sent where",
        head: ["From", "What", "To"],
        rows: flowRows(flows),
    };
}

/** Who reaches what, what is sent where, and the policies of resources that are not those of Microsoft's identities. */
export function reachBlocks({ picture, flows, policies, identities }: Review): Block[] {
    const asText = JSON.stringify;
    const shownThere = identities.flatMap(({ documents }) => documents.map(({ document }) => asText(document)));
    return [
        { kind: "picture" },
        arrows(picture),
        ...(flows.length ? [sent(flows)] : []),
        ...policies
            .filter(({ document }) => !shownThere.includes(asText(document)))
            .map(({ type, resource: name, document }) => json(`Document: ${labelOf({ type, name })}`, document)),
    ];
}
