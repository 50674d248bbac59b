import { expect } from "chai";
import type { PolicyDocument, Statement } from "../../components/iam/document";
import { mutantsOf, shapeOf } from "./mutations";

function only(statement: Statement): PolicyDocument {
    return { Version: "2012-10-17", Statement: [statement] };
}

/** What became of the one statement, by what was done to it. */
function planted(statement: Statement, bearer?: string): Record<string, Statement | undefined> {
    return Object.fromEntries(
        mutantsOf(only(statement), bearer).map(({ what, document }) => [what, document.Statement[0]]),
    );
}

const trust: Statement = {
    Sid: "Trust",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::111122223333:root" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "sts:ExternalId": "0f8f-a1" } },
};
const bucket = "arn:aws:s3:::logs";
const refusal: Statement = {
    Sid: "Tls",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucket, `${bucket}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const queue = "arn:aws:sqs:eu-central-1:111122223333:a_queue";
const takes: Statement = {
    Sid: "Takes",
    Effect: "Allow",
    Action: ["sqs:ReceiveMessage"],
    Resource: queue,
    Condition: { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "2001:db8:4::/48"] } },
};
const writes: Statement = {
    Sid: "Writes",
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${bucket}/AWSLogs/111122223333/*`,
    Condition: {
        StringEquals: { "aws:SourceAccount": "111122223333", "s3:x-amz-acl": "private" },
        ArnLike: { "aws:SourceArn": "arn:aws:sns:eu-central-1:111122223333:t*" },
    },
};

