import { Connector, connectorTitles, partitionsReached } from "../facts/microsoft";
import type { Check } from "./problem";

const partitionTitles: Readonly<Record<string, string>> = {
    aws: "AWS's commercial partition",
    "aws-cn": "AWS China",
    "aws-us-gov": "AWS GovCloud (US)",
    "aws-eusc": "AWS European Sovereign Cloud",
    "aws-iso": "AWS Top Secret",
    "aws-iso-b": "AWS Secret",
    "aws-iso-e": "AWS Europe (ISO-E)",
    "aws-iso-f": "AWS ISO-F",
};

function inWords(partitions: readonly string[]): string {
    return partitions.map((partition) => partitionTitles[partition]).join(" and ");
}

/** Checks that Microsoft isn't known to exclude any of the connectors from this partition. */
export function checkPartition(connectors: readonly Connector[]): Check<string> {
    return (partition) => {
        const title = partitionTitles[partition];
        const unreached = connectors.filter(
            (connector) =>
                title &&
                Object.keys(partitionsReached).includes(connector) &&
                !partitionsReached[connector].includes(partition),
        );
        if (unreached.length === 0) {
            return undefined;
        }
        const reaches = [...new Set(unreached.map((connector) => partitionsReached[connector].join()))];
        const reasons = reaches.map((reach) => {
            const alike = unreached.filter((connector) => partitionsReached[connector].join() === reach);
            const titles = alike.map((connector) => connectorTitles[connector]).join(" and ");
            return `${title} is not supported by ${titles}: Microsoft connects to ${inWords(reach.split(","))} only.`;
        });
        const byOthers = Object.values(Connector).filter((other) => partitionsReached[other].includes(partition));
        return {
            code: "partition",
            reason: reasons.join(" "),
            allowed: `a region in the aws partition${byOthers.length ? `; in ${title}, only the connector ${byOthers.join(", ")}` : ""}`,
            example: "eu-central-1",
            exampleProperty: "aws:region",
        };
    };
}
