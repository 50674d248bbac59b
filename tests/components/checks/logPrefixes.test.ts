import { expect } from "chai";
import * as fc from "fast-check";
import { problemsOfLogPrefixes } from "../../../components/checks/logPrefixes";
import { logPrefixes } from "../../../components/logs/logPrefixes";

const problems = (...prefixes: (string | undefined)[]) => problemsOfLogPrefixes("logPrefixes", prefixes);
const example = "AWSLogs/111122223333/CloudTrail/";
const item = (index: number, given: string) => ({
    propertyPath: `logPrefixes[${index}]`,
    given,
    code: "log-prefix",
    reason: "Not a valid prefix for log file keys.",
    allowed: "the beginning of a key, up to 1024 characters, without wildcards from AWSLogs/ on, ending in a slash",
    example,
});
const variable = "$" + "{aws:PrincipalAccount}";

describe("problemsOfLogPrefixes", () => {
    for (const prefix of [
        example,
        "AWSLogs/o-exampleorgid/",
        "a/",
        "Prod_1.2-x!'()/AWSLogs/111122223333/CloudTrail/",
        "a* b?$" + "{c}/ü/AWSLogs/111122223333/CloudTrail/",
        "* /AWSLogs/",
        `${"a".repeat(1023)}/`,
    ]) {
        it(`accepts ${JSON.stringify(prefix)}`, () => {
            expect(problems(prefix)).to.deep.equal([]);
        });
    }

    for (const prefix of [
        "",
        "/",
        "a",
        "a*/b/",
        "a/AWSLogs/*/",
        "a/AWSLogs/1 1/",
        "a*/xAWSLogs/",
        "a\u0001/",
        "a\u0001/AWSLogs/",
        `${"a".repeat(1024)}/`,
        "AWSLogs/111122223333/CloudTrail",
        "/AWSLogs/",
        "*",
        "*/",
        "AWSLogs/*",
        "AWSLogs/*/CloudTrail/",
        "AWSLogs/11112222333?/",
        "?/",
        "$/",
        `AWSLogs/${variable}/`,
        "AWSLogs/ /",
        " AWSLogs/",
        "AWSLogs/ ",
        "AWSLogs/\n",
        "AWSLogs\n/",
        "\tAWSLogs/",
    ]) {
        it(`refuses ${JSON.stringify(prefix)}`, () => {
            expect(problems(prefix)).to.deep.equal([item(0, prefix)]);
        });
    }

    it("refuses an empty list", () => {
        expect(problems()).to.deep.equal([
            {
                propertyPath: "logPrefixes",
                given: [],
                code: "no-log-prefixes",
                reason: "The list is empty.",
                allowed: "at least one prefix",
                example: [example],
            },
        ]);
    });

    it("has no opinion on what isn't at hand yet, but counts it", () => {
        expect(problems(undefined)).to.deep.equal([]);
        expect(problems(undefined, "*", undefined, example, "a")).to.deep.equal([item(1, "*"), item(4, "a")]);
    });

    it("goes by the name that the list has", () => {
        expect(problemsOfLogPrefixes("others", ["*"]).map(({ propertyPath }) => propertyPath)).to.deep.equal([
            "others[0]",
        ]);
        expect(problemsOfLogPrefixes("others", []).map(({ propertyPath }) => propertyPath)).to.deep.equal(["others"]);
    });

    it("takes whatever logPrefixes makes", () => {
        for (const location of [
            { accountId: "111122223333" },
            { accountId: "111122223333", keyPrefix: "!-_.'()/Prod" },
            { accountId: "111122223333", organizationId: "o-exampleorgid" },
            { accountId: "111122223333", organizationId: "o-exampleorgid", memberAccountIds: ["444455556666"] },
        ]) {
            expect(problems(...logPrefixes(location)), JSON.stringify(location)).to.deep.equal([]);
        }
    });

    it("accepts just what ends in a slash, begins with none, and is no pattern", () => {
        fc.assert(
            fc.property(fc.string({ unit: fc.constantFrom(..."aZ0_-./*?$ \n"), maxLength: 6 }), (prefix) => {
                const usable =
                    prefix.length > 1 &&
                    prefix.endsWith("/") &&
                    !prefix.startsWith("/") &&
                    ![..."*?$ \n"].some((bad) => prefix.includes(bad));
                expect(problems(prefix).length === 0).to.equal(usable);
            }),
            { numRuns: 1_000 },
        );
    });
});
