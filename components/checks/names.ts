import { type NameKind, type NameRule, nameRules } from "./nameRules";
import type { Fault } from "./problem";

/** Why AWS would refuse a name; `undefined` if it takes it. */
export function reasonAgainst(name: string, rule: NameRule): string | undefined {
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
export function checkName(kind: NameKind, example: string): (name: string) => Fault | undefined {
    const rule: NameRule = nameRules[kind];
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
