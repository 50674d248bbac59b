/** Where in a trail's bucket whose logs are. */
export interface LogLocation {
    /** The account that owns the trail. */
    accountId: string;
    /** The organization whose accounts the trail records; none: the one account only. */
    organizationId?: string;
    /** The member accounts meant; none: all of the organization. */
    memberAccountIds?: readonly string[];
    /** The trail's S3 key prefix, without a slash at its end. */
    keyPrefix?: string;
}

/**
 * The prefixes of the wanted logs' keys. Digest files, which are next to them under `CloudTrail-Digest/`, are
 * left out, except for all accounts of an organization: their logs have no common prefix but the organization's, and
 * S3's filters take no wildcard.
 *
 * Source: "Finding your CloudTrail log files".
 */
export function logPrefixes({ accountId, organizationId, memberAccountIds = [], keyPrefix }: LogLocation): string[] {
    const root = `${keyPrefix ? `${keyPrefix}/` : ""}AWSLogs`;
    if (organizationId === undefined) {
        return [`${root}/${accountId}/CloudTrail/`];
    }
    return memberAccountIds.length
        ? memberAccountIds.map((id) => `${root}/${organizationId}/${id}/CloudTrail/`)
        : [`${root}/${organizationId}/`];
}
