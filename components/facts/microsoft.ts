/**
 * Every value that Microsoft fixes, per Azure cloud, with its source. Microsoft can change them without notifying AWS
 * users, so they are defined only here.
 */

/** The Azure cloud that Microsoft Sentinel or Microsoft Defender runs in. */
export enum AzureCloud {
    /** Azure Commercial, the public cloud. */
    Commercial = "commercial",
    /** Azure Government, the United States government's cloud. */
    UsGovernment = "usGovernment",
}

/** A Microsoft connector that reads this account. */
export enum Connector {
    /** Microsoft Defender for Cloud Apps' AWS app connector: an IAM user with an access key. */
    Defender = "defender",
    /** Microsoft Sentinel's "Amazon Web Services" connector, which polls CloudTrail's LookupEvents: a role. */
    Sentinel = "sentinel",
    /** Microsoft Sentinel's "Amazon Web Services S3" connector, which reads the log files: a queue and an OIDC role. */
    SentinelS3 = "sentinelS3",
}

/**
 * The AWS account from which Sentinel's API connector assumes the role, where Microsoft publishes it. Source: "Connect
 * Microsoft Sentinel to Amazon Web Services to ingest AWS service log data", tab "CloudTrail connector (legacy)". For
 * Azure Government it isn't documented; the connector's page in the portal shows it.
 */
export const sentinelAccountIds: Readonly<Record<AzureCloud, string | undefined>> = {
    [AzureCloud.Commercial]: "197857026523",
    [AzureCloud.UsGovernment]: undefined,
};

/** What Sentinel's S3 connector signs in with: an OpenID Connect identity in Microsoft's own tenant. */
export interface OidcIdentity {
    /** The issuer's URL, including the trailing slash. */
    url: string;
    /** The audience of its tokens. */
    audience: string;
    /** The SHA-1 thumbprint of the top certificate in the issuer's chain, in lowercase. */
    thumbprint: string;
}

/**
 * Microsoft's identity for Sentinel's S3 connector, by Azure cloud: the tenant is Microsoft's, the same for every
 * customer. Source: "Set up your Amazon Web Services environment to collect AWS logs to Microsoft Sentinel", and the
 * constants in Microsoft's setup scripts (Azure/Azure-Sentinel, DataConnectors/AWS-S3).
 */
export const sentinelOidcIdentities: Readonly<Record<AzureCloud, OidcIdentity>> = {
    [AzureCloud.Commercial]: {
        url: "https://sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
        audience: "api://1462b192-27f7-4cb9-8523-0f4ecb54b47e",
        thumbprint: "626d44e704d1ceabe3bf0d53397464ac8080142c",
    },
    [AzureCloud.UsGovernment]: {
        url: "https://sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/",
        audience: "api://d4230588-5f84-4281-a9c7-2c15194b28f7",
        thumbprint: "626d44e704d1ceabe3bf0d53397464ac8080142c",
    },
};

/** The prefix that the name of the S3 connector's role must have. Source: the same page. */
export const sentinelS3RolePrefix = "OIDC_";

/** The session name under which Sentinel's S3 connector assumes its role. Source: the same page. */
export function sentinelSessionName(workspaceId: string): string {
    return `MicrosoftSentinel_${workspaceId}`;
}

/** AWS account IDs that appear in documentation and screenshots, and where they come from. */
export const placeholderAccountIds: Readonly<Record<string, string>> = {
    "123412341234": "the placeholder in Microsoft's screenshots of the connector",
    "123456789012": "the sample account in AWS's documentation",
    "111122223333": "the sample account in AWS's documentation",
    "000000000000": "not an AWS account",
};

/** The workspace ID that templates use as a placeholder. */
export const nilWorkspaceId = "00000000-0000-0000-0000-000000000000";

/**
 * The AWS partitions that each connector supports. Sources: for Sentinel's API connector "Connect Microsoft Sentinel to
 * Amazon Web Services to ingest AWS service log data" ("You can only connect your AWS Commercial CloudTrail ... and not
 * AWS GovCloud"); for its S3 connector Microsoft's setup scripts, which support both AWS partitions and both Azure
 * clouds; for Defender for Cloud Apps a report that it rejects AWS GovCloud keys (MicrosoftDocs/CloudAppSecurityDocs
 * issue 177, 2019; Microsoft has published nothing about it since). For AWS China and the other partitions, Microsoft
 * publishes no values for any connector.
 */
export const partitionsReached: Readonly<Record<Connector, readonly string[]>> = {
    [Connector.Defender]: ["aws"],
    [Connector.Sentinel]: ["aws"],
    [Connector.SentinelS3]: ["aws", "aws-us-gov"],
};

/** The connectors as Microsoft's portals name them. */
export const connectorTitles: Readonly<Record<Connector, string>> = {
    [Connector.Defender]: "Microsoft Defender for Cloud Apps",
    [Connector.Sentinel]: 'Microsoft Sentinel ("Amazon Web Services" connector)',
    [Connector.SentinelS3]: 'Microsoft Sentinel ("Amazon Web Services S3" connector)',
};
