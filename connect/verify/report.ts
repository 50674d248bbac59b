import Table from "cli-table3";
import type { Verdict } from "./verdict";

const words: Readonly<Record<Verdict["result"], string>> = { holds: "ok", fails: "FAIL", unknown: "?" };

/** Counts the results, in one line. */
export function summary(verdicts: readonly Verdict[]): string {
    const count = (result: Verdict["result"]) => verdicts.filter((verdict) => verdict.result === result).length;
    const unknown = count("unknown");
    return `${verdicts.length} checks: ${count("holds")} passed, ${count("fails")} failed${unknown ? `, ${unknown} could not be run` : ""}`;
}

/** Breaks words that are longer than a line of this many columns; the table itself would truncate them. */
function cut(text: string, columns: number): string {
    return text.replace(new RegExp(`\\S{${columns + 1},}`, "g"), (word) =>
        (word.match(new RegExp(`.{1,${columns}}`, "gu")) ?? []).join("\n"),
    );
}

/** The verdicts as a table for a terminal of this many columns. */
export function table(verdicts: readonly Verdict[], width: number): string {
    // Borders and padding take ten columns.
    const rest = Math.max(width - 10 - 7, 40);
    const check = Math.min(Math.floor(rest * 0.4), 48);
    const rows = new Table({
        head: ["", "Check", "Found"],
        colWidths: [7, check + 2, rest - check + 2],
        wordWrap: true,
        wrapOnWordBoundary: true,
        style: { head: [], border: [] },
    });
    for (const { result, check: title, seen, advice } of verdicts) {
        rows.push([
            words[result],
            cut(title, check),
            cut(advice === undefined ? seen : `${seen}\n> ${advice}`, rest - check),
        ]);
    }
    return `${rows.toString()}\n${summary(verdicts)}\n`;
}

/** The verdicts as lines, for a pipe or a file. */
export function lines(verdicts: readonly Verdict[]): string {
    const all = verdicts.map(
        ({ result, check, seen, advice }) =>
            `${words[result].padEnd(5)}  ${check}: ${seen}${advice === undefined ? "" : `\n       > ${advice}`}`,
    );
    return `${all.join("\n")}\n${summary(verdicts)}\n`;
}
