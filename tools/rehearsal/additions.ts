import type { Properties } from "./cloud";

/** Something that the owner of an existing resource has to add. */
export interface Addition {
    /** The stack output that holds it. */
    output: string;
    /** What it goes to. */
    title: string;
    /** Whether it has to be there before the stack. */
    isFirst: boolean;
    /** What to add, as JSON. */
    text: string;
}

const kinds: readonly Omit<Addition, "text">[] = [
    { output: "bucketPolicyStatements", title: "Statements to add to the existing bucket's policy", isFirst: true },
    { output: "kmsKeyPolicyStatements", title: "Statements to add to the existing KMS key's policy", isFirst: true },
    {
        output: "accessLogBucketPolicyStatements",
        title: "Statements to add to the access log bucket's policy",
        isFirst: true,
    },
    {
        output: "alarmTopicPolicyStatements",
        title: "Statements to add to the existing alarm topic's policy",
        isFirst: true,
    },
    {
        output: "bucketNotification",
        title: "Event notifications to add to those that the existing bucket has",
        isFirst: false,
    },
];

/** What the owners of existing resources have to add, by a stack's outputs. */
export function additionsOf(outputs: Properties): Addition[] {
    return kinds.flatMap((kind) => {
        const text = outputs[kind.output];
        return typeof text === "string" ? [{ ...kind, text }] : [];
    });
}
