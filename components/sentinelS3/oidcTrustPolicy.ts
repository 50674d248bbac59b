import { oidcIssuer } from "../facts/arns";
import type { PolicyDocument } from "../iam/document";

/** Who may assume the S3 connector's role, and under which session names. */
export interface OidcTrust {
    /** The OIDC provider in this account. */
    providerArn: string;
    /** The issuer's URL. */
    issuerUrl: string;
    /** The audience that the issuer's tokens must have. */
    audience: string;
    /** The session names that are accepted: at least one. */
    sessionNames: readonly string[];
}

/**
 * The trust policy of the role that Sentinel's S3 connector assumes. It requires a token from Microsoft's tenant for
 * Sentinel's audience, and the workspace ID in the session name. The audience is the same for every Sentinel customer;
 * the session name is what keeps other customers' workspaces out.
 *
 * Sources: "Set up your Amazon Web Services environment to collect AWS logs to Microsoft Sentinel"; "IAM and AWS STS
 * condition context keys" (`sts:RoleSessionName`, and the issuer's `aud`).
 */
export function oidcTrustPolicy({ providerArn, issuerUrl, audience, sessionNames }: OidcTrust): PolicyDocument {
    const [first = "", ...others] = sessionNames;
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "SentinelAssumesWithWorkspaceId",
                Effect: "Allow",
                Principal: { Federated: providerArn },
                Action: "sts:AssumeRoleWithWebIdentity",
                Condition: {
                    StringEquals: {
                        [`${oidcIssuer(issuerUrl)}:aud`]: audience,
                        "sts:RoleSessionName": others.length ? [first, ...others] : first,
                    },
                },
            },
        ],
    };
}
