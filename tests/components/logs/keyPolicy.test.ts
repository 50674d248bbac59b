import { expect } from "chai";
import fc from "fast-check";
import { trailArn } from "../../../components/facts/arns";
import type { PolicyDocument } from "../../../components/iam/document";
import { keyPolicy, trailKeyStatements } from "../../../components/logs/keyPolicy";
import { type AwsRequest, anonymous, decide, Tally, withContext } from "../../support/simulate";
import { ownAndForeignTrail } from "../iam/trails";

const account = "111122223333";
const otherAccount = "444455556666";
const trail = `arn:aws:cloudtrail:eu-central-1:${account}:trail/audit-trail`;
const contextOfTrail = "kms:EncryptionContext:aws:cloudtrail:arn";

const cloudTrailDescribes: AwsRequest = {
    principal: "cloudtrail.amazonaws.com",
    action: "kms:DescribeKey",
    resource: `arn:aws:kms:eu-central-1:${account}:key/0f8fad5b-d9cb-469f-a165-70867728950e`,
    accountId: account,
    context: { "aws:SourceArn": trail },
    resourcePolicy: keyPolicy(trail),
};

const cloudTrailDecrypts: AwsRequest = {
    ...cloudTrailDescribes,
    action: "kms:Decrypt",
    context: { "aws:SourceArn": trail, [contextOfTrail]: trail },
};

const cloudTrailEncrypts: AwsRequest = { ...cloudTrailDecrypts, action: "kms:GenerateDataKey" };

function identityPolicy(action: string): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [{ Sid: "Granted", Effect: "Allow", Action: action, Resource: "*" }],
    };
}

const readerDecrypts: AwsRequest = {
    ...cloudTrailDecrypts,
    principal: `arn:aws:iam::${account}:role/log-reader`,
    context: { [contextOfTrail]: trail },
    identityPolicies: [identityPolicy("kms:Decrypt")],
};

