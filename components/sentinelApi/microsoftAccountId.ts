import { reasonAgainstAccountId } from "../checks/accountId";
import type { Fault } from "../checks/problem";
import { placeholderAccountIds } from "../facts/microsoft";

function reasonAgainst(value: string | undefined): Pick<Fault, "code" | "reason"> | undefined {
    if (value === undefined) {
        return {
            code: "no-microsoft-account-id",
            reason: "Microsoft publishes no AWS account ID for this Azure cloud, so it is required.",
        };
    }
    const placeholder = placeholderAccountIds[value];
    return placeholder
        ? {
              code: "placeholder-account-id",
              reason: `This is ${placeholder}: Microsoft doesn't sign in from it, but someone else might.`,
          }
        : reasonAgainstAccountId(value);
}

/** Checks the AWS account that the Sentinel role trusts. */
export function checkMicrosoftAccountId(value: string | undefined): Fault | undefined {
    const against = reasonAgainst(value);
    return against === undefined
        ? undefined
        : {
              ...against,
              allowed: "the 12 digits of Microsoft's AWS account, in quotes",
              example: "210987654321",
              source: 'Microsoft Sentinel > Data connectors > Amazon Web Services > Open connector page > "Microsoft account ID"',
          };
}
