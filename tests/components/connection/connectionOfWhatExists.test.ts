import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { alarmsAsSender } from "../../../components/iam/sender";
import { publishStatements, topicPolicy } from "../../../components/iam/topicPolicy";
import { CloudTrailConnection, Connector, InsightType, ObjectLockMode, ReadWriteType } from "../../../components/index";
import { bucketPolicy, trailStatements } from "../../../components/logs/bucketPolicy";
import { trailKeyStatements } from "../../../components/logs/keyPolicy";
import { namedFor } from "../../../components/logs/mergedPolicy";
import { sentinelS3ReaderPolicy } from "../../../components/sentinelS3/sentinelS3ReaderPolicy";
import { sampleAws } from "../../../tools/rehearsal/aws";
import { type SomeArguments, together } from "../../support/arguments";
import { faultsOf } from "../../support/faults";
import { byLabel, construct, label, outputsOf, type Registration, refusal } from "../../support/mocks";

const account = "111122223333";
const region = "eu-central-1";
const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";
const organizationId = "o-exampleorgid";
const issuer = "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/";
const trailArn = `arn:aws:cloudtrail:${region}:444455556666:trail/central`;
const kmsKeyArn = `arn:aws:kms:${region}:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

async function connection(args: SomeArguments, cloud = sampleAws(region)) {
    const { built, registrations } = await construct(
        () =>
            new CloudTrailConnection(
                "c",
                together({ connectors: [Connector.SentinelS3], sentinel: { workspaceId } }, args),
            ),
        { cloud },
    );
    const { values } = await outputsOf(built);
    const suffix = /([0-9a-f]{8})$/.exec(String(values.sentinelS3RoleArn ?? values.bucketName))?.[1];
    return { registrations, registered: byLabel(registrations), values, suffix };
}

function typesOf(registrations: readonly Registration[]): string[] {
    return [...new Set(registrations.filter(({ custom }) => custom).map((one) => label(one).split(" ")[0] ?? ""))];
}

const policyOf = (registration: Registration | undefined) => JSON.parse(registration?.inputs.policy as string);

describe("a connection with Sentinel's S3 connector", () => {
    it("feeds Sentinel from the trail that it makes", async () => {
        const { registered, values, suffix } = await connection({});
        expect(values).to.deep.equal({
            accountId: account,
            region,
            partition: "aws",
            trailName: `trailconnect-trail-${suffix}`,
            trailArn: `arn:aws:cloudtrail:${region}:${account}:trail/trailconnect-trail-${suffix}`,
            bucketName: `trailconnect-logs-${suffix}`,
            kmsKeyArn: values.kmsKeyArn,
            recordedAccounts: [account],
            sentinelWorkspaceId: workspaceId,
            sentinelS3RoleArn: `arn:aws:iam::${account}:role/OIDC_trailconnect-s3-${suffix}`,
            sentinelQueueUrl: `https://sqs.${region}.amazonaws.com/${account}/trailconnect-sentinel-${suffix}`,
            sentinelDeadLetterQueueUrl: `https://sqs.${region}.amazonaws.com/${account}/trailconnect-sentinel-${suffix}-dead-letter`,
            sentinelOidcProviderArn: `arn:aws:iam::${account}:oidc-provider/${issuer}`,
            sentinelS3Accounts: [account],
            alarmTopicArn: `arn:aws:sns:${region}:${account}:trailconnect-alarms-${suffix}`,
        });
        expect(registered["SentinelS3 c-sentinel-s3"]?.inputs).to.deep.equal({
            workspaceId,
            bucketName: `trailconnect-logs-${suffix}`,
            logPrefixes: [`AWSLogs/${account}/CloudTrail/`],
            kmsKeyArn: values.kmsKeyArn,
            ownsBucket: true,
            roleName: `OIDC_trailconnect-s3-${suffix}`,
            queueName: `trailconnect-sentinel-${suffix}`,
            topicName: `trailconnect-logs-${suffix}`,
        });
        expect(registered["LogQueueAlarms c-log-queue-alarms"]?.inputs).to.deep.equal({
            queueName: `trailconnect-sentinel-${suffix}`,
            deadLetterQueueName: `trailconnect-sentinel-${suffix}-dead-letter`,
            topicArn: values.alarmTopicArn,
        });
    });

    it("announces logs only once the bucket has its policy", async () => {
        const { registered } = await connection({});
        const notification = registered["BucketNotification c-sentinel-s3-queue-bucket-notification"];
        expect(notification?.dependencies).to.include.members([
            "BucketPolicy c-log-bucket-policy",
            "QueuePolicy c-sentinel-s3-queue-policy",
        ]);
        expect(notification?.retainOnDelete).to.equal(false);
    });

    it("stands beside the other two connectors", async () => {
        const { values } = await connection({ connectors: Object.values(Connector) });
        expect(values).to.include.all.keys("roleArn", "secretAccessKey", "sentinelS3RoleArn");
    });

    it("works in AWS GovCloud, by ARNs of its partition", async () => {
        const { registrations, values } = await connection({}, sampleAws("us-gov-west-1"));
        expect(values.sentinelS3RoleArn).to.match(/^arn:aws-us-gov:iam::/);
        expect(JSON.stringify(registrations)).to.not.include("arn:aws:");
    });

    it("hands its arguments on", async () => {
        const { registered, values } = await connection({
            sentinel: {
                additionalSessionNames: [`MicrosoftDefender_${workspaceId}`],
                snsFanOut: true,
                existingOidcProviderArn: `arn:aws:iam::${account}:oidc-provider/${issuer}`,
            },
            alarms: { emails: ["security@example.com"] },
            tags: { Team: "security" },
        });
        expect(registered["SentinelS3 c-sentinel-s3"]?.inputs).to.deep.include({
            additionalSessionNames: [`MicrosoftDefender_${workspaceId}`],
            snsFanOut: true,
            existingOidcProviderArn: `arn:aws:iam::${account}:oidc-provider/${issuer}`,
            tags: { Team: "security" },
        });
        expect(registered["AlarmTopic c-alarm-topic"]?.inputs.emails).to.deep.equal(["security@example.com"]);
        expect(values.sentinelTopicArn).to.match(/:trailconnect-logs-[0-9a-f]{8}$/);
        expect(Object.keys(registered)).to.not.include("OpenIdConnectProvider c-sentinel-s3-oidc-provider");
    });

    it("sends its alarms to a topic that is there, and says what that has to admit", async () => {
        const alarmTopicArn = `arn:aws:sns:${region}:${account}:security`;
        const { registered, values } = await connection({ alarms: { topicArn: alarmTopicArn } });
        expect(Object.keys(registered)).to.not.include("AlarmTopic c-alarm-topic");
        expect(registered["LogQueueAlarms c-log-queue-alarms"]?.inputs.topicArn).to.equal(alarmTopicArn);
        expect(JSON.parse(values.alarmTopicPolicyStatements as string)).to.deep.equal(
            publishStatements(alarmTopicArn, [alarmsAsSender("aws", region, account)]),
        );
    });

    it("admits to the topic of its alarms just what sends them", async () => {
        const fromCloudWatch = alarmsAsSender("aws", region, account);
        const cases = [
            [{ connectors: [Connector.SentinelS3] }, ["CloudWatch"], [fromCloudWatch]],
            [
                { connectors: [Connector.Sentinel], alarms: { onTampering: true } },
                ["CloudWatch", "EventBridge"],
                [fromCloudWatch],
            ],
            [{ alarms: { onTampering: true } }, ["CloudWatch", "EventBridge"], [fromCloudWatch]],
        ] as const;
        for (const [args, sources, senders] of cases) {
            const made = await connection(args as SomeArguments);
            const topicArn = made.values.alarmTopicArn as string;
            expect(made.registered["AlarmTopic c-alarm-topic"]?.inputs.sources).to.deep.equal(sources);
            expect(policyOf(made.registered["TopicPolicy c-alarm-topic-policy"])).to.deep.equal(
                topicPolicy(topicArn, senders),
            );
            const alarmTopicArn = `arn:aws:sns:${region}:${account}:security`;
            const found = await connection(together(args as SomeArguments, { alarms: { topicArn: alarmTopicArn } }));
            expect(JSON.parse(found.values.alarmTopicPolicyStatements as string)).to.deep.equal(
                publishStatements(alarmTopicArn, senders),
            );
        }
    });

    it("says what a topic of another account has to admit: its alarms, and the role of its rules", async () => {
        const alarmTopicArn = `arn:aws:sns:${region}:444455556666:security`;
        const { values } = await connection({ alarms: { topicArn: alarmTopicArn, onTampering: true } });
        expect(JSON.parse(values.alarmTopicPolicyStatements as string)).to.deep.equal([
            ...publishStatements(alarmTopicArn, [alarmsAsSender("aws", region, account)]),
            {
                Sid: "PublishFromTamperAlarms",
                Effect: "Allow",
                Principal: { AWS: `arn:aws:iam::${account}:root` },
                Action: "sns:Publish",
                Resource: alarmTopicArn,
                Condition: {
                    ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${account}:role/trailconnect-tamper-*` },
                },
            },
        ]);
    });

    it("writes the bucket's notifications to a topic of its own, and deletes them in the end", async () => {
        const { registered } = await connection({ sentinel: { snsFanOut: true } });
        const notification = registered["BucketNotification c-sentinel-s3-queue-bucket-notification"];
        expect(notification?.inputs.topics).to.have.lengthOf(1);
        expect(notification?.retainOnDelete).to.equal(false);
        expect(notification?.dependencies).to.include("TopicSubscription c-sentinel-s3-queue-subscription");
    });
});

describe("a connection of an organization", () => {
    it("records every account, and feeds Sentinel with all of them", async () => {
        const { registered, values, suffix } = await connection({ organization: { id: organizationId } });
        const bucketArn = `arn:aws:s3:::trailconnect-logs-${suffix}`;
        expect(registered["Trail c-trail"]?.inputs.isOrganizationTrail).to.equal(true);
        expect(policyOf(registered["BucketPolicy c-log-bucket-policy"])).to.deep.equal(
            bucketPolicy({ bucketArn, trailArn: values.trailArn as string, organizationId, protectLogs: true }),
        );
        expect(registered["SentinelS3 c-sentinel-s3"]?.inputs.logPrefixes).to.deep.equal([
            `AWSLogs/${organizationId}/`,
        ]);
        expect(values).to.deep.include({
            recordedAccounts: [organizationId],
            sentinelS3Accounts: [organizationId],
        });
    });

    it("feeds Sentinel with the accounts that are named", async () => {
        const memberAccountIds = ["444455556666", "777788889999"];
        const { registered, values } = await connection({ organization: { id: organizationId, memberAccountIds } });
        expect(registered["SentinelS3 c-sentinel-s3"]?.inputs.logPrefixes).to.deep.equal([
            `AWSLogs/${organizationId}/444455556666/CloudTrail/`,
            `AWSLogs/${organizationId}/777788889999/CloudTrail/`,
        ]);
        expect(values).to.deep.include({
            recordedAccounts: [organizationId],
            sentinelS3Accounts: memberAccountIds,
        });
    });
});

describe("a connection of a trail that is there already", () => {
    it("makes neither trail nor bucket nor key, and tells what to add to the bucket's notifications", async () => {
        const { registrations, registered, values, suffix } = await connection({
            existingTrail: { arn: trailArn, keyPrefix: "production" },
            existingBucket: { name: "central-logs" },
            existingKmsKeyArn: kmsKeyArn,
        });
        expect(typesOf(registrations)).to.have.members([
            "RandomId",
            "OpenIdConnectProvider",
            "Role",
            "RolePolicy",
            "Queue",
            "QueuePolicy",
            "RedriveAllowPolicy",
            "Topic",
            "TopicPolicy",
            "MetricAlarm",
        ]);
        const prefix = "production/AWSLogs/444455556666/CloudTrail/";
        const queueArn = `arn:aws:sqs:${region}:${account}:trailconnect-sentinel-${suffix}`;
        expect(policyOf(registered["RolePolicy c-sentinel-s3-policy"])).to.deep.equal(
            sentinelS3ReaderPolicy({
                queueArn,
                bucketArn: "arn:aws:s3:::central-logs",
                logPrefixes: [prefix],
                kmsKeyArn,
                region,
            }),
        );
        expect(JSON.parse(values.bucketNotification as string)).to.deep.equal({
            QueueConfigurations: [
                {
                    Id: `trailconnect ${prefix}`,
                    QueueArn: queueArn,
                    Events: ["s3:ObjectCreated:*"],
                    Filter: {
                        Key: {
                            FilterRules: [
                                { Name: "prefix", Value: prefix },
                                { Name: "suffix", Value: ".json.gz" },
                            ],
                        },
                    },
                },
            ],
        });
        expect(values).to.deep.include({
            trailName: "central",
            trailArn,
            bucketName: "central-logs",
            kmsKeyArn,
            recordedAccounts: ["444455556666"],
            sentinelS3Accounts: ["444455556666"],
        });
        expect(values).to.not.have.any.keys("bucketPolicyStatements", "kmsKeyPolicyStatements");
    });

    it("writes the bucket's notifications where they are given, and leaves them when it goes", async () => {
        const foreign = { Id: "virus-scan", LambdaFunctionArn: "arn:aws:lambda:x", Events: ["s3:ObjectRemoved:*"] };
        const { registered, values } = await connection({
            existingTrail: { arn: trailArn },
            existingBucket: {
                name: "central-logs",
                notification: JSON.stringify({ LambdaFunctionConfigurations: [foreign] }),
            },
        });
        const notification = registered["BucketNotification c-sentinel-s3-queue-bucket-notification"];
        expect(notification?.inputs.lambdaFunctions).to.deep.equal([
            { id: "virus-scan", events: ["s3:ObjectRemoved:*"], lambdaFunctionArn: "arn:aws:lambda:x" },
        ]);
        expect(notification?.inputs.queues).to.have.length(1);
        expect(notification?.retainOnDelete).to.equal(true);
        expect(values).to.not.have.property("bucketNotification");
        expect(registered["SentinelS3 c-sentinel-s3"]?.inputs.ownsBucket).to.equal(false);
    });

    it("leaves the notifications of a bucket that had none when it goes", async () => {
        const { registered } = await connection({
            existingTrail: { arn: trailArn },
            existingBucket: { name: "central-logs", notification: "{}" },
        });
        expect(registered["BucketNotification c-sentinel-s3-queue-bucket-notification"]?.retainOnDelete).to.equal(true);
    });

    it("refuses a bad key prefix that another resource gives, and feeds Sentinel with nothing", async () => {
        for (const prefix of ["AWSLogs/444455556666", "a/", "a\n"]) {
            const args = {
                connectors: [Connector.SentinelS3],
                sentinel: { workspaceId },
                existingTrail: { arn: trailArn, keyPrefix: pulumi.output(prefix) },
                existingBucket: { name: "central-logs" },
            };
            const { error, registrations } = await refusal(() => new CloudTrailConnection("c", args));
            expect(faultsOf(error)).to.deep.equal(["existingTrail.keyPrefix: key-prefix"]);
            expect(registrations.map(label)).to.not.include("RolePolicy c-sentinel-s3-policy");
        }
    });

    it("takes a key prefix that another resource gives", async () => {
        const { registered } = await connection({
            existingTrail: { arn: trailArn, keyPrefix: pulumi.output("production") },
            existingBucket: { name: "central-logs" },
        });
        expect(registered["SentinelS3 c-sentinel-s3"]?.inputs.logPrefixes).to.deep.equal([
            "production/AWSLogs/444455556666/CloudTrail/",
        ]);
    });

    it("refuses alarms for a trail of another account, of which nothing is heard here", async () => {
        const args = {
            connectors: [Connector.Defender],
            existingTrail: { arn: trailArn },
            alarms: { onTampering: true },
        };
        const { error } = await refusal(() => new CloudTrailConnection("c", args));
        expect(faultsOf(error)).to.deep.equal(["existingTrail.arn: trail-elsewhere"]);
    });

    it("subscribes to the topic that the bucket's notifications go to", async () => {
        const existingTopicArn = `arn:aws:sns:${region}:${account}:central-logs`;
        const { registered, values } = await connection({
            existingTrail: { arn: trailArn },
            existingBucket: { name: "central-logs", topicArn: existingTopicArn },
        });
        expect(registered["TopicSubscription c-sentinel-s3-queue-subscription"]?.inputs.topic).to.equal(
            existingTopicArn,
        );
        expect(values.sentinelTopicArn).to.equal(existingTopicArn);
        expect(values).to.not.have.property("bucketNotification");
    });

    it("needs no bucket for the connectors that poll", async () => {
        const { registrations, values } = await connection({
            connectors: [Connector.Sentinel],
            existingTrail: { arn: trailArn },
        });
        expect(typesOf(registrations)).to.have.members(["RandomId", "Role", "RolePolicyAttachment"]);
        expect(values).to.have.all.keys(
            "accountId",
            "region",
            "partition",
            "trailName",
            "trailArn",
            "recordedAccounts",
            "roleArn",
            "externalId",
            "sentinelWorkspaceId",
        );
    });
});

describe("a connection's new trail in a bucket that is there already", () => {
    const trailName = "audit-trail";
    const newTrailArn = `arn:aws:cloudtrail:${region}:${account}:trail/${trailName}`;
    const statements = namedFor(
        newTrailArn,
        trailStatements({ bucketArn: "arn:aws:s3:::central-logs", trailArn: newTrailArn }),
    );

    it("leaves the bucket's policy alone and tells what to add to it", async () => {
        const { registered, values } = await connection({
            existingBucket: { name: "central-logs" },
            trail: { name: trailName },
        });
        expect(Object.keys(registered).filter((name) => name.startsWith("Bucket"))).to.deep.equal([]);
        expect(JSON.parse(values.bucketPolicyStatements as string)).to.deep.equal(statements);
        expect(registered["Trail c-trail"]?.inputs).to.deep.include({ s3BucketName: "central-logs", name: trailName });
    });

    it("writes the policy where it is given, before the trail, and leaves it when it goes", async () => {
        const theirs = {
            Sid: "Theirs",
            Effect: "Allow",
            Principal: { AWS: "444455556666" },
            Action: "s3:GetObject",
            Resource: "arn:aws:s3:::central-logs/*",
        };
        const present = { Version: "2012-10-17", Id: "central", Statement: [theirs] };
        const { registered, values } = await connection({
            existingBucket: { name: "central-logs", policy: JSON.stringify(present) },
            trail: { name: trailName },
        });
        const policy = registered["BucketPolicy c-log-bucket-policy"];
        expect(policyOf(policy)).to.deep.equal({ ...present, Statement: [...present.Statement, ...statements] });
        expect(policy?.retainOnDelete).to.equal(true);
        expect(registered["Trail c-trail"]?.dependencies).to.include("BucketPolicy c-log-bucket-policy");
        expect(values).to.not.have.property("bucketPolicyStatements");
    });

    it("encrypts with a key that is there, and tells what to add to its policy", async () => {
        const { registered, values } = await connection({ existingKmsKeyArn: kmsKeyArn, trail: { name: trailName } });
        expect(Object.keys(registered)).to.not.include("Key c-log-key");
        expect(registered["Trail c-trail"]?.inputs.kmsKeyId).to.equal(kmsKeyArn);
        expect(registered["LogBucket c-log-bucket"]?.inputs.kmsKeyArn).to.equal(kmsKeyArn);
        expect(JSON.parse(values.kmsKeyPolicyStatements as string)).to.deep.equal(
            namedFor(newTrailArn, trailKeyStatements(newTrailArn)),
        );
    });
});

describe("a connection's extras", () => {
    it("are off unless they are asked for", async () => {
        const { registrations, registered } = await connection({ connectors: [Connector.Sentinel] });
        expect(typesOf(registrations)).to.not.include.members([
            "LogGroup",
            "EventRule",
            "BucketLogging",
            "BucketObjectLockConfiguration",
        ]);
        expect(registered["Trail c-trail"]?.inputs).to.not.have.any.keys(
            "advancedEventSelectors",
            "insightSelectors",
            "cloudWatchLogsGroupArn",
            "isOrganizationTrail",
        );
    });

    it("tell nothing to add to a bucket for access logs that is none", async () => {
        const args = { connectors: [Connector.Defender], accessLogBucketName: pulumi.output("access-*") };
        const { error, registrations } = await refusal(() => new CloudTrailConnection("c", args));
        expect(faultsOf(error)).to.deep.equal(["accessLogBucketName: one-bucket"]);
        expect(byLabel(registrations)["CloudTrailConnection c"]?.outputs).to.equal(undefined);
        const taken = await connection({ ...args, accessLogBucketName: pulumi.output("access-logs") });
        expect(taken.values.accessLogBucketPolicyStatements).to.include("arn:aws:s3:::access-logs/");
    });

    it("reach the trail, the bucket and the alarms", async () => {
        const { registered, values, suffix } = await connection({
            connectors: [Connector.Sentinel],
            organization: { id: organizationId },
            trail: {
                managementEvents: ReadWriteType.WriteOnly,
                dataEvents: [{ resourceType: "AWS::Lambda::Function" }],
                insights: [InsightType.ApiErrorRate],
                cloudWatchLogsRetentionDays: 90,
            },
            accessLogBucketName: "access-logs",
            objectLock: { days: 30, mode: ObjectLockMode.Compliance },
            alarms: { onTampering: true },
        });
        const trailName = `trailconnect-trail-${suffix}`;
        expect(registered["AuditTrail c-trail"]?.inputs).to.deep.include({
            managementEvents: "WriteOnly",
            dataEvents: [{ resourceType: "AWS::Lambda::Function" }],
            insights: ["ApiErrorRateInsight"],
            logGroupArn: `arn:aws:logs:${region}:${account}:log-group:${trailName}`,
            logGroupRoleArn: `arn:aws:iam::${account}:role/${trailName}`,
        });
        expect(registered["TrailLogGroup c-log-group"]?.inputs).to.deep.equal({
            cloudWatchLogsRetentionDays: 90,
            organizationId,
            logGroupName: trailName,
            roleName: trailName,
        });
        expect(registered["LogBucket c-log-bucket"]?.inputs).to.deep.include({
            accessLogBucketName: "access-logs",
            objectLock: { days: 30, mode: "COMPLIANCE" },
        });
        expect(registered["TamperAlarms c-tamper-alarms"]?.inputs).to.deep.equal({
            trailArn: values.trailArn,
            namePrefix: `trailconnect-tamper-${suffix}`,
            identityArns: [values.roleArn, `arn:aws:iam::${account}:role/${trailName}`],
            logGroupName: values.logGroupName,
            bucketName: values.bucketName,
            kmsKeyArn: values.kmsKeyArn,
            topicArn: values.alarmTopicArn,
        });
        expect(values.logGroupName).to.equal(trailName);
        expect(JSON.parse(values.accessLogBucketPolicyStatements as string)).to.deep.equal([
            {
                Sid: "TakesAccessLogsOftrailconnectlogs",
                Effect: "Allow",
                Principal: { Service: "logging.s3.amazonaws.com" },
                Action: "s3:PutObject",
                Resource: "arn:aws:s3:::access-logs/trailconnect-logs-*/*",
                Condition: {
                    ArnLike: { "aws:SourceArn": "arn:aws:s3:::trailconnect-logs-*" },
                    StringEquals: { "aws:SourceAccount": account },
                },
            },
        ]);
        expect(registered["Trail c-trail"]?.dependencies).to.include.members([
            "RolePolicy c-log-group-policy",
            "LogGroup c-log-group",
        ]);
    });
});
