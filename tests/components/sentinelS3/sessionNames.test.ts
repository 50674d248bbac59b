import { expect } from "chai";
import * as fc from "fast-check";
import { problemsOfSessionNames } from "../../../components/sentinelS3/sessionNames";

const problems = (...names: (string | undefined)[]) => problemsOfSessionNames("additionalSessionNames", names);
const example = "MicrosoftDefenderForClouds_0f8fad5b-d9cb-469f-a165-70867728950e";
const item = (index: number, given: string) => ({
    propertyPath: `additionalSessionNames[${index}]`,
    given,
    code: "session-name",
    reason: "Not a valid session name.",
    allowed: "2 to 64 letters, digits and _+=,.@-, without wildcards",
    example,
});

describe("problemsOfSessionNames", () => {
    for (const name of [example, "ab", "A1_+=,.@-", "a".repeat(64)]) {
        it(`accepts ${JSON.stringify(name)}`, () => {
            expect(problems(name)).to.deep.equal([]);
        });
    }

    for (const name of [
        "",
        "a",
        "a".repeat(65),
        "MicrosoftSentinel_*",
        "Microsoft?",
        "a b",
        "ab ",
        " ab",
        "ab\n",
        "a/b",
        "a:b",
        "a$b",
        "é!",
        "{aws:userid}",
    ]) {
        it(`refuses ${JSON.stringify(name)}`, () => {
            expect(problems(name)).to.deep.equal([item(0, name)]);
        });
    }

    it("accepts ten names, and refuses eleven", () => {
        const names = Array.from({ length: 11 }, (_, index) => `session-${index}`);
        expect(problems()).to.deep.equal([]);
        expect(problems(...names.slice(1))).to.deep.equal([]);
        expect(problems(...names)).to.deep.equal([
            {
                propertyPath: "additionalSessionNames",
                given: names,
                code: "too-many-session-names",
                reason: "11 names are too many.",
                allowed: "up to 10 session names",
                example: [example],
            },
        ]);
    });

    it("has no opinion on what isn't at hand yet, but counts it", () => {
        expect(problems(undefined, "x", undefined)).to.deep.equal([item(1, "x")]);
        expect(problems(...Array(10).fill(undefined))).to.deep.equal([]);
        expect(problems(...Array(11).fill(undefined)).map(({ reason }) => reason)).to.deep.equal([
            "11 names are too many.",
        ]);
    });

    it("tells of the list and of each bad name, by its place", () => {
        const names = [...Array(10).fill("ab"), "*", "ab", "?"];
        expect(problems(...names).map(({ propertyPath }) => propertyPath)).to.deep.equal([
            "additionalSessionNames",
            "additionalSessionNames[10]",
            "additionalSessionNames[12]",
        ]);
    });

    it("accepts just what STS takes for a session name", () => {
        const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+=,.@-";
        fc.assert(
            fc.property(fc.string({ unit: fc.constantFrom(..."aZ0_+=,.@-*/ é"), maxLength: 70 }), (name) => {
                const usable = name.length >= 2 && name.length <= 64 && [...name].every((one) => letters.includes(one));
                expect(problems(name).length === 0).to.equal(usable);
            }),
        );
    });
});
