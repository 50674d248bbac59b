import { expect } from "chai";
import fc from "fast-check";
import type { PolicyDocument } from "../../../components/iam/document";
import { bucketAsSender, topicAsSender } from "../../../components/iam/sender";
import { deadLetterQueuePolicy, queuePolicy } from "../../../components/sentinelS3/queuePolicy";
import { type AwsRequest, anonymous, decide, Tally, withContext } from "../../support/simulate";
import { ownAndForeignBucket, type Source } from "../iam/senders";

const account = "111122223333";
const otherAccount = "444455556666";
const queue = `arn:aws:sqs:eu-central-1:${account}:connection-sentinel-1a2b3c4d`;
const deadLetters = `${queue}-dead-letter`;
const bucket = "arn:aws:s3:::audit-logs-1a2b3c4d";
const topic = `arn:aws:sns:eu-central-1:${account}:connection-logs-1a2b3c4d`;

const bucketSends: AwsRequest = {
    principal: "s3.amazonaws.com",
    action: "sqs:SendMessage",
    resource: queue,
    accountId: account,
    context: { "aws:SourceArn": bucket, "aws:SourceAccount": account, "aws:SecureTransport": "true" },
    resourcePolicy: queuePolicy(queue, bucketAsSender(bucket, account)),
};

const topicSends: AwsRequest = {
    ...bucketSends,
    principal: "sns.amazonaws.com",
    context: { "aws:SourceArn": topic, "aws:SecureTransport": "true" },
    resourcePolicy: queuePolicy(queue, topicAsSender(topic)),
};

const everythingInSqs: PolicyDocument = {
    Version: "2012-10-17",
    Statement: [{ Sid: "EverythingInSqs", Effect: "Allow", Action: "sqs:*", Resource: "*" }],
};

const administrator: AwsRequest = {
    ...bucketSends,
    principal: `arn:aws:iam::${account}:user/administrator`,
    context: { "aws:SecureTransport": "true" },
    identityPolicies: [everythingInSqs],
};

const queueActions = [
    "sqs:SendMessage",
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:ChangeMessageVisibility",
    "sqs:GetQueueUrl",
    "sqs:GetQueueAttributes",
    "sqs:PurgeQueue",
    "sqs:SetQueueAttributes",
    "sqs:DeleteQueue",
    "sqs:AddPermission",
];

