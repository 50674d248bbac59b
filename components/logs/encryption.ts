/** How the logs are encrypted. */
export enum Encryption {
    /** A customer managed KMS key in this account (SSE-KMS). */
    Kms = "kms",
    /** Amazon S3 managed keys (SSE-S3): anyone who can read the bucket can read the logs. */
    S3 = "s3",
}
