import { expect } from "chai";
import type { Statement } from "../../../../components/iam/document";
import { type Difference, differences, Verdict } from "../../../../tools/review/identities/difference";
import type { NamedDocument } from "../../../../tools/review/identities/grants";

function allow(title: string, statement: Omit<Statement, "Effect">): NamedDocument {
    return {
        title,
        document: { Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] },
        isTrust: false,
    };
}

const scope = (by: string, ...resources: string[]) => ({ principals: [], resources, conditions: [], by });

function verdicts(found: readonly Difference[]): [Verdict, string[]][] {
    return found.map(({ verdict, actions }) => [verdict, actions]);
}

const logs = "arn:aws:s3:::logs/AWSLogs/*";

describe("what differs from Microsoft's instructions", () => {
    it("is what is left out, narrower, the same and added, in this order", () => {
        const microsoft = [
            allow("theirs", { Action: ["cloudtrail:LookupEvents", "s3:Get*", "s3:PutBucketAcl"], Resource: "*" }),
        ];
        const ours = [
            allow("ours", { Action: "cloudtrail:LookupEvents", Resource: "*" }),
            allow("ours", { Action: "s3:GetObject", Resource: logs }),
            allow("ours", { Action: "s3:PutObject", Resource: logs }),
        ];
        expect(differences(microsoft, ours)).to.deep.equal([
            { verdict: Verdict.Left, actions: ["s3:PutBucketAcl"], microsoft: [scope("theirs", "*")], here: [] },
            {
                verdict: Verdict.Narrower,
                actions: ["s3:Get*"],
                microsoft: [scope("theirs", "*")],
                here: [{ action: "s3:GetObject", ...scope("ours", logs) }],
            },
            {
                verdict: Verdict.Same,
                actions: ["cloudtrail:LookupEvents"],
                microsoft: [scope("theirs", "*")],
                here: [{ action: "cloudtrail:LookupEvents", ...scope("ours", "*") }],
            },
            {
                verdict: Verdict.Added,
                actions: ["s3:PutObject"],
                microsoft: [],
                here: [{ action: "s3:PutObject", ...scope("ours", logs) }],
            },
        ]);
    });

    it("counts an action under a new condition as narrower, and without one of theirs as added", () => {
        const Condition = { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } };
        const bound = [allow("x", { Action: "iam:Get*", Resource: "*", Condition })];
        const free = [allow("x", { Action: "iam:Get*", Resource: "*" })];
        expect(verdicts(differences(free, bound))).to.deep.equal([[Verdict.Narrower, ["iam:Get*"]]]);
        expect(verdicts(differences(bound, free))).to.deep.equal([
            [Verdict.Left, ["iam:Get*"]],
            [Verdict.Added, ["iam:Get*"]],
        ]);
    });

    it("counts a wider resource, a wider action and another principal as added", () => {
        const trust = (account: string) => ({ Principal: { AWS: account }, Action: "sts:AssumeRole" });
        const cases: [Omit<Statement, "Effect">, Omit<Statement, "Effect">][] = [
            [
                { Action: "s3:GetObject", Resource: logs },
                { Action: "s3:GetObject", Resource: "arn:aws:s3:::logs/*" },
            ],
            [
                { Action: "s3:GetObject", Resource: logs },
                { Action: "s3:Get*", Resource: logs },
            ],
            [trust("arn:aws:iam::197857026523:root"), trust("arn:aws:iam::444455556666:root")],
        ];
        for (const [theirs, ours] of cases) {
            const found = differences([allow("x", theirs)], [allow("x", ours)]);
            expect(found.map(({ verdict }) => verdict)).to.deep.equal([Verdict.Left, Verdict.Added]);
        }
    });

    it("groups actions that fare alike, and no others", () => {
        const microsoft = [
            allow("theirs", { Action: ["iam:Get*", "iam:List*", "s3:ListBucket", "s3:GetObject"], Resource: "*" }),
        ];
        const ours = [
            allow("ours", { Action: ["iam:Get*", "iam:List*"], Resource: "*" }),
            allow("ours", { Action: ["s3:ListBucket", "s3:GetObject"], Resource: logs }),
        ];
        expect(verdicts(differences(microsoft, ours))).to.deep.equal([
            [Verdict.Narrower, ["s3:ListBucket", "s3:GetObject"]],
            [Verdict.Same, ["iam:Get*", "iam:List*"]],
        ]);
    });
});
