import { expect } from "chai";
import type { PolicyDocument } from "../../../components/iam/document";
import { accessLogStatement } from "../../../components/logs/accessLogPolicy";
import { type AwsRequest, anonymous, decide, withContext } from "../../support/simulate";

const account = "111122223333";
const otherAccount = "444455556666";
const target = "arn:aws:s3:::access-logs";
const source = "arn:aws:s3:::connection-logs-1a2b3c4d";

function withStatement(sourceArn: string, sourceName: string): PolicyDocument {
    return { Version: "2012-10-17", Statement: [accessLogStatement(target, sourceArn, sourceName, account)] };
}

const delivers: AwsRequest = {
    principal: "logging.s3.amazonaws.com",
    action: "s3:PutObject",
    resource: `${target}/connection-logs-1a2b3c4d/2026-01-31-00-00-00-0123456789ABCDEF`,
    accountId: account,
    context: { "aws:SourceArn": source, "aws:SourceAccount": account },
    resourcePolicy: withStatement(source, "connection-logs-1a2b3c4d"),
};

const everythingInS3: PolicyDocument = {
    Version: "2012-10-17",
    Statement: [{ Sid: "EverythingInS3", Effect: "Allow", Action: "s3:*", Resource: "*" }],
};

describe("statement for access logs", () => {
    it("is this one", () => {
        expect(
            accessLogStatement(
                "arn:aws:s3:::access-logs",
                "arn:aws:s3:::connection-logs-1a2b3c4d",
                "connection-logs-1a2b3c4d",
                "111122223333",
            ),
        ).to.deep.equal({
            Sid: "TakesAccessLogsOfconnectionlogs1a2b3c4d",
            Effect: "Allow",
            Principal: { Service: "logging.s3.amazonaws.com" },
            Action: "s3:PutObject",
            Resource: "arn:aws:s3:::access-logs/connection-logs-1a2b3c4d/*",
            Condition: {
                ArnLike: { "aws:SourceArn": "arn:aws:s3:::connection-logs-1a2b3c4d" },
                StringEquals: { "aws:SourceAccount": "111122223333" },
            },
        });
    });

    it("is this one for a pattern of buckets in AWS GovCloud", () => {
        expect(
            accessLogStatement(
                "arn:aws-us-gov:s3:::gov-access-logs",
                "arn:aws-us-gov:s3:::connection-logs-*",
                "connection-logs-*",
                "444455556666",
            ),
        ).to.deep.equal({
            Sid: "TakesAccessLogsOfconnectionlogs",
            Effect: "Allow",
            Principal: { Service: "logging.s3.amazonaws.com" },
            Action: "s3:PutObject",
            Resource: "arn:aws-us-gov:s3:::gov-access-logs/connection-logs-*/*",
            Condition: {
                ArnLike: { "aws:SourceArn": "arn:aws-us-gov:s3:::connection-logs-*" },
                StringEquals: { "aws:SourceAccount": "444455556666" },
            },
        });
    });

    it("has a Sid of letters and digits alone, another for each source", () => {
        const sid = (sourceName: string) => accessLogStatement(target, source, sourceName, account).Sid;
        const names = ["acme.audit_logs-1", "acme-logs-*", "acme-logs-1a2b3c4d", "other-logs-*", "Other-logs-*"];
        expect(names.map(sid)).to.deep.equal([
            "TakesAccessLogsOfacmeauditlogs1",
            "TakesAccessLogsOfacmelogs",
            "TakesAccessLogsOfacmelogs1a2b3c4d",
            "TakesAccessLogsOfotherlogs",
            "TakesAccessLogsOfOtherlogs",
        ]);
    });

    it("admits the source's access logs", async () => {
        expect(await decide(delivers)).to.equal("Allowed");
    });

    const otherSources: Record<string, AwsRequest["context"]> = {
        "another bucket": { "aws:SourceArn": "arn:aws:s3:::another-bucket" },
        "a bucket of longer name": { "aws:SourceArn": `${source}2` },
        "a bucket of the same name in another partition": { "aws:SourceArn": source.replace("aws", "aws-us-gov") },
        "a bucket of the same name in another account": { "aws:SourceAccount": otherAccount },
        "no bucket": { "aws:SourceArn": undefined },
        "a bucket of no account": { "aws:SourceAccount": undefined },
    };
    for (const [what, change] of Object.entries(otherSources)) {
        it(`refuses the access logs of ${what}`, async () => {
            expect(await decide(delivers)).to.equal("Allowed");
            expect(await decide(withContext(delivers, change))).to.equal("ImplicitlyDenied");
        });
    }

    const otherKeys: Record<string, string> = {
        "the bucket's root": `${target}/2026-01-31-00-00-00-0123456789ABCDEF`,
        "another bucket's prefix": `${target}/another-bucket/2026-01-31-00-00-00-0123456789ABCDEF`,
        "the prefix of a longer name": `${target}/connection-logs-1a2b3c4d2/2026-01-31-00-00-00-0123456789ABCDEF`,
        "another target": delivers.resource.replace(target, `${target}-2`),
    };
    for (const [where, resource] of Object.entries(otherKeys)) {
        it(`refuses access logs under ${where}`, async () => {
            expect(await decide(delivers)).to.equal("Allowed");
            expect(await decide({ ...delivers, resource })).to.equal("ImplicitlyDenied");
        });
    }

    for (const principal of [
        "s3.amazonaws.com",
        "cloudtrail.amazonaws.com",
        "delivery.logs.amazonaws.com",
        anonymous,
    ]) {
        it(`refuses ${principal === anonymous ? "anybody unsigned" : principal}`, async () => {
            expect(await decide(delivers)).to.equal("Allowed");
            expect(await decide({ ...delivers, principal })).to.equal("ImplicitlyDenied");
        });
    }

    for (const action of ["s3:GetObject", "s3:DeleteObject", "s3:PutObjectAcl"]) {
        it(`refuses ${action} to the log delivery`, async () => {
            expect(await decide(delivers)).to.equal("Allowed");
            expect(await decide({ ...delivers, action })).to.equal("ImplicitlyDenied");
        });
    }

    it("refuses another account's administrator, and leaves the account's own to identity policies", async () => {
        const own: AwsRequest = {
            ...delivers,
            principal: `arn:aws:iam::${account}:user/administrator`,
            context: {},
            identityPolicies: [everythingInS3],
        };
        expect(await decide(own)).to.equal("Allowed");
        expect(await decide({ ...own, identityPolicies: [] })).to.equal("ImplicitlyDenied");
        const principal = `arn:aws:iam::${otherAccount}:user/administrator`;
        expect(await decide({ ...own, principal })).to.equal("ImplicitlyDenied");
    });

    it("for a pattern of buckets admits each of them under its own name, and no bucket that it doesn't match", async () => {
        const resourcePolicy = withStatement("arn:aws:s3:::connection-logs-*", "connection-logs-*");
        const of = (name: string): AwsRequest => ({
            ...withContext(delivers, { "aws:SourceArn": `arn:aws:s3:::${name}` }),
            resource: `${target}/${name}/2026-01-31-00-00-00-0123456789ABCDEF`,
            resourcePolicy,
        });
        expect(await decide(of("connection-logs-1a2b3c4d"))).to.equal("Allowed");
        expect(await decide(of("connection-logs-5e6f7a8b"))).to.equal("Allowed");
        expect(await decide(of("payroll"))).to.equal("ImplicitlyDenied");
        expect(
            await decide(withContext(of("connection-logs-1a2b3c4d"), { "aws:SourceAccount": otherAccount })),
        ).to.equal("ImplicitlyDenied");
    });
});
