/**
 * trailconnect: components that make an AWS account readable by Microsoft Sentinel and Defender for Cloud Apps.
 * @module
 */
export { AlarmSource, AlarmTopic, type AlarmTopicArgs } from "./alarms/alarmTopic";
export { LogQueueAlarms, type LogQueueAlarmsArgs } from "./alarms/logQueueAlarms";
export { TamperAlarms, type TamperAlarmsArgs } from "./alarms/tamperAlarms";
export { CloudTrailConnection } from "./connection/cloudTrailConnection";
export type {
    AlarmsArgs,
    CloudTrailConnectionArgs,
    ExistingBucketArgs,
    ExistingTrailArgs,
    OrganizationArgs,
    SentinelArgs,
    TrailArgs,
} from "./connection/connectionArgs";
export type { DefenderArgs } from "./defender/defenderArgs";
export { DefenderUser, type DefenderUserArgs } from "./defender/defenderUser";
export { DefenderPermission } from "./defender/readerPolicy";
export { type TrailIdentity, trailArn } from "./facts/arns";
export { AzureCloud, Connector } from "./facts/microsoft";
export { AuditTrail, type AuditTrailArgs } from "./logs/auditTrail";
export { Encryption } from "./logs/encryption";
export { type DataEventsArgs, InsightType, ReadWriteType, type RecordedEventsArgs } from "./logs/eventSelectors";
export { ExistingLogBucket, type ExistingLogBucketArgs } from "./logs/existingLogBucket";
export { LogBucket, type LogBucketArgs } from "./logs/logBucket";
export { LogKey, type LogKeyArgs } from "./logs/logKey";
export { type LogLocation, logPrefixes } from "./logs/logPrefixes";
export type { ObjectLockArgs } from "./logs/objectLock";
export { ObjectLockMode } from "./logs/objectLockMode";
export { TrailLogGroup, type TrailLogGroupArgs } from "./logs/trailLogGroup";
export { type SentinelApiArgs, SentinelRole, type SentinelRoleArgs } from "./sentinelApi/sentinelRole";
export { type FanOutArgs, LogQueue, type LogQueueArgs } from "./sentinelS3/logQueue";
export { type SentinelOidcArgs, SentinelS3, type SentinelS3Args } from "./sentinelS3/sentinelS3";
