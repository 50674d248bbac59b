import { grouped } from "../grouped";
import type { Review } from "../review";
import { type Block, count, type Inline, lines, paragraph } from "./blocks";

function total<Row>(rows: readonly Row[], of: (row: Row) => number): number {
    return rows.reduce((sum, row) => sum + of(row), 0);
}

/** The number of requests that must be refused, and how many of them were refused. */
export function triedAndRefused({ refusals }: Review["refusals"]): { tried: number; refused: number } {
    return { tried: total(refusals, ({ tried }) => tried), refused: total(refusals, ({ refused }) => refused) };
}

/** Whether the simulation covered this stack's documents: figures for other policies say nothing about that. */
function coverage({ isOfThisSource, untried }: Review["refusals"]): Inline {
    if (!isOfThisSource) {
        return {
            strong: "These figures are for another version of the policies; npm run adversary updates them.",
            tone: "unmet",
        };
    }
    return untried.length
        ? { strong: `Not among those documents: ${untried.join(", ")}.`, tone: "unmet" }
        : "This stack's documents are among them: each is exactly what a component writes for its arguments.";
}

/** What was tried in simulation, and refused. */
export function refusalBlocks(figures: Review["refusals"]): Block[] {
    const { configurations, documents, simulator, catalogue, refusals, permitted, mutations } = figures;
    const { tried, refused } = triedAndRefused(figures);
    const planted = total(mutations, (row) => row.planted);
    const caught = total(mutations, (row) => row.caught);
    return [
        paragraph(
            `Every policy document of ${count(configurations)} configurations of the program, all connectors and options among them (${count(documents.written)} documents, ${count(documents.distinct)} distinct), was evaluated by `,
            { code: simulator },
            ", with AWS's actions as in ",
            { code: catalogue },
            ": ",
            { strong: `${count(tried)} requests that must be refused, ${count(refused)} refused` },
            `; and ${count(total(permitted, ({ requests }) => requests))} that the connectors need, all permitted.`,
        ),
        paragraph(
            `Then ${count(planted)} documents were weakened on purpose, for example by removing a condition or adding a resource: ${count(caught)} were caught. This is a simulation of AWS's published evaluation rules; AWS itself was not called.`,
        ),
        paragraph(coverage(figures)),
        {
            kind: "table",
            caption: "Tried and refused, by who or what asks",
            head: ["Who or what", "Tried", "Refused", "At"],
            rows: grouped(refusals, ({ outsider }) => outsider).map((rows) => [
                lines([rows[0].outsider]),
                lines([count(total(rows, (row) => row.tried))]),
                lines([count(total(rows, (row) => row.refused))]),
                lines([rows.map(({ document }) => document).join("; ")]),
            ]),
        },
        {
            kind: "table",
            caption: "Weaknesses planted and caught, by document",
            head: ["Document", "Planted", "Caught"],
            rows: mutations.map((row) => [
                lines([row.document]),
                lines([count(row.planted)]),
                lines([count(row.caught)]),
            ]),
        },
    ];
}
