import { oidcIssuer } from "../../components/facts/arns";
import { partitionOfRegion } from "../../components/facts/partitions";
import type { Cloud, Properties } from "./cloud";
import { answerFunction } from "./functions";
import { plainSample } from "./plainSample";
import { randomCreators } from "./random";
import { type Creator, digest, physicalName, type Surroundings, sample, uuid } from "./sampleValues";

/** The account to use if the stack names none: a sample account from the AWS documentation. */
export const sampleAccountId = "111122223333";

/** A resource whose ID is one of its arguments, and which computes nothing that is read. */
function identifiedBy(property: string): Creator {
    return (inputs) => ({ id: inputs[property] as string, state: {} });
}

const iamEntity =
    (kind: string): Creator =>
    (inputs, name, { partition, accountId }) => {
        const entity = physicalName(inputs, name);
        return {
            id: entity,
            state: {
                name: entity,
                arn: `arn:${partition}:iam::${accountId}:${kind}/${entity}`,
                uniqueId: sample(name, 20),
            },
        };
    };

const creators: Readonly<Record<string, Creator>> = {
    ...randomCreators,
    "aws:kms/key:Key": (_inputs, name, { partition, region, accountId }) => ({
        id: uuid(name),
        state: { keyId: uuid(name), arn: `arn:${partition}:kms:${region}:${accountId}:key/${uuid(name)}` },
    }),
    "aws:kms/alias:Alias": (inputs, name, { partition, region, accountId }) => {
        const alias = physicalName(inputs, `alias/${name}`);
        return { id: alias, state: { name: alias, arn: `arn:${partition}:kms:${region}:${accountId}:${alias}` } };
    },
    "aws:s3/bucket:Bucket": (inputs, name, { partition }) => {
        const bucket = physicalName(inputs, name, "bucket");
        return { id: bucket, state: { bucket, arn: `arn:${partition}:s3:::${bucket}` } };
    },
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": identifiedBy("bucket"),
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": identifiedBy("bucket"),
    "aws:s3/bucketVersioning:BucketVersioning": identifiedBy("bucket"),
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": identifiedBy("bucket"),
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": identifiedBy("bucket"),
    "aws:s3/bucketPolicy:BucketPolicy": identifiedBy("bucket"),
    "aws:s3/bucketLogging:BucketLogging": identifiedBy("bucket"),
    "aws:s3/bucketNotification:BucketNotification": identifiedBy("bucket"),
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": identifiedBy("bucket"),
    "aws:sqs/queue:Queue": (inputs, name, { partition, region, accountId }) => {
        const queue = physicalName(inputs, name);
        const url = `https://sqs.${region}.amazonaws.com/${accountId}/${queue}`;
        return { id: url, state: { name: queue, url, arn: `arn:${partition}:sqs:${region}:${accountId}:${queue}` } };
    },
    "aws:sqs/queuePolicy:QueuePolicy": identifiedBy("queueUrl"),
    "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": identifiedBy("queueUrl"),
    "aws:sns/topic:Topic": (inputs, name, { partition, region, accountId }) => {
        const topic = physicalName(inputs, name);
        const arn = `arn:${partition}:sns:${region}:${accountId}:${topic}`;
        return { id: arn, state: { name: topic, arn } };
    },
    "aws:sns/topicPolicy:TopicPolicy": identifiedBy("arn"),
    "aws:sns/topicSubscription:TopicSubscription": (inputs, name) => {
        const arn = `${inputs.topic}:${uuid(name)}`;
        return { id: arn, state: { arn } };
    },
    "aws:cloudwatch/logGroup:LogGroup": (inputs, name, { partition, region, accountId }) => {
        const logGroup = physicalName(inputs, name);
        return {
            id: logGroup,
            state: { name: logGroup, arn: `arn:${partition}:logs:${region}:${accountId}:log-group:${logGroup}` },
        };
    },
    "aws:cloudwatch/metricAlarm:MetricAlarm": (inputs, name, { partition, region, accountId }) => {
        const alarm = physicalName(inputs, name);
        return {
            id: alarm,
            state: { name: alarm, arn: `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:${alarm}` },
        };
    },
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": (inputs, name) => {
        const filter = physicalName(inputs, name);
        return { id: filter, state: { name: filter } };
    },
    "aws:cloudwatch/eventRule:EventRule": (inputs, name, { partition, region, accountId }) => {
        const rule = physicalName(inputs, name);
        return { id: rule, state: { name: rule, arn: `arn:${partition}:events:${region}:${accountId}:rule/${rule}` } };
    },
    "aws:cloudwatch/eventTarget:EventTarget": (inputs, name) => ({ id: `${inputs.rule}-${uuid(name)}`, state: {} }),
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": (inputs, _name, { partition, accountId }) => {
        const arn = `arn:${partition}:iam::${accountId}:oidc-provider/${oidcIssuer(inputs.url as string)}`;
        return { id: arn, state: { arn } };
    },
    "aws:iam/rolePolicy:RolePolicy": (inputs) => ({ id: `${inputs.role}:${inputs.name}`, state: {} }),
    "aws:cloudtrail/trail:Trail": (inputs, name, { partition, region, accountId }) => {
        const trail = physicalName(inputs, name);
        const arn = `arn:${partition}:cloudtrail:${region}:${accountId}:trail/${trail}`;
        return { id: arn, state: { name: trail, arn, homeRegion: region } };
    },
    "aws:iam/role:Role": iamEntity("role"),
    "aws:iam/user:User": iamEntity("user"),
    "aws:iam/group:Group": iamEntity("group"),
    "aws:iam/policy:Policy": (inputs, name, at) => {
        const { state } = iamEntity("policy")(inputs, name, at);
        return { id: state.arn as string, state };
    },
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": (inputs) => ({
        id: `${inputs.role}/${inputs.policyArn}`,
        state: {},
    }),
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": (inputs) => ({
        id: `${inputs.group}/${inputs.policyArn}`,
        state: {},
    }),
    "aws:iam/userGroupMembership:UserGroupMembership": (inputs) => ({ id: `${inputs.user}/groups`, state: {} }),
    "aws:iam/accessKey:AccessKey": (inputs, name) => {
        // "EXAMPLE" keeps scanners for leaked credentials quiet.
        const id = `AKIA${sample(name, 9)}EXAMPLE`;
        return {
            id,
            state: inputs.pgpKey
                ? { encryptedSecret: Buffer.from(`PGP message for ${name}`).toString("base64") }
                : { secret: `${digest(name).slice(0, 33)}EXAMPLE` },
        };
    },
};

