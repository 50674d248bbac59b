/** Where certain accounts' logs are in a trail's bucket. */
export interface LogLocation {
    /** The account that owns the trail. */
    accountId: string;
    /** The organization whose accounts the trail records; if absent, only the trail's own account. */
    organizationId?: string;
    /** The member accounts; if absent or empty, every account in the organization. */
    memberAccountIds?: readonly string[];
    /** The trail's S3 key prefix, without a trailing slash. */
    keyPrefix?: string;
}

/**
 * The key prefixes of the logs. They exclude digest files, which are next to the logs under `CloudTrail-Digest/`,
 * except if every account in an organization is included: those logs have only the organization's prefix in common, and
 * S3's filters don't support wildcards.
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
