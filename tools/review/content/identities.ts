import type { AccessLevels } from "../identities/accessLevels";
import { type Difference, Verdict } from "../identities/difference";
import type { Scope } from "../identities/grants";
import type { ReviewedIdentity } from "../review";
import { type Cell, codes, count, json, type Line, lines, paragraph, type Section } from "./blocks";

/** How many actions, in words. */
export function levelsInWords({ levels, writes }: AccessLevels): string {
    const total = Object.values(levels).reduce((sum, number) => sum + number, 0);
    const changing = writes.length
        ? `${count(writes.length)} of which AWS counts as changing something: ${writes.join(", ")}`
        : "none of which changes anything";
    return `${count(total)} of AWS's actions, ${changing}`;
}

/** What the section of an identity is called in links. */
export function idOf({ component }: ReviewedIdentity): string {
    return `identity-${component}`;
}

function nameOf({ becomes }: ReviewedIdentity): string {
    return becomes.slice(becomes.lastIndexOf("/") + 1);
}

function resourceLines(resources: readonly string[], before = ""): Line[] {
    return resources.map((arn) => (arn === "*" ? [`${before}everything`] : [before, { code: arn }]));
}

function scopeLines(scopes: readonly (Scope & { action?: string })[]): Cell {
    const distinct = new Map(scopes.map((scope) => [JSON.stringify(scope), scope]));
    return [...distinct.values()].flatMap(({ action, principals, resources, conditions }) => [
        ...codes(action ? [action] : []),
        ...principals.map((code): Line => ["to ", { code }]),
        ...resourceLines(resources, "on "),
        ...conditions.map((code): Line => ["if ", { code }]),
    ]);
}

function differenceRow({ verdict, actions, microsoft, here }: Difference): Cell[] {
    const isSameAction = here.every(({ action }) => actions.includes(action));
    const own = isSameAction ? here.map(({ action: _, ...scope }) => scope) : here;
    return [
        codes(actions),
        [[{ strong: verdict }]],
        verdict === Verdict.Added ? [["nothing"]] : scopeLines(microsoft),
        verdict === Verdict.Left ? [["nothing"]] : scopeLines(own),
    ];
}

/** The title of an identity: with the name of what it becomes, where there are several of a connector. */
export function titleOf({ title, connector, becomes }: ReviewedIdentity, all: readonly ReviewedIdentity[]): string {
    const isAlone = all.filter((other) => other.connector === connector).length === 1;
    return isAlone ? title : `${title}: ${becomes.slice(becomes.lastIndexOf("/") + 1)}`;
}

/** What an outside identity can do, and what Microsoft's own instructions would have let it do. */
export function identitySection(identity: ReviewedIdentity, title: string): Section {
    const { becomes, signsIn, guards, can, documents, microsoft, differences } = identity;
    return {
        id: idOf(identity),
        title,
        blocks: [
            ...signsIn.map((sentence) => paragraph(sentence)),
            paragraph("It is then ", { code: becomes }, `, and may use ${levelsInWords(identity.levels)}.`),
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
            paragraph("What guards it besides:"),
            { kind: "list", items: lines(guards) },
            ...documents.map((named) => json(`Document: ${named.title}, ${nameOf(identity)}`, named.document)),
            paragraph(
                `What Microsoft's own instructions would have granted: ${levelsInWords(identity.levelsOfMicrosoft)} (${microsoft.source}).`,
                ...(microsoft.others ? [` ${microsoft.others}`] : []),
            ),
            {
                kind: "table",
                caption: `What ${title} is granted here and by Microsoft's instructions`,
                head: ["Actions", "Here", "Microsoft's instructions grant", "This program grants"],
                rows: differences.map(differenceRow),
            },
            ...microsoft.documents.map((named) =>
                json(`Microsoft's: ${named.title}, beside ${nameOf(identity)}`, named.document),
            ),
        ],
        sections: [],
    };
}
