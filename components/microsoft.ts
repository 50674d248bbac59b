/**
 * Every value that Microsoft fixes, per Azure cloud, with its source. Microsoft changes these without
 * notice to AWS users: they live here and nowhere else.
 */

/** The Azure cloud that Microsoft Sentinel or Microsoft Defender runs in. */
export enum AzureCloud {
    /** Azure Commercial, the public cloud. */
    Commercial = "commercial",
    /** Azure Government, the United States government's cloud. */
    UsGovernment = "usGovernment",
}

/** A connector of Microsoft's that reads this account. */
export enum Connector {
    /** Microsoft Defender for Cloud Apps' AWS app connector: an IAM user with an access key. */
    Defender = "defender",
    /** Microsoft Sentinel's "Amazon Web Services" connector, which polls CloudTrail's LookupEvents: a role. */
    Sentinel = "sentinel",
}

/**
 * The AWS account from which Sentinel's API connector assumes the role, where Microsoft publishes it.
 * Source: "Connect Microsoft Sentinel to Amazon Web Services to ingest AWS service log data", tab
 * "CloudTrail connector (legacy)". For Azure Government no page gives it; the connector's page in the
 * portal does.
 */
export const sentinelAccountIds: Readonly<Record<AzureCloud, string | undefined>> = {
    [AzureCloud.Commercial]: "197857026523",
    [AzureCloud.UsGovernment]: undefined,
};

/** AWS account IDs that stand in documentation and screenshots, and whose they are. */
export const placeholderAccountIds: Readonly<Record<string, string>> = {
    "123412341234": "the placeholder in Microsoft's screenshots of the connector",
    "123456789012": "the sample account in AWS's documentation",
    "111122223333": "the sample account in AWS's documentation",
    "000000000000": "not an AWS account",
};

/** The workspace ID that stands in for "none" in templates. */
export const nilWorkspaceId = "00000000-0000-0000-0000-000000000000";

/**
 * The AWS partitions that each connector can read.
 * Sources: for Sentinel the same page as above ("You can only connect your AWS Commercial CloudTrail
 * ... and not AWS GovCloud"); for Defender for Cloud Apps the report that AWS GovCloud keys are refused
 * (MicrosoftDocs/CloudAppSecurityDocs issue 177, 2019; Microsoft has stated nothing since). For AWS
 * China and the other partitions Microsoft publishes no values for any connector.
 */
export const partitionsReached: Readonly<Record<Connector, readonly string[]>> = {
    [Connector.Defender]: ["aws"],
    [Connector.Sentinel]: ["aws"],
};

/** The connectors as Microsoft's portals name them. */
export const connectorTitles: Readonly<Record<Connector, string>> = {
    [Connector.Defender]: "Microsoft Defender for Cloud Apps",
    [Connector.Sentinel]: 'Microsoft Sentinel ("Amazon Web Services" connector)',
};
