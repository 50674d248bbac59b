import type * as pulumi from "@pulumi/pulumi";
import type { CloudTrailConnection } from "./cloudTrailConnection";

/** The fields of a connection that are its own: those of every component are not. */
type OutputName = Exclude<keyof CloudTrailConnection, keyof pulumi.ComponentResource>;

/** Some of the outputs. */
export type ConnectionOutputs = Partial<Pick<CloudTrailConnection, OutputName>>;

/** Every output, in the order in which people see them; the compiler finds one that is missing here, or is none. */
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

/** What a connection gives out, which is what the program's stack outputs are. One whose connector is off is absent. */
export function connectionOutputs(
    connection: CloudTrailConnection,
): Partial<Record<OutputName, pulumi.Output<unknown>>> {
    const given = (Object.keys(names) as OutputName[]).map((name) => [name, connection[name]] as const);
    return Object.fromEntries(given.filter(([, output]) => output !== undefined));
}
