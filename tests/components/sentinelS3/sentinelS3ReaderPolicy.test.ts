import { expect } from "chai";
import fc from "fast-check";
import type { PolicyDocument } from "../../../components/iam/document";
import { bucketAsSender } from "../../../components/iam/sender";
import { bucketPolicy } from "../../../components/logs/bucketPolicy";
import { keyPolicy } from "../../../components/logs/keyPolicy";
import { deadLetterQueuePolicy, queuePolicy } from "../../../components/sentinelS3/queuePolicy";
import { type ReadLogs, sentinelS3ReaderPolicy } from "../../../components/sentinelS3/sentinelS3ReaderPolicy";
import { skipIfKept } from "../../adversary/digest";
import { type AwsRequest, decide, NotSimulated, Tally, withContext, withoutConditionKey } from "../../support/simulate";
import { catalogue } from "../iam/catalogue";

const account = "111122223333";
const otherAccount = "444455556666";
const organization = "o-exampleorgid";
const trail = `arn:aws:cloudtrail:eu-central-1:${account}:trail/audit-trail`;
const bucket = "arn:aws:s3:::audit-logs-1a2b3c4d";
const queue = `arn:aws:sqs:eu-central-1:${account}:connection-sentinel-1a2b3c4d`;
const key = `arn:aws:kms:eu-central-1:${account}:key/0f8fad5b-d9cb-469f-a165-70867728950e`;
const day = "eu-central-1/2026/01/31";

const feed: ReadLogs = {
    queueArn: queue,
    bucketArn: bucket,
    logPrefixes: [`AWSLogs/${account}/CloudTrail/`],
    kmsKeyArn: key,
    region: "eu-central-1",
};

/** Sentinel's session reads a log, by its role's policy alone. */
const reads: AwsRequest = {
    principal: `arn:aws:sts::${account}:assumed-role/OIDC_connection-s3-1a2b3c4d/MicrosoftSentinel_workspace`,
    action: "s3:GetObject",
    resource: `${bucket}/AWSLogs/${account}/CloudTrail/${day}/log.json.gz`,
    accountId: account,
    identityPolicies: [sentinelS3ReaderPolicy(feed)],
};

/** A key always has a policy; the log key's leaves the decision to the account. */
const decrypts: AwsRequest = {
    ...reads,
    action: "kms:Decrypt",
    resource: key,
    context: { "kms:ViaService": "s3.eu-central-1.amazonaws.com", "kms:EncryptionContext:aws:cloudtrail:arn": trail },
    resourcePolicy: keyPolicy(trail),
};

const receives: AwsRequest = { ...reads, action: "sqs:ReceiveMessage", resource: queue };

const queueActions = [
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:ChangeMessageVisibility",
    "sqs:GetQueueUrl",
    "sqs:GetQueueAttributes",
];

function withFeed(request: AwsRequest, change: Partial<ReadLogs>): AwsRequest {
    return { ...request, identityPolicies: [sentinelS3ReaderPolicy({ ...feed, ...change })] };
}

function withLog(path: string): AwsRequest {
    return { ...reads, resource: `${bucket}/${path}` };
}