describe("queue policy", () => {
    describe("is this document", () => {
        it("for a bucket", () => {
            expect(
                queuePolicy(
                    "arn:aws:sqs:eu-central-1:111122223333:connection-sentinel-1a2b3c4d",
                    bucketAsSender("arn:aws:s3:::audit-logs-1a2b3c4d", "111122223333"),
                ),
            ).to.deep.equal({
                Version: "2012-10-17",
                Statement: [
                    {
                        Sid: "NewLogsAreAnnounced",
                        Effect: "Allow",
                        Principal: { Service: "s3.amazonaws.com" },
                        Action: "sqs:SendMessage",
                        Resource: "arn:aws:sqs:eu-central-1:111122223333:connection-sentinel-1a2b3c4d",
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
                        Action: "sqs:*",
                        Resource: "arn:aws:sqs:eu-central-1:111122223333:connection-sentinel-1a2b3c4d",
                        Condition: { Bool: { "aws:SecureTransport": "false" } },
                    },
                ],
            });
        });

        it("for a topic in AWS GovCloud", () => {
            expect(
                queuePolicy(
                    "arn:aws-us-gov:sqs:us-gov-west-1:444455556666:gov-queue",
                    topicAsSender("arn:aws-us-gov:sns:us-gov-west-1:444455556666:gov-topic"),
                ),
            ).to.deep.equal({
                Version: "2012-10-17",
                Statement: [
                    {
                        Sid: "NewLogsAreAnnounced",
                        Effect: "Allow",
                        Principal: { Service: "sns.amazonaws.com" },
                        Action: "sqs:SendMessage",
                        Resource: "arn:aws-us-gov:sqs:us-gov-west-1:444455556666:gov-queue",
                        Condition: {
                            StringEquals: {
                                "aws:SourceArn": "arn:aws-us-gov:sns:us-gov-west-1:444455556666:gov-topic",
                            },
                        },
                    },
                    {
                        Sid: "RefusePlainHttp",
                        Effect: "Deny",
                        Principal: "*",
                        Action: "sqs:*",
                        Resource: "arn:aws-us-gov:sqs:us-gov-west-1:444455556666:gov-queue",
                        Condition: { Bool: { "aws:SecureTransport": "false" } },
                    },
                ],
            });
        });

        it("for dead letters", () => {
            expect(
                deadLetterQueuePolicy("arn:aws:sqs:eu-central-1:111122223333:connection-sentinel-1a2b3c4d-dead-letter"),
            ).to.deep.equal({
                Version: "2012-10-17",
                Statement: [
                    {
                        Sid: "RefusePlainHttp",
                        Effect: "Deny",
                        Principal: "*",
                        Action: "sqs:*",
                        Resource: "arn:aws:sqs:eu-central-1:111122223333:connection-sentinel-1a2b3c4d-dead-letter",
                        Condition: { Bool: { "aws:SecureTransport": "false" } },
                    },
                ],
            });
        });
    });

    describe("with a bucket as sender", () => {
        it("takes its messages", async () => {
            expect(await decide(bucketSends)).to.equal("Allowed");
        });

        const otherSources: Record<string, AwsRequest["context"]> = {
            "another bucket of the account": { "aws:SourceArn": "arn:aws:s3:::another-bucket" },
            "a bucket of longer name": { "aws:SourceArn": `${bucket}2` },
            "a bucket of the same name in another partition": { "aws:SourceArn": bucket.replace("aws", "aws-us-gov") },
            "an object of the bucket": { "aws:SourceArn": `${bucket}/log.json.gz` },
            "a bucket of the same name in another account": { "aws:SourceAccount": otherAccount },
            "no source": { "aws:SourceArn": undefined },
            "no source account": { "aws:SourceAccount": undefined },
            "neither source nor account": { "aws:SourceArn": undefined, "aws:SourceAccount": undefined },
            "a wildcard": { "aws:SourceArn": "*" },
        };
        for (const [what, change] of Object.entries(otherSources)) {
            it(`refuses messages for ${what}`, async () => {
                expect(await decide(bucketSends)).to.equal("Allowed");
                expect(await decide(withContext(bucketSends, change))).to.equal("ImplicitlyDenied");
            });
        }
    });

    describe("with a topic as sender", () => {
        it("takes its messages", async () => {
            expect(await decide(topicSends)).to.equal("Allowed");
        });

        const otherTopics: Record<string, string | undefined> = {
            "another topic": `arn:aws:sns:eu-central-1:${account}:another-topic`,
            "a topic of longer name": `${topic}2`,
            "a topic of the same name in another account": topic.replace(account, otherAccount),
            "a topic of the same name in another region": topic.replace("eu-central-1", "us-east-1"),
            "a bucket": bucket,
            "no topic": undefined,
        };
        for (const [what, source] of Object.entries(otherTopics)) {
            it(`refuses messages for ${what}`, async () => {
                expect(await decide(topicSends)).to.equal("Allowed");
                const forOther = withContext(topicSends, { "aws:SourceArn": source });
                expect(await decide(forOther)).to.equal("ImplicitlyDenied");
            });
        }
    });

    for (const [sender, request] of [
        ["a bucket", bucketSends],
        ["a topic", topicSends],
    ] as const) {
        const services = [
            "s3.amazonaws.com",
            "sns.amazonaws.com",
            "events.amazonaws.com",
            "lambda.amazonaws.com",
            "cloudtrail.amazonaws.com",
        ];
        for (const principal of [...services.filter((service) => service !== request.principal), anonymous]) {
            it(`with ${sender} as sender refuses ${principal === anonymous ? "anybody unsigned" : principal}`, async () => {
                expect(await decide(request)).to.equal("Allowed");
                expect(await decide({ ...request, principal })).to.equal("ImplicitlyDenied");
            });
        }

        it(`with ${sender} as sender refuses it over plain HTTP`, async () => {
            expect(await decide(request)).to.equal("Allowed");
            const plain = withContext(request, { "aws:SecureTransport": "false" });
            expect(await decide(plain)).to.equal("ExplicitlyDenied");
        });

        it(`with ${sender} as sender refuses it everything but sending`, async () => {
            for (const action of queueActions.filter((other) => other !== request.action)) {
                expect(await decide(request), action).to.equal("Allowed");
                expect(await decide({ ...request, action }), action).to.equal("ImplicitlyDenied");
            }
        });

        it(`with ${sender} as sender refuses it another queue`, async () => {
            expect(await decide(request)).to.equal("Allowed");
            expect(await decide({ ...request, resource: `${queue}2` })).to.equal("ImplicitlyDenied");
        });
    }

    for (const action of queueActions) {
        for (const [resource, resourcePolicy] of [
            [queue, queuePolicy(queue, bucketAsSender(bucket, account))],
            [deadLetters, deadLetterQueuePolicy(deadLetters)],
        ] as const) {
            const name = resource === queue ? "queue" : "dead-letter queue";
            const request: AwsRequest = { ...administrator, action, resource, resourcePolicy };

            it(`leaves ${action} on the ${name} to the account's identity policies`, async () => {
                expect(await decide(request)).to.equal("Allowed");
                expect(await decide({ ...request, identityPolicies: [] })).to.equal("ImplicitlyDenied");
            });

            it(`refuses ${action} on the ${name} to another account's administrator`, async () => {
                expect(await decide(request)).to.equal("Allowed");
                const principal = `arn:aws:iam::${otherAccount}:user/administrator`;
                expect(await decide({ ...request, principal })).to.equal("ImplicitlyDenied");
            });

            it(`refuses ${action} on the ${name} over plain HTTP to the account's own administrator`, async () => {
                expect(await decide(request)).to.equal("Allowed");
                const plain = withContext(request, { "aws:SecureTransport": "false" });
                expect(await decide(plain)).to.equal("ExplicitlyDenied");
            });
        }
    }

    it("takes dead letters from no service and from nobody unsigned", async () => {
        const policies = [
            ["s3.amazonaws.com", bucketSends],
            ["sns.amazonaws.com", topicSends],
            [anonymous, bucketSends],
        ] as const;
        for (const [principal, request] of policies) {
            expect(await decide(request)).to.equal("Allowed");
            const resourcePolicy = deadLetterQueuePolicy(deadLetters);
            const decision = await decide({ ...request, principal, resource: deadLetters, resourcePolicy });
            expect(decision, String(principal)).to.equal("ImplicitlyDenied");
        }
    });

    it("admits the bucket that it names and no other", async () => {
        const foreign = new Tally();
        await fc.assert(
            fc.asyncProperty(ownAndForeignBucket, async ({ own, partition, foreign: other }) => {
                const resource = `arn:${partition}:sqs:eu-central-1:${own.accountId}:generated`;
                const resourcePolicy = queuePolicy(resource, bucketAsSender(own.bucketArn, own.accountId));
                const by = ({ bucketArn, accountId }: Source) =>
                    withContext(
                        { ...bucketSends, resource, accountId: own.accountId, resourcePolicy },
                        { "aws:SourceArn": bucketArn, "aws:SourceAccount": accountId },
                    );
                expect(await decide(by(own)), own.bucketArn).to.equal("Allowed");
                const decision = await decide(by(other));
                foreign.add(decision);
                expect(decision, JSON.stringify(other)).to.equal("ImplicitlyDenied");
            }),
        );
        foreign.print("queue", "messages for foreign buckets and accounts");
        expect(foreign.tried).to.equal(100);
        expect(foreign.refused).to.equal(foreign.tried);
    });
});
