import { type NameRule, nameRules } from "../checks/nameRules";
import { reasonAgainst } from "../checks/names";
import { type Fault, show } from "../checks/problem";
import { type ConnectionNames, connectionNames, suffixLength } from "./names";

/** AWS's rule for one of a connection's names. */
function ruleFor(kind: string): NameRule {
    return nameRules[kind as keyof ConnectionNames];
}

const suffix = "0".repeat(suffixLength);

/** The maximum length of a prefix that keeps every name within its limit. */
export const maxNamePrefixLength = Math.min(
    ...Object.entries(connectionNames("", suffix)).map(([kind, rest]) => ruleFor(kind).maxLength - rest.length),
);

/** Checks that every name built from a prefix and the random suffix is valid in AWS. */
export function checkNamePrefix(prefix: string): Fault | undefined {
    const rest = {
        allowed: `1 to ${maxNamePrefixLength} lowercase letters, digits and single hyphens, starting and ending with a letter or digit`,
        example: "trailconnect",
    };
    if (prefix === "") {
        return { code: "name-prefix-empty", reason: "The prefix is empty.", ...rest };
    }
    for (const [kind, name] of Object.entries(connectionNames(prefix, suffix))) {
        const rule = ruleFor(kind);
        const against = reasonAgainst(name, rule);
        if (against) {
            return {
                code: `name-prefix-${against.what}`,
                reason: `${show(name)} would not be a valid ${rule.kind}: ${against.reason}.`,
                reasonRepeatsValue: true,
                ...rest,
            };
        }
    }
    return undefined;
}
