import { expect } from "chai";
import * as fc from "fast-check";
import { covers, literally } from "../../../components/iam/wildcards";

describe("covers", () => {
    for (const [pattern, text, covered] of [
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
        ["a$" + "{*}c", "a$" + "{*}c", true],
        ["a$" + "{*}c", "abc", false],
        ["a$" + "{*}c", "a*c", false],
        ["a$" + "{*}c", "a$" + "{aws:userid}c", false],
        ["a$" + "{?}c", "abc", false],
        ["a*", "a$" + "{*}c", true],
        ["arn:aws:s3:::logs", "arn:aws:s3:::logs", true],
        ["arn:aws:s3:::*", "arn:aws:s3:::logs", true],
        ["arn:aws:sqs:*:*:q", "arn:aws:sqs:eu-central-1:444455556666:q", true],
    ] as const) {
        it(`${JSON.stringify(pattern)} ${covered ? "covers" : "does not cover"} ${JSON.stringify(text)}`, () => {
            expect(covers(pattern, text)).to.equal(covered);
        });
    }

    it("takes every other character for itself", () => {
        const plain = fc.string({ unit: "binary" }).map((text) => text.replace(/[*?]/g, ""));
        fc.assert(fc.property(plain, plain, (one, other) => covers(one, other) === (one === other)));
    });
});

describe("literally", () => {
    it("writes what IAM would read as a pattern or a variable as IAM has it", () => {
        expect(literally("a*b?c$d")).to.equal("a$" + "{*}b$" + "{?}c$" + "{$}d");
        expect(literally("$" + "{aws:userid}")).to.equal("$" + "{$}{aws:userid}");
        expect(literally("Prod_1.2-x!'()/")).to.equal("Prod_1.2-x!'()/");
    });

    it("matches itself, and nothing else", () => {
        const text = fc.string({ unit: fc.constantFrom(..."ab*?$") });
        fc.assert(
            fc.property(text, text, (one, other) => covers(literally(one), literally(other)) === (one === other)),
        );
    });
});
