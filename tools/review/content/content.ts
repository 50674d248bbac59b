import { Status } from "../controls/control";
import type { Review } from "../review";
import { accessBlocks } from "./accesses";
import { type Block, codes, count, type Line, lines, paragraph, type Section } from "./blocks";
import { controlBlocks, countsByStatus } from "./controls";
import { costBlocks, usd, withoutInWords } from "./costs";
import { flowBlocks, policyBlocks } from "./flows";
import { identitySection, idOf, levelsInWords, titleOf } from "./identities";
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

/** What nobody expects of this program, each in a sentence. */
function alarmsOf({ others, unread, overridden, flows, refusals, controls }: Review): string[] {
    return [
        ...others.map(({ who, may }) => `${who} gets in too: ${may}.`),
        ...unread.map((what) => `The review can't read ${what}.`),
        ...flows
            .filter(({ isKnown }) => !isKnown)
            .map(
                ({ from, what, to }) =>
                    `${from} sends ${what} to ${to}, which neither the program nor its configuration knows.`,
            ),
        ...overridden.map(
            ({ connection, argument, given }) =>
                `The program makes ${connection} with ${argument} = ${JSON.stringify(given ?? "nothing")}, which is not what the stack's configuration says.`,
        ),
        ...controls
            .filter(({ status }) => status === Status.Unmet)
            .map(({ title, reason }) => `A control is not met: ${title}. ${reason}`),
        ...refusals.untried.map((what) => `The policy of ${what} is none of those that were tried in simulation.`),
        ...(refusals.isOfThisSource ? [] : ["The simulation's figures are of another version of the policies."]),
    ];
}

function nobodyElse({ notes }: Review): Line[] {
    const notShown = notes.filter(({ text }) => text.startsWith("Not shown above"));
    return [
        [
            "By the program's policies nobody else outside the account gets in, but AWS's own services, as the picture shows.",
        ],
        ...notShown.map(({ text }): Line => [text.replace("Not shown above", "Not read")]),
    ];
}

function summaryOf(review: Review): Line[] {
    const { identities, others, unread, refusals, controls, costs } = review;
    const { tried, refused } = triedAndRefused(refusals);
    return [
        ...identities.map(
            (identity): Line => [
                { link: titleOf(identity, identities), to: idOf(identity) },
                ` gets in, and may use ${levelsInWords(identity.levels)}.`,
            ],
        ),
        ...(others.length + unread.length === 0 ? nobodyElse(review) : []),
        ...alarmsOf(review).map((sentence): Line => [{ strong: sentence, tone: "unmet" }]),
        [
            { link: `${count(tried)} requests of outsiders`, to: "refusals" },
            ` were tried in simulation over ${count(refusals.configurations)} configurations of the program, and ${tried === refused ? "all" : count(refused)} refused.`,
            refusals.untried.length === 0 ? " All of this stack's policy documents are of those that were tried." : "",
        ],
        [{ link: `${count(controls.length)} controls`, to: "controls" }, `: ${countsByStatus(controls)}.`],
        [
            "About ",
            { link: `${usd(costs.usdPerMonth)} a month`, to: "costs" },
            ` at ${count(costs.eventsPerDay)} events a day${withoutInWords(costs)}.`,
        ],
    ];
}

function noteBlocks(review: Review): Block[] {
    const { notes, additions, beside } = review;
    return [
        {
            kind: "list",
            items: [
                [
                    "This is made from the program itself, by a rehearsal: nothing was created, and nobody was asked. It tells of no deployment.",
                ],
                [
                    "It shows what this program grants. Whoever is admitted by other policies of the account, by its organization or by its administrators is not on it. ",
                    { code: "npm run connect -- verify" },
                    " looks at the account as it is.",
                ],
                [
                    "A program can tell a rehearsal from pulumi up, and do something else: the review is as good as the reading of its source. It was made from trailconnect's own, if neither index.ts nor components/ was changed.",
                ],
                ...(beside.length
                    ? [
                          [
                              `The program has resources of its own beside trailconnect's, which the review shows as far as they bear policies, and doesn't judge: ${beside.join(", ")}.`,
                          ],
                      ]
                    : []),
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
            section("picture", "Who reaches what", [
                ...accessBlocks(review.picture),
                ...flowBlocks(review.flows),
                ...policyBlocks(review),
            ]),
            section(
                "identities",
                "Microsoft's identities",
                review.identities.length ? [] : [paragraph("The program lets in none.")],
                review.identities.map((identity) => identitySection(identity, titleOf(identity, review.identities))),
            ),
            section("refusals", "What was tried and refused", refusalBlocks(review.refusals)),
            section("controls", "Controls", controlBlocks(review.controls)),
            section("costs", "Costs", costBlocks(review.costs)),
            section("notes", "To know", noteBlocks(review)),
            section("configuration", "Configuration", [
                {
                    kind: "table",
                    caption: "What the stack's own file says; everything else has its default",
                    head: ["Key", "Value"],
                    rows: review.configuration.map(({ key, value }) => [codes([key]), lines([value])]),
                },
            ]),
        ],
    };
}
