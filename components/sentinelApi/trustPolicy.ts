import { accountRootArn } from "../facts/arns";
import type { PolicyDocument } from "../iam/document";

/**
 * The trust policy of the role that Sentinel's API connector assumes. It allows Microsoft's AWS account, and only with
 * the workspace ID as the external ID, so that no other Sentinel customer can have Microsoft read this account.
 *
 * Sources: "Connect Microsoft Sentinel to Amazon Web Services to ingest AWS service log data";
 * "Access to AWS accounts owned by third parties" (IAM User Guide) for the external ID.
 *
 * @param partition the role's own partition: a policy can't name a principal in another one
 * @param microsoftAccountId Microsoft's AWS account, 12 digits
 * @param externalId the Log Analytics workspace ID
 */
export function sentinelTrustPolicy(partition: string, microsoftAccountId: string, externalId: string): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "SentinelAssumesWithWorkspaceId",
                Effect: "Allow",
                Principal: { AWS: accountRootArn(partition, microsoftAccountId) },
                Action: "sts:AssumeRole",
                Condition: { StringEquals: { "sts:ExternalId": externalId } },
            },
        ],
    };
}
