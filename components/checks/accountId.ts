import type { Fault } from "./problem";

/** Why a string isn't an AWS account ID; `undefined` if it is one. */
export function reasonAgainstAccountId(value: string): Pick<Fault, "code" | "reason"> | undefined {
    if (/^\d{12}$/.test(value)) {
        return undefined;
    }
    return /^\d{1,11}$/.test(value)
        ? {
              code: "account-id-as-number",
              reason: `Only ${value.length} ${value.length === 1 ? "digit" : "digits"}. Without quotes, YAML reads an account ID as a number, and one that begins with 0 loses its zeros or is read as octal.`,
          }
        : { code: "account-id", reason: "An AWS account ID has 12 digits." };
}
