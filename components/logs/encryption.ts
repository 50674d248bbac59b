/** Who holds the key that encrypts the logs. */
export enum Encryption {
    /** A customer-managed KMS key of this account (SSE-KMS). */
    Kms = "kms",
    /** Amazon S3 managed keys (SSE-S3): whoever may read the bucket may read the logs. */
    S3 = "s3",
}
