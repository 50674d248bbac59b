import { expect } from "chai";
import type { Statement } from "../../../../components/iam/document";
import {
    Comparison,
    type Difference,
    differences,
    type NamedDocument,
} from "../../../../tools/review/identities/difference";

function allow(title: string, statement: Omit<Statement, "Effect">): NamedDocument {
    return {
        title,
        document: { Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] },
        isTrust: false,
    };
}

const grant = (action: string, ...resources: string[]) => ({ action, principals: [], resources, conditions: [] });

function comparisons(found: readonly Difference[]): [Comparison, string[]][] {
    return found.map(({ comparison, actions }) => [comparison, actions]);
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
            {
                comparison: Comparison.LeftOut,
                actions: ["s3:PutBucketAcl"],
                microsoft: [grant("s3:PutBucketAcl", "*")],
                here: [],
            },
            {
                comparison: Comparison.Narrower,
                actions: ["s3:Get*"],
                microsoft: [grant("s3:Get*", "*")],
                here: [grant("s3:GetObject", logs)],
            },
            {
                comparison: Comparison.Same,
                actions: ["cloudtrail:LookupEvents"],
                microsoft: [grant("cloudtrail:LookupEvents", "*")],
                here: [grant("cloudtrail:LookupEvents", "*")],
            },
            {
                comparison: Comparison.Added,
                actions: ["s3:PutObject"],
                microsoft: [],
                here: [grant("s3:PutObject", logs)],
            },
        ]);
    });

    it("counts an action under a new condition as narrower, and without one of theirs as added", () => {
        const Condition = { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } };
        const bound = [allow("x", { Action: "iam:Get*", Resource: "*", Condition })];
        const free = [allow("x", { Action: "iam:Get*", Resource: "*" })];
        expect(comparisons(differences(free, bound))).to.deep.equal([[Comparison.Narrower, ["iam:Get*"]]]);
        expect(comparisons(differences(bound, free))).to.deep.equal([
            [Comparison.LeftOut, ["iam:Get*"]],
            [Comparison.Added, ["iam:Get*"]],
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
            expect(found.map(({ comparison }) => comparison)).to.deep.equal([Comparison.LeftOut, Comparison.Added]);
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
        expect(comparisons(differences(microsoft, ours))).to.deep.equal([
            [Comparison.Narrower, ["s3:ListBucket", "s3:GetObject"]],
            [Comparison.Same, ["iam:Get*", "iam:List*"]],
        ]);
    });
});
