/**
 * trailconnect: components that make an AWS account readable by Microsoft Sentinel and Defender for Cloud Apps.
 * @module
 */
export { AlarmSource, AlarmTopic, type AlarmTopicArgs } from "./alarmTopic";
export { AuditTrail, type AuditTrailArgs } from "./auditTrail";
export { CloudTrailConnection } from "./cloudTrailConnection";
export type { CloudTrailConnectionArgs } from "./connectionArgs";
export { DefenderUser, type DefenderUserArgs } from "./defenderUser";
export { Encryption } from "./encryption";
export { type DataEventsArgs, InsightType, ReadWriteType } from "./eventSelectors";
export { ExistingLogBucket, type ExistingLogBucketArgs } from "./existingLogBucket";
export { FeedAlarms, type FeedAlarmsArgs } from "./feedAlarms";
export { LogBucket, type LogBucketArgs, ObjectLockMode } from "./logBucket";
export { LogKey, type LogKeyArgs } from "./logKey";
export { type LogLocation, logPrefixes } from "./logPrefixes";
export { LogQueue, type LogQueueArgs } from "./logQueue";
export { AzureCloud, Connector } from "./microsoft";
export { type TrailIdentity, trailArn } from "./naming";
export { DefenderPermission } from "./policies/reader";
export { SentinelFeed, type SentinelFeedArgs } from "./sentinelFeed";
export { SentinelRole, type SentinelRoleArgs } from "./sentinelRole";
export { TamperAlarms, type TamperAlarmsArgs } from "./tamperAlarms";
export { TrailLogGroup, type TrailLogGroupArgs } from "./trailLogGroup";
