import { ownerOfTrail } from "../facts/arns";
import { cloudTrailService, type PolicyDocument, type Statement } from "../iam/document";

/** Where a trail writes, and whose trail it is. */
export interface TrailDelivery {
    /** The bucket that receives the logs. */
    bucketArn: string;
    /** The only trail that may write; an organization's trail is in the management account. */
    trailArn: string;
    /** The organization whose accounts the trail records; if absent, only the trail's own account. */
    organizationId?: string;
}

/**
 * The statements that let one trail write its logs to a bucket: it may read the bucket's ACL, and write under the
 * account's prefix. For an organization it may also write under the organization's prefix, because CloudTrail checks
 * both before it creates the trail.
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
 * The policy of a log bucket: only one trail may write, and every request must use TLS. Readers aren't named here:
 * identity policies in the same account grant them access.
 *
 * Source for the Deny statement: "How can I use TLS to secure data in transit to my Amazon S3 bucket" (Security Hub
 * control S3.5).
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
