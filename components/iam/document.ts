/**
 * A policy document as a plain value. Pulumi's own `aws.iam.PolicyDocument` is a union type with Inputs
 * inside: these are values, so that they can be asserted whole and simulated.
 */
export interface PolicyDocument {
    Version: "2012-10-17";
    Statement: Statement[];
}

/** One statement of a policy document. */
export interface Statement {
    /** Absent in some of AWS's own policies. */
    Sid?: string;
    Effect: "Allow" | "Deny";
    /** Absent in identity policies. */
    Principal?: "*" | Record<string, string | string[]>;
    Action: string | string[];
    Resource?: string | string[];
    /** Operator, then condition key, then the values. */
    Condition?: Record<string, Record<string, string | string[]>>;
}

/** The service principal that CloudTrail writes logs as, in every partition. */
export const cloudTrailService = "cloudtrail.amazonaws.com";

/**
 * How much a managed policy may hold, in characters without white space. Source: "IAM and AWS STS quotas".
 */
export const managedPolicyQuota = 6144;

/** How much the inline policies of one role may hold together, in the same characters. Source: the same page. */
export const roleInlinePolicyQuota = 10_240;

/** How many of those characters a document takes. */
export function sizeOf(document: PolicyDocument): number {
    return JSON.stringify(document).replace(/\s/g, "").length;
}
