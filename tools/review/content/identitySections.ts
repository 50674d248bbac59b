import type { AccessLevels } from "../identities/accessLevels";
import type { Difference, Grant } from "../identities/difference";
import type { MicrosoftIdentity } from "../identities/microsoftIdentities";
import { type Cell, codes, count, json, type Line, lines, paragraph, type Section } from "./blocks";

/** How many actions, in words. */
export function levelsInWords({ levels, writes }: AccessLevels): string {
    const total = Object.values(levels).reduce((sum, number) => sum + number, 0);
    const changing = writes.length
        ? `${count(writes.length)} of which AWS classifies as changing something: ${writes.join(", ")}`
        : "none of which changes anything";
    return `${count(total)} AWS actions, ${changing}`;
}

function nameOf({ becomes }: MicrosoftIdentity): string {
    return becomes.slice(becomes.lastIndexOf("/") + 1);
}

/** The title of an identity, with the name of its user or role if the connector has several. */
export function titleOf(identity: MicrosoftIdentity, all: readonly MicrosoftIdentity[]): string {
    const isAlone = all.filter(({ connector }) => connector === identity.connector).length === 1;
    return isAlone ? identity.title : `${identity.title}: ${nameOf(identity)}`;
}

/** The ID of an identity's section. */
export function idOf({ component }: MicrosoftIdentity): string {
    return `identity-${component}`;
}

function resourceLines(resources: readonly string[], before = ""): Line[] {
    return resources.map((arn) => (arn === "*" ? [`${before}everything`] : [before, { code: arn }]));
}

/** Grants as the lines of a cell, with their actions if those differ from the row's. */
function grantLines(grants: readonly Grant[], actions: readonly string[]): Cell {
    const shown = grants.map((grant) => (actions.includes(grant.action) ? { ...grant, action: "" } : grant));
    const distinct = new Map(shown.map((grant) => [JSON.stringify(grant), grant]));
    return [...distinct.values()].flatMap(({ action, principals, resources, conditions }) => [
        ...codes(action ? [action] : []),
        ...principals.map((code): Line => ["to ", { code }]),
        ...resourceLines(resources, "on "),
        ...lines(conditions.map((condition) => `if ${condition}`)),
    ]);
}

function differenceRow({ comparison, actions, microsoft, here }: Difference): Cell[] {
    const cell = (grants: readonly Grant[]) => (grants.length ? grantLines(grants, actions) : [["nothing"]]);
    return [codes(actions), [[{ strong: comparison }]], cell(microsoft), cell(here)];
}

/** What one of Microsoft's identities can do, and what Microsoft's own instructions would have let it do. */
export function identitySection(identity: MicrosoftIdentity, title: string): Section {
    const { becomes, signsIn, guards, can, documents, levels, microsoft, levelsOfMicrosoft, differences } = identity;
    const name = nameOf(identity);
    return {
        id: idOf(identity),
        title,
        blocks: [
            ...signsIn.map((sentence) => paragraph(sentence)),
            paragraph("It then acts as ", { code: becomes }, `, and may use ${levelsInWords(levels)}.`),
            {
                kind: "table",
                caption: `What ${title} can do`,
                head: ["It can", "Action", "On", "If"],
                rows: can.map(({ words, action, resources, conditions }) => [
                    lines([words]),
                    codes([action]),
                    resourceLines(resources),
                    lines(conditions.length ? conditions : ["always"]),
                ]),
            },
            paragraph("What else limits it:"),
            { kind: "list", items: lines(guards) },
            ...documents.map((named) => json(`Document: ${named.title}, ${name}`, named.document)),
            paragraph(
                `What Microsoft's own instructions would have granted: ${levelsInWords(levelsOfMicrosoft)} (${microsoft.source}).`,
                microsoft.others ? ` ${microsoft.others}` : "",
            ),
            {
                kind: "table",
                caption: `What ${title} is granted here and by Microsoft's instructions`,
                head: ["Actions", "Here", "Microsoft's instructions grant", "This program grants"],
                rows: differences.map(differenceRow),
            },
            ...microsoft.documents.map((named) =>
                json(`Microsoft's instructions: ${named.title}, instead of ${name}`, named.document),
            ),
        ],
        sections: [],
    };
}
