/** What identifies a trail before it exists. */
export interface TrailIdentity {
    /** AWS partition, such as `aws` or `aws-us-gov`. */
    partition: string;
    /** The trail's home region, such as `eu-central-1`. */
    region: string;
    /** The account that owns the trail: 12 digits. */
    accountId: string;
    /** The trail's name. */
    trailName: string;
}

/**
 * The ARN that a trail will have, so that policies that name it can be written before the trail exists. Source:
 * "Actions, resources, and condition keys for AWS CloudTrail" (resource type `trail`).
 */
export function trailArn({ partition, region, accountId, trailName }: TrailIdentity): string {
    return `arn:${partition}:cloudtrail:${region}:${accountId}:trail/${trailName}`;
}

/** A trail's name, from its ARN. */
export function nameOfTrail(arn: string): string {
    return arn.slice(arn.lastIndexOf("/") + 1);
}

/** The account that owns a trail, from the trail's ARN. */
export function ownerOfTrail(arn: string): { partition: string; accountId: string } {
    const [, partition = "", , , accountId = ""] = arn.split(":");
    return { partition, accountId };
}

/** A bucket's ARN, from its name. */
export function bucketArn(partition: string, bucketName: string): string {
    return `arn:${partition}:s3:::${bucketName}`;
}

/** The ARN that stands for a whole account in a policy's Principal. */
export function accountRootArn(partition: string, accountId: string): string {
    return `arn:${partition}:iam::${accountId}:root`;
}

/** The ARN of an AWS managed policy, from its name. */
export function awsManagedPolicyArn(partition: string, policyName: string): string {
    return `arn:${partition}:iam::aws:policy/${policyName}`;
}

/** An issuer's URL as IAM writes it in ARNs and condition keys: without the scheme, with the trailing slash. */
export function oidcIssuer(url: string): string {
    return url.replace(/^https:\/\//, "");
}
