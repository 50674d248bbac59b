import { expect } from "chai";
import * as fc from "fast-check";
import {
    allowing,
    demanded,
    denies,
    isMet,
    means,
    otherDemands,
    type ReadStatement,
    readPolicy,
} from "../../../components/iam/statements";

const statement = (change: Partial<ReadStatement> = {}): ReadStatement => ({
    effect: "Allow",
    principals: {},
    actions: [],
    resources: [],
    conditions: {},
    ...change,
});

describe("readPolicy", () => {
    const document = {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "One",
                Effect: "Allow",
                Principal: {
                    AWS: "arn:aws:iam::197857026523:root",
                    Service: ["s3.amazonaws.com", "sns.amazonaws.com"],
                },
                Action: "sts:AssumeRole",
                Resource: "*",
                Condition: { StringEquals: { "sts:ExternalId": "100% ä" }, Bool: { "aws:SecureTransport": true } },
            },
            { Effect: "Deny", Principal: "*", Action: ["a:B", "c:D"], Resource: ["x", "y"] },
        ],
    };
    const read: ReadStatement[] = [
        {
            effect: "Allow",
            principals: {
                AWS: ["arn:aws:iam::197857026523:root"],
                Service: ["s3.amazonaws.com", "sns.amazonaws.com"],
            },
            actions: ["sts:AssumeRole"],
            resources: ["*"],
            conditions: {
                StringEquals: { "sts:externalid": ["100% ä"] },
                Bool: { "aws:securetransport": ["true"] },
            },
        },
        {
            effect: "Deny",
            principals: { "*": ["*"] },
            actions: ["a:B", "c:D"],
            resources: ["x", "y"],
            conditions: {},
        },
    ];
    const text = JSON.stringify(document);

    for (const [title, form] of [
        ["as it is", text],
        ["with line breaks", JSON.stringify(document, undefined, 4)],
        ["with white space before it", `\n  ${text}`],
        ["URL-encoded", encodeURIComponent(text)],
        ["URL-encoded, with white space before it", encodeURIComponent(`\n  ${text}`)],
        ["URL-encoded in lower case", encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase())],
    ] as const) {
        it(`reads a document ${title}`, () => {
            expect(readPolicy(form)).to.deep.equal(read);
        });
    }

    it("reads a single statement", () => {
        expect(readPolicy(JSON.stringify({ Statement: document.Statement[0] }))).to.deep.equal([read[0]]);
    });

    it("takes everything that is not named for everything", () => {
        const { Statement } = document;
        for (const negated of [
            { NotPrincipal: { AWS: "x" }, NotAction: "iam:*", NotResource: "y" },
            { NotPrincipal: "*", NotAction: [], NotResource: [] },
        ]) {
            expect(readPolicy(JSON.stringify({ Statement: { Effect: "Allow", ...negated } }))).to.deep.equal([
                statement({ principals: { "*": ["*"] }, actions: ["*"], resources: ["*"] }),
            ]);
        }
        expect(Statement.length).to.equal(2);
    });

    for (const nothing of [
        undefined,
        "",
        " ",
        "{",
        "%",
        "%7B",
        "%7B%",
        "null",
        "[]",
        "1",
        '"text"',
        "{}",
        '{"Statement":null}',
        '{"Statement":[]}',
        '{"Statement":["text",1,null]}',
        "<policy/>",
    ]) {
        it(`finds no statement in ${JSON.stringify(nothing)}`, () => {
            expect(readPolicy(nothing)).to.deep.equal([]);
        });
    }

    it("reads what is out of shape as something that grants nothing known", () => {
        expect(
            readPolicy(
                '{"Statement":[{"Effect":["Allow"],"Principal":null,"Action":{"toString":1},"Condition":[1,"ab"]}]}',
            ),
        ).to.deep.equal([
            {
                effect: "",
                principals: {},
                actions: ['{"toString":1}'],
                resources: [],
                conditions: { 0: {}, 1: { 0: ["a"], 1: ["b"] } },
            },
        ]);
    });
});

