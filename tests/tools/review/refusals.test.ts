import { expect } from "chai";
import { contentOf } from "../../../tools/review/content/content";
import type { Review } from "../../../tools/review/review";
import { reviewOfStack } from "./reviews";

/** What the summary and the section on refusals say of whether this stack's documents were tried. */
async function claims(figures: Partial<Review["refusals"]>): Promise<string[]> {
    const review = await reviewOfStack("plain");
    const { summary, sections } = contentOf({ ...review, refusals: { ...review.refusals, ...figures } });
    const blocks = sections.find(({ id }) => id === "refusals")?.blocks ?? [];
    const said = [...summary, ...blocks.flatMap((block) => (block.kind === "paragraph" ? [block.line] : []))];
    return said
        .flat()
        .map((piece) => (typeof piece === "object" && "strong" in piece ? `RED ${piece.strong}` : String(piece)))
        .filter((text) => /cover all|among them:|among those|another version|didn.t cover/.test(text));
}

describe("what was tried in simulation", () => {
    it("is said to cover this stack", async () => {
        expect(await claims({})).to.deep.equal([
            " They cover all of this stack's policy documents.",
            "This stack's documents are among them: each is exactly what a component writes for its arguments.",
        ]);
    });

    it("isn't, if it left a document out", async () => {
        expect(await claims({ untried: ["TopicPolicy own"] })).to.deep.equal([
            "RED The simulation didn't cover the policy of TopicPolicy own.",
            "RED Not among those documents: TopicPolicy own.",
        ]);
    });

    it("isn't, if the figures are for other policies", async () => {
        expect(await claims({ isOfThisSource: false })).to.deep.equal([
            "RED The simulation's figures are for another version of the policies.",
            "RED These figures are for another version of the policies; npm run adversary updates them.",
        ]);
    });
});