/** The account that an explicit provider works in: that of the last role that it assumes, or the only one allowed. */
function accountOf({ assumeRoles, allowedAccountIds }: Properties): string | undefined {
    const roles = JSON.parse((assumeRoles as string | undefined) ?? "[]") as { roleArn?: string }[];
    const allowed = JSON.parse((allowedAccountIds as string | undefined) ?? "[]") as string[];
    return roles.at(-1)?.roleArn?.split(":")[4] ?? (allowed.length === 1 ? allowed[0] : undefined);
}

/** Whether resources of a type get samples of their own: its outputs, in the shape that AWS gives them. */
export function hasOwnSample(type: string): boolean {
    return type.startsWith("pulumi:") || type in creators;
}

/**
 * Answers as the providers of AWS and of random values would in this region and account, or in those of an explicit
 * provider. Resources of any other type get plain samples.
 *
 * @param results what functions answer that only their providers know, by the functions' tokens
 */
export function sampleAws(
    region: string,
    accountId = sampleAccountId,
    results: Readonly<Record<string, Properties>> = {},
): Cloud {
    const surroundings = (provider: Properties = {}): Surroundings => {
        const there = (provider.region as string | undefined) ?? region;
        return {
            partition: partitionOfRegion(there),
            region: there,
            accountId: accountOf(provider) ?? accountId,
        };
    };
    return {
        create(type, name, inputs, provider) {
            const at = surroundings(provider);
            return creators[type]?.(inputs, name, at) ?? plainSample(type, inputs, name, at);
        },
        invoke(token, args, provider) {
            return results[token] ?? answerFunction(token, args, surroundings(provider));
        },
    };
}
