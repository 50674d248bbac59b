/**
 * A policy document as a plain value. Pulumi's own `aws.iam.PolicyDocument` is a union type that contains Inputs; a
 * plain value can be compared as a whole and simulated.
 */
export interface PolicyDocument {
    Version: "2012-10-17";
    Statement: Statement[];
}

/** One statement of a policy document. */
export interface Statement {
    /** Absent in some AWS managed policies. */
    Sid?: string;
    Effect: "Allow" | "Deny";
    /** Absent in identity policies. */
    Principal?: "*" | Record<string, string | string[]>;
    Action: string | string[];
    Resource?: string | string[];
    /** Values by operator and condition key. */
    Condition?: Record<string, Record<string, string | string[]>>;
}

/** CloudTrail's service principal, the same in every partition. */
export const cloudTrailService = "cloudtrail.amazonaws.com";

/**
 * The maximum size of a managed policy, in characters, not counting white space. Source: "IAM and AWS STS quotas".
 */
export const managedPolicyQuota = 6144;

/** The maximum total size of a role's inline policies, counted the same way. Source: the same page. */
export const roleInlinePolicyQuota = 10_240;

/** A document's size, counted the same way. */
export function sizeOf(document: PolicyDocument): number {
    return JSON.stringify(document).replace(/\s/g, "").length;
}
