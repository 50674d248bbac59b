import { expect } from "chai";
import { denialsOf, Party } from "../../../components/logs/foreignDenials";

const bucketName = "central-logs";
const bucketArn = `arn:aws:s3:::${bucketName}`;
const logs = `${bucketArn}/AWSLogs/*`;
const deny = { Sid: "Theirs", Effect: "Deny", Principal: "*", Action: "s3:*", Resource: [bucketArn, `${bucketArn}/*`] };
const { Principal: _, ...anybody } = deny;
const { Resource: __, ...anywhere } = deny;
const { Action: ___, ...anything } = deny;

type Verdict = "certain" | "possible" | "none";

function verdict(statement: object, party: Party): Verdict {
    const [denial, ...more] = denialsOf({ Statement: [statement] }, bucketName, party);
    expect(more).to.deep.equal([]);
    return denial === undefined ? "none" : denial.isCertain ? "certain" : "possible";
}

const cases: [what: string, statement: object, trail: Verdict, reader: Verdict][] = [
    ["everything", deny, "certain", "certain"],
    ["everything, allowed", { ...deny, Effect: "Allow" }, "none", "none"],
    ["everything to services and others", { ...anybody, Principal: { AWS: "*" } }, "possible", "certain"],
    ["CloudTrail", { ...anybody, Principal: { Service: "cloudtrail.amazonaws.com" } }, "certain", "none"],
    ["another service", { ...anybody, Principal: { Service: ["config.amazonaws.com"] } }, "none", "none"],
    ["an account", { ...anybody, Principal: { AWS: "arn:aws:iam::111122223333:root" } }, "none", "possible"],
    ["one user", { ...anybody, Principal: { AWS: "arn:aws:iam::111122223333:user/eve" } }, "none", "none"],
    [
        "all but one user",
        { ...anybody, NotPrincipal: { AWS: "arn:aws:iam::111122223333:user/a" } },
        "possible",
        "possible",
    ],
    ["all but CloudTrail", { ...anybody, NotPrincipal: { Service: ["cloudtrail.amazonaws.com"] } }, "none", "possible"],
    ["deletions", { ...deny, Action: ["s3:DeleteObject*", "s3:PutBucketPolicy"] }, "none", "none"],
    ["writing", { ...deny, Action: "s3:putobject" }, "certain", "none"],
    ["reading", { ...deny, Action: "s3:Get*", Resource: logs }, "none", "certain"],
    ["all but reading", { ...anything, NotAction: "s3:Get*" }, "certain", "none"],
    ["all but writing and the ACL", { ...anything, NotAction: ["s3:PutObject", "s3:GetBucketAcl"] }, "none", "certain"],
    ["the bucket alone", { ...deny, Resource: bucketArn }, "certain", "none"],
    ["the objects alone", { ...deny, Resource: `${bucketArn}/*` }, "certain", "certain"],
    ["the logs", { ...deny, Resource: logs }, "certain", "certain"],
    ["everywhere", { ...deny, Resource: "*" }, "certain", "certain"],
    ["other objects", { ...deny, Resource: `${bucketArn}/exports/*` }, "none", "none"],
    ["one account's logs", { ...deny, Resource: `${bucketArn}/AWSLogs/444455556666/*` }, "possible", "possible"],
    ["a pattern of objects", { ...deny, Resource: `${bucketArn}/*/444455556666/*` }, "possible", "possible"],
    [
        "a pattern by variable",
        { ...deny, Resource: [bucketArn, "$", "{aws:username}/*"].join("").replace("$", "/$") },
        "possible",
        "possible",
    ],
    ["all but exports", { ...anywhere, NotResource: `${bucketArn}/exports/*` }, "certain", "certain"],
    ["all but the logs", { ...anywhere, NotResource: [bucketArn, logs] }, "none", "none"],
    [
        "all but an account's",
        { ...anywhere, NotResource: [bucketArn, `${bucketArn}/AWSLogs/1*`] },
        "possible",
        "possible",
    ],
    ["plain HTTP", { ...deny, Condition: { Bool: { "aws:SecureTransport": "false" } } }, "none", "none"],
    ["TLS", { ...deny, Condition: { Bool: { "aws:SecureTransport": "true" } } }, "possible", "possible"],
    ["old TLS", { ...deny, Condition: { NumericLessThan: { "s3:TlsVersion": 1.2 } } }, "none", "none"],
    [
        "TLS before 1.3",
        { ...deny, Condition: { NumericLessThan: { "s3:TlsVersion": ["1.3"] } } },
        "possible",
        "possible",
    ],
    [
        "what is no service",
        { ...deny, Condition: { BoolIfExists: { "aws:PrincipalIsAWSService": "false" } } },
        "none",
        "possible",
    ],
    [
        "who isn't CloudTrail",
        { ...deny, Condition: { StringNotEquals: { "aws:PrincipalServiceName": "cloudtrail.amazonaws.com" } } },
        "none",
        "possible",
    ],
    [
        "who isn't another service",
        { ...deny, Condition: { StringNotEquals: { "aws:PrincipalServiceName": "config.amazonaws.com" } } },
        "possible",
        "possible",
    ],
    [
        "other networks",
        { ...deny, Condition: { StringNotEquals: { "aws:SourceVpc": "vpc-1" } } },
        "possible",
        "possible",
    ],
];

describe("denialsOf", () => {
    for (const [what, statement, trail, reader] of cases) {
        it(`a statement on ${what}: ${trail} for the trail, ${reader} for a reader`, () => {
            expect([verdict(statement, Party.Trail), verdict(statement, Party.Reader)]).to.deep.equal([trail, reader]);
        });
    }

    it("names each by its Sid or its place", () => {
        const { Sid: _sid, ...unnamed } = deny;
        expect(denialsOf({ Statement: [{ Effect: "Allow" }, unnamed, deny] }, bucketName, Party.Trail)).to.deep.equal([
            { statement: "statement number 2", isCertain: true },
            { statement: 'statement "Theirs"', isCertain: true },
        ]);
    });
});