describe("means", () => {
    for (const [pattern, text, meant] of [
        ["abc", "abc", true],
        ["abc", "abcd", false],
        ["abc", "zabc", false],
        ["a*", "a", true],
        ["a*c", "abbc", true],
        ["a?c", "abc", true],
        ["a?c", "ac", false],
        ["*", "a\nb", true],
        ["a.c", "abc", false],
        ["a|b", "a", false],
        ["(", "(", true],
        ["[a]", "a", false],
        ["a\\", "a\\", true],
        ["^$", "", false],
        ["", "", true],
        ["arn:aws:s3:::logs", "arn:aws:s3:::logs", true],
        ["arn:aws:s3:::*", "arn:aws:s3:::logs", true],
        ["arn:aws:sqs:*:*:q", "arn:aws:sqs:eu-central-1:444455556666:q", true],
    ] as const) {
        it(`${JSON.stringify(pattern)} ${meant ? "means" : "does not mean"} ${JSON.stringify(text)}`, () => {
            expect(means(pattern, text)).to.equal(meant);
        });
    }

    it("takes every other character for itself", () => {
        const plain = fc.string({ unit: "binary" }).map((text) => text.replace(/[*?]/g, ""));
        fc.assert(fc.property(plain, plain, (one, other) => means(one, other) === (one === other)));
    });
});

describe("allowing", () => {
    const statements = ["sts:AssumeRole", "STS:assumerole", "sts:*", "*", "sts:AssumeRole*", "sts:AssumeRol?"].map(
        (action) => statement({ actions: ["iam:PassRole", action] }),
    );

    it("knows an action by its name, in any case, and by a pattern", () => {
        expect(allowing(statements, "sts:AssumeRole")).to.deep.equal(statements);
    });

    it("knows no other action, and no other effect", () => {
        const others = [
            statement({ actions: ["sts:AssumeRoleWithWebIdentity", "s3:*", "sts:AssumeRol", "sts"] }),
            statement({ actions: [] }),
            statement({ effect: "Deny", actions: ["sts:AssumeRole"] }),
            statement({ effect: "allow", actions: ["sts:AssumeRole"] }),
        ];
        expect(allowing(others, "sts:AssumeRole")).to.deep.equal([]);
    });
});

describe("denies", () => {
    const denial = (change: Partial<ReadStatement>) => [statement({ effect: "Deny", actions: ["sqs:*"], ...change })];

    it("knows what is denied to all, to one of them, and to the policy's identity", () => {
        const several: ReadStatement["principals"][] = [
            {},
            { "*": ["*"] },
            { AWS: ["*"] },
            { Service: ["x", "s3.amazonaws.com"] },
        ];
        for (const principals of several) {
            expect(denies(denial({ principals }), "sqs:SendMessage", ["s3.amazonaws.com"])).to.equal(true);
        }
    });

    it("leaves out what is denied to others, of other actions, or on a condition", () => {
        for (const change of [
            { principals: { AWS: ["arn:aws:iam::444455556666:root"] } },
            { actions: ["sqs:ReceiveMessage"] },
            { conditions: { Bool: { "aws:securetransport": ["false"] } } },
            { effect: "Allow" },
        ]) {
            expect(denies(denial(change), "sqs:SendMessage", ["s3.amazonaws.com"])).to.equal(false);
        }
    });
});

describe("conditions", () => {
    const of = (operator: string, key: string, ...values: string[]) =>
        statement({ conditions: { [operator]: { [key.toLowerCase()]: values } } });
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
            conditions: { ArnLike: { "aws:sourcearn": ["a"] }, StringEquals: { "aws:sourcearn": ["b"] } },
        });
        expect(demanded(both, "aws:SourceArn")).to.deep.equal(["b", "a"]);
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
