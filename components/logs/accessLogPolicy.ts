import type { Statement } from "../iam/document";

/**
 * The statement that a bucket's policy needs to receive the server access logs of another bucket in the same account
 * and region.
 *
 * Source: "Enabling Amazon S3 server access logging", section "Grant access to the S3 log delivery group".
 *
 * @param targetArn the bucket that receives them
 * @param sourceArn the bucket whose access is logged, or a pattern that matches several
 * @param sourceName the prefix of the logs' keys
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
