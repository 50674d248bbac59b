import type { PolicyDocument, Statement } from "../../components/iam/document";
import { asList } from "../../components/iam/lists";
import { type ReadStatement, readStatement } from "../../components/iam/statements";
import type { Resource } from "./resources";

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

function isObject(value: unknown): value is object {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * A policy document from its text, or from the object that Pulumi takes as well; a single statement need not be in a list.
 * A value that isn't a document, such as another provider's `policy: "Delete"`, has no statements.
 */
export function parseDocument(given: unknown): PolicyDocument {
    const document = typeof given === "string" ? parsed(given) : given;
    const statements = isObject(document) ? asList((document as PolicyDocument).Statement) : [];
    return {
        ...(document as PolicyDocument),
        Statement: statements.filter(isObject) as Statement[],
    };
}

/** What a resource's policy document is called, by the resource's type. */
const titles: Readonly<Record<string, string>> = {
    "aws:s3/bucketPolicy:BucketPolicy": "bucket policy",
    "aws:kms/key:Key": "key policy",
    "aws:iam/role:Role": "trust policy",
    "aws:sns/topicPolicy:TopicPolicy": "topic policy",
    "aws:sqs/queuePolicy:QueuePolicy": "queue policy",
};

/** A policy document of one of the program's resources. */
export interface AttachedDocument<R extends Pick<Resource, "name" | "type" | "inputs"> = Resource> {
    bearer: R;
    /** The property that holds the document. */
    property: string;
    /** What it is called, such as `bucket policy`; otherwise the resource's type. */
    title: string;
    document: PolicyDocument;
    statements: ReadStatement[];
}

/** The properties in which a policy document is looked for, whatever the resource's type. */
export const documentProperties = ["policy", "assumeRolePolicy"];

/** Every policy document that the program wrote, in the order of registration. */
export function documentsOf<R extends Pick<Resource, "name" | "type" | "inputs">>(
    resources: readonly R[],
): AttachedDocument<R>[] {
    // A component's argument isn't attached to anything: its resources have the documents.
    const bearers = resources.filter(({ type }) => !type.startsWith("trailconnect:"));
    return bearers.flatMap((bearer) =>
        documentProperties.flatMap((property) => {
            const given = bearer.inputs[property];
            const isGiven = typeof given === "string" ? given !== "" : typeof given === "object" && given !== null;
            if (!isGiven) {
                return [];
            }
            const document = parseDocument(given);
            const statements = document.Statement.map(readStatement);
            return [{ bearer, property, title: titles[bearer.type] ?? bearer.type, document, statements }];
        }),
    );
}

/** Every policy document that the program wrote, as the JSON of both reports lists it. */
export function policiesIn(resources: readonly Pick<Resource, "name" | "type" | "inputs">[]) {
    return documentsOf(resources).map(({ bearer, property, document }) => ({
        resource: bearer.name,
        type: bearer.type,
        property,
        document,
    }));
}
