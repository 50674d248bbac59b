import type { ReadStatement } from "../../components/iam/statements";
import { documentsOf } from "./documents";
import { attachmentsOf } from "./identityPolicies";
import { labelOf, type Resource } from "./resources";

/** Bucket properties that give access without a policy. */
const admitting = ["acl", "grants", "website", "replicationConfiguration"];

function isGiven(value: unknown): boolean {
    return value !== undefined && !(Array.isArray(value) && value.length === 0);
}

/** Elements that look like a misspelled `Statement`. */
function misspelled(document: object): string[] {
    return Object.keys(document).filter((element) => /^statements?$/i.test(element) && element !== "Statement");
}

/** Grants in a form that these tools don't read, each in words. None with today's program. */
export function unreadIn(resources: readonly Resource[]): string[] {
    // A Deny never gives access, however it is written.
    const inWords = (statements: readonly ReadStatement[], where: string) =>
        statements
            .filter(({ effect, unread }) => unread.length > 0 && effect !== "Deny")
            .map(({ unread }) => `${unread.join(", ")} in ${where}`);
    return [
        ...documentsOf(resources).flatMap(({ bearer, document, statements }) => [
            ...misspelled(document).map((element) => `${element} in the policy of ${labelOf(bearer)}`),
            ...inWords(statements, `a statement of ${labelOf(bearer)}`),
        ]),
        ...attachmentsOf(resources)
            // The program's own policies are among its documents.
            .filter(({ policy, by }) => policy.document === undefined || by.inputs.inlinePolicies !== undefined)
            .flatMap(({ policy, by }) => inWords(policy.statements, `what ${labelOf(by)} attaches`)),
        ...resources
            .filter(({ type }) => type === "aws:s3/bucket:Bucket")
            .flatMap((bucket) =>
                admitting
                    .filter((property) => isGiven(bucket.inputs[property]))
                    .map((property) => `${property} of ${labelOf(bucket)}`),
            ),
    ];
}
