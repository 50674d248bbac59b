import type { Connector } from "../facts/microsoft";
import { partitionOfRegion } from "../facts/partitions";
import { checkPartition } from "./partition";
import type { Check } from "./problem";

/** Whether a text has the form of a region's name. */
export function isRegion(text: string): boolean {
    return /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(text);
}

/** Checks the region of a connection: that it is one, in a partition that the connectors support. */
export function checkRegion(connectors: readonly Connector[]): Check<string | undefined> {
    return (region) =>
        region && isRegion(region)
            ? checkPartition(connectors)(partitionOfRegion(region))
            : {
                  ...(region
                      ? { code: "region", reason: "Not the name of an AWS region." }
                      : { code: "no-region", reason: "The trail needs a home region." }),
                  allowed: "an AWS region that is enabled in the account",
                  example: "eu-central-1",
              };
}
