import type { ConfigurationKey } from "./properties";

/** Keys that have a heading of their own: those of the whole connection, and each group. */
export interface Section {
    title: string;
    /** The group itself, where it is one. */
    group?: ConfigurationKey;
    keys: ConfigurationKey[];
    /** Links to further reading. */
    more?: string;
}

const connection = "The connection";

const pages: Readonly<Record<string, string>> = {
    [connection]:
        "What a change replaces: [changes](changes.md). More on some keys: [CloudTrail's extras](cloudtrail.md).",
    sentinel: "More: [Sentinel's S3 connector](sentinel-s3.md).",
    defender: "The access key: [rotation](rotation.md).",
    trail: "More, with prices: [CloudTrail's extras](cloudtrail.md).",
    existingTrail: "More: [existing resources](existing.md).",
    existingBucket: "More: [existing resources](existing.md).",
    objectLock: "More: [CloudTrail's extras](cloudtrail.md).",
    organization: "More: [many accounts](multi-account.md).",
    alarms: "More: [CloudTrail's extras](cloudtrail.md).",
};

/** The keys of the whole connection first, then each group, in the order of the arguments. */
export function sections(keys: readonly ConfigurationKey[]): Section[] {
    const isGroup = ({ shape }: ConfigurationKey) => shape.kind === "object";
    return [
        { title: connection, keys: keys.filter((key) => !isGroup(key)), more: pages[connection] },
        ...keys.filter(isGroup).map((group) => ({
            title: group.path,
            group,
            keys: group.properties,
            more: pages[group.path],
        })),
    ];
}
