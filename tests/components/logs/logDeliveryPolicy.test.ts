import { expect } from "chai";
import type { PolicyDocument } from "../../../components/iam/document";
import { logDeliveryPolicy, logDeliveryTrustPolicy } from "../../../components/logs/logDeliveryPolicy";
import { type AwsRequest, anonymous, decide } from "../../support/simulate";

const account = "111122223333";
const otherAccount = "444455556666";
const organization = "o-exampleorgid";
const logGroup = `arn:aws:logs:eu-central-1:${account}:log-group:connection-trail-1a2b3c4d`;

const assumes: AwsRequest = {
    principal: "cloudtrail.amazonaws.com",
    action: "sts:AssumeRole",
    resource: `arn:aws:iam::${account}:role/connection-trail-1a2b3c4d`,
    accountId: account,
    resourcePolicy: logDeliveryTrustPolicy,
};

const everythingInSts: PolicyDocument = {
    Version: "2012-10-17",
    Statement: [{ Sid: "EverythingInSts", Effect: "Allow", Action: "sts:*", Resource: "*" }],
};

/** A trust policy that leaves the decision to an account. */
function trustInAccount(accountId: string): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [
            { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: "sts:AssumeRole" },
        ],
    };
}

describe("trust policy of the role that delivers to CloudWatch Logs", () => {
    it("is this document", () => {
        expect(logDeliveryTrustPolicy).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "CloudTrailAssumes",
                    Effect: "Allow",
                    Principal: { Service: "cloudtrail.amazonaws.com" },
                    Action: "sts:AssumeRole",
                },
            ],
        });
    });

    it("admits CloudTrail", async () => {
        expect(await decide(assumes)).to.equal("Allowed");
    });

    for (const principal of ["s3.amazonaws.com", "logs.amazonaws.com", "ec2.amazonaws.com", anonymous]) {
        it(`refuses ${principal === anonymous ? "anybody unsigned" : principal}`, async () => {
            expect(await decide(assumes)).to.equal("Allowed");
            expect(await decide({ ...assumes, principal })).to.equal("ImplicitlyDenied");
        });
    }

    for (const [who, accountId] of [
        ["the account's own administrator", account],
        ["another account's administrator", otherAccount],
    ] as const) {
        it(`refuses ${who}, whom a trust policy for that account admits`, async () => {
            const byAdministrator: AwsRequest = {
                ...assumes,
                principal: `arn:aws:iam::${accountId}:user/administrator`,
                resourcePolicy: trustInAccount(accountId),
                identityPolicies: [everythingInSts],
            };
            expect(await decide(byAdministrator)).to.equal("Allowed");
            expect(await decide({ ...byAdministrator, resourcePolicy: logDeliveryTrustPolicy })).to.equal(
                "ImplicitlyDenied",
            );
        });
    }

    for (const action of ["sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML", "sts:TagSession"]) {
        it(`refuses ${action} to CloudTrail`, async () => {
            expect(await decide(assumes)).to.equal("Allowed");
            expect(await decide({ ...assumes, action })).to.equal("ImplicitlyDenied");
        });
    }
});

describe("policy of the role that delivers to CloudWatch Logs", () => {
    const writes: AwsRequest = {
        principal: `arn:aws:sts::${account}:assumed-role/connection-trail-1a2b3c4d/cloudtrail`,
        action: "logs:PutLogEvents",
        resource: `${logGroup}:log-stream:${account}_CloudTrail_eu-central-1`,
        accountId: account,
        identityPolicies: [logDeliveryPolicy(logGroup, account)],
    };
    const writesForOrganization: AwsRequest = {
        ...writes,
        resource: `${logGroup}:log-stream:${organization}_${otherAccount}_CloudTrail_eu-central-1`,
        identityPolicies: [logDeliveryPolicy(logGroup, account, organization)],
    };

    it("is this document", () => {
        expect(
            logDeliveryPolicy(
                "arn:aws:logs:eu-central-1:111122223333:log-group:connection-trail-1a2b3c4d",
                "111122223333",
            ),
        ).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "WritesEvents",
                    Effect: "Allow",
                    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                    Resource: [
                        "arn:aws:logs:eu-central-1:111122223333:log-group:connection-trail-1a2b3c4d:log-stream:111122223333_CloudTrail_*",
                    ],
                },
            ],
        });
    });

    it("is this document for an organization in AWS GovCloud", () => {
        expect(
            logDeliveryPolicy(
                "arn:aws-us-gov:logs:us-gov-west-1:444455556666:log-group:gov-group",
                "444455556666",
                "o-exampleorgid",
            ),
        ).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "WritesEvents",
                    Effect: "Allow",
                    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                    Resource: [
                        "arn:aws-us-gov:logs:us-gov-west-1:444455556666:log-group:gov-group:log-stream:444455556666_CloudTrail_*",
                        "arn:aws-us-gov:logs:us-gov-west-1:444455556666:log-group:gov-group:log-stream:o-exampleorgid_*",
                    ],
                },
            ],
        });
    });

    for (const action of ["logs:CreateLogStream", "logs:PutLogEvents"]) {
        it(`grants ${action} on the account's streams`, async () => {
            expect(await decide({ ...writes, action })).to.equal("Allowed");
        });

        it(`grants ${action} on the organization's streams only where it is named`, async () => {
            const request = { ...writesForOrganization, action };
            expect(await decide(request)).to.equal("Allowed");
            expect(await decide({ ...request, identityPolicies: writes.identityPolicies })).to.equal(
                "ImplicitlyDenied",
            );
        });

        const otherStreams: Record<string, string> = {
            "another account's stream": `${logGroup}:log-stream:${otherAccount}_CloudTrail_eu-central-1`,
            "a stream of another name": `${logGroup}:log-stream:some-application`,
            "the account's stream of another service": `${logGroup}:log-stream:${account}_Config_eu-central-1`,
            "another log group": `${logGroup}2:log-stream:${account}_CloudTrail_eu-central-1`,
            "a log group of the same name in another region": writes.resource.replace("eu-central-1", "us-east-1"),
        };
        for (const [what, resource] of Object.entries(otherStreams)) {
            it(`refuses ${action} on ${what}`, async () => {
                expect(await decide({ ...writes, action })).to.equal("Allowed");
                expect(await decide({ ...writes, action, resource })).to.equal("ImplicitlyDenied");
            });
        }

        it(`refuses ${action} on another organization's streams`, async () => {
            const request = { ...writesForOrganization, action };
            expect(await decide(request)).to.equal("Allowed");
            for (const other of ["o-otherorgid00", `${organization}2`, otherAccount]) {
                const resource = request.resource.replace(organization, other);
                expect(await decide({ ...request, resource }), other).to.equal("ImplicitlyDenied");
            }
        });
    }

    for (const action of ["logs:GetLogEvents", "logs:DeleteLogStream"]) {
        it(`refuses ${action} on the account's streams`, async () => {
            expect(await decide(writes)).to.equal("Allowed");
            expect(await decide({ ...writes, action })).to.equal("ImplicitlyDenied");
        });
    }

    for (const action of ["logs:DeleteLogGroup", "logs:PutRetentionPolicy", "logs:FilterLogEvents"]) {
        it(`refuses ${action} on the log group`, async () => {
            expect(await decide(writes)).to.equal("Allowed");
            expect(await decide({ ...writes, action, resource: logGroup })).to.equal("ImplicitlyDenied");
        });
    }
});
