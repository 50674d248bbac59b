import type { ReadStatement } from "../../components/iam/statements";
import { documentsOf } from "./documents";
import { attachmentsOf } from "./identityPolicies";
import { labelOf, type Resource } from "./resources";

/** Properties of buckets that admit somebody without a policy. */
const admitting = ["acl", "grants", "website", "replicationConfiguration"];

function isGiven(value: unknown): boolean {
    return value !== undefined && !(Array.isArray(value) && value.length === 0);
}

/** The element of a document that would be its statements, were it spelled so. */
function misspelled(document: object): string[] {
    return Object.keys(document).filter((element) => /^statements?$/i.test(element) && element !== "Statement");
}

/** What grants something in a form that nobody here reads, each in words. With today's program nothing. */
export function unreadIn(resources: readonly Resource[]): string[] {
    // A Deny lets nobody in, however it is written.
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
