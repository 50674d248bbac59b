import { expect } from "chai";
import { type Edge, type Graph, type Node, NodeKind } from "../../../../tools/review/picture/graph";
import { type Box, layoutOf, lines } from "../../../../tools/review/picture/layout";
import { reviewOfStack, type StackName } from "../stacks";

function overlap(one: Box, other: Box): boolean {
    return (
        one.x < other.x + other.width &&
        other.x < one.x + one.width &&
        one.y < other.y + other.height &&
        other.y < one.y + one.height
    );
}

function isWithin(inner: Box, outer: Box): boolean {
    return (
        inner.x >= outer.x &&
        inner.y >= outer.y &&
        inner.x + inner.width <= outer.x + outer.width &&
        inner.y + inner.height <= outer.y + outer.height
    );
}

function graphOfTwo(access: Partial<Edge["permissions"][number]>): Graph {
    const node = (id: string): Node => ({ id, kind: NodeKind.Resource, title: id, name: "", notes: [] });
    const permissions = [{ actions: ["s3:GetObject"], within: [], conditions: [], ...access }];
    return { nodes: [node("a"), node("b")], edges: [{ from: "a", to: "b", permissions, isToBeAdded: false }] };
}

async function labelOf(access: Partial<Edge["permissions"][number]>): Promise<string[]> {
    const { edges } = await layoutOf(graphOfTwo(access));
    return edges[0]?.label.lines ?? [];
}

describe("the picture's layout", () => {
    const texts: [text: string, columns: number, wrapped: string[]][] = [
        ["", 10, []],
        ["one two three", 7, ["one two", "three"]],
        ["one two three", 100, ["one two three"]],
        ["0f8fad5b-d9cb-469f-a165-70867728950e", 20, ["0f8fad5b-d9cb-469f-", "a165-70867728950e"]],
        ["AWSLogs/111122223333/CloudTrail/*", 22, ["AWSLogs/111122223333/", "CloudTrail/*"]],
        ["abcdefghijkl", 5, ["abcde", "fghij", "kl"]],
        ["-abcdefg", 4, ["-abc", "defg"]],
    ];
    for (const [text, columns, wrapped] of texts) {
        it(`breaks ${JSON.stringify(text)} into lines of ${columns}`, () => {
            expect(lines(text, columns)).to.deep.equal(wrapped);
        });
    }

    it("labels an arrow with actions, places and conditions", async () => {
        expect(
            await labelOf({ within: ["AWSLogs/*"], conditions: ["for account 111122223333", "ACL is private"] }),
        ).to.deep.equal(["GetObject", "on AWSLogs/*", "if for account", "111122223333", "if ACL is private"]);
    });

    it("shortens long lists, and says by how much", async () => {
        expect(await labelOf({ within: ["a/*", "b/*", "c/*"] })).to.deep.equal(["GetObject", "on a/* or b/* or c/*"]);
        expect(await labelOf({ within: ["a/*", "b/*", "c/*", "d/*"] })).to.deep.equal([
            "GetObject",
            "on a/* or b/* or 2 more",
        ]);
        expect(await labelOf({ conditions: ["called from a or b or c or d or e"] })).to.deep.equal([
            "GetObject",
            "if called from a or b or",
            "3 more",
        ]);
    });

    for (const stack of ["plain", "everything", "existing"] satisfies StackName[]) {
        it(`puts no box on another, nor a label on a box, and all inside where it belongs: ${stack}`, async () => {
            const { picture } = await reviewOfStack(stack);
            const { account, nodes, edges, width, height } = await layoutOf(picture);
            expect(nodes).to.have.lengthOf(picture.nodes.length);
            expect(edges).to.have.lengthOf(picture.edges.length);
            for (const node of nodes) {
                expect(isWithin(node, { x: 0, y: 0, width, height }), node.id).to.equal(true);
                expect(isWithin(node, account), node.id).to.equal(node.kind !== NodeKind.Outside);
                for (const other of nodes.filter((candidate) => candidate !== node)) {
                    expect(overlap(node, other), `${node.id} on ${other.id}`).to.equal(false);
                }
                for (const { label } of edges) {
                    expect(overlap(node, label), `${label.lines.join()} on ${node.id}`).to.equal(false);
                }
            }
            for (const { points, label } of edges) {
                expect(points.length).to.be.at.least(2);
                expect(isWithin(label, { x: 0, y: 0, width, height }), label.lines.join()).to.equal(true);
                for (const other of edges.filter((candidate) => candidate.label !== label)) {
                    expect(overlap(label, other.label), label.lines.join()).to.equal(false);
                }
            }
        });
    }

    it("is the same every time, and fits a window of 1280 pixels with text of 9 or more", async () => {
        const { picture } = await reviewOfStack("everything");
        const first = await layoutOf(picture);
        expect(await layoutOf(picture)).to.deep.equal(first);
        expect((first.width * 9) / 11).to.be.below(1248);
    });
});
