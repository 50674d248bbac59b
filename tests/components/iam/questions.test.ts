import { expect } from "chai";
import type { Statement } from "../../../components/iam/document";
import { allowing, denies, isMet, otherDemands } from "../../../components/iam/questions";
import { demanded, type ReadStatement, readStatement } from "../../../components/iam/statements";

const statement = (change: Partial<Statement> = {}): ReadStatement =>
    readStatement({ Effect: "Allow", Action: [], ...change });

describe("allowing", () => {
    const statements = ["sts:AssumeRole", "STS:assumerole", "sts:*", "*", "sts:AssumeRole*", "sts:AssumeRol?"].map(
        (action) => statement({ Action: ["iam:PassRole", action] }),
    );

    it("knows an action by its name, in any case, and by a pattern", () => {
        expect(allowing(statements, "sts:AssumeRole")).to.deep.equal(statements);
    });

    it("knows no other action, and no other effect", () => {
        const others = [
            statement({ Action: ["sts:AssumeRoleWithWebIdentity", "s3:*", "sts:AssumeRol", "sts"] }),
            statement({ Action: [] }),
            statement({ Effect: "Deny", Action: ["sts:AssumeRole"] }),
            statement({ Effect: "allow" as Statement["Effect"], Action: ["sts:AssumeRole"] }),
        ];
        expect(allowing(others, "sts:AssumeRole")).to.deep.equal([]);
    });
});

describe("denies", () => {
    const denial = (change: Partial<Statement>) => [statement({ Effect: "Deny", Action: ["sqs:*"], ...change })];

    it("knows what is denied to all, to one of them, and to the policy's identity", () => {
        const several: Statement["Principal"][] = [
            undefined,
            "*",
            { AWS: ["*"] },
            { Service: ["x", "s3.amazonaws.com"] },
        ];
        for (const Principal of several) {
            expect(denies(denial({ Principal }), "sqs:SendMessage", ["s3.amazonaws.com"])).to.equal(true);
        }
    });

    it("leaves out what is denied to others, of other actions, or on a condition", () => {
        for (const change of [
            { Principal: { AWS: ["arn:aws:iam::444455556666:root"] } },
            { Action: ["sqs:ReceiveMessage"] },
            { Condition: { Bool: { "aws:SecureTransport": ["false"] } } },
            { Effect: "Allow" as const },
        ]) {
            expect(denies(denial(change), "sqs:SendMessage", ["s3.amazonaws.com"])).to.equal(false);
        }
    });
});

describe("conditions", () => {
    const of = (operator: string, key: string, ...values: string[]) =>
        statement({ Condition: { [operator]: { [key]: values } } });
    const unmet = [
        "StringNotEquals",
        "StringNotLike",
        "StringEqualsIfExists",
        "StringLikeIfExists",
        "ForAnyValue:StringEquals",
        "ForAllValues:StringEquals",
        "Null",
        "Bool",
    ];

    for (const operator of ["StringEquals", "StringLike"]) {
        it(`a text is demanded by ${operator}`, () => {
            const conditioned = of(operator, "sts:ExternalId", "a", "b");
            expect(demanded(conditioned, "sts:ExternalId")).to.deep.equal(["a", "b"]);
            expect(demanded(conditioned, "STS:externalid")).to.deep.equal(["a", "b"]);
            expect(demanded(conditioned, "aws:SourceArn")).to.deep.equal([]);
            expect(otherDemands(conditioned, ["sts:ExternalId"])).to.deep.equal([]);
            expect(otherDemands(conditioned, [])).to.deep.equal([`${operator} sts:externalid`]);
        });
    }

    for (const operator of ["StringEquals", "StringLike", "ArnEquals", "ArnLike"]) {
        it(`an ARN is demanded by ${operator}`, () => {
            const conditioned = of(operator, "aws:SourceArn", "arn:aws:s3:::logs");
            expect(demanded(conditioned, "aws:SourceArn")).to.deep.equal(["arn:aws:s3:::logs"]);
            expect(otherDemands(conditioned, ["aws:SourceArn"])).to.deep.equal([]);
        });
    }

    for (const operator of [...unmet, "ArnEquals", "ArnLike"]) {
        it(`no text is demanded by ${operator}`, () => {
            const conditioned = of(operator, "sts:ExternalId", "a");
            expect(demanded(conditioned, "sts:ExternalId")).to.deep.equal([]);
            expect(otherDemands(conditioned, ["sts:ExternalId"])).to.deep.equal([`${operator} sts:externalid`]);
        });
    }

    for (const operator of [...unmet, "ArnNotEquals", "ArnNotLike"]) {
        it(`no ARN is demanded by ${operator}`, () => {
            const conditioned = of(operator, "aws:SourceArn", "arn:aws:s3:::logs");
            expect(demanded(conditioned, "aws:SourceArn")).to.deep.equal([]);
            expect(otherDemands(conditioned, ["aws:SourceArn"])).to.deep.equal([`${operator} aws:sourcearn`]);
        });
    }

    it("the values of all operators are demanded", () => {
        const both = statement({
            Condition: { ArnLike: { "aws:sourcearn": ["a"] }, StringEquals: { "aws:SourceArn": ["b"] } },
        });
        expect(demanded(both, "aws:SourceArn")).to.deep.equal(["a", "b"]);
        expect(isMet(both, "aws:SourceArn", "a")).to.equal(false);
        expect(isMet(both, "aws:SourceArn", "b")).to.equal(false);
    });

    it("are met by a value, by a pattern where the operator takes patterns, and without a condition", () => {
        const met = (operator: string, ...values: string[]) =>
            isMet(of(operator, "aws:SourceArn", ...values), "aws:SourceArn", "arn:aws:s3:::logs");
        expect([
            met("StringEquals", "x", "arn:aws:s3:::logs"),
            met("StringEquals", "arn:aws:s3:::*"),
            met("StringLike", "arn:aws:s3:::*"),
            met("ArnEquals", "arn:aws:s3:::*"),
            met("ArnLike", "arn:aws:s3:::l?gs"),
            met("ArnLike", "arn:aws:s3:::other"),
            met("ArnLike"),
            isMet(statement(), "aws:SourceArn", "arn:aws:s3:::logs"),
        ]).to.deep.equal([true, false, true, true, true, false, false, true]);
    });
});
