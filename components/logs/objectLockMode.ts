/** Whom Object Lock applies to. Source: "Retention modes" (Amazon S3 User Guide). */
export enum ObjectLockMode {
    /** Everyone without `s3:BypassGovernanceRetention`. */
    Governance = "GOVERNANCE",
    /** Everyone, including the account's root user; the retention period can't be shortened. */
    Compliance = "COMPLIANCE",
}
