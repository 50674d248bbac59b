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
 * Refuses to let anybody but CloudTrail write objects, by whatever identity policy: a forged log would be read like a
 * true one. Replication writes too, by an action of its own.
 *
 * Sources: "AWS global condition context keys", whose example for `aws:PrincipalServiceName` is this statement for
 * CloudTrail's logs, with a VPC besides (the key is in every request that a service principal makes itself, and in no
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
 * What a bucket that others share has to refuse so that nobody but CloudTrail writes CloudTrail's logs, digests and
 * Insights events, below whatever owner. Other services may go on writing theirs under `AWSLogs/`.
 * Source: "Finding your CloudTrail log files" (AWS CloudTrail User Guide) for the names of the folders.
 */
export function sharedBucketRefusal(bucketArn: string): Statement {
    return onlyCloudTrailWrites(`${bucketArn}/AWSLogs/*/CloudTrail*`);
}

/** Where a trail writes in a bucket of its own. */
export interface OwnLogBucket extends TrailDelivery {
    /** Whether nobody may delete a log for good. */
    protectLogs: boolean;
}

/**
 * The bucket policy of a log bucket: one trail writes and nobody else, nobody deletes for good where logs are protected,
 * and nothing travels without TLS. Readers are not named here: same-account identity policies admit them.
 *
 * Lifecycle rules go on expiring logs. Source: "Expiring objects" (Amazon S3 User Guide), which says that no bucket policy
 * prevents them from it. Source for TLS: "How can I use TLS to secure data in transit to my Amazon S3 bucket" (Security
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
