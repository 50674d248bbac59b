import type { Review } from "../review";
import { accessBlocks } from "./accesses";
import { type Block, codes, count, type Line, lines, paragraph, type Section } from "./blocks";
import { controlBlocks, countsByStatus } from "./controls";
import { costBlocks, usd } from "./costs";
import { identitySection, idOf, levelsInWords } from "./identities";
import { refusalBlocks, triedAndRefused } from "./refusals";

/** A review as text. */
export interface Content {
    title: string;
    /** Whose review it is. */
    subject: Line;
    /** The review in a few sentences. */
    summary: readonly Line[];
    sections: readonly Section[];
}

function subjectOf({ project, stack, accountId, isSampleAccount, region }: Review): Line {
    return [
        `${project}, stack `,
        { strong: stack },
        ": AWS account ",
        { strong: accountId },
        isSampleAccount ? " (a sample: the stack names none in aws:allowedAccountIds)" : "",
        ", region ",
        { strong: region },
        ". Suffixes, IDs and keys are samples.",
    ];
}

function summaryOf({ identities, others, refusals, controls, costs }: Review): Line[] {
    const { tried, refused } = triedAndRefused(refusals);
    return [
        ...identities.map(
            (identity): Line => [
                { link: identity.title, to: idOf(identity) },
                ` gets in, and may use ${levelsInWords(identity.levels)}.`,
            ],
        ),
        others.length === 0
            ? [
                  "Nobody else outside the account does, but AWS's own services, for the resources that the picture shows.",
              ]
            : [{ strong: `Others get in too: ${others.map(({ who }) => who).join("; ")}.`, tone: "unmet" }],
        [
            { link: `${count(tried)} requests of outsiders`, to: "refusals" },
            ` were tried in simulation, ${count(refused)} refused.`,
        ],
        [{ link: `${count(controls.length)} controls`, to: "controls" }, `: ${countsByStatus(controls)}.`],
        [
            "About ",
            { link: `${usd(costs.usdPerMonth)} a month`, to: "costs" },
            ` at ${count(costs.eventsPerDay)} events a day.`,
        ],
    ];
}

function noteBlocks({ notes, additions, others }: Review): Block[] {
    return [
        {
            kind: "list",
            items: [
                [
                    "This is made from the program itself, by a rehearsal: nothing was created, and nobody was asked. It tells of no deployment.",
                ],
                [
                    "It shows what this program grants. Whoever is admitted by other policies of the account, by its organization or by its administrators is not on it. ",
                    { code: "trailconnect verify" },
                    " looks at the account as it is.",
                ],
                ...others.map(
                    ({ who, actions, resources }): Line => [
                        `${who} may use ${actions.join(", ")} on ${resources.join(", ")}: no connector of Microsoft's asks for that.`,
                    ],
                ),
                ...notes.map(({ text, command }): Line => [text, ...(command ? [" ", { code: command }] : [])]),
            ],
        },
        ...additions.map(
            ({ output, title, isFirst, text }): Block => ({
                kind: "json",
                title: `${title}, ${isFirst ? "before" : "after"} pulumi up (stack output ${output})`,
                text,
            }),
        ),
    ];
}

function section(id: string, title: string, blocks: readonly Block[], sections: readonly Section[] = []): Section {
    return { id, title, blocks, sections };
}

/** Everything that a review says, in order. */
export function contentOf(review: Review): Content {
    return {
        title: "Access review",
        subject: subjectOf(review),
        summary: summaryOf(review),
        sections: [
            section("picture", "Who reaches what", accessBlocks(review.picture)),
            section(
                "identities",
                "Microsoft's identities",
                review.identities.length ? [] : [paragraph("The program lets in none.")],
                review.identities.map(identitySection),
            ),
            section("refusals", "What was tried and refused", refusalBlocks(review.refusals)),
            section("controls", "Controls", controlBlocks(review.controls)),
            section("costs", "Costs", costBlocks(review.costs)),
            section("notes", "To know", noteBlocks(review)),
            section("configuration", "Configuration", [
                {
                    kind: "table",
                    caption: "The stack's configuration, with the defaults that count",
                    head: ["Key", "Value"],
                    rows: review.configuration.map(({ key, value }) => [codes([key]), lines([value])]),
                },
            ]),
        ],
    };
}
