import { expect } from "chai";
import * as fc from "fast-check";
import { problemsOfOtherWorkspaces, problemsOfSessionNames } from "../../../components/sentinelS3/sessionNames";

const problems = (...names: (string | undefined)[]) => problemsOfSessionNames("additionalSessionNames", names);
const example = "MicrosoftDefender_0f8fad5b-d9cb-469f-a165-70867728950e";
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

describe("problemsOfOtherWorkspaces", () => {
    const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";
    const other = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
    const problemsOfNames = (...names: (string | undefined)[]) =>
        problemsOfOtherWorkspaces("additionalSessionNames", names, workspaceId);
    const allowed = "a session name with the workspace ID in it, in lower case, such as MicrosoftSentinel_WORKSPACE_ID";

    it("accepts names with the workspace ID in them", () => {
        expect(
            problemsOfNames(`MicrosoftDefender_${workspaceId}`, workspaceId, `${workspaceId}@x`, undefined),
        ).to.deep.equal([]);
    });

    for (const name of [
        `MicrosoftSentinel_${other}`,
        `MicrosoftDefenderForClouds_${other}`,
        "MicrosoftSentinel_",
        "another-name",
        `MicrosoftSentinel_${workspaceId.slice(0, -1)}`,
        `MicrosoftSentinel_${workspaceId.replaceAll("-", "")}`,
    ]) {
        it(`refuses ${name}`, () => {
            expect(problemsOfNames(undefined, name)).to.deep.equal([
                {
                    propertyPath: "additionalSessionNames[1]",
                    given: name,
                    code: "session-name-of-another-workspace",
                    reason: "The workspace ID isn't part of it. Microsoft's audience is the same for every customer: only the workspace ID in the session name keeps the others out.",
                    allowed,
                    example: `MicrosoftDefender_${workspaceId}`,
                },
            ]);
        });
    }

    it("refuses the workspace ID in upper case, and shows it in lower case", () => {
        const name = `MicrosoftDefender_${workspaceId.toUpperCase()}_X`;
        expect(problemsOfNames(name)).to.deep.equal([
            {
                propertyPath: "additionalSessionNames[0]",
                given: name,
                code: "session-name-in-upper-case",
                reason: "The workspace ID in it is in upper case: Azure writes it in lower case, and AWS compares session names case-sensitively.",
                allowed,
                example: `MicrosoftDefender_${workspaceId}_X`,
            },
        ]);
    });

    it("leaves what is no session name to the other check", () => {
        expect(problemsOfNames("*", "", "MicrosoftSentinel_*")).to.deep.equal([]);
    });

    it("lets no name through that lacks the workspace ID, nor one for another workspace", () => {
        fc.assert(
            fc.property(
                fc.uuid(),
                fc.constantFrom("MicrosoftSentinel_", "MicrosoftDefenderForClouds_", ""),
                (id, start) => {
                    expect(problemsOfNames(`${start}${id}`).length).to.equal(id === workspaceId ? 0 : 1);
                    expect(problemsOfOtherWorkspaces("names", [`${start}${id}`], id)).to.deep.equal([]);
                },
            ),
        );
    });
});
