/**
 * trailconnect: components that make an AWS account readable by Microsoft Sentinel and Defender for Cloud Apps.
 * @module
 */
export { AlarmSource, AlarmTopic, type AlarmTopicArgs } from "./alarms/alarmTopic";
export { FeedAlarms, type FeedAlarmsArgs } from "./alarms/feedAlarms";
export { TamperAlarms, type TamperAlarmsArgs } from "./alarms/tamperAlarms";
export { CloudTrailConnection } from "./connection/cloudTrailConnection";
export type { CloudTrailConnectionArgs } from "./connection/connectionArgs";
export { DefenderUser, type DefenderUserArgs } from "./defender/defenderUser";
export { DefenderPermission } from "./defender/readerPolicy";
export { type TrailIdentity, trailArn } from "./facts/arns";
export { AzureCloud, Connector } from "./facts/microsoft";
export { AuditTrail, type AuditTrailArgs } from "./logs/auditTrail";
export { Encryption } from "./logs/encryption";
export { type DataEventsArgs, InsightType, ReadWriteType } from "./logs/eventSelectors";
export { ExistingLogBucket, type ExistingLogBucketArgs } from "./logs/existingLogBucket";
export { LogBucket, type LogBucketArgs, ObjectLockMode } from "./logs/logBucket";
export { LogKey, type LogKeyArgs } from "./logs/logKey";
export { type LogLocation, logPrefixes } from "./logs/logPrefixes";
export { TrailLogGroup, type TrailLogGroupArgs } from "./logs/trailLogGroup";
export { SentinelRole, type SentinelRoleArgs } from "./sentinelApi/sentinelRole";
export { LogQueue, type LogQueueArgs } from "./sentinelS3/logQueue";
export { SentinelFeed, type SentinelFeedArgs } from "./sentinelS3/sentinelFeed";