describe("mutants", () => {
    it("of a trust statement are these", () => {
        const { Condition: _, ...unconditional } = trust;
        const asking = (operator: string, value: string | string[]): Statement => ({
            ...trust,
            Condition: { [operator]: { "sts:ExternalId": value } },
        });
        expect(planted(trust)).to.deep.equal({
            "Trust: gone": undefined,
            "Trust: without StringEquals": unconditional,
            "Trust: sts:ExternalId: a foreign value beside its own": asking("StringEquals", [
                "0f8f-a1",
                "7c9e6679-7425-40de-944b-e07fc1f90ae7",
            ]),
            "Trust: sts:ExternalId: asked for only if the request carries it": asking(
                "StringEqualsIfExists",
                "0f8f-a1",
            ),
            "Trust: sts:ExternalId: in any case": asking("StringEqualsIgnoreCase", "0f8f-a1"),
            "Trust: sts:ExternalId: * for 0f8f-a1": asking("StringLike", "*"),
            "Trust: sts:ExternalId: 0f8f-a* for 0f8f-a1": asking("StringLike", "0f8f-a*"),
            "Trust: Principal: *": { ...trust, Principal: "*" },
            "Trust: Principal: arn:aws:iam::555566667777:root besides": {
                ...trust,
                Principal: { AWS: ["arn:aws:iam::111122223333:root", "arn:aws:iam::555566667777:root"] },
            },
            "Trust: Principal: arn:aws:iam::555566667777:root instead": {
                ...trust,
                Principal: { AWS: "arn:aws:iam::555566667777:root" },
            },
            "Trust: Action: sts:* besides": { ...trust, Action: ["sts:AssumeRole", "sts:*"] },
        });
    });

    it("of several values leave out each, which admits somebody less", () => {
        const values = ["MicrosoftSentinel_a", "MicrosoftDefenderForClouds_a"];
        const several = { ...trust, Condition: { StringEquals: { "sts:RoleSessionName": values } } };
        const asking = (value: string) => ({ ...trust, Condition: { StringEquals: { "sts:RoleSessionName": value } } });
        const all = mutantsOf(only(several));
        const without = values.map((value) =>
            all.find(({ what }) => what === `Trust: sts:RoleSessionName: not ${value}`),
        );
        expect(without.map((mutant) => [mutant?.admitsMore, mutant?.document.Statement[0]])).to.deep.equal([
            [false, asking("MicrosoftDefenderForClouds_a")],
            [false, asking("MicrosoftSentinel_a")],
        ]);
    });

    it("of a refusal are these, and none that makes it stronger but one", () => {
        const { Condition: _, ...unconditional } = refusal;
        expect(planted(refusal, bucket)).to.deep.equal({
            "Tls: gone": undefined,
            "Tls: without Bool": unconditional,
            "Tls: aws:SecureTransport: the opposite": {
                ...refusal,
                Condition: { Bool: { "aws:SecureTransport": "true" } },
            },
            [`Tls: Resource: without ${bucket}`]: { ...refusal, Resource: [`${bucket}/*`] },
            [`Tls: Resource: without ${bucket}/*`]: { ...refusal, Resource: [bucket] },
            [`Tls: Resource: less than ${bucket}/*`]: { ...refusal, Resource: [bucket, `${bucket}/AWSLogs/*`] },
            "Tls: Action: Get* of s3:*": { ...refusal, Action: "s3:Get*" },
            "Tls: Action: Put* of s3:*": { ...refusal, Action: "s3:Put*" },
            "Tls: Principal: another account's only": {
                ...refusal,
                Principal: { AWS: "arn:aws:iam::555566667777:root" },
            },
        });
    });

    it("of a refusal with exceptions except more, refuse fewer actions, and nothing at all", () => {
        const deploy = "arn:aws:iam::111122223333:role/deploy";
        const guard: Statement = {
            Sid: "Guard",
            Effect: "Deny",
            Action: ["s3:DeleteBucket", "s3:PutBucket*"],
            Resource: bucket,
            Condition: { ArnNotLike: { "aws:PrincipalArn": deploy } },
        };
        const { Condition: _, ...unconditional } = guard;
        const except = (...arns: string[]): Statement => ({
            ...guard,
            Condition: { ArnNotLike: { "aws:PrincipalArn": arns.length > 1 ? arns : (arns[0] as string) } },
        });
        const patterns = ["*", "arn:aws:iam::111122223333:*", "arn:aws:iam::111122223333:role/*"];
        const looser = [
            ...patterns,
            "arn:aws:iam::111122223333:role/deplo*",
            "arn:*:iam::111122223333:role/deploy",
            "arn:aws:iam::*:role/deploy",
        ];
        expect(planted(guard)).to.deep.equal({
            "Guard: gone": undefined,
            "Guard: without ArnNotLike": unconditional,
            "Guard: aws:PrincipalArn: a foreign value beside its own": except(
                deploy,
                "arn:aws:iam::111122223333:role/administrator",
            ),
            ...Object.fromEntries(
                looser.map((pattern) => [`Guard: aws:PrincipalArn: ${pattern} for ${deploy}`, except(pattern)]),
            ),
            "Guard: Action: without s3:DeleteBucket": { ...guard, Action: ["s3:PutBucket*"] },
            "Guard: Action: without s3:PutBucket*": { ...guard, Action: ["s3:DeleteBucket"] },
        });
        const writers: Statement = {
            ...guard,
            Condition: { StringNotEqualsIfExists: { "aws:PrincipalServiceName": "cloudtrail.amazonaws.com" } },
        };
        const operators = Object.values(planted(writers)).flatMap((one) => Object.keys(one?.Condition ?? {}));
        expect([...new Set(operators)]).to.deep.equal(["StringNotEqualsIfExists", "StringNotLikeIfExists"]);
    });

    it("of an identity statement widen its resource and its networks", () => {
        const [v4, v6] = ["203.0.113.0/24", "2001:db8:4::/48"];
        const { Condition: _, ...unconditional } = takes;
        const from = (...networks: string[]): Statement => ({
            ...takes,
            Condition: { IpAddress: { "aws:SourceIp": networks } },
        });
        const on = (Resource: string): Statement => ({ ...takes, Resource });
        expect(planted(takes)).to.deep.equal({
            "Takes: gone": undefined,
            "Takes: without IpAddress": unconditional,
            "Takes: aws:SourceIp: a foreign value beside its own": from(v4, v6, "198.51.100.0/24"),
            "Takes: aws:SourceIp: asked for only if the request carries it": {
                ...takes,
                Condition: { IpAddressIfExists: { "aws:SourceIp": [v4, v6] } },
            },
            [`Takes: aws:SourceIp: 203.0.113.0/23 for ${v4}`]: from("203.0.113.0/23", v6),
            [`Takes: aws:SourceIp: 203.0.113.0/1 for ${v4}`]: from("203.0.113.0/1", v6),
            [`Takes: aws:SourceIp: 2001:db8:4::/47 for ${v6}`]: from(v4, "2001:db8:4::/47"),
            [`Takes: aws:SourceIp: 2001:db8:4::/1 for ${v6}`]: from(v4, "2001:db8:4::/1"),
            [`Takes: Resource: * for ${queue}`]: on("*"),
            [`Takes: Resource: arn:aws:sqs:eu-central-1:111122223333:* for ${queue}`]: on(
                "arn:aws:sqs:eu-central-1:111122223333:*",
            ),
            [`Takes: Resource: arn:aws:sqs:eu-central-1:111122223333:a_queu* for ${queue}`]: on(
                "arn:aws:sqs:eu-central-1:111122223333:a_queu*",
            ),
            [`Takes: Resource: arn:aws:sqs:eu-central-1:111122223333:a_* for ${queue}`]: on(
                "arn:aws:sqs:eu-central-1:111122223333:a_*",
            ),
            [`Takes: Resource: arn:aws:sqs:*:111122223333:a_queue for ${queue}`]: on(
                "arn:aws:sqs:*:111122223333:a_queue",
            ),
            [`Takes: Resource: arn:aws:sqs:eu-central-1:*:a_queue for ${queue}`]: on(
                "arn:aws:sqs:eu-central-1:*:a_queue",
            ),
            "Takes: Action: sqs:* besides": { ...takes, Action: ["sqs:ReceiveMessage", "sqs:*"] },
        });
    });

    it("of a resource policy's statement stay within what bears it, and take each condition apart", () => {
        const { StringEquals, ArnLike } = writes.Condition as Record<string, Record<string, string>>;
        const acl = { "s3:x-amz-acl": "private" };
        const account = { "aws:SourceAccount": "111122223333" };
        const mutants = planted(writes, bucket);
        expect(Object.keys(mutants).map((what) => what.replace("Writes: ", ""))).to.deep.equal([
            "gone",
            "without StringEquals",
            "without aws:SourceAccount",
            "aws:SourceAccount: a foreign value beside its own",
            "aws:SourceAccount: asked for only if the request carries it",
            "aws:SourceAccount: * for 111122223333",
            "aws:SourceAccount: 11112222333* for 111122223333",
            "without s3:x-amz-acl",
            "s3:x-amz-acl: a foreign value beside its own",
            "s3:x-amz-acl: asked for only if the request carries it",
            "s3:x-amz-acl: in any case",
            "s3:x-amz-acl: * for private",
            "s3:x-amz-acl: privat* for private",
            "without ArnLike",
            "aws:SourceArn: a foreign value beside its own",
            "aws:SourceArn: asked for only if the request carries it",
            ...["*", "arn:aws:sns:eu-central-1:111122223333:*", "arn:*", "arn:aws:*", "arn:aws:sns:*"].map(
                (pattern) => `aws:SourceArn: ${pattern} for ${ArnLike?.["aws:SourceArn"]}`,
            ),
            ...["arn:aws:sns:eu-central-1:*", "arn:*:sns:eu-central-1:111122223333:t*"].map(
                (pattern) => `aws:SourceArn: ${pattern} for ${ArnLike?.["aws:SourceArn"]}`,
            ),
            ...["arn:aws:sns:*:111122223333:t*", "arn:aws:sns:eu-central-1:*:t*"].map(
                (pattern) => `aws:SourceArn: ${pattern} for ${ArnLike?.["aws:SourceArn"]}`,
            ),
            "Principal: *",
            "Principal: config.amazonaws.com besides",
            "Principal: config.amazonaws.com instead",
            ...[`${bucket}/AWSLogs/111122223333*`, `${bucket}/*`, `${bucket}/AWSLogs/*`].map(
                (pattern) => `Resource: ${pattern} for ${bucket}/AWSLogs/111122223333/*`,
            ),
            "Action: s3:* besides",
        ]);
        expect(mutants["Writes: without StringEquals"]?.Condition).to.deep.equal({ ArnLike });
        expect(mutants["Writes: without aws:SourceAccount"]?.Condition).to.deep.equal({ StringEquals: acl, ArnLike });
        expect(mutants["Writes: without s3:x-amz-acl"]?.Condition).to.deep.equal({ StringEquals: account, ArnLike });
        expect(mutants["Writes: without ArnLike"]?.Condition).to.deep.equal({ StringEquals });
        expect(mutants["Writes: s3:x-amz-acl: privat* for private"]?.Condition).to.deep.equal({
            StringEquals: account,
            ArnLike,
            StringLike: { "s3:x-amz-acl": "privat*" },
        });
    });

    it("of a statement on the bearer itself, or on *, leave the resource alone", () => {
        for (const Resource of [bucket, "*"]) {
            const parts = mutantsOf(only({ ...writes, Resource }), bucket).map(({ part }) => part);
            expect(parts).to.include("Action");
            expect(parts).to.not.include("Resource");
        }
    });

    it("say whether they admit more, and touch one statement at a time", () => {
        const document = { Version: "2012-10-17" as const, Statement: [writes, refusal] };
        const less = mutantsOf(document, bucket).filter(({ admitsMore }) => !admitsMore);
        expect(less.map(({ what }) => what)).to.deep.equal(["Writes: gone", "Tls: without Bool"]);
        for (const { what, document: mutant, statements } of mutantsOf(document, bucket)) {
            const [touched, other] = what.startsWith("Writes") ? [writes, refusal] : [refusal, writes];
            expect(statements[0], what).to.equal(touched);
            expect(mutant.Statement, what).to.include(other);
            expect(mutant.Statement, what).to.not.include(touched);
        }
    });
});

describe("the shape of a document", () => {
    it("is the same for other names, and another one for another condition, action or depth", () => {
        const elsewhere = { ...trust, Condition: { StringEquals: { "sts:ExternalId": "other" } } };
        expect(shapeOf(only(elsewhere))).to.equal(shapeOf(only(trust)));
        const others: Statement[] = [
            { ...trust, Condition: { StringLike: { "sts:ExternalId": "0f8f-a1" } } },
            { ...trust, Condition: { StringEquals: { "sts:ExternalId": ["0f8f-a1", "other"] } } },
            { ...trust, Condition: { StringEquals: { "sts:RoleSessionName": "0f8f-a1" } } },
            { ...trust, Condition: undefined },
            { ...trust, Action: "sts:TagSession" },
            { ...trust, Principal: "*" },
            { ...trust, Effect: "Deny" },
            { ...trust, Resource: queue },
        ];
        const shapes = new Set([trust, ...others].map((statement) => shapeOf(only(statement))));
        expect(shapes.size).to.equal(1 + others.length);
        expect(shapeOf(only({ ...writes, Resource: `${bucket}/AWSLogs/*` }))).to.not.equal(shapeOf(only(writes)));
    });
});
