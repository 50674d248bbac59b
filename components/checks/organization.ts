import { reasonAgainstAccountId } from "./accountId";
import { checkPattern } from "./pattern";
import { type Fault, type Problem, problemsOf, problemsOfEach } from "./problem";

/** Checks an organization's ID. Source: "Organization", AWS Organizations API Reference. */
export const checkOrganizationId = checkPattern(/^o-[a-z0-9]{10,32}$/, {
    code: "organization-id",
    reason: "Not a valid organization ID.",
    allowed: "o- followed by 10 to 32 lowercase letters and digits",
    example: "o-exampleorgid",
    source: "aws organizations describe-organization --query Organization.Id --output text",
});

function checkMemberAccountId(id: string): Fault | undefined {
    const against = reasonAgainstAccountId(id);
    return against === undefined
        ? undefined
        : {
              ...against,
              allowed: "the IDs of member accounts, 12 digits each, in quotes",
              example: "444455556666",
          };
}

/**
 * How many accounts can be listed: each uses one of the bucket's notifications, of which S3 allows 100, and a line of
 * the role's policy, which IAM limits to 10,240 characters.
 */
const maxMemberAccounts = 50;

/** Problems with a list of member accounts. An item that isn't known yet is `undefined`. */
export function problemsOfMemberAccounts(propertyPath: string, ids: readonly (string | undefined)[]): Problem[] {
    const known = ids.filter((id) => id !== undefined);
    const list = {
        allowed: `up to ${maxMemberAccounts} account IDs, each once; an empty list means every account of the organization`,
        example: ["444455556666"],
    };
    const against =
        ids.length > maxMemberAccounts
            ? {
                  code: "too-many-accounts",
                  reason: `${ids.length} accounts are too many: each uses one of the bucket's notifications and a line of the role's policy.`,
              }
            : new Set(known).size < known.length
              ? { code: "account-twice", reason: "An account appears more than once in the list." }
              : undefined;
    return [
        ...problemsOf(propertyPath, ids, () => (against === undefined ? undefined : { ...against, ...list })),
        ...problemsOfEach(propertyPath, ids, (id): Fault | undefined =>
            id === undefined ? undefined : checkMemberAccountId(id),
        ),
    ];
}
