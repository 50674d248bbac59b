import { type ConnectionNames, connectionNames, suffixLength } from "../connection/names";
import { type NameRule, nameRules } from "./nameRules";
import { type Fault, show } from "./problem";

function reasonAgainst(name: string, rule: NameRule): { what: string; reason: string } | undefined {
    if (name.length > rule.maxLength) {
        return { what: "too-long", reason: `${name.length} characters is too long` };
    }
    if (name.length < rule.minLength) {
        return { what: "too-short", reason: `${name.length} characters is too short` };
    }
    if (!rule.pattern.test(name)) {
        return { what: "characters", reason: `it must consist of ${rule.allowed}` };
    }
    return rule.reserved?.test(name) ? { what: "reserved", reason: "AWS reserves it" } : undefined;
}

/** Checks one AWS name, as AWS would. */
export function checkName(kind: keyof ConnectionNames, example: string): (name: string) => Fault | undefined {
    const rule = nameRules[kind];
    return (name) => {
        const against = reasonAgainst(name, rule);
        return against === undefined
            ? undefined
            : {
                  code: `name-${against.what}`,
                  reason: `Not a valid ${rule.kind}: ${against.reason}.`,
                  allowed: `${rule.minLength} to ${rule.maxLength} characters: ${rule.allowed}`,
                  example,
              };
    };
}

const suffix = "0".repeat(suffixLength);

/** The most characters that a prefix may have so that every name stays within its limit. */
export const maxNamePrefixLength = Math.min(
    ...Object.entries(connectionNames("", suffix)).map(
        ([kind, rest]) => nameRules[kind as keyof ConnectionNames].maxLength - rest.length,
    ),
);

/** Checks that every name made from a prefix, including the random suffix, is valid in AWS. */
export function checkNamePrefix(prefix: string): Fault | undefined {
    const rest = {
        allowed: `1 to ${maxNamePrefixLength} lower-case letters, digits and single hyphens, starting and ending with a letter or digit`,
        example: "trailconnect",
    };
    if (prefix === "") {
        return { code: "name-prefix-empty", reason: "The prefix is empty.", ...rest };
    }
    for (const [kind, name] of Object.entries(connectionNames(prefix, suffix))) {
        const rule = nameRules[kind as keyof ConnectionNames];
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
