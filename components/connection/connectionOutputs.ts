import type * as pulumi from "@pulumi/pulumi";
import type { CloudTrailConnection } from "./cloudTrailConnection";

/** The connection's own fields, without those that every component has. */
type OutputName = Exclude<keyof CloudTrailConnection, keyof pulumi.ComponentResource>;

/** Some of the outputs. */
export type ConnectionOutputs = Partial<Pick<CloudTrailConnection, OutputName>>;

/** Every output, in the order in which it is displayed; the compiler reports a missing or unknown one. */
const names: Readonly<Record<OutputName, true>> = {
    accountId: true,
    region: true,
    partition: true,
    trailName: true,
    trailArn: true,
    bucketName: true,
    kmsKeyArn: true,
    logGroupName: true,
    recordedAccounts: true,
    roleArn: true,
    externalId: true,
    sentinelWorkspaceId: true,
    sentinelS3RoleArn: true,
    sentinelQueueUrl: true,
    sentinelDeadLetterQueueUrl: true,
    sentinelOidcProviderArn: true,
    sentinelTopicArn: true,
    sentinelS3Accounts: true,
    userName: true,
    accessKeyId: true,
    secretAccessKey: true,
    encryptedSecretAccessKey: true,
    previousAccessKeyId: true,
    alarmTopicArn: true,
    bucketPolicyStatements: true,
    bucketNotification: true,
    kmsKeyPolicyStatements: true,
    alarmTopicPolicyStatements: true,
    accessLogBucketPolicyStatements: true,
    serviceControlPolicy: true,
};

/** A connection's outputs, which are also the program's stack outputs. Outputs of unused connectors are absent. */
export function connectionOutputs(
    connection: CloudTrailConnection,
): Partial<Record<OutputName, pulumi.Output<unknown>>> {
    const given = (Object.keys(names) as OutputName[]).map((name) => [name, connection[name]] as const);
    return Object.fromEntries(given.filter(([, output]) => output !== undefined));
}
