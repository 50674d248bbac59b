import { reasonAgainstAccountId } from "../checks/accountId";
import type { Fault } from "../checks/problem";
import { placeholderAccountIds } from "../facts/microsoft";

function reasonAgainst(value: string | undefined): string | undefined {
    if (value === undefined) {
        return "Microsoft publishes no AWS account ID for this Azure cloud, so it has to be given.";
    }
    const placeholder = placeholderAccountIds[value];
    return placeholder
        ? `That is ${placeholder}: Microsoft does not sign in from it, and somebody else may.`
        : reasonAgainstAccountId(value);
}

/** Checks the AWS account that the Sentinel role trusts. */
export function checkMicrosoftAccountId(value: string | undefined): Fault | undefined {
    const reason = reasonAgainst(value);
    return reason === undefined
        ? undefined
        : {
              reason,
              allowed: "the 12 digits of Microsoft's AWS account, in quotes",
              example: "210987654321",
              source: 'Microsoft Sentinel > Data connectors > Amazon Web Services > Open connector page > "Microsoft account ID"',
          };
}
