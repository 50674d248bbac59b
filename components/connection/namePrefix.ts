import { type NameRule, nameRules } from "../checks/nameRules";
import { reasonAgainst } from "../checks/names";
import { type Fault, show } from "../checks/problem";
import { type ConnectionNames, connectionNames, suffixLength } from "./names";

/** AWS's rule for a name of a connection. */
function ruleFor(kind: string): NameRule {
    return nameRules[kind as keyof ConnectionNames];
}

const suffix = "0".repeat(suffixLength);

/** Most characters that a prefix may have and still fit into every name. */
export const maxNamePrefixLength = Math.min(
    ...Object.entries(connectionNames("", suffix)).map(([kind, rest]) => ruleFor(kind).maxLength - rest.length),
);

/** Checks that a prefix gives a legal AWS name wherever it goes, the random suffix included. */
export function checkNamePrefix(prefix: string): Fault | undefined {
    const rest = {
        allowed: `1 to ${maxNamePrefixLength} lower-case letters, digits and single hyphens, a letter or digit at both ends`,
        example: "trailconnect",
    };
    if (prefix === "") {
        return { reason: "The prefix is empty.", ...rest };
    }
    for (const [kind, name] of Object.entries(connectionNames(prefix, suffix))) {
        const rule = ruleFor(kind);
        const reason = reasonAgainst(name, rule);
        if (reason) {
            return {
                reason: `As ${rule.kind}, ${show(name)} can't be: ${reason}.`,
                reasonRepeatsValue: true,
                ...rest,
            };
        }
    }
    return undefined;
}
