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
    /** What is reviewed. */
    subject: Line;
    /** The review in a few sentences. */
    summary: readonly Line[];
    sections: readonly Section[];
}

/** Unexpected findings, each in a sentence. */
function alarmsOf({ unexpected, unread, flows, refusals, controls }: Review): string[] {
    return [
        ...unexpected.map(({ who, may }) => `${who} also has access: ${may}.`),
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
        [
            "The program's policies give nobody else outside the account access, except AWS services, as the picture shows.",
        ],
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
                ` has access: ${levelsInWords(identity.levels)}.`,
            ],
        ),
        ...(unexpected.length + unread.length === 0 ? nobodyElse(review) : []),
        ...alarmsOf(review).map((sentence): Line => [{ strong: sentence, tone: "unmet" }]),
        [
            { link: `${count(tried)} requests that must be refused`, to: "refusals" },
            ` were simulated against ${count(refusals.configurations)} configurations of the program; ${tried === refused ? "all" : count(refused)} were refused.`,
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
    const besideTrailconnect = `Resources outside trailconnect's components: ${beside.join(", ")}. The review shows their policies, but doesn't assess them.`;
    return [
        {
            kind: "list",
            items: [
                [
                    "This review comes from a rehearsal of the program: nothing was created, and no cloud API was called. It says nothing about what is deployed.",
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

/** The whole review as text, in order. */
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
                identities.length ? [] : [paragraph("The program gives none of them access.")],
                identities.map((identity) => identitySection(identity, titleOf(identity, identities))),
            ),
            section("refusals", "What was tried and refused", refusalBlocks(review.refusals)),
            section("controls", "Controls", controlBlocks(review.controls)),
            section("costs", "Costs", costBlocks(review.costs)),
            section("notes", "Before you deploy", noteBlocks(review)),
            section("arguments", "Arguments", [
                {
                    kind: "table",
                    caption: "Arguments of the program's connections; everything else has its default",
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
