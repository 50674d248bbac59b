import { type Connector, connectorTitles, partitionsReached } from "../microsoft";
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

/** Checks that no connector is known to be out of reach in this partition. */
export function checkPartition(connectors: readonly Connector[]): Check<string> {
    return (partition) => {
        const title = partitionTitles[partition];
        const unreached = connectors.filter(
            (connector) =>
                title &&
                Object.keys(partitionsReached).includes(connector) &&
                !partitionsReached[connector].includes(partition),
        );
        return unreached.length === 0
            ? undefined
            : {
                  reason: `${title} is out of reach of ${unreached.map((connector) => connectorTitles[connector]).join(" and ")}: Microsoft connects ${partitionTitles.aws} only.`,
                  allowed: "a region of the partition aws",
                  example: "eu-central-1",
                  exampleProperty: "aws:region",
              };
    };
}