describe("policy of Sentinel's S3 connector", () => {
    describe("is this document", () => {
        it("for one prefix and a key", () => {
            expect(
                sentinelS3ReaderPolicy({
                    queueArn: "arn:aws:sqs:eu-central-1:111122223333:connection-sentinel-1a2b3c4d",
                    bucketArn: "arn:aws:s3:::audit-logs-1a2b3c4d",
                    logPrefixes: ["AWSLogs/111122223333/CloudTrail/"],
                    kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/0f8fad5b-d9cb-469f-a165-70867728950e",
                    region: "eu-central-1",
                }),
            ).to.deep.equal({
                Version: "2012-10-17",
                Statement: [
                    {
                        Sid: "ReadsLogs",
                        Effect: "Allow",
                        Action: "s3:GetObject",
                        Resource: ["arn:aws:s3:::audit-logs-1a2b3c4d/AWSLogs/111122223333/CloudTrail/*"],
                    },
                    {
                        Sid: "DecryptsLogs",
                        Effect: "Allow",
                        Action: "kms:Decrypt",
                        Resource: "arn:aws:kms:eu-central-1:111122223333:key/0f8fad5b-d9cb-469f-a165-70867728950e",
                        Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
                    },
                    {
                        Sid: "TakesMessages",
                        Effect: "Allow",
                        Action: [
                            "sqs:ReceiveMessage",
                            "sqs:DeleteMessage",
                            "sqs:ChangeMessageVisibility",
                            "sqs:GetQueueUrl",
                            "sqs:GetQueueAttributes",
                        ],
                        Resource: "arn:aws:sqs:eu-central-1:111122223333:connection-sentinel-1a2b3c4d",
                    },
                ],
            });
        });

        it("for several prefixes without a key, in AWS GovCloud", () => {
            expect(
                sentinelS3ReaderPolicy({
                    queueArn: "arn:aws-us-gov:sqs:us-gov-west-1:444455556666:gov-queue",
                    bucketArn: "arn:aws-us-gov:s3:::gov-logs",
                    logPrefixes: [
                        "production/AWSLogs/o-exampleorgid/444455556666/CloudTrail/",
                        "production/AWSLogs/o-exampleorgid/777788889999/CloudTrail/",
                    ],
                    region: "us-gov-west-1",
                }),
            ).to.deep.equal({
                Version: "2012-10-17",
                Statement: [
                    {
                        Sid: "ReadsLogs",
                        Effect: "Allow",
                        Action: "s3:GetObject",
                        Resource: [
                            "arn:aws-us-gov:s3:::gov-logs/production/AWSLogs/o-exampleorgid/444455556666/CloudTrail/*",
                            "arn:aws-us-gov:s3:::gov-logs/production/AWSLogs/o-exampleorgid/777788889999/CloudTrail/*",
                        ],
                    },
                    {
                        Sid: "TakesMessages",
                        Effect: "Allow",
                        Action: [
                            "sqs:ReceiveMessage",
                            "sqs:DeleteMessage",
                            "sqs:ChangeMessageVisibility",
                            "sqs:GetQueueUrl",
                            "sqs:GetQueueAttributes",
                        ],
                        Resource: "arn:aws-us-gov:sqs:us-gov-west-1:444455556666:gov-queue",
                    },
                ],
            });
        });

        it("for a key in AWS GovCloud", () => {
            const [, statement] = sentinelS3ReaderPolicy({
                queueArn: "arn:aws-us-gov:sqs:us-gov-west-1:444455556666:gov-queue",
                bucketArn: "arn:aws-us-gov:s3:::gov-logs",
                logPrefixes: ["AWSLogs/444455556666/CloudTrail/"],
                kmsKeyArn: "arn:aws-us-gov:kms:us-gov-west-1:444455556666:key/7c9e6679-7425-40de-944b-e07fc1f90ae7",
                region: "us-gov-west-1",
            }).Statement;
            expect(statement).to.deep.equal({
                Sid: "DecryptsLogs",
                Effect: "Allow",
                Action: "kms:Decrypt",
                Resource: "arn:aws-us-gov:kms:us-gov-west-1:444455556666:key/7c9e6679-7425-40de-944b-e07fc1f90ae7",
                Condition: { StringEquals: { "kms:ViaService": "s3.us-gov-west-1.amazonaws.com" } },
            });
        });
    });

    describe("the logs", () => {
        it("of its own prefix are read, under the log bucket's own policy too", async () => {
            expect(await decide(reads)).to.equal("Allowed");
            const resourcePolicy = bucketPolicy({ bucketArn: bucket, trailArn: trail, protectLogs: true });
            const overTls = withContext({ ...reads, resourcePolicy }, { "aws:SecureTransport": "true" });
            expect(await decide(overTls)).to.equal("Allowed");
            expect(await decide(withContext(overTls, { "aws:SecureTransport": "false" }))).to.equal("ExplicitlyDenied");
        });

        const otherLogs: Record<string, string> = {
            "another account's prefix": `AWSLogs/${otherAccount}/CloudTrail/${day}/log.json.gz`,
            "the prefix of a longer account ID": `AWSLogs/${account}4/CloudTrail/${day}/log.json.gz`,
            "CloudTrail-Digest/ beside it": `AWSLogs/${account}/CloudTrail-Digest/${day}/digest.json.gz`,
            "CloudTrail-Insight/ beside it": `AWSLogs/${account}/CloudTrail-Insight/${day}/log.json.gz`,
            "another service's logs": `AWSLogs/${account}/vpcflowlogs/${day}/log.gz`,
            "the organization's prefix": `AWSLogs/${organization}/${account}/CloudTrail/${day}/log.json.gz`,
            "the prefix in lower case": `awslogs/${account}/cloudtrail/${day}/log.json.gz`,
            "the prefix further down": `copy/AWSLogs/${account}/CloudTrail/${day}/log.json.gz`,
            "the bucket's root": "log.json.gz",
        };
        for (const [where, path] of Object.entries(otherLogs)) {
            it(`under ${where} are refused`, async () => {
                expect(await decide(reads)).to.equal("Allowed");
                expect(await decide(withLog(path))).to.equal("ImplicitlyDenied");
            });
        }

        for (const other of ["arn:aws:s3:::audit-logs-1a2b3c4e", "arn:aws:s3:::audit-logs-1a2b3c4d-copy"]) {
            it(`of ${other} are refused`, async () => {
                expect(await decide(reads)).to.equal("Allowed");
                const resource = reads.resource.replace(bucket, other);
                expect(await decide({ ...reads, resource })).to.equal("ImplicitlyDenied");
            });
        }

        for (const action of [
            "s3:GetObjectVersion",
            "s3:GetObjectAcl",
            "s3:GetObjectTagging",
            "s3:PutObject",
            "s3:PutObjectAcl",
            "s3:DeleteObject",
            "s3:DeleteObjectVersion",
            "s3:BypassGovernanceRetention",
        ]) {
            it(`are refused to ${action}`, async () => {
                expect(await decide(reads)).to.equal("Allowed");
                expect(await decide({ ...reads, action })).to.equal("ImplicitlyDenied");
            });
        }

        for (const action of ["s3:ListBucket", "s3:ListBucketVersions", "s3:GetBucketPolicy", "s3:DeleteBucket"]) {
            it(`leave the bucket refused to ${action}`, async () => {
                expect(await decide(reads)).to.equal("Allowed");
                expect(await decide({ ...reads, action, resource: bucket })).to.equal("ImplicitlyDenied");
            });
        }

        it("of each of several prefixes are read, and no other account's", async () => {
            const of = (id: string) => ({
                ...withLog(`AWSLogs/${organization}/${id}/CloudTrail/${day}/log.json.gz`),
                identityPolicies: [
                    sentinelS3ReaderPolicy({
                        ...feed,
                        logPrefixes: [
                            `AWSLogs/${organization}/${account}/CloudTrail/`,
                            `AWSLogs/${organization}/${otherAccount}/CloudTrail/`,
                        ],
                    }),
                ],
            });
            expect(await decide(of(account))).to.equal("Allowed");
            expect(await decide(of(otherAccount))).to.equal("Allowed");
            expect(await decide(of("777788889999"))).to.equal("ImplicitlyDenied");
        });

        describe("of a whole organization", () => {
            const logPrefixes = [`AWSLogs/${organization}/`];
            for (const path of [
                `${account}/CloudTrail/${day}/log.json.gz`,
                `${otherAccount}/CloudTrail/${day}/log.json.gz`,
                `${otherAccount}/CloudTrail-Digest/${day}/digest.json.gz`,
                `${otherAccount}/CloudTrail-Insight/${day}/log.json.gz`,
            ]) {
                it(`are read with the organization's prefix, ${path}, and not without`, async () => {
                    const request = withLog(`AWSLogs/${organization}/${path}`);
                    expect(await decide(withFeed(request, { logPrefixes }))).to.equal("Allowed");
                    expect(await decide(request)).to.equal("ImplicitlyDenied");
                });
            }

            for (const other of ["o-otherorgid00", `${organization}2`, account]) {
                it(`are refused of ${other}`, async () => {
                    const of = (owner: string) =>
                        withFeed(withLog(`AWSLogs/${owner}/${otherAccount}/CloudTrail/${day}/log.json.gz`), {
                            logPrefixes,
                        });
                    expect(await decide(of(organization))).to.equal("Allowed");
                    expect(await decide(of(other))).to.equal("ImplicitlyDenied");
                });
            }
        });
    });

    describe("the key", () => {
        it("decrypts by way of Amazon S3", async () => {
            expect(await decide(decrypts)).to.equal("Allowed");
        });

        const otherServices: Record<string, string | undefined> = {
            "without a service in between": undefined,
            "by way of S3 in another region": "s3.us-east-1.amazonaws.com",
            "by way of S3 under a longer name": "s3.eu-central-1.amazonaws.com.cn",
            "by way of SQS": "sqs.eu-central-1.amazonaws.com",
            "by way of a wildcard": "*",
        };
        for (const [how, service] of Object.entries(otherServices)) {
            it(`is refused ${how}`, async () => {
                expect(await decide(decrypts)).to.equal("Allowed");
                const request = withContext(decrypts, { "kms:ViaService": service });
                expect(await decide(request)).to.equal("ImplicitlyDenied");
            });
        }

        const otherKeys: Record<string, string> = {
            "another key": `arn:aws:kms:eu-central-1:${account}:key/7c9e6679-7425-40de-944b-e07fc1f90ae7`,
            "the key's replica in another region": key.replace("eu-central-1", "us-east-1"),
        };
        for (const [which, resource] of Object.entries(otherKeys)) {
            it(`doesn't stand for ${which}`, async () => {
                expect(await decide(decrypts)).to.equal("Allowed");
                expect(await decide({ ...decrypts, resource })).to.equal("ImplicitlyDenied");
            });
        }

        for (const action of [
            "kms:Encrypt",
            "kms:GenerateDataKey",
            "kms:GenerateDataKeyWithoutPlaintext",
            "kms:ReEncryptFrom",
            "kms:ReEncryptTo",
            "kms:CreateGrant",
            "kms:DescribeKey",
        ]) {
            it(`is refused to ${action}`, async () => {
                // Not all of these carry an encryption context.
                const request = withContext(decrypts, { "kms:EncryptionContext:aws:cloudtrail:arn": undefined });
                expect(await decide(request)).to.equal("Allowed");
                expect(await decide({ ...request, action })).to.equal("ImplicitlyDenied");
            });
        }

        it("is refused where the logs have none", async () => {
            expect(await decide(decrypts)).to.equal("Allowed");
            expect(await decide(withFeed(decrypts, { kmsKeyArn: undefined }))).to.equal("ImplicitlyDenied");
        });

        it("is refused where its policy doesn't leave the decision to the account", async () => {
            expect(await decide(decrypts)).to.equal("Allowed");
            const { Version, Statement } = keyPolicy(trail);
            const resourcePolicy = { Version, Statement: Statement.slice(1) };
            expect(await decide({ ...decrypts, resourcePolicy })).to.equal("ImplicitlyDenied");
        });
    });

    describe("the queue", () => {
        const overTls = withContext(
            { ...receives, resourcePolicy: queuePolicy(queue, bucketAsSender(bucket, account)) },
            { "aws:SecureTransport": "true" },
        );
        for (const action of queueActions) {
            it(`grants ${action}, under its own policy too`, async () => {
                expect(await decide({ ...receives, action })).to.equal("Allowed");
                expect(await decide({ ...overTls, action })).to.equal("Allowed");
                const plain = withContext({ ...overTls, action }, { "aws:SecureTransport": "false" });
                expect(await decide(plain)).to.equal("ExplicitlyDenied");
            });

            it(`grants ${action} on no other`, async () => {
                expect(await decide({ ...receives, action })).to.equal("Allowed");
                for (const resource of [
                    `${queue}-dead-letter`,
                    `${queue}2`,
                    queue.slice(0, -1),
                    `arn:aws:sqs:eu-central-1:${account}:another`,
                    queue.replace("eu-central-1", "us-east-1"),
                ]) {
                    expect(await decide({ ...receives, action, resource }), resource).to.equal("ImplicitlyDenied");
                }
            });

            it(`grants ${action} on the dead-letter queue under neither policy`, async () => {
                expect(await decide({ ...overTls, action })).to.equal("Allowed");
                const resource = `${queue}-dead-letter`;
                const resourcePolicy = deadLetterQueuePolicy(resource);
                expect(await decide({ ...overTls, action, resource, resourcePolicy })).to.equal("ImplicitlyDenied");
            });
        }

        for (const action of [
            "sqs:SendMessage",
            "sqs:PurgeQueue",
            "sqs:SetQueueAttributes",
            "sqs:DeleteQueue",
            "sqs:AddPermission",
            "sqs:StartMessageMoveTask",
        ]) {
            it(`refuses ${action}`, async () => {
                expect(await decide(receives)).to.equal("Allowed");
                expect(await decide({ ...receives, action })).to.equal("ImplicitlyDenied");
            });
        }
    });

    it("reads the prefix that it names and no other", async () => {
        const foreign = new Tally();
        const accountId = fc.stringMatching(/^\d{12}$/);
        const ownAndForeignPath = fc
            .tuple(accountId, accountId, fc.stringMatching(/^[\w!.'()/-]{1,20}$/))
            .chain(([own, other, text]) =>
                fc.record({
                    prefix: fc.constant(`AWSLogs/${own}/CloudTrail/`),
                    path: fc.constantFrom(
                        `AWSLogs/${other}/CloudTrail/${text}`,
                        `AWSLogs/${own}${text}/CloudTrail/${text}`,
                        `AWSLogs/${own}/CloudTrail-${text}/log.json.gz`,
                        `AWSLogs/${own}/CloudTrail`,
                        `AWSLogs/${own}/${text}`,
                        `${text}/AWSLogs/${own}/CloudTrail/${text}`,
                        `awslogs/${own}/CloudTrail/${text}`,
                        text,
                    ),
                }),
            )
            .filter(({ prefix, path }) => !path.startsWith(prefix));
        await fc.assert(
            fc.asyncProperty(ownAndForeignPath, async ({ prefix, path }) => {
                const of = (resource: string) => withFeed(withLog(resource), { logPrefixes: [prefix] });
                expect(await decide(of(`${prefix}${day}/log.json.gz`)), prefix).to.equal("Allowed");
                const decision = await decide(of(path));
                foreign.add(decision);
                expect(decision, path).to.equal("ImplicitlyDenied");
            }),
        );
        foreign.print("feed reader", "foreign keys of objects");
        expect(foreign.tried).to.equal(100);
        expect(foreign.refused).to.equal(foreign.tried);
    });

    it("takes every character of a trail's own prefix for itself", async () => {
        const logs = `AWSLogs/${account}/CloudTrail/`;
        const variable = "$" + "{aws:userid}";
        // The simulator reads a * in a request as a pattern of keys, so that it stands in the policy only.
        for (const [own, foreign] of [
            ["a*b", ["axb", "ab", "axxb"]],
            [`b?c$d${variable} é`, ["bxc$d", "b?cxd", "b?c$", `b?c$d${account} é`]],
        ] as const) {
            const of = (path: string) => withFeed(withLog(path), { logPrefixes: [`${own}/${logs}`] });
            expect(await decide(of(`${own}/${logs}log.json.gz`)), own).to.equal("Allowed");
            for (const other of foreign) {
                const decision = await decide(of(`${other}/${logs}log.json.gz`));
                expect(decision, `${own} ${other}`).to.equal("ImplicitlyDenied");
            }
        }
    });

    it("grants, of all of AWS's actions, its seven and no other", async function () {
        this.timeout(600_000);
        skipIfKept(this, "feed reader, each of AWS's actions");
        // On everything and without a service in between, so that it is the action alone that is refused.
        const { Version, Statement } = withoutConditionKey(sentinelS3ReaderPolicy(feed), "kms:ViaService");
        const onEverything = { Version, Statement: Statement.map((one) => ({ ...one, Resource: "*" })) };
        const identityPolicies = [onEverything];
        const trustInAccount: PolicyDocument = {
            Version: "2012-10-17",
            Statement: [
                { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "*", Resource: "*" },
            ],
        };
        const everything: PolicyDocument = {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
        };
        const refusals = new Tally();
        const granted: string[] = [];
        const notSimulated: string[] = [];
        for (const { action, resources } of await catalogue(account)) {
            // AWS answers this one to everybody.
            if (action === "sts:GetCallerIdentity") {
                continue;
            }
            let decided = false;
            for (const resource of resources) {
                const request = { ...reads, action, resource, resourcePolicy: trustInAccount };
                try {
                    if ((await decide({ ...request, identityPolicies: [everything] })) !== "Allowed") {
                        continue;
                    }
                    const decision = await decide({ ...request, identityPolicies });
                    if (decision === "Allowed") {
                        granted.push(action);
                    } else {
                        refusals.add(decision);
                    }
                    decided = true;
                    break;
                } catch (error) {
                    expect(error).to.be.instanceOf(NotSimulated);
                }
            }
            if (!decided) {
                notSimulated.push(action);
            }
        }
        refusals.print("feed reader", "actions that it doesn't list");
        console.log(
            `      feed reader: ${granted.length} listed actions granted, ${notSimulated.length} not simulated`,
        );
        expect(granted).to.have.members(["s3:GetObject", "kms:Decrypt", ...queueActions]);
        expect(notSimulated).to.deep.equal([]);
        expect(refusals.tried).to.be.above(20_000);
        expect(refusals.refused).to.equal(refusals.tried);
    });
});