describe("key policy", () => {
    it("is this document", () => {
        expect(keyPolicy(trail)).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "AccountAdministersByIdentityPolicy",
                    Effect: "Allow",
                    Principal: { AWS: "arn:aws:iam::111122223333:root" },
                    Action: "kms:*",
                    Resource: "*",
                },
                {
                    Sid: "CloudTrailEncryptsLogs",
                    Effect: "Allow",
                    Principal: { Service: "cloudtrail.amazonaws.com" },
                    Action: "kms:GenerateDataKey*",
                    Resource: "*",
                    Condition: {
                        StringEquals: {
                            "aws:SourceArn": "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail",
                        },
                        StringLike: {
                            "kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:*:111122223333:trail/*",
                        },
                    },
                },
                {
                    Sid: "CloudTrailDecryptsForBucketKey",
                    Effect: "Allow",
                    Principal: { Service: "cloudtrail.amazonaws.com" },
                    Action: "kms:Decrypt",
                    Resource: "*",
                    Condition: {
                        StringEquals: {
                            "aws:SourceArn": "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail",
                        },
                    },
                },
                {
                    Sid: "CloudTrailDescribesKey",
                    Effect: "Allow",
                    Principal: { Service: "cloudtrail.amazonaws.com" },
                    Action: "kms:DescribeKey",
                    Resource: "*",
                    Condition: {
                        StringEquals: {
                            "aws:SourceArn": "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail",
                        },
                    },
                },
            ],
        });
    });

    it("is this document in AWS GovCloud", () => {
        expect(keyPolicy("arn:aws-us-gov:cloudtrail:us-gov-west-1:444455556666:trail/gov-trail")).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "AccountAdministersByIdentityPolicy",
                    Effect: "Allow",
                    Principal: { AWS: "arn:aws-us-gov:iam::444455556666:root" },
                    Action: "kms:*",
                    Resource: "*",
                },
                {
                    Sid: "CloudTrailEncryptsLogs",
                    Effect: "Allow",
                    Principal: { Service: "cloudtrail.amazonaws.com" },
                    Action: "kms:GenerateDataKey*",
                    Resource: "*",
                    Condition: {
                        StringEquals: {
                            "aws:SourceArn": "arn:aws-us-gov:cloudtrail:us-gov-west-1:444455556666:trail/gov-trail",
                        },
                        StringLike: {
                            "kms:EncryptionContext:aws:cloudtrail:arn":
                                "arn:aws-us-gov:cloudtrail:*:444455556666:trail/*",
                        },
                    },
                },
                {
                    Sid: "CloudTrailDecryptsForBucketKey",
                    Effect: "Allow",
                    Principal: { Service: "cloudtrail.amazonaws.com" },
                    Action: "kms:Decrypt",
                    Resource: "*",
                    Condition: {
                        StringEquals: {
                            "aws:SourceArn": "arn:aws-us-gov:cloudtrail:us-gov-west-1:444455556666:trail/gov-trail",
                        },
                    },
                },
                {
                    Sid: "CloudTrailDescribesKey",
                    Effect: "Allow",
                    Principal: { Service: "cloudtrail.amazonaws.com" },
                    Action: "kms:DescribeKey",
                    Resource: "*",
                    Condition: {
                        StringEquals: {
                            "aws:SourceArn": "arn:aws-us-gov:cloudtrail:us-gov-west-1:444455556666:trail/gov-trail",
                        },
                    },
                },
            ],
        });
    });

    describe("of somebody else's key", () => {
        const resourcePolicy: PolicyDocument = { Version: "2012-10-17", Statement: trailKeyStatements(trail) };

        it("gets all of these statements but the account's", () => {
            expect(trailKeyStatements(trail)).to.deep.equal(keyPolicy(trail).Statement.slice(1));
            expect(trailKeyStatements(trail).map(({ Sid }) => Sid)).to.deep.equal([
                "CloudTrailEncryptsLogs",
                "CloudTrailDecryptsForBucketKey",
                "CloudTrailDescribesKey",
            ]);
        });

        for (const request of [cloudTrailEncrypts, cloudTrailDecrypts, cloudTrailDescribes]) {
            it(`grants ${request.action} to its own trail by them, and not to another`, async () => {
                expect(await decide({ ...request, resourcePolicy })).to.equal("Allowed");
                const forOther = withContext(request, { "aws:SourceArn": `${trail}2` });
                expect(await decide({ ...forOther, resourcePolicy })).to.equal("ImplicitlyDenied");
            });
        }

        it("admits nobody of the account by them", async () => {
            expect(await decide(readerDecrypts)).to.equal("Allowed");
            expect(await decide({ ...readerDecrypts, resourcePolicy })).to.equal("ImplicitlyDenied");
        });
    });

    describe("CloudTrail, for its own trail", () => {
        for (const request of [cloudTrailEncrypts, cloudTrailDecrypts, cloudTrailDescribes]) {
            it(`may ${request.action}`, async () => {
                expect(await decide(request)).to.equal("Allowed");
            });
        }

        it("may kms:Decrypt without an encryption context", async () => {
            expect(await decide(withContext(cloudTrailDecrypts, { [contextOfTrail]: undefined }))).to.equal("Allowed");
        });
    });

    describe("refuses CloudTrail", () => {
        const otherSources: Record<string, string | undefined> = {
            "another account's trail": `arn:aws:cloudtrail:eu-central-1:${otherAccount}:trail/audit-trail`,
            "another trail of this account": `arn:aws:cloudtrail:eu-central-1:${account}:trail/another-trail`,
            "a trail of the same name in another region": `arn:aws:cloudtrail:us-east-1:${account}:trail/audit-trail`,
            "no trail at all": undefined,
        };
        for (const [whose, source] of Object.entries(otherSources)) {
            for (const request of [cloudTrailEncrypts, cloudTrailDecrypts, cloudTrailDescribes]) {
                it(`${request.action} for ${whose}`, async () => {
                    expect(await decide(request)).to.equal("Allowed");
                    const forOther = withContext(request, { "aws:SourceArn": source });
                    expect(await decide(forOther)).to.equal("ImplicitlyDenied");
                });
            }
        }

        const otherContexts: Record<string, string | undefined> = {
            "another account's trail": `arn:aws:cloudtrail:eu-central-1:${otherAccount}:trail/audit-trail`,
            "another partition's trail": `arn:aws-cn:cloudtrail:eu-central-1:${account}:trail/audit-trail`,
            "an event data store": `arn:aws:cloudtrail:eu-central-1:${account}:eventdatastore/audit-trail`,
            nothing: undefined,
        };
        for (const [whose, encryptionContext] of Object.entries(otherContexts)) {
            it(`kms:GenerateDataKey with the encryption context of ${whose}`, async () => {
                expect(await decide(cloudTrailEncrypts)).to.equal("Allowed");
                const withOther = withContext(cloudTrailEncrypts, { [contextOfTrail]: encryptionContext });
                expect(await decide(withOther)).to.equal("ImplicitlyDenied");
            });
        }

        for (const action of ["kms:Encrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:CreateGrant"]) {
            it(`${action} with its key`, async () => {
                expect(await decide(cloudTrailDecrypts)).to.equal("Allowed");
                expect(await decide({ ...cloudTrailDecrypts, action })).to.equal("ImplicitlyDenied");
            });
        }

        for (const action of ["kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:PutKeyPolicy", "kms:GetKeyPolicy"]) {
            it(`${action} on its key`, async () => {
                expect(await decide(cloudTrailDescribes)).to.equal("Allowed");
                expect(await decide({ ...cloudTrailDescribes, action })).to.equal("ImplicitlyDenied");
            });
        }
    });

    describe("refuses other services", () => {
        for (const principal of ["s3.amazonaws.com", "logs.amazonaws.com", "delivery.logs.amazonaws.com"]) {
            for (const request of [cloudTrailEncrypts, cloudTrailDecrypts, cloudTrailDescribes]) {
                it(`${request.action} by ${principal}`, async () => {
                    expect(await decide(request)).to.equal("Allowed");
                    expect(await decide({ ...request, principal })).to.equal("ImplicitlyDenied");
                });
            }
        }
    });

    describe("leaves the rest to the account's identity policies", () => {
        it("kms:Decrypt with an identity policy for it, and not without", async () => {
            expect(await decide(readerDecrypts)).to.equal("Allowed");
            expect(await decide({ ...readerDecrypts, identityPolicies: [] })).to.equal("ImplicitlyDenied");
        });

        it("kms:Decrypt with an identity policy for kms:Decrypt, and not for kms:Encrypt", async () => {
            expect(await decide(readerDecrypts)).to.equal("Allowed");
            const identityPolicies = [identityPolicy("kms:Encrypt")];
            expect(await decide({ ...readerDecrypts, identityPolicies })).to.equal("ImplicitlyDenied");
        });

        for (const action of ["kms:Decrypt", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:CreateGrant"]) {
            it(`${action} by the account's own administrator, and not by another account's`, async () => {
                const own: AwsRequest = {
                    ...readerDecrypts,
                    action,
                    principal: `arn:aws:iam::${account}:user/administrator`,
                    context: {},
                    identityPolicies: [identityPolicy("kms:*")],
                };
                expect(await decide(own)).to.equal("Allowed");
                const principal = `arn:aws:iam::${otherAccount}:user/administrator`;
                expect(await decide({ ...own, principal })).to.equal("ImplicitlyDenied");
            });
        }
    });

    it("refuses anybody unsigned", async () => {
        for (const request of [cloudTrailEncrypts, cloudTrailDecrypts, cloudTrailDescribes]) {
            expect(await decide(request), request.action).to.equal("Allowed");
            expect(await decide({ ...request, principal: anonymous }), request.action).to.equal("ImplicitlyDenied");
        }
    });

    it("admits the trail that it names and no other", async () => {
        const foreign = new Tally();
        await fc.assert(
            fc.asyncProperty(ownAndForeignTrail, async ({ own, foreignArn }) => {
                const ownArn = trailArn(own);
                for (const request of [cloudTrailEncrypts, cloudTrailDecrypts, cloudTrailDescribes]) {
                    const ownRequest: AwsRequest = {
                        ...request,
                        resource: `arn:${own.partition}:kms:${own.region}:${own.accountId}:key/generated`,
                        accountId: own.accountId,
                        context:
                            request === cloudTrailDescribes
                                ? { "aws:SourceArn": ownArn }
                                : { "aws:SourceArn": ownArn, [contextOfTrail]: ownArn },
                        resourcePolicy: keyPolicy(ownArn),
                    };
                    expect(await decide(ownRequest), `${request.action} by ${ownArn}`).to.equal("Allowed");
                    const decision = await decide(withContext(ownRequest, { "aws:SourceArn": foreignArn }));
                    foreign.add(decision);
                    expect(decision, `${request.action} by ${foreignArn}`).to.equal("ImplicitlyDenied");
                }
            }),
        );
        foreign.print("key", "requests for foreign trails");
        expect(foreign.tried).to.equal(300);
        expect(foreign.refused).to.equal(foreign.tried);
    });
});
