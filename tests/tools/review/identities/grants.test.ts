import { expect } from "chai";
import type { Statement } from "../../../../components/iam/document";
import { coversAction, coversGrant, type Grant, grantsOf } from "../../../../tools/review/identities/grants";

const reads: Grant = {
    action: "s3:GetObject",
    principals: [],
    resources: ["arn:aws:s3:::logs/AWSLogs/*"],
    conditions: ["aws:SourceIp is in 203.0.113.0/24"],
    by: "reader",
};

function document(...statements: Statement[]) {
    return { title: "reader", document: { Version: "2012-10-17" as const, Statement: statements }, isTrust: false };
}

describe("grants of documents", () => {
    it("are one for each action of each Allow", () => {
        const documents = [
            document(
                {
                    Effect: "Allow",
                    Action: ["s3:GetObject", "s3:ListBucket"],
                    Resource: ["one", "two"],
                    Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
                },
                { Effect: "Deny", Action: "s3:*", Resource: "*" },
            ),
            document({ Effect: "Allow", Principal: { AWS: ["a", "b"] }, Action: "sts:AssumeRole" }),
        ];
        const conditions = ["aws:SourceAccount is 111122223333"];
        expect(grantsOf(documents)).to.deep.equal([
            { action: "s3:GetObject", principals: [], resources: ["one", "two"], conditions, by: "reader" },
            { action: "s3:ListBucket", principals: [], resources: ["one", "two"], conditions, by: "reader" },
            { action: "sts:AssumeRole", principals: ["a", "b"], resources: [], conditions: [], by: "reader" },
        ]);
    });

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
    for (const [pattern, action, covers] of patterns) {
        it(`${pattern} ${covers ? "takes in" : "leaves out"} ${action}`, () => {
            expect(coversAction(pattern, action)).to.equal(covers);
        });
    }

    it("take in themselves", () => {
        expect(coversGrant(reads, { ...reads, by: "another document" })).to.equal(true);
    });

    const wider: Record<string, Partial<Grant>> = {
        "more actions": { action: "s3:Get*" },
        "more resources": { resources: ["arn:aws:s3:::logs/*"] },
        everything: { resources: ["*"] },
        "one resource more": { resources: [...reads.resources, "arn:aws:s3:::other/*"] },
        "a condition less": { conditions: [] },
    };
    for (const [what, change] of Object.entries(wider)) {
        it(`with ${what} take in these, and not the other way round`, () => {
            expect(coversGrant({ ...reads, ...change }, reads)).to.equal(true);
            expect(coversGrant(reads, { ...reads, ...change })).to.equal(false);
        });
    }

    it("tell principals apart, and a trust policy from a permission", () => {
        const trust = { ...reads, principals: ["arn:aws:iam::197857026523:root"] };
        expect(coversGrant(trust, { ...trust })).to.equal(true);
        expect(coversGrant(trust, { ...trust, principals: ["arn:aws:iam::444455556666:root"] })).to.equal(false);
        expect(coversGrant(trust, reads)).to.equal(false);
        expect(coversGrant(reads, trust)).to.equal(false);
    });
});
