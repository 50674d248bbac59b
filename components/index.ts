/** trailconnect: components that make an AWS account readable by Microsoft Sentinel and Defender for Cloud Apps. */
export { AuditTrail, type AuditTrailArgs } from "./auditTrail";
export { CloudTrailConnection, type CloudTrailConnectionArgs, Encryption } from "./cloudTrailConnection";
export { DefenderUser, type DefenderUserArgs } from "./defenderUser";
export { LogBucket, type LogBucketArgs } from "./logBucket";
export { LogKey, type LogKeyArgs } from "./logKey";
export { AzureCloud, Connector } from "./microsoft";
export { type TrailIdentity, trailArn } from "./naming";
export { DefenderPermission } from "./policies/reader";
export { SentinelRole, type SentinelRoleArgs } from "./sentinelRole";
