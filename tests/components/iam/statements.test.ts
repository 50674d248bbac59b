import { expect } from "chai";
import type { Statement } from "../../../components/iam/document";
import { isOfAccount, principalsOf } from "../../../components/iam/principals";
import { demanded, isGrant, isRefusal, readStatement } from "../../../components/iam/statements";
import { covers, coversAction } from "../../../components/iam/wildcards";

const account = "111122223333";

describe("a statement that is read", () => {
    it("has lists throughout", () => {
        const written: Statement = {
            Sid: "Reads",
            Effect: "Allow",
            Principal: { AWS: `arn:aws:iam::${account}:root`, Service: ["a.amazonaws.com"] },
            Action: "s3:GetObject",
            Resource: "arn:aws:s3:::logs/*",
            Condition: { StringEquals: { "aws:SourceAccount": account, "aws:PrincipalTag/x": ["1", "2"] } },
        };
        expect(readStatement(written)).to.deep.equal({
            sid: "Reads",
            effect: "Allow",
            principals: [
                { kind: "account", id: `arn:aws:iam::${account}:root`, accountId: account },
                { kind: "service", id: "a.amazonaws.com" },
            ],
            actions: ["s3:GetObject"],
            resources: ["arn:aws:s3:::logs/*"],
            conditions: [
                { operator: "StringEquals", key: "aws:SourceAccount", values: [account] },
                { operator: "StringEquals", key: "aws:PrincipalTag/x", values: ["1", "2"] },
            ],
            unread: [],
            written,
        });
    });

    const unread: [statement: object, unread: string[]][] = [
        [{ Effect: "Allow", Action: "s3:*", Resource: "*" }, []],
        [{ Effect: "Allow", NotAction: "s3:*", Resource: "*" }, ["NotAction"]],
        [{ Effect: "Deny", Action: "s3:*", NotResource: "*", NotPrincipal: "*" }, ["NotResource", "NotPrincipal"]],
        [{ Effect: "Allow", Resource: "*" }, ["Action"]],
        [{ Effect: "allow", Action: "s3:*", Resource: "*" }, ["Effect"]],
    ];
    for (const [statement, expected] of unread) {
        it(`of ${JSON.stringify(statement)} leaves ${expected.join(" and ") || "nothing"} unread`, () => {
            const read = readStatement(statement as Statement);
            expect(read.unread).to.deep.equal(expected);
            const isRead = expected.length === 0;
            expect([isGrant(read), isRefusal(read)]).to.deep.equal([isRead && read.effect === "Allow", false]);
        });
    }

    it("demands the values of a key in whatever case, by the operators that are asked about", () => {
        const read = readStatement({
            Effect: "Deny",
            Action: "s3:*",
            Condition: { ArnLike: { "AWS:SourceArn": ["one", "two"] }, StringNotEquals: { "aws:SourceArn": "three" } },
        });
        expect(demanded(read, "aws:SourceArn")).to.deep.equal(["one", "two"]);
        expect(demanded(read, "aws:SourceArn", ["StringEquals"])).to.deep.equal([]);
        expect(isRefusal(read)).to.equal(true);
    });
});

describe("a principal", () => {
    const arn = (rest: string) => `arn:aws:iam::${account}:${rest}`;
    const kinds: [element: string, id: string, kind: string, accountId: string | undefined, isOwn: boolean][] = [
        ["AWS", "*", "everyone", undefined, false],
        ["Federated", "*", "everyone", undefined, false],
        ["AWS", account, "account", account, true],
        ["AWS", arn("root"), "account", account, true],
        ["AWS", "arn:aws-us-gov:iam::444455556666:root", "account", "444455556666", false],
        ["AWS", arn("role/auditors"), "iam", account, true],
        ["AWS", `arn:aws:sts::${account}:assumed-role/auditors/x`, "iam", account, true],
        ["AWS", "AIDAEXAMPLE", "iam", undefined, false],
        ["Service", "s3.amazonaws.com", "service", undefined, false],
        ["Federated", arn("oidc-provider/example.com"), "federated", account, false],
        ["CanonicalUser", account, "other", undefined, false],
    ];
    for (const [element, id, kind, accountId, isOwn] of kinds) {
        it(`${element} ${id} is ${kind}${isOwn ? " of the account itself" : ""}`, () => {
            const [principal] = principalsOf({ Principal: { [element]: id } });
            expect({ ...principal, accountId: principal?.accountId }).to.deep.equal({ kind, id, accountId });
            expect(principal && isOfAccount(principal, account)).to.equal(isOwn);
        });
    }

    it("is everyone in the short form too, and nobody in an identity policy", () => {
        expect(principalsOf({ Principal: "*" })).to.deep.equal([{ kind: "everyone", id: "*" }]);
        expect(principalsOf({})).to.deep.equal([]);
    });
});

describe("a wildcard", () => {
    const patterns: [pattern: string, action: string, covers: boolean][] = [
        ["s3:Get*", "s3:GetObject", true],
        ["s3:Get*", "s3:getobject", true],
        ["s3:*", "s3:Get*", true],
        ["*", "s3:GetObject", true],
        ["s3:GetObjec?", "s3:GetObject", true],
        ["s3:Get*", "s3:PutObject", false],
        ["s3:GetObject", "s3:Get*", false],
        ["s3:GetObject", "s3:GetObjectAcl", false],
        ["s3.GetObject", "s3:GetObject", false],
    ];
    for (const [pattern, action, isCovered] of patterns) {
        it(`${pattern} ${isCovered ? "takes in" : "leaves out"} ${action}`, () => {
            expect(coversAction(pattern, action)).to.equal(isCovered);
        });
    }

    it("tells cases apart where they count", () => {
        expect(covers("arn:aws:s3:::logs/A*", "arn:aws:s3:::logs/AWSLogs")).to.equal(true);
        expect(covers("arn:aws:s3:::logs/A*", "arn:aws:s3:::logs/awslogs")).to.equal(false);
    });
});
