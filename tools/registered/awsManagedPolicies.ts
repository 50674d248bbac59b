import type { PolicyDocument } from "../../components/iam/document";

/**
 * The policies of AWS's own whose text is known, by name, as "AWS Managed Policy Reference Guide"
 * gives them: AWSCloudTrail_ReadOnlyAccess, version 1 of 14 June 2022.
 */
export const awsManagedPolicies: Readonly<Record<string, PolicyDocument>> = {
    AWSCloudTrail_ReadOnlyAccess: {
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Action: ["cloudtrail:Get*", "cloudtrail:Describe*", "cloudtrail:List*", "cloudtrail:LookupEvents"],
                Resource: "*",
            },
        ],
    },
};
