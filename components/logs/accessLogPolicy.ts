import type { Statement } from "../iam/document";

/**
 * What a bucket has to grant to take the access logs of another one, of the same account and region.
 *
 * Source: "Enabling Amazon S3 server access logging", section "Grant access to the S3 log delivery group".
 *
 * @param targetArn the bucket that takes them
 * @param sourceArn the bucket whose accesses they tell of, or a pattern of buckets
 * @param sourceName what the keys of the logs start with
 */
export function accessLogStatement(
    targetArn: string,
    sourceArn: string,
    sourceName: string,
    accountId: string,
): Statement {
    return {
        Sid: `TakesAccessLogsOf${sourceName.replace(/[^A-Za-z0-9]/g, "")}`,
        Effect: "Allow",
        Principal: { Service: "logging.s3.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${targetArn}/${sourceName}/*`,
        Condition: {
            ArnLike: { "aws:SourceArn": sourceArn },
            StringEquals: { "aws:SourceAccount": accountId },
        },
    };
}
