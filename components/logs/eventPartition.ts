import { moved, placeOf, validPlace } from "../checks/arnPlace";
import { type Problem, problemsOfEach } from "../checks/problem";
import type { DataEventsArgs } from "./eventSelectors";

/** Problems with the ARNs of data events in another partition, of which a trail records none. */
export function problemsOfEventPartition(dataEvents: readonly DataEventsArgs[] = [], partition: string): Problem[] {
    return dataEvents.flatMap(({ resourceType, arnPrefixes = [] }, index) =>
        problemsOfEach(`dataEvents[${index}].arnPrefixes`, arnPrefixes, (prefix) => {
            const its = placeOf(String(prefix));
            const ours = validPlace({ partition, region: "" }).partition;
            return its.partition === undefined || ours === undefined || its.partition === ours
                ? undefined
                : {
                      code: "another-partition",
                      reason: `The ARN is in partition ${its.partition}, and the trail is in ${partition}. They must be in the same partition.`,
                      allowed: `the beginning of an ARN in partition ${partition}`,
                      example: [
                          { resourceType, arnPrefixes: [moved(prefix, { partition, region: its.region ?? "" })] },
                      ],
                      exampleProperty: "dataEvents",
                  };
        }),
    );
}
