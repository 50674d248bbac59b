import { ownerOfTrail } from "../naming";
import { cloudTrailService, type PolicyDocument } from "./document";

/**
 * The bucket policy of a log bucket: one trail writes under its account's prefix, and nothing travels
 * without TLS. Readers are not named here: same-account identity policies admit them.
 *
 * Sources: "Amazon S3 bucket policy for CloudTrail" for the two grants; "How can I use TLS to secure
 * data in transit to my Amazon S3 bucket" (Security Hub control S3.5) for the refusal.
 *
 * @param bucketArn the bucket that the policy is for
 * @param trailArn the one trail that may write
 */
export function bucketPolicy(bucketArn: string, trailArn: string): PolicyDocument {
    const { accountId } = ownerOfTrail(trailArn);
    const cloudTrail = { Service: cloudTrailService };
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "CloudTrailReadsBucketAcl",
                Effect: "Allow",
                Principal: cloudTrail,
                Action: "s3:GetBucketAcl",
                Resource: bucketArn,
                Condition: { StringEquals: { "aws:SourceArn": trailArn } },
            },
            {
                Sid: "CloudTrailWritesLogs",
                Effect: "Allow",
                Principal: cloudTrail,
                Action: "s3:PutObject",
                Resource: `${bucketArn}/AWSLogs/${accountId}/*`,
                Condition: {
                    StringEquals: {
                        "aws:SourceArn": trailArn,
                        "s3:x-amz-acl": "bucket-owner-full-control",
                    },
                },
            },
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
