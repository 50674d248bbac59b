import { expect } from "chai";
import fc from "fast-check";
import type { PolicyDocument } from "../../../components/iam/document";
import { alarmsAsSender, bucketAsSender, rulesAsSender } from "../../../components/iam/sender";
import { publishStatements, topicPolicy } from "../../../components/iam/topicPolicy";
import { type AwsRequest, anonymous, decide, Tally, withContext } from "../../support/simulate";
import { ownAndForeignBucket, type Source } from "./senders";

const account = "111122223333";
const otherAccount = "444455556666";
const topic = `arn:aws:sns:eu-central-1:${account}:connection-logs-1a2b3c4d`;
const bucket = "arn:aws:s3:::audit-logs-1a2b3c4d";
const alarm = `arn:aws:cloudwatch:eu-central-1:${account}:alarm:queue-is-stuck`;
const rule = `arn:aws:events:eu-central-1:${account}:rule/trail-is-stopped`;
const here = ["aws", "eu-central-1", account] as const;

const bucketPublishes: AwsRequest = {
    principal: "s3.amazonaws.com",
    action: "sns:Publish",
    resource: topic,
    accountId: account,
    context: { "aws:SourceArn": bucket, "aws:SourceAccount": account, "aws:SecureTransport": "true" },
    resourcePolicy: topicPolicy(topic, [bucketAsSender(bucket, account)]),
};

const alarmTopicPolicy = topicPolicy(topic, [alarmsAsSender(...here), rulesAsSender]);

const alarmPublishes: AwsRequest = {
    ...bucketPublishes,
    principal: "cloudwatch.amazonaws.com",
    context: { "aws:SourceArn": alarm, "aws:SourceAccount": account, "aws:SecureTransport": "true" },
    resourcePolicy: topicPolicy(topic, [alarmsAsSender(...here)]),
};

const rulePublishes: AwsRequest = {
    ...bucketPublishes,
    principal: "events.amazonaws.com",
    context: { "aws:SourceArn": rule, "aws:SecureTransport": "true" },
    resourcePolicy: topicPolicy(topic, [rulesAsSender]),
};

const everythingInSns: PolicyDocument = {
    Version: "2012-10-17",
    Statement: [{ Sid: "EverythingInSns", Effect: "Allow", Action: "sns:*", Resource: "*" }],
};

const senders: [string, AwsRequest][] = [
    ["a bucket", bucketPublishes],
    ["an alarm", alarmPublishes],
    ["a rule", rulePublishes],
];

