import { labelOf } from "../../rehearsal/registrations";
import type { Flow } from "../outsiders/flows";
import type { Review } from "../review";
import { type Block, codes, json, type Line, lines } from "./blocks";

/** What resources send where. */
export function flowBlocks(flows: readonly Flow[]): Block[] {
    return flows.length === 0
        ? []
        : [
              {
                  kind: "table",
                  caption: "What is sent where",
                  head: ["From", "What", "To"],
                  rows: flows.map(({ from, what, to, isKnown }) => {
                      const known: Line[] = isKnown ? [] : [[{ strong: "unknown to the program", tone: "unmet" }]];
                      return [codes([from]), lines([what]), [...codes([to]), ...known]];
                  }),
              },
          ];
}

/** The policies of resources, which are not those of Microsoft's identities. */
export function policyBlocks({ policies, identities }: Review): Block[] {
    const shownThere = identities.flatMap(({ documents }) => documents.map(({ document }) => JSON.stringify(document)));
    return policies
        .filter(({ document }) => !shownThere.includes(JSON.stringify(document)))
        .map(({ type, resource: name, document }) => json(`Document: ${labelOf({ type, name })}`, document));
}
