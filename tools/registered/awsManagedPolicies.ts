import { cloudTrailReadOnlyActions, cloudTrailReadOnlyPolicy } from "../../components/facts/cloudTrailReadOnly";
import type { PolicyDocument } from "../../components/iam/document";

/** The AWS managed policies whose text is known, by name. */
export const awsManagedPolicies: Readonly<Record<string, PolicyDocument>> = {
    [cloudTrailReadOnlyPolicy]: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: [...cloudTrailReadOnlyActions], Resource: "*" }],
    },
};
