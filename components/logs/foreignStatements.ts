/** What S3 would refuse in someone else's bucket policy. */
import { asList } from "../iam/lists";
import { covers } from "../iam/wildcards";
import { type Against, against, type ForeignStatement, reasonAgainstElements } from "./foreignElements";
import type { ForeignPolicy } from "./mergedPolicy";

const documentElements = ["Version", "Id", "Statement"];
const versions = ["2012-10-17", "2008-10-17"];

/** Elements of which a statement has one or the other. */
const alternatives = [
    ["Principal", "NotPrincipal"],
    ["Action", "NotAction"],
    ["Resource", "NotResource"],
] as const;

const statementElements = ["Sid", "Effect", "Condition", ...alternatives.flat()];

/** A statement as messages name it: by its Sid, or by its place. */
export function nameOfStatement({ Sid: sid }: ForeignStatement, index: number): string {
    return typeof sid === "string" && sid !== "" ? `statement ${JSON.stringify(sid)}` : `statement number ${index + 1}`;
}

/** Whether a policy of a bucket can say something of a resource: the bucket or its objects, in whatever partition. */
function isOfBucket(resource: unknown, bucketName: string): boolean {
    const [bucket = ""] = /^arn:[^:]*:s3:::(.*)$/s.exec(String(resource))?.[1]?.split("/") ?? [];
    return resource === "*" || covers(bucket, bucketName);
}

function againstStatement(
    statement: ForeignStatement,
    name: string,
    bucketName: string | undefined,
): Against | undefined {
    const unknown = Object.keys(statement).find((element) => !statementElements.includes(element));
    if (unknown !== undefined) {
        return against("policy-element", `In ${name}, ${JSON.stringify(unknown)} is no element of a statement.`);
    }
    if (statement.Effect !== "Allow" && statement.Effect !== "Deny") {
        return against("policy-effect", `In ${name}, Effect is neither "Allow" nor "Deny".`);
    }
    for (const elements of alternatives) {
        if (elements.filter((element) => statement[element] !== undefined).length !== 1) {
            return against("policy-element-count", `In ${name}, there has to be either ${elements.join(" or ")}.`);
        }
    }
    const ofElements = reasonAgainstElements(statement, name);
    if (ofElements) {
        return ofElements;
    }
    const elsewhere =
        bucketName === undefined
            ? undefined
            : [...asList(statement.Resource), ...asList(statement.NotResource)].find(
                  (resource) => !isOfBucket(resource, bucketName),
              );
    return elsewhere === undefined
        ? undefined
        : against(
              "policy-of-another-bucket",
              `In ${name}, ${JSON.stringify(elsewhere)} is neither the bucket ${bucketName} nor an object in it.`,
          );
}

/**
 * Why S3 would refuse a bucket's policy; `undefined` where nothing is known against it. Sources: "IAM JSON policy elements
 * reference", and for Sids "IAM JSON policy elements: Sid" (IAM User Guide); "Policies and permissions in Amazon S3" for the
 * resources.
 *
 * @param bucketName the bucket, if it is known: only then its resources are looked at
 */
export function reasonAgainstPolicy(policy: ForeignPolicy, bucketName?: string): Against | undefined {
    const unknown = Object.keys(policy).find((element) => !documentElements.includes(element));
    if (unknown !== undefined) {
        return against("policy-element", `${JSON.stringify(unknown)} is no element of a policy.`);
    }
    if (policy.Version !== undefined && !versions.includes(policy.Version as string)) {
        return against("policy-version", `Version is neither ${versions.join(" nor ")}.`);
    }
    const statements = policy.Statement as ForeignStatement[];
    const sids = statements.map(({ Sid: sid }) => sid).filter((sid) => sid !== undefined && sid !== "");
    const twice = sids.find((sid, index) => sids.indexOf(sid) < index);
    if (twice !== undefined) {
        return against("policy-sid-twice", `Two statements have the Sid ${JSON.stringify(twice)}.`);
    }
    for (const [index, statement] of statements.entries()) {
        const found = againstStatement(statement, nameOfStatement(statement, index), bucketName);
        if (found) {
            return found;
        }
    }
    return undefined;
}
