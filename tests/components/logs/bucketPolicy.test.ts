import { expect } from "chai";
import fc from "fast-check";
import { trailArn } from "../../../components/facts/arns";
import type { PolicyDocument } from "../../../components/iam/document";
import { bucketPolicy, sharedBucketRefusal, trailStatements } from "../../../components/logs/bucketPolicy";
import { type AwsRequest, anonymous, decide, Tally, withContext, withoutConditionKey } from "../../support/simulate";
import { ownAndForeignTrail } from "../iam/trails";

const account = "111122223333";
const otherAccount = "444455556666";
const organization = "o-exampleorgid";
const trail = `arn:aws:cloudtrail:eu-central-1:${account}:trail/audit-trail`;
const bucket = "arn:aws:s3:::audit-logs-1a2b3c4d";
const log = `${bucket}/AWSLogs/${account}/CloudTrail/eu-central-1/2026/01/31/log.json.gz`;

const cloudTrailReadsAcl: AwsRequest = {
    principal: "cloudtrail.amazonaws.com",
    action: "s3:GetBucketAcl",
    resource: bucket,
    accountId: account,
    context: { "aws:SourceArn": trail, "aws:SecureTransport": "true" },
    resourcePolicy: bucketPolicy({ bucketArn: bucket, trailArn: trail, protectLogs: true }),
};

const cloudTrailWrites: AwsRequest = {
    ...cloudTrailReadsAcl,
    action: "s3:PutObject",
    resource: log,
    context: { ...cloudTrailReadsAcl.context, "s3:x-amz-acl": "bucket-owner-full-control" },
};

const everythingInS3: PolicyDocument = {
    Version: "2012-10-17",
    Statement: [{ Sid: "EverythingInS3", Effect: "Allow", Action: "s3:*", Resource: "*" }],
};

/** An administrator of the bucket's account, who may do everything in S3 by identity policy. */
const administratorReads: AwsRequest = {
    principal: `arn:aws:iam::${account}:user/administrator`,
    action: "s3:GetObject",
    resource: log,
    accountId: account,
    context: { "aws:SecureTransport": "true" },
    resourcePolicy: bucketPolicy({ bucketArn: bucket, trailArn: trail, protectLogs: true }),
    identityPolicies: [everythingInS3],
};

