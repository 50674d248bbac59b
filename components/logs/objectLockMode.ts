/** Whom Object Lock binds. Source: "Retention modes" (Amazon S3 User Guide). */
export enum ObjectLockMode {
    /** Everybody except those with `s3:BypassGovernanceRetention`. */
    Governance = "GOVERNANCE",
    /** Everybody, including the account's root user; the retention can't be shortened. */
    Compliance = "COMPLIANCE",
}
