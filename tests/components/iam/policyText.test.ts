import { expect } from "chai";
import { readPolicy } from "../../../components/iam/policyText";
import { type ReadStatement, readStatement } from "../../../components/iam/statements";

/** What is read, without what was written. */
function read(text: string | undefined): Omit<ReadStatement, "written">[] {
    return readPolicy(text).map(({ written: _, ...statement }) => statement);
}

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
    const expected: Omit<ReadStatement, "written">[] = [
        {
            sid: undefined,
            effect: "Allow",
            principals: [
                { kind: "account", id: "arn:aws:iam::197857026523:root", accountId: "197857026523" },
                { kind: "service", id: "s3.amazonaws.com" },
                { kind: "service", id: "sns.amazonaws.com" },
            ],
            actions: ["sts:AssumeRole"],
            resources: ["*"],
            conditions: [
                { operator: "StringEquals", key: "sts:ExternalId", values: ["100% ä"] },
                { operator: "Bool", key: "aws:SecureTransport", values: ["true"] },
            ],
            unread: [],
        },
        {
            sid: undefined,
            effect: "Deny",
            principals: [{ kind: "everyone", id: "*" }],
            actions: ["a:B", "c:D"],
            resources: ["x", "y"],
            conditions: [],
            unread: [],
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
            expect(read(form)).to.deep.equal(expected);
        });
    }

    it("reads a single statement", () => {
        expect(read(JSON.stringify({ Statement: document.Statement[0] }))).to.deep.equal([expected[0]]);
    });

    it("takes everything that is not named for everything", () => {
        for (const negated of [
            { NotPrincipal: { AWS: "x" }, NotAction: "iam:*", NotResource: "y" },
            { NotPrincipal: "*", NotAction: [], NotResource: [] },
        ]) {
            expect(readPolicy(JSON.stringify({ Statement: { Effect: "Allow", ...negated } }))).to.deep.equal([
                readStatement({ Effect: "Allow", Principal: "*", Action: ["*"], Resource: ["*"], Condition: {} }),
            ]);
        }
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
            read('{"Statement":[{"Effect":["Allow"],"Principal":null,"Action":{"toString":1},"Condition":[1,"ab"]}]}'),
        ).to.deep.equal([
            {
                sid: undefined,
                effect: "",
                principals: [],
                actions: ['{"toString":1}'],
                resources: [],
                conditions: [
                    { operator: "1", key: "0", values: ["a"] },
                    { operator: "1", key: "1", values: ["b"] },
                ],
                unread: ["Effect"],
            },
        ]);
    });
});