describe("topic policy", () => {
    describe("is this document", () => {
        it("for a bucket", () => {
            expect(
                topicPolicy("arn:aws:sns:eu-central-1:111122223333:connection-logs-1a2b3c4d", [
                    bucketAsSender("arn:aws:s3:::audit-logs-1a2b3c4d", "111122223333"),
                ]),
            ).to.deep.equal({
                Version: "2012-10-17",
                Statement: [
                    {
                        Sid: "PublishFromS3",
                        Effect: "Allow",
                        Principal: { Service: "s3.amazonaws.com" },
                        Action: "sns:Publish",
                        Resource: "arn:aws:sns:eu-central-1:111122223333:connection-logs-1a2b3c4d",
                        Condition: {
                            StringEquals: {
                                "aws:SourceArn": "arn:aws:s3:::audit-logs-1a2b3c4d",
                                "aws:SourceAccount": "111122223333",
                            },
                        },
                    },
                    {
                        Sid: "RefusePlainHttp",
                        Effect: "Deny",
                        Principal: "*",
                        Action: "sns:Publish",
                        Resource: "arn:aws:sns:eu-central-1:111122223333:connection-logs-1a2b3c4d",
                        Condition: { Bool: { "aws:SecureTransport": "false" } },
                    },
                ],
            });
        });

        it("for alarms, and rules without a condition", () => {
            const place = ["aws-us-gov", "us-gov-west-1", "444455556666"] as const;
            expect(
                topicPolicy("arn:aws-us-gov:sns:us-gov-west-1:444455556666:gov-alarms", [
                    alarmsAsSender(...place),
                    rulesAsSender,
                ]),
            ).to.deep.equal({
                Version: "2012-10-17",
                Statement: [
                    {
                        Sid: "PublishFromCloudwatch",
                        Effect: "Allow",
                        Principal: { Service: "cloudwatch.amazonaws.com" },
                        Action: "sns:Publish",
                        Resource: "arn:aws-us-gov:sns:us-gov-west-1:444455556666:gov-alarms",
                        Condition: {
                            ArnLike: {
                                "aws:SourceArn": "arn:aws-us-gov:cloudwatch:us-gov-west-1:444455556666:alarm:*",
                            },
                            StringEquals: { "aws:SourceAccount": "444455556666" },
                        },
                    },
                    {
                        Sid: "PublishFromEvents",
                        Effect: "Allow",
                        Principal: { Service: "events.amazonaws.com" },
                        Action: "sns:Publish",
                        Resource: "arn:aws-us-gov:sns:us-gov-west-1:444455556666:gov-alarms",
                    },
                    {
                        Sid: "RefusePlainHttp",
                        Effect: "Deny",
                        Principal: "*",
                        Action: "sns:Publish",
                        Resource: "arn:aws-us-gov:sns:us-gov-west-1:444455556666:gov-alarms",
                        Condition: { Bool: { "aws:SecureTransport": "false" } },
                    },
                ],
            });
        });

        it("for no sender", () => {
            expect(topicPolicy("arn:aws:sns:eu-central-1:111122223333:connection-logs-1a2b3c4d", [])).to.deep.equal({
                Version: "2012-10-17",
                Statement: [
                    {
                        Sid: "RefusePlainHttp",
                        Effect: "Deny",
                        Principal: "*",
                        Action: "sns:Publish",
                        Resource: "arn:aws:sns:eu-central-1:111122223333:connection-logs-1a2b3c4d",
                        Condition: { Bool: { "aws:SecureTransport": "false" } },
                    },
                ],
            });
        });
    });

    it("begins with what is added to a topic of somebody else's", () => {
        expect(publishStatements(topic, [alarmsAsSender(...here), rulesAsSender])).to.deep.equal(
            alarmTopicPolicy.Statement.slice(0, -1),
        );
        expect(publishStatements(topic, [])).to.deep.equal([]);
    });

    for (const [sender, request] of senders) {
        describe(`with ${sender} as sender`, () => {
            it("takes its messages, and not over plain HTTP", async () => {
                expect(await decide(request)).to.equal("Allowed");
                const plain = withContext(request, { "aws:SecureTransport": "false" });
                expect(await decide(plain)).to.equal("ExplicitlyDenied");
            });

            it("refuses it another topic", async () => {
                expect(await decide(request)).to.equal("Allowed");
                expect(await decide({ ...request, resource: `${topic}2` })).to.equal("ImplicitlyDenied");
            });

            const services = [
                "s3.amazonaws.com",
                "cloudwatch.amazonaws.com",
                "events.amazonaws.com",
                "budgets.amazonaws.com",
                "cloudtrail.amazonaws.com",
            ];
            for (const principal of [...services.filter((service) => service !== request.principal), anonymous]) {
                it(`refuses ${principal === anonymous ? "anybody unsigned" : principal} for the same source`, async () => {
                    expect(await decide(request)).to.equal("Allowed");
                    expect(await decide({ ...request, principal })).to.equal("ImplicitlyDenied");
                });
            }

            for (const action of ["sns:Subscribe", "sns:SetTopicAttributes", "sns:AddPermission", "sns:DeleteTopic"]) {
                it(`refuses it ${action}`, async () => {
                    expect(await decide(request)).to.equal("Allowed");
                    expect(await decide({ ...request, action })).to.equal("ImplicitlyDenied");
                });
            }
        });
    }

    describe("refuses messages", () => {
        const otherSources: [request: AwsRequest, what: string, change: AwsRequest["context"]][] = [
            [bucketPublishes, "another bucket", { "aws:SourceArn": "arn:aws:s3:::another-bucket" }],
            [bucketPublishes, "a bucket of longer name", { "aws:SourceArn": `${bucket}2` }],
            [bucketPublishes, "a bucket of the same name in another account", { "aws:SourceAccount": otherAccount }],
            [bucketPublishes, "no bucket", { "aws:SourceArn": undefined }],
            [bucketPublishes, "a bucket of no account", { "aws:SourceAccount": undefined }],
            [
                alarmPublishes,
                "an alarm of another account",
                { "aws:SourceArn": alarm.replace(account, otherAccount), "aws:SourceAccount": otherAccount },
            ],
            [alarmPublishes, "an alarm whose account alone is another", { "aws:SourceAccount": otherAccount }],
            [
                alarmPublishes,
                "an alarm whose ARN alone is another account's",
                { "aws:SourceArn": alarm.replace(account, otherAccount) },
            ],
            [
                alarmPublishes,
                "an alarm in another region",
                { "aws:SourceArn": alarm.replace("eu-central-1", "us-east-1") },
            ],
            [
                alarmPublishes,
                "an alarm in another partition",
                { "aws:SourceArn": alarm.replace("arn:aws:", "arn:aws-cn:") },
            ],
            [alarmPublishes, "a dashboard", { "aws:SourceArn": alarm.replace("alarm:", "dashboard/") }],
            [alarmPublishes, "no alarm", { "aws:SourceArn": undefined }],
            [alarmPublishes, "an alarm of no account", { "aws:SourceAccount": undefined }],
        ];
        for (const [request, what, change] of otherSources) {
            it(`for ${what}`, async () => {
                expect(await decide(request)).to.equal("Allowed");
                expect(await decide(withContext(request, change))).to.equal("ImplicitlyDenied");
            });
        }

        it("of a sender that isn't named", async () => {
            const only = (resourcePolicy: PolicyDocument, request: AwsRequest) => ({ ...request, resourcePolicy });
            const alarms = topicPolicy(topic, [alarmsAsSender(...here)]);
            const rules = topicPolicy(topic, [rulesAsSender]);
            expect(await decide(only(alarms, alarmPublishes))).to.equal("Allowed");
            expect(await decide(only(rules, alarmPublishes))).to.equal("ImplicitlyDenied");
            expect(await decide(only(rules, rulePublishes))).to.equal("Allowed");
            expect(await decide(only(alarms, rulePublishes))).to.equal("ImplicitlyDenied");
        });
    });

    it("can't tell rules apart: those of any account may raise a false alarm, and do nothing else", async () => {
        for (const source of [rule.replace(account, otherAccount), undefined]) {
            const request = withContext(rulePublishes, { "aws:SourceArn": source });
            expect(await decide(request)).to.equal("Allowed");
            expect(await decide({ ...request, action: "sns:Subscribe" })).to.equal("ImplicitlyDenied");
        }
    });

    for (const action of ["sns:Publish", "sns:Subscribe", "sns:SetTopicAttributes", "sns:DeleteTopic"]) {
        const byAdministrator: AwsRequest = {
            ...bucketPublishes,
            action,
            principal: `arn:aws:iam::${account}:user/administrator`,
            context: { "aws:SecureTransport": "true" },
            identityPolicies: [everythingInSns],
        };

        it(`leaves ${action} to the account's identity policies`, async () => {
            expect(await decide(byAdministrator)).to.equal("Allowed");
            expect(await decide({ ...byAdministrator, identityPolicies: [] })).to.equal("ImplicitlyDenied");
        });

        it(`refuses ${action} to another account's administrator`, async () => {
            expect(await decide(byAdministrator)).to.equal("Allowed");
            const principal = `arn:aws:iam::${otherAccount}:user/administrator`;
            expect(await decide({ ...byAdministrator, principal })).to.equal("ImplicitlyDenied");
        });

        it(`${action === "sns:Publish" ? "refuses" : "leaves"} ${action} over plain HTTP to the account's own administrator`, async () => {
            expect(await decide(byAdministrator)).to.equal("Allowed");
            const plain = withContext(byAdministrator, { "aws:SecureTransport": "false" });
            expect(await decide(plain)).to.equal(action === "sns:Publish" ? "ExplicitlyDenied" : "Allowed");
        });
    }

    it("admits the bucket that it names and no other", async () => {
        const foreign = new Tally();
        await fc.assert(
            fc.asyncProperty(ownAndForeignBucket, async ({ own, partition, foreign: other }) => {
                const resource = `arn:${partition}:sns:eu-central-1:${own.accountId}:generated`;
                const resourcePolicy = topicPolicy(resource, [bucketAsSender(own.bucketArn, own.accountId)]);
                const by = ({ bucketArn, accountId }: Source) =>
                    withContext(
                        { ...bucketPublishes, resource, accountId: own.accountId, resourcePolicy },
                        { "aws:SourceArn": bucketArn, "aws:SourceAccount": accountId },
                    );
                expect(await decide(by(own)), own.bucketArn).to.equal("Allowed");
                const decision = await decide(by(other));
                foreign.add(decision);
                expect(decision, JSON.stringify(other)).to.equal("ImplicitlyDenied");
            }),
        );
        foreign.print("topic", "messages for foreign buckets and accounts");
        expect(foreign.tried).to.equal(100);
        expect(foreign.refused).to.equal(foreign.tried);
    });

    it("admits the alarms of its account and region and no other", async () => {
        const foreign = new Tally();
        const place = fc.tuple(
            fc.constantFrom("aws", "aws-us-gov", "aws-cn"),
            fc.constantFrom("us-east-1", "us-east-2", "eu-central-1", "us-gov-west-1", "cn-north-1"),
            fc.stringMatching(/^\d{12}$/),
        );
        const sourceArn = ([partition, region, accountId]: readonly [string, string, string], service: string) =>
            `arn:${partition}:${service}:${region}:${accountId}:alarm:generated`;
        const ownAndForeignPlace = fc
            .tuple(place, place, fc.constant("cloudwatch"))
            .chain(([own, other, service]) =>
                fc.record({
                    own: fc.constant(own),
                    service: fc.constant(service),
                    foreignArn: fc
                        .constantFrom(
                            other,
                            [other[0], own[1], own[2]] as const,
                            [own[0], other[1], own[2]] as const,
                            [own[0], own[1], other[2]] as const,
                            [own[0], `${own[1]}2`, own[2]] as const,
                            [own[0], own[1], own[2].slice(1)] as const,
                        )
                        .map((changed) => sourceArn(changed, service)),
                }),
            )
            .filter(({ own, service, foreignArn }) => sourceArn(own, service) !== foreignArn);
        await fc.assert(
            fc.asyncProperty(ownAndForeignPlace, async ({ own, service, foreignArn }) => {
                const [partition, region, accountId] = own;
                const resource = `arn:${partition}:sns:${region}:${accountId}:generated`;
                const by = (source: string): AwsRequest => ({
                    principal: `${service}.amazonaws.com`,
                    action: "sns:Publish",
                    resource,
                    accountId,
                    context: { "aws:SourceArn": source, "aws:SourceAccount": accountId, "aws:SecureTransport": "true" },
                    resourcePolicy: topicPolicy(resource, [alarmsAsSender(...own)]),
                });
                expect(await decide(by(sourceArn(own, service))), service).to.equal("Allowed");
                const decision = await decide(by(foreignArn));
                foreign.add(decision);
                expect(decision, foreignArn).to.equal("ImplicitlyDenied");
            }),
        );
        foreign.print("topic", "messages for foreign alarms");
        expect(foreign.tried).to.equal(100);
        expect(foreign.refused).to.equal(foreign.tried);
    });
});
