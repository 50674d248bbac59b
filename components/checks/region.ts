import type { Connector } from "../facts/microsoft";
import { partitionOfRegion } from "../facts/partitions";
import { checkPartition } from "./partition";
import type { Check } from "./problem";

/** Whether a string has the format of a region name. */
export function isRegion(text: string): boolean {
    return /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(text);
}

/** Checks a connection's region: it must be a valid region name, in a partition that the connectors support. */
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
