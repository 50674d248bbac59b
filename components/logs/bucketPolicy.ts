import { ownerOfTrail } from "../facts/arns";
import { cloudTrailService, type PolicyDocument, type Statement } from "../iam/document";

/** Where a trail writes, and whose it is. */
export interface TrailDelivery {
    /** The bucket that takes the logs. */
    bucketArn: string;
    /** The one trail that may write; for an organization the management account's. */
    trailArn: string;
    /** The organization whose accounts the trail records; none: the trail's own account only. */
    organizationId?: string;
}

/**
 * What a bucket has to grant for one trail to write its logs: its ACL, and the account's prefix; for an organization
 * the organization's prefix besides, because CloudTrail tries both before it makes the trail.
 *
 * Sources: "Amazon S3 bucket policy for CloudTrail"; for the two prefixes its section "Creating or updating a bucket
 * to use to store the log files for an organization trail".
 */
export function trailStatements({ bucketArn, trailArn, organizationId }: TrailDelivery): Statement[] {
    const { accountId } = ownerOfTrail(trailArn);
    const cloudTrail = { Service: cloudTrailService };
    const writes = (sid: string, owner: string): Statement => ({
        Sid: sid,
        Effect: "Allow",
        Principal: cloudTrail,
        Action: "s3:PutObject",
        Resource: `${bucketArn}/AWSLogs/${owner}/*`,
        Condition: {
            StringEquals: {
                "aws:SourceArn": trailArn,
                "s3:x-amz-acl": "bucket-owner-full-control",
            },
        },
    });
    return [
        {
            Sid: "CloudTrailReadsBucketAcl",
            Effect: "Allow",
            Principal: cloudTrail,
            Action: "s3:GetBucketAcl",
            Resource: bucketArn,
            Condition: { StringEquals: { "aws:SourceArn": trailArn } },
        },
        writes("CloudTrailWritesLogs", accountId),
        ...(organizationId ? [writes("CloudTrailWritesOrganizationLogs", organizationId)] : []),
    ];
}

/**
 * The bucket policy of a log bucket: one trail writes, and nothing travels without TLS. Readers are not named here:
 * same-account identity policies admit them.
 *
 * Source for the refusal: "How can I use TLS to secure data in transit to my Amazon S3 bucket" (Security Hub control
 * S3.5).
 */
export function bucketPolicy(delivery: TrailDelivery): PolicyDocument {
    const { bucketArn } = delivery;
    return {
        Version: "2012-10-17",
        Statement: [
            ...trailStatements(delivery),
            {
                Sid: "RefusePlainHttp",
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: [bucketArn, `${bucketArn}/*`],
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
        ],
    };
}
