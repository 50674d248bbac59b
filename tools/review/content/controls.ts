import { labelOf } from "../../registered/resources";
import { type Finding, Status } from "../controls/control";
import { type Block, codes, type Line, lines } from "./blocks";

const statusTitles: Readonly<Record<Status, string>> = {
    [Status.Unmet]: "not met",
    [Status.Met]: "met",
    [Status.Optional]: "optional (off)",
    [Status.Exception]: "reasoned exception",
    [Status.Elsewhere]: "outside the program",
};

/** How many controls of each status, in words. */
export function countsByStatus(findings: readonly Finding[]): string {
    return (Object.keys(statusTitles) as Status[])
        .map((status): [number, string] => [
            findings.filter((finding) => finding.status === status).length,
            statusTitles[status],
        ])
        .filter(([number]) => number > 0)
        .map(([number, title]) => `${title} ${number}`)
        .join(", ");
}

function idLines({ ids }: Finding): Line[] {
    const standards = [...new Set(ids.map(({ standard }) => standard))];
    return standards.map((standard) => [
        { strong: standard },
        `: ${ids
            .filter((id) => id.standard === standard)
            .map(({ id }) => id)
            .join(", ")}`,
    ]);
}

/** The controls that apply to what the program creates. */
export function controlBlocks(findings: readonly Finding[]): Block[] {
    return [
        {
            kind: "table",
            caption: "Each control, and what shows it",
            head: ["Control", "Status", "Why", "Shown by", "IDs"],
            rows: findings.map((finding) => [
                lines([finding.title]),
                [[{ strong: statusTitles[finding.status], tone: finding.status }]],
                [
                    [finding.reason],
                    ...codes(finding.options.map(({ key, value }) => `${key}: ${JSON.stringify(value)}`)),
                    ...codes(finding.command ? [finding.command] : []),
                ],
                codes(finding.resources.map(labelOf)),
                idLines(finding),
            ]),
        },
    ];
}
