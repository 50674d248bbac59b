import type { Connector } from "../facts/microsoft";
import { partitionOfRegion } from "../facts/partitions";
import { checkPartition } from "./partition";
import type { Check } from "./problem";

/** Whether a text has the form of a region's name. */
export function isRegion(text: string): boolean {
    return /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(text);
}

/** Checks the name of the region that a connection is to be in: that it is one, and within the connectors' reach. */
export function checkRegion(connectors: readonly Connector[]): Check<string | undefined> {
    return (region) =>
        region && isRegion(region)
            ? checkPartition(connectors)(partitionOfRegion(region))
            : {
                  reason: region ? "That is no AWS region." : "The trail needs a home region.",
                  allowed: "an AWS region that is enabled in the account",
                  example: "eu-central-1",
              };
}
