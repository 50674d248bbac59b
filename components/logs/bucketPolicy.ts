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
 * Denies everyone but CloudTrail writing objects, whatever their identity policies allow: a forged log would be ingested like
 * a real one. Replication writes too, with an action of its own.
 *
 * Sources: "AWS global condition context keys", whose example for `aws:PrincipalServiceName` is this statement for
 * CloudTrail's logs, with a VPC in addition (the key is in every request that a service principal makes directly, and in no
 * other); "Setting up permissions for live replication" (Amazon S3 User Guide) for `s3:ReplicateObject`.
 *
 * @param objects the ARN of the objects, with wildcards
 */
export function onlyCloudTrailWrites(objects: string): Statement {
    return {
        Sid: "OnlyCloudTrailWritesLogs",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:PutObject", "s3:ReplicateObject"],
        Resource: objects,
        Condition: { StringNotEqualsIfExists: { "aws:PrincipalServiceName": cloudTrailService } },
    };
}

/**
 * The statement that keeps everyone but CloudTrail from writing CloudTrail logs, digests and Insights events to a shared
 * bucket, for any account. Other services can still write theirs under `AWSLogs/`.
 * Source: "Finding your CloudTrail log files" (AWS CloudTrail User Guide) for the names of the folders.
 */
export function sharedBucketRefusal(bucketArn: string): Statement {
    return onlyCloudTrailWrites(`${bucketArn}/AWSLogs/*/CloudTrail*`);
}

/** A trail's bucket of its own. */
export interface OwnLogBucket extends TrailDelivery {
    /** Whether to deny everyone deleting a log permanently. */
    protectLogs: boolean;
}

/**
 * The policy of a log bucket: only one trail may write, nobody may delete permanently if the logs are protected, and every
 * request must use TLS. Readers aren't named here: identity policies in the same account grant them access.
 *
 * Lifecycle rules still expire logs. Source: "Expiring objects" (Amazon S3 User Guide), according to which bucket policies
 * don't prevent that. Source for TLS: "How can I use TLS to secure data in transit to my Amazon S3 bucket" (Security
 * Hub control S3.5).
 */
export function bucketPolicy({ protectLogs, ...delivery }: OwnLogBucket): PolicyDocument {
    const { bucketArn } = delivery;
    return {
        Version: "2012-10-17",
        Statement: [
            ...trailStatements(delivery),
            onlyCloudTrailWrites(`${bucketArn}/AWSLogs/*`),
            ...(protectLogs
                ? [
                      {
                          Sid: "NobodyDeletesForGood",
                          Effect: "Deny",
                          Principal: "*",
                          Action: ["s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"],
                          Resource: `${bucketArn}/*`,
                      } satisfies Statement,
                  ]
                : []),
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
