import type { PolicyDocument } from "../iam/document";
import { literally } from "../iam/wildcards";

/** What Sentinel's S3 connector reads. */
export interface ReadLogs {
    queueArn: string;
    bucketArn: string;
    /** The key prefixes of the logs, such as `AWSLogs/111122223333/CloudTrail/`. */
    logPrefixes: readonly string[];
    /** The key that the logs are encrypted with; absent with Amazon S3 managed keys. */
    kmsKeyArn?: string;
    /** The region of the bucket, the key and the queue. */
    region: string;
}

/**
 * The only policy of the role that Sentinel's S3 connector assumes. It allows reading the logs under their prefixes,
 * decrypting them with one key and only through Amazon S3, and receiving and deleting the messages of one queue.
 *
 * Sources: the queue's actions are those in Microsoft's own template for CloudTrail (Azure/Azure-Sentinel,
 * DataConnectors/AWS-S3/CloudFormation); "AWS KMS condition keys" (`kms:ViaService`).
 */
export function sentinelS3ReaderPolicy({
    queueArn,
    bucketArn,
    logPrefixes,
    kmsKeyArn,
    region,
}: ReadLogs): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "ReadsLogs",
                Effect: "Allow",
                Action: "s3:GetObject",
                Resource: logPrefixes.map((prefix) => `${bucketArn}/${literally(prefix)}*`),
            },
            ...(kmsKeyArn === undefined
                ? []
                : [
                      {
                          Sid: "DecryptsLogs",
                          Effect: "Allow" as const,
                          Action: "kms:Decrypt",
                          Resource: kmsKeyArn,
                          Condition: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
                      },
                  ]),
            {
                Sid: "TakesMessages",
                Effect: "Allow",
                Action: [
                    "sqs:ReceiveMessage",
                    "sqs:DeleteMessage",
                    "sqs:ChangeMessageVisibility",
                    "sqs:GetQueueUrl",
                    "sqs:GetQueueAttributes",
                ],
                Resource: queueArn,
            },
        ],
    };
}
