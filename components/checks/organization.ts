import { reasonAgainstAccountId } from "./accountId";
import { checkPattern } from "./pattern";
import { type Fault, type Problem, problemsOf, problemsOfEach } from "./problem";

/** Checks an organization's ID. Source: "Organization", AWS Organizations API Reference. */
export const checkOrganizationId = checkPattern(/^o-[a-z0-9]{10,32}$/, {
    reason: "That is not an organization's ID.",
    allowed: "o- and then 10 to 32 lower-case letters and digits",
    example: "o-exampleorgid",
    source: "aws organizations describe-organization --query Organization.Id --output text",
});

function checkMemberAccountId(id: string): Fault | undefined {
    const reason = reasonAgainstAccountId(id);
    return reason === undefined
        ? undefined
        : {
              reason,
              allowed: "the IDs of member accounts, 12 digits each, in quotes",
              example: "444455556666",
          };
}

/**
 * How many accounts can be named: each is a notification of the bucket, of which S3 takes 100, and a line in the
 * role's policy, of which IAM takes 10,240 characters.
 */
const maxMemberAccounts = 50;

/** The problems of a list of member accounts. An item that isn't at hand yet is `undefined`. */
export function problemsOfMemberAccounts(propertyPath: string, ids: readonly (string | undefined)[]): Problem[] {
    const known = ids.filter((id) => id !== undefined);
    const list = {
        allowed: `up to ${maxMemberAccounts} account IDs, each once; none: every account of the organization`,
        example: ["444455556666"],
    };
    const reason =
        ids.length > maxMemberAccounts
            ? `${ids.length} accounts are too many: each takes a notification of the bucket and a line of the role's policy.`
            : new Set(known).size < known.length
              ? "The list names an account twice."
              : undefined;
    return [
        ...problemsOf(propertyPath, ids, () => (reason === undefined ? undefined : { reason, ...list })),
        ...problemsOfEach(propertyPath, ids, (id): Fault | undefined =>
            id === undefined ? undefined : checkMemberAccountId(id),
        ),
    ];
}
