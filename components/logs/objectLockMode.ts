/** Whom Object Lock binds. Source: "Retention modes" (Amazon S3 User Guide). */
export enum ObjectLockMode {
    /** Everybody but who may `s3:BypassGovernanceRetention`. */
    Governance = "GOVERNANCE",
    /** Everybody, the account's root user included: nothing shortens it. */
    Compliance = "COMPLIANCE",
}
