import type { Finding } from "../../../../tools/review/controls/control";

const indented = (label: string, lines: readonly string[]) => lines.map((line) => `    ${label}${line}`);

function findingAsText({ title, ids, status, reason, resources, options, command }: Finding): string {
    return [
        `${status}: ${title}`,
        ...indented("asked by ", [ids.map(({ id }) => id).join(" ")]),
        ...indented("", [reason]),
        ...indented(
            "on ",
            resources.map(({ type, name }) => `${type} ${name}`),
        ),
        ...indented(
            "by ",
            options.map(({ key, value }) => `${key} = ${JSON.stringify(value)}`),
        ),
        ...indented("$ ", command ? [command] : []),
        "",
    ].join("\n");
}

/** Whole findings, for people to compare. */
export function asText(findings: readonly Finding[]): string {
    return findings.map(findingAsText).join("\n");
}
