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
    { output: "bucketPolicyStatements", title: "To Statement of the existing bucket's policy", isFirst: true },
    { output: "kmsKeyPolicyStatements", title: "To Statement of the existing key's policy", isFirst: true },
    {
        output: "accessLogBucketPolicyStatements",
        title: "To Statement of the policy of the bucket for access logs",
        isFirst: true,
    },
    { output: "alarmTopicPolicyStatements", title: "To Statement of the existing alarm topic's policy", isFirst: true },
    {
        output: "bucketNotification",
        title: "To the lists of the existing bucket's notification configuration, beside what is in them",
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