describe("bucket policy", () => {
    it("is this document", () => {
        expect(bucketPolicy({ bucketArn: bucket, trailArn: trail, protectLogs: true })).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "CloudTrailReadsBucketAcl",
                    Effect: "Allow",
                    Principal: { Service: "cloudtrail.amazonaws.com" },
                    Action: "s3:GetBucketAcl",
                    Resource: "arn:aws:s3:::audit-logs-1a2b3c4d",
                    Condition: {
                        StringEquals: {
                            "aws:SourceArn": "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail",
                        },
                    },
                },
                {
                    Sid: "CloudTrailWritesLogs",
                    Effect: "Allow",
                    Principal: { Service: "cloudtrail.amazonaws.com" },
                    Action: "s3:PutObject",
                    Resource: "arn:aws:s3:::audit-logs-1a2b3c4d/AWSLogs/111122223333/*",
                    Condition: {
                        StringEquals: {
                            "aws:SourceArn": "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail",
                            "s3:x-amz-acl": "bucket-owner-full-control",
                        },
                    },
                },
                {
                    Sid: "OnlyCloudTrailWritesLogs",
                    Effect: "Deny",
                    Principal: "*",
                    Action: ["s3:PutObject", "s3:ReplicateObject"],
                    Resource: "arn:aws:s3:::audit-logs-1a2b3c4d/AWSLogs/*",
                    Condition: { StringNotEqualsIfExists: { "aws:PrincipalServiceName": "cloudtrail.amazonaws.com" } },
                },
                {
                    Sid: "NobodyDeletesForGood",
                    Effect: "Deny",
                    Principal: "*",
                    Action: ["s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"],
                    Resource: "arn:aws:s3:::audit-logs-1a2b3c4d/*",
                },
                {
                    Sid: "RefusePlainHttp",
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:*",
                    Resource: ["arn:aws:s3:::audit-logs-1a2b3c4d", "arn:aws:s3:::audit-logs-1a2b3c4d/*"],
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
            ],
        });
    });

    it("is this document in AWS GovCloud", () => {
        const govTrail = "arn:aws-us-gov:cloudtrail:us-gov-west-1:444455556666:trail/gov-trail";
        expect(
            bucketPolicy({ bucketArn: "arn:aws-us-gov:s3:::gov-logs", trailArn: govTrail, protectLogs: false }),
        ).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "CloudTrailReadsBucketAcl",
                    Effect: "Allow",
                    Principal: { Service: "cloudtrail.amazonaws.com" },
                    Action: "s3:GetBucketAcl",
                    Resource: "arn:aws-us-gov:s3:::gov-logs",
                    Condition: {
                        StringEquals: {
                            "aws:SourceArn": "arn:aws-us-gov:cloudtrail:us-gov-west-1:444455556666:trail/gov-trail",
                        },
                    },
                },
                {
                    Sid: "CloudTrailWritesLogs",
                    Effect: "Allow",
                    Principal: { Service: "cloudtrail.amazonaws.com" },
                    Action: "s3:PutObject",
                    Resource: "arn:aws-us-gov:s3:::gov-logs/AWSLogs/444455556666/*",
                    Condition: {
                        StringEquals: {
                            "aws:SourceArn": "arn:aws-us-gov:cloudtrail:us-gov-west-1:444455556666:trail/gov-trail",
                            "s3:x-amz-acl": "bucket-owner-full-control",
                        },
                    },
                },
                {
                    Sid: "OnlyCloudTrailWritesLogs",
                    Effect: "Deny",
                    Principal: "*",
                    Action: ["s3:PutObject", "s3:ReplicateObject"],
                    Resource: "arn:aws-us-gov:s3:::gov-logs/AWSLogs/*",
                    Condition: { StringNotEqualsIfExists: { "aws:PrincipalServiceName": "cloudtrail.amazonaws.com" } },
                },
                {
                    Sid: "RefusePlainHttp",
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:*",
                    Resource: ["arn:aws-us-gov:s3:::gov-logs", "arn:aws-us-gov:s3:::gov-logs/*"],
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
            ],
        });
    });

    it("is this document for an organization", () => {
        expect(
            bucketPolicy({
                bucketArn: "arn:aws:s3:::audit-logs-1a2b3c4d",
                trailArn: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail",
                organizationId: "o-exampleorgid",
                protectLogs: false,
            }),
        ).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "CloudTrailReadsBucketAcl",
                    Effect: "Allow",
                    Principal: { Service: "cloudtrail.amazonaws.com" },
                    Action: "s3:GetBucketAcl",
                    Resource: "arn:aws:s3:::audit-logs-1a2b3c4d",
                    Condition: {
                        StringEquals: {
                            "aws:SourceArn": "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail",
                        },
                    },
                },
                {
                    Sid: "CloudTrailWritesLogs",
                    Effect: "Allow",
                    Principal: { Service: "cloudtrail.amazonaws.com" },
                    Action: "s3:PutObject",
                    Resource: "arn:aws:s3:::audit-logs-1a2b3c4d/AWSLogs/111122223333/*",
                    Condition: {
                        StringEquals: {
                            "aws:SourceArn": "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail",
                            "s3:x-amz-acl": "bucket-owner-full-control",
                        },
                    },
                },
                {
                    Sid: "CloudTrailWritesOrganizationLogs",
                    Effect: "Allow",
                    Principal: { Service: "cloudtrail.amazonaws.com" },
                    Action: "s3:PutObject",
                    Resource: "arn:aws:s3:::audit-logs-1a2b3c4d/AWSLogs/o-exampleorgid/*",
                    Condition: {
                        StringEquals: {
                            "aws:SourceArn": "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail",
                            "s3:x-amz-acl": "bucket-owner-full-control",
                        },
                    },
                },
                {
                    Sid: "OnlyCloudTrailWritesLogs",
                    Effect: "Deny",
                    Principal: "*",
                    Action: ["s3:PutObject", "s3:ReplicateObject"],
                    Resource: "arn:aws:s3:::audit-logs-1a2b3c4d/AWSLogs/*",
                    Condition: { StringNotEqualsIfExists: { "aws:PrincipalServiceName": "cloudtrail.amazonaws.com" } },
                },
                {
                    Sid: "RefusePlainHttp",
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:*",
                    Resource: ["arn:aws:s3:::audit-logs-1a2b3c4d", "arn:aws:s3:::audit-logs-1a2b3c4d/*"],
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
            ],
        });
    });

    it("begins with what is added to a bucket of somebody else's", () => {
        for (const organizationId of [undefined, organization]) {
            const delivery = { bucketArn: bucket, trailArn: trail, organizationId };
            const added = trailStatements(delivery);
            const { Statement } = bucketPolicy({ ...delivery, protectLogs: false });
            expect(added).to.deep.equal(Statement.slice(0, added.length));
        }
    });

    it("has a refusal that is added to a bucket of somebody else's on request, for CloudTrail's own folders", () => {
        expect(sharedBucketRefusal(bucket)).to.deep.equal({
            Sid: "OnlyCloudTrailWritesLogs",
            Effect: "Deny",
            Principal: "*",
            Action: ["s3:PutObject", "s3:ReplicateObject"],
            Resource: "arn:aws:s3:::audit-logs-1a2b3c4d/AWSLogs/*/CloudTrail*",
            Condition: { StringNotEqualsIfExists: { "aws:PrincipalServiceName": "cloudtrail.amazonaws.com" } },
        });
    });

    describe("refuses a forged log", () => {
        const forges: AwsRequest = { ...administratorReads, action: "s3:PutObject" };
        const outside = { ...forges, resource: `${bucket}/inventory/report.csv` };
        const replicates: AwsRequest = {
            ...forges,
            principal: `arn:aws:sts::${account}:assumed-role/replication/s3`,
            action: "s3:ReplicateObject",
        };
        const deliveryService: AwsRequest = {
            ...cloudTrailWrites,
            principal: "delivery.logs.amazonaws.com",
            resourcePolicy: {
                Version: "2012-10-17",
                Statement: [
                    {
                        Effect: "Allow",
                        Principal: { Service: "delivery.logs.amazonaws.com" },
                        Action: "s3:PutObject",
                        Resource: `${bucket}/*`,
                    },
                    ...bucketPolicy({ bucketArn: bucket, trailArn: trail, protectLogs: true }).Statement,
                ],
            },
        };

        const attempts: Record<string, [AwsRequest, AwsRequest]> = {
            "of the account's administrator": [forges, outside],
            "of the account's root user": [forges, outside].map((request) => ({
                ...request,
                principal: `arn:aws:iam::${account}:root`,
            })) as [AwsRequest, AwsRequest],
            "of a replication": [replicates, { ...replicates, resource: outside.resource }],
            "of another service that the policy admits": [
                deliveryService,
                { ...deliveryService, resource: outside.resource },
            ],
        };
        for (const [whose, [forged, elsewhere]] of Object.entries(attempts)) {
            it(whose, async () => {
                expect(await decide(elsewhere)).to.equal("Allowed");
                for (const key of [
                    `AWSLogs/${account}/CloudTrail/eu-central-1/2026/01/31/log.json.gz`,
                    `AWSLogs/${otherAccount}/CloudTrail/log.json.gz`,
                    `AWSLogs/${organization}/${account}/CloudTrail/log.json.gz`,
                    `AWSLogs/${account}/CloudTrail-Digest/digest.json.gz`,
                ]) {
                    const resource = `${bucket}/${key}`;
                    expect(await decide({ ...forged, resource }), key).to.equal("ExplicitlyDenied");
                }
            });
        }

        it("in a bucket of somebody else's on request, and no other service's log", async () => {
            const resourcePolicy: PolicyDocument = {
                Version: "2012-10-17",
                Statement: [...trailStatements({ bucketArn: bucket, trailArn: trail }), sharedBucketRefusal(bucket)],
            };
            const on = (key: string, request = forges) =>
                decide({ ...request, resourcePolicy, resource: `${bucket}/AWSLogs/${key}` });
            expect(await on(`${account}/CloudTrail/eu-central-1/log.json.gz`, cloudTrailWrites)).to.equal("Allowed");
            for (const key of ["Config/ConfigHistory/x_AWS::CloudTrail::Trail_.json.gz", "vpcflowlogs/log.gz"]) {
                expect(await on(`${account}/${key}`), key).to.equal("Allowed");
            }
            for (const folder of ["CloudTrail", "CloudTrail-Digest", "CloudTrail-Insight"]) {
                for (const owner of [account, otherAccount, `${organization}/${account}`]) {
                    expect(await on(`${owner}/${folder}/log.json.gz`), folder).to.equal("ExplicitlyDenied");
                }
            }
        });
    });

    describe("refuses to delete for good", () => {
        const deletes: AwsRequest = { ...administratorReads, action: "s3:DeleteObjectVersion" };
        const unprotected = bucketPolicy({ bucketArn: bucket, trailArn: trail, protectLogs: false });

        for (const action of ["s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"]) {
            for (const who of ["user/administrator", "role/administrator", "root"]) {
                it(`by ${action}, to ${who}, unless the logs aren't protected`, async () => {
                    const request = { ...deletes, action, principal: `arn:aws:iam::${account}:${who}` };
                    expect(await decide({ ...request, resourcePolicy: unprotected })).to.equal("Allowed");
                    expect(await decide(request)).to.equal("ExplicitlyDenied");
                    expect(await decide({ ...request, resource: `${bucket}/some-object` })).to.equal(
                        "ExplicitlyDenied",
                    );
                });
            }
        }

        it("and lets the account's administrator repair the policy", async () => {
            const repairs = { ...deletes, action: "s3:PutBucketPolicy", resource: bucket };
            expect(await decide(repairs)).to.equal("Allowed");
        });
    });

    describe("CloudTrail, for an organization's trail", () => {
        const ofOrganization: AwsRequest = {
            ...cloudTrailWrites,
            resourcePolicy: bucketPolicy({
                bucketArn: bucket,
                trailArn: trail,
                organizationId: organization,
                protectLogs: true,
            }),
        };
        const under = (prefix: string, request = ofOrganization) => ({
            ...request,
            resource: `${bucket}/AWSLogs/${prefix}/CloudTrail/eu-central-1/2026/01/31/log.json.gz`,
        });

        for (const prefix of [account, organization, `${organization}/${account}`, `${organization}/${otherAccount}`]) {
            it(`writes AWSLogs/${prefix}`, async () => {
                expect(await decide(under(prefix))).to.equal("Allowed");
            });
        }

        for (const prefix of [
            otherAccount,
            "o-otherorgid00",
            `${organization}2`,
            organization.slice(0, -1),
            organization.toUpperCase(),
            `o-otherorgid00/${account}`,
            `copy/AWSLogs/${organization}`,
        ]) {
            it(`is refused AWSLogs/${prefix}`, async () => {
                expect(await decide(under(organization))).to.equal("Allowed");
                expect(await decide(under(prefix))).to.equal("ImplicitlyDenied");
            });
        }

        for (const prefix of [organization, `${organization}/${account}`, `${organization}/${otherAccount}`]) {
            it(`is refused AWSLogs/${prefix} where no organization is named`, async () => {
                expect(await decide(under(prefix))).to.equal("Allowed");
                expect(await decide(under(prefix, cloudTrailWrites))).to.equal("ImplicitlyDenied");
            });
        }

        const changes: Record<string, AwsRequest["context"]> = {
            "for a member account's trail of the same name": { "aws:SourceArn": trail.replace(account, otherAccount) },
            "for no trail": { "aws:SourceArn": undefined },
            "with no ACL": { "s3:x-amz-acl": undefined },
            "with the ACL private": { "s3:x-amz-acl": "private" },
        };
        for (const [how, change] of Object.entries(changes)) {
            it(`is refused the organization's prefix ${how}`, async () => {
                const request = under(`${organization}/${otherAccount}`);
                expect(await decide(request)).to.equal("Allowed");
                expect(await decide(withContext(request, change))).to.equal("ImplicitlyDenied");
            });
        }

        it("is refused the organization's prefix over plain HTTP", async () => {
            const request = under(organization);
            expect(await decide(request)).to.equal("Allowed");
            const plain = withContext(request, { "aws:SecureTransport": "false" });
            expect(await decide(plain)).to.equal("ExplicitlyDenied");
        });
    });

    describe("CloudTrail, for its own trail over TLS", () => {
        it("reads the bucket's ACL", async () => {
            expect(await decide(cloudTrailReadsAcl)).to.equal("Allowed");
        });

        for (const path of ["CloudTrail/eu-central-1/log.json.gz", "CloudTrail-Digest/digest.json.gz", "CloudTrail/"]) {
            it(`writes AWSLogs/${account}/${path}`, async () => {
                const resource = `${bucket}/AWSLogs/${account}/${path}`;
                expect(await decide({ ...cloudTrailWrites, resource })).to.equal("Allowed");
            });
        }
    });

    describe("refuses CloudTrail", () => {
        const otherSources: Record<string, string | undefined> = {
            "another account's trail": `arn:aws:cloudtrail:eu-central-1:${otherAccount}:trail/audit-trail`,
            "another trail of this account": `arn:aws:cloudtrail:eu-central-1:${account}:trail/another-trail`,
            "a trail of the same name in another region": `arn:aws:cloudtrail:us-east-1:${account}:trail/audit-trail`,
            "a trail of the same name in another partition": `arn:aws-cn:cloudtrail:eu-central-1:${account}:trail/audit-trail`,
            "no trail at all": undefined,
        };
        for (const [whose, source] of Object.entries(otherSources)) {
            for (const request of [cloudTrailReadsAcl, cloudTrailWrites]) {
                it(`${request.action} for ${whose}`, async () => {
                    expect(await decide(request)).to.equal("Allowed");
                    const forOther = withContext(request, { "aws:SourceArn": source });
                    expect(await decide(forOther)).to.equal("ImplicitlyDenied");
                });
            }
        }

        for (const request of [cloudTrailReadsAcl, cloudTrailWrites]) {
            it(`${request.action} over plain HTTP`, async () => {
                expect(await decide(request)).to.equal("Allowed");
                const plain = withContext(request, { "aws:SecureTransport": "false" });
                expect(await decide(plain)).to.equal("ExplicitlyDenied");
            });
        }

        const otherPaths: Record<string, string> = {
            "another account's prefix": `AWSLogs/${otherAccount}/CloudTrail/log.json.gz`,
            "the prefix of a longer account ID": `AWSLogs/${account}4/CloudTrail/log.json.gz`,
            "the bucket's root": "log.json.gz",
            "AWSLogs/ itself": "AWSLogs/log.json.gz",
            "the prefix further down": `copy/AWSLogs/${account}/CloudTrail/log.json.gz`,
            "the prefix in lower case": `awslogs/${account}/CloudTrail/log.json.gz`,
        };
        for (const [where, path] of Object.entries(otherPaths)) {
            it(`s3:PutObject under ${where}`, async () => {
                expect(await decide(cloudTrailWrites)).to.equal("Allowed");
                expect(await decide({ ...cloudTrailWrites, resource: `${bucket}/${path}` })).to.equal(
                    "ImplicitlyDenied",
                );
            });
        }

        for (const acl of [undefined, "private", "public-read", "bucket-owner-read", "log-delivery-write"]) {
            it(`s3:PutObject with ${acl ? `the ACL ${acl}` : "no ACL"}`, async () => {
                expect(await decide(cloudTrailWrites)).to.equal("Allowed");
                const withOtherAcl = withContext(cloudTrailWrites, { "s3:x-amz-acl": acl });
                expect(await decide(withOtherAcl)).to.equal("ImplicitlyDenied");
            });
        }

        for (const action of ["s3:GetObject", "s3:DeleteObject", "s3:PutObjectTagging"]) {
            it(`${action} on its own logs`, async () => {
                // None of these carries an ACL: compare them with an upload that needs none.
                const resourcePolicy = withoutConditionKey(
                    bucketPolicy({ bucketArn: bucket, trailArn: trail, protectLogs: true }),
                    "s3:x-amz-acl",
                );
                const upload = withContext({ ...cloudTrailWrites, resourcePolicy }, { "s3:x-amz-acl": undefined });
                expect(await decide(upload)).to.equal("Allowed");
                expect(await decide({ ...upload, action })).to.equal("ImplicitlyDenied");
            });
        }

        for (const action of ["s3:ListBucket", "s3:DeleteBucket", "s3:PutBucketAcl", "s3:PutBucketPolicy"]) {
            it(`${action} on the bucket`, async () => {
                expect(await decide(cloudTrailReadsAcl)).to.equal("Allowed");
                expect(await decide({ ...cloudTrailReadsAcl, action })).to.equal("ImplicitlyDenied");
            });
        }
    });

    describe("refuses others", () => {
        for (const principal of [
            "config.amazonaws.com",
            "delivery.logs.amazonaws.com",
            "s3.amazonaws.com",
            anonymous,
        ]) {
            for (const request of [cloudTrailReadsAcl, cloudTrailWrites]) {
                it(`${request.action} by ${principal === anonymous ? "anybody unsigned" : principal}`, async () => {
                    expect(await decide(request)).to.equal("Allowed");
                    expect(await decide({ ...request, principal })).to.equal(
                        request.action === "s3:PutObject" ? "ExplicitlyDenied" : "ImplicitlyDenied",
                    );
                });
            }
        }

        const objectActions = ["s3:GetObject", "s3:PutObjectTagging", "s3:DeleteObject"].map((action) => ({
            ...administratorReads,
            action,
        }));
        const bucketActions = ["s3:GetBucketAcl", "s3:ListBucket", "s3:PutBucketPolicy"].map((action) => ({
            ...administratorReads,
            action,
            resource: bucket,
        }));
        for (const request of [...objectActions, ...bucketActions]) {
            it(`${request.action} by another account's administrator`, async () => {
                expect(await decide(request)).to.equal("Allowed");
                const principal = `arn:aws:iam::${otherAccount}:user/administrator`;
                expect(await decide({ ...request, principal })).to.equal("ImplicitlyDenied");
            });

            it(`${request.action} over plain HTTP by the account's own administrator`, async () => {
                expect(await decide(request)).to.equal("Allowed");
                const plain = withContext(request, { "aws:SecureTransport": "false" });
                expect(await decide(plain)).to.equal("ExplicitlyDenied");
            });

            it(`${request.action} by somebody of the account without an identity policy for it`, async () => {
                expect(await decide(request)).to.equal("Allowed");
                expect(await decide({ ...request, identityPolicies: [] })).to.equal("ImplicitlyDenied");
            });
        }
    });

    it("admits the trail that it names and no other", async () => {
        const foreign = new Tally();
        await fc.assert(
            fc.asyncProperty(ownAndForeignTrail, async ({ own, foreignArn }) => {
                const ownArn = trailArn(own);
                const ownBucket = `arn:${own.partition}:s3:::generated-logs`;
                const resourcePolicy = bucketPolicy({ bucketArn: ownBucket, trailArn: ownArn, protectLogs: true });
                const reads = { ...cloudTrailReadsAcl, resource: ownBucket };
                const writes = { ...cloudTrailWrites, resource: `${ownBucket}/AWSLogs/${own.accountId}/log.json.gz` };
                for (const request of [reads, writes]) {
                    const by = (source: string) =>
                        withContext(
                            { ...request, accountId: own.accountId, resourcePolicy },
                            { "aws:SourceArn": source },
                        );
                    expect(await decide(by(ownArn)), `${request.action} by ${ownArn}`).to.equal("Allowed");
                    const decision = await decide(by(foreignArn));
                    foreign.add(decision);
                    expect(decision, `${request.action} by ${foreignArn}`).to.equal("ImplicitlyDenied");
                }
            }),
        );
        foreign.print("bucket", "requests for foreign trails");
        expect(foreign.tried).to.equal(200);
        expect(foreign.refused).to.equal(foreign.tried);
    });
});
