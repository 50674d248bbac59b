import { Status } from "../controls/control";
import type { Review } from "../review";
import { type Block, codes, count, type Line, lines, paragraph, type Section } from "./blocks";
import { controlBlocks, countsByStatus } from "./controls";
import { costBlocks, usd, withoutInWords } from "./costs";
import { identitySection, idOf, levelsInWords, titleOf } from "./identitySections";
import { reachBlocks } from "./reach";
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

/** What isn't expected of this program, each in a sentence. */
function alarmsOf({ unexpected, unread, flows, refusals, controls }: Review): string[] {
    return [
        ...unexpected.map(({ who, may }) => `${who} gets in too: ${may}.`),
        ...unread.map((what) => `The review can't read ${what}.`),
        ...flows
            .filter(({ isKnown }) => !isKnown)
            .map(({ from, what, to }) => `${from} sends ${what} to ${to}, which is unknown to the program.`),
        ...controls
            .filter(({ status }) => status === Status.Unmet)
            .map(({ title, reason }) => `A control is not met: ${title}. ${reason}`),
        ...refusals.untried.map((what) => `The simulation didn't cover the policy of ${what}.`),
        ...(refusals.isOfThisSource ? [] : ["The simulation's figures are for another version of the policies."]),
    ];
}

function nobodyElse({ notes }: Review): Line[] {
    return [
        ["The program's policies let nobody else outside the account in, except AWS services, as the picture shows."],
        ...notes
            .filter(({ text }) => text.startsWith("Not shown above"))
            .map(({ text }): Line => [text.replace("Not shown above", "Not read")]),
    ];
}

function summaryOf(review: Review): Line[] {
    const { identities, unexpected, unread, refusals, controls, costs } = review;
    const { tried, refused } = triedAndRefused(refusals);
    return [
        ...identities.map(
            (identity): Line => [
                { link: titleOf(identity, identities), to: idOf(identity) },
                ` gets in, and may use ${levelsInWords(identity.levels)}.`,
            ],
        ),
        ...(unexpected.length + unread.length === 0 ? nobodyElse(review) : []),
        ...alarmsOf(review).map((sentence): Line => [{ strong: sentence, tone: "unmet" }]),
        [
            { link: `${count(tried)} requests of outsiders`, to: "refusals" },
            ` were tried in simulation over ${count(refusals.configurations)} configurations of the program, and ${tried === refused ? "all" : count(refused)} refused.`,
            refusals.isOfThisSource && refusals.untried.length === 0
                ? " They cover all of this stack's policy documents."
                : "",
        ],
        [{ link: `${count(controls.length)} controls`, to: "controls" }, `: ${countsByStatus(controls)}.`],
        [
            "About ",
            { link: `${usd(costs.usdPerMonth)} a month`, to: "costs" },
            ` at ${count(costs.eventsPerDay)} events a day${withoutInWords(costs)}.`,
        ],
    ];
}

function noteBlocks({ notes, additions, beside }: Review): Block[] {
    const besideTrailconnect = `Resources that are not trailconnect's: ${beside.join(", ")}. The review shows their policies, and doesn't judge them.`;
    return [
        {
            kind: "list",
            items: [
                [
                    "This review is made from the program, by a rehearsal: nothing was created, and no cloud API was called. It says nothing about what is deployed.",
                ],
                [
                    "It shows what this program grants, not what other policies of the account, its organization or its administrators grant. ",
                    { code: "npm run connect -- verify" },
                    " checks the account as it is.",
                ],
                [
                    "A program can tell a rehearsal from pulumi up and behave differently: the review is as trustworthy as the program's source. With unchanged index.ts and components/, that is trailconnect's own.",
                ],
                ...(beside.length ? [[besideTrailconnect]] : []),
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

/** Everything that a review says, in order. */
export function contentOf(review: Review): Content {
    const { project, stack, accountId, isSampleAccount, region, identities } = review;
    const section = (id: string, title: string, blocks: readonly Block[], sections: readonly Section[] = []) => ({
        id,
        title,
        blocks,
        sections,
    });
    return {
        title: "Access review",
        subject: [
            `${project}, stack `,
            { strong: stack },
            ": AWS account ",
            { strong: accountId },
            isSampleAccount ? " (a sample: the stack names none in aws:allowedAccountIds)" : "",
            ", region ",
            { strong: region },
            ". Suffixes, IDs and keys are samples.",
        ],
        summary: summaryOf(review),
        sections: [
            section("picture", "Who reaches what", reachBlocks(review)),
            section(
                "identities",
                "Microsoft's identities",
                identities.length ? [] : [paragraph("The program lets none in.")],
                identities.map((identity) => identitySection(identity, titleOf(identity, identities))),
            ),
            section("refusals", "What was tried and refused", refusalBlocks(review.refusals)),
            section("controls", "Controls", controlBlocks(review.controls)),
            section("costs", "Costs", costBlocks(review.costs)),
            section("notes", "Before you deploy", noteBlocks(review)),
            section("arguments", "Arguments", [
                {
                    kind: "table",
                    caption: "What the program gives to its connections; everything else has its default",
                    head: ["Connection", "Argument", "Value"],
                    rows: review.arguments.map(({ connection, argument, value }) => [
                        lines([connection]),
                        codes([argument]),
                        codes([value]),
                    ]),
                },
            ]),
        ],
    };
}
