import { type DefenderUse, defenderActionsFor } from "../facts/defender";
import type { PolicyDocument, Statement } from "../iam/document";

/**
 * What Defender for Cloud Apps may do, by capability.
 *
 * All three together are exactly the policy on Microsoft's page "How Defender for Cloud Apps helps protect your Amazon
 * Web Services (AWS) environment" ("Security auditing"). `Activity` alone is exactly the policy in the connector's
 * original documentation (2018).
 */
export enum DefenderPermission {
    /** Reads activities: CloudTrail events, CloudWatch, and the IAM users and roles behind them. */
    Activity = "Activity",
    /** Reads which buckets exist, where they are and who has access through their ACLs. */
    Storage = "Storage",
    /** Changes bucket ACLs, for the governance actions "Make private" and "Remove a collaborator". */
    Governance = "Governance",
}

const uses: Readonly<Record<DefenderPermission, DefenderUse>> = {
    [DefenderPermission.Activity]: "activity",
    [DefenderPermission.Storage]: "storage",
    [DefenderPermission.Governance]: "governance",
};

/**
 * The policy of the user for Defender for Cloud Apps, attached through its group and set as its permissions boundary.
 *
 * @param permissions the capabilities; one statement each, in the order of the enum
 * @param sourceIps CIDR blocks from which the access key works; if empty, it works from any address. Source: "AWS
 * global condition context keys" (`aws:SourceIp`).
 */
export function defenderPolicy(
    permissions: readonly DefenderPermission[],
    sourceIps: readonly string[] = [],
): PolicyDocument {
    const fromThere = sourceIps.length ? { IpAddress: { "aws:SourceIp": [...sourceIps] } } : undefined;
    return {
        Version: "2012-10-17",
        Statement: Object.values(DefenderPermission)
            .filter((permission) => permissions.includes(permission))
            .map(
                (permission): Statement => ({
                    Sid: permission,
                    Effect: "Allow",
                    Action: defenderActionsFor(uses[permission]),
                    Resource: "*",
                    ...(fromThere && { Condition: fromThere }),
                }),
            ),
    };
}
