import { type ConnectionNames, connectionNames, suffixLength } from "../connection/names";
import { type NameRule, nameRules } from "./nameRules";
import { type Fault, show } from "./problem";

function reasonAgainst(name: string, rule: NameRule): string | undefined {
    if (name.length > rule.maxLength) {
        return `${name.length} characters are too many`;
    }
    if (name.length < rule.minLength) {
        return `${name.length} characters are too few`;
    }
    if (!rule.pattern.test(name)) {
        return `only ${rule.allowed} may stand there`;
    }
    return rule.reserved?.test(name) ? "AWS reserves it" : undefined;
}

/** Checks one AWS name, as AWS would. */
export function checkName(kind: keyof ConnectionNames, example: string): (name: string) => Fault | undefined {
    const rule = nameRules[kind];
    return (name) => {
        const reason = reasonAgainst(name, rule);
        return reason === undefined
            ? undefined
            : {
                  reason: `That is no ${rule.kind}: ${reason}.`,
                  allowed: `${rule.minLength} to ${rule.maxLength} characters: ${rule.allowed}`,
                  example,
              };
    };
}

const suffix = "0".repeat(suffixLength);

/** Most characters that a prefix may have and still fit into every name. */
export const maxNamePrefixLength = Math.min(
    ...Object.entries(connectionNames("", suffix)).map(
        ([kind, rest]) => nameRules[kind as keyof ConnectionNames].maxLength - rest.length,
    ),
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
        const rule = nameRules[kind as keyof ConnectionNames];
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
