import type { ConfigurationKey } from "./properties";

/** Keys that belong together: in the order of the arguments, from one key up to the next group's first. */
export interface Group {
    title: string;
    /** Where more is to be read. */
    more: string;
    from: string;
}

const groups: readonly Group[] = [
    {
        title: "Connectors, log bucket and access key",
        more: "What a change of them replaces: [changes](changes.md). The access key: [rotation](rotation.md).",
        from: "connectors",
    },
    {
        title: "Sentinel's S3 connector, alarms and organizations",
        more: "More: [Sentinel's S3 connector](sentinel-s3.md).",
        from: "additionalSessionNames",
    },
    {
        title: "What exists already",
        more: "More: [what exists already](existing.md).",
        from: "trailName",
    },
    {
        title: "CloudTrail's extras",
        more: "More, with prices: [CloudTrail's extras](cloudtrail.md).",
        from: "managementEvents",
    },
];

/** The groups with their keys. */
export function grouped(keys: readonly ConfigurationKey[]): (Group & { keys: ConfigurationKey[] })[] {
    const starts = groups.map(({ from }) => keys.findIndex(({ key }) => key === from));
    return groups.map((group, index) => ({ ...group, keys: keys.slice(starts[index], starts[index + 1]) }));
}
