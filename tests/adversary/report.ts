import type { Findings } from "./suite";

/** A row of a table: what it is about, and its figures. */
type Row = [what: string, ...figures: (number | string)[]];

const widthOfWhat = 58;

const widthOfFigure = 11;

function inFigures(figure: number | string): string {
    return typeof figure === "number" ? figure.toLocaleString("en") : figure;
}

function table(rows: readonly Row[]): string[] {
    return rows.map(([what, ...figures]) =>
        [what.padEnd(widthOfWhat), ...figures.map((figure) => inFigures(figure).padStart(widthOfFigure))].join(""),
    );
}

function sum(numbers: readonly number[]): number {
    return numbers.reduce((total, one) => total + one, 0);
}

/** The totals of a run, a line each. */
export function totalsOf({ refused, refusedConfigurations, survivors }: Findings): string[] {
    const { configurations, documents, refusals, permitted, mutations } = refused;
    const count = (number: number) => number.toLocaleString("en");
    return [
        `${count(configurations)} configurations built, ${count(refusedConfigurations)} more refused by the program`,
        `${count(documents.written)} policy documents written, ${count(documents.distinct)} of them distinct`,
        `${count(sum(permitted.map(({ requests }) => requests)))} requests permitted that have to be`,
        `${count(sum(refusals.map(({ tried }) => tried)))} requests of outsiders tried, ${count(sum(refusals.map((one) => one.refused)))} refused`,
        `${count(sum(mutations.map(({ planted }) => planted)))} weaknesses planted, ${count(sum(mutations.map(({ caught }) => caught)))} caught, ${survivors.length} not`,
    ];
}

/** What a run found, for a screen of 80 columns. */
export function report(findings: Findings): string {
    const { refusals, mutations } = findings.refused;
    const outsiders = [...new Set(refusals.map(({ outsider }) => outsider))];
    const byOutsider = outsiders.map((outsider): Row => {
        const alike = refusals.filter((refusal) => refusal.outsider === outsider);
        return [outsider, sum(alike.map(({ tried }) => tried)), sum(alike.map(({ refused }) => refused))];
    });
    const byDocument = mutations.map(({ document, planted, caught }): Row => [document, planted, caught]);
    return [
        ...table([["Outsider", "tried", "refused"], ...byOutsider]),
        "",
        ...table([["Weaknesses in", "planted", "caught"], ...byDocument]),
        "",
        ...totalsOf(findings),
        ...findings.survivors.map((survivor) => `Not caught: ${survivor}`),
    ].join("\n");
}

/** What `tools/review/refused.json` holds of a run. */
export function asFile({ refused }: Findings): string {
    return `${JSON.stringify(refused, undefined, 2)}\n`;
}
