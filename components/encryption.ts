/** Who holds the key that encrypts the logs. */
export enum Encryption {
    /** A customer-managed KMS key of this account (SSE-KMS), about 1 USD a month and its requests. */
    Kms = "kms",
    /** Amazon S3 managed keys (SSE-S3), free: whoever may read the bucket may read the logs. */
    S3 = "s3",
}
