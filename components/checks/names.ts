import { type NameKind, type NameRule, nameRules } from "./nameRules";
import type { Fault } from "./problem";

/** Why AWS would reject a name; `undefined` if AWS accepts it. */
export function reasonAgainst(name: string, rule: NameRule): { what: string; reason: string } | undefined {
    if (name.length > rule.maxLength) {
        return { what: "too-long", reason: `it is too long (length ${name.length})` };
    }
    if (name.length < rule.minLength) {
        return { what: "too-short", reason: `it is too short (length ${name.length})` };
    }
    if (!rule.pattern.test(name)) {
        return { what: "characters", reason: `it must consist of ${rule.allowed}` };
    }
    return rule.reserved?.test(name) ? { what: "reserved", reason: "AWS reserves it" } : undefined;
}

/** Checks a name by AWS's rules. */
export function checkName(kind: NameKind, example: string): (name: string) => Fault | undefined {
    const rule: NameRule = nameRules[kind];
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
