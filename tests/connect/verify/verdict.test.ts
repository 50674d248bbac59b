import { expect } from "chai";
import { fails, holds, isDenied, isMissing, judge, judgeOthers, unknown } from "../../../connect/verify/verdict";

describe("isDenied", () => {
    for (const name of [
        "AccessDenied",
        "AccessDeniedException",
        "UnauthorizedOperation",
        "NotAuthorizedException",
        "Forbidden",
        "403",
    ]) {
        it(`takes ${name} for a refusal`, () => {
            expect([isDenied({ name }), isMissing({ name })]).to.deep.equal([true, false]);
        });
    }
});

describe("isMissing", () => {
    for (const name of [
        "NoSuchEntity",
        "NoSuchEntityException",
        "NoSuchBucket",
        "TrailNotFoundException",
        "NotFound",
        "AWS.SimpleQueueService.NonExistentQueue",
        "QueueDoesNotExist",
    ]) {
        it(`takes ${name} for a gap`, () => {
            expect([isDenied({ name }), isMissing({ name })]).to.deep.equal([false, true]);
        });
    }
});

describe("neither", () => {
    for (const name of ["Throttling", "TimeoutError", "InternalFailure", "ExpiredToken", "Error", "", "4031"]) {
        it(`is ${JSON.stringify(name)}`, () => {
            expect([isDenied({ name }), isMissing({ name })]).to.deep.equal([false, false]);
        });
    }
});

describe("judge", () => {
    const judged = (name: string) =>
        judge("It is so", { error: { name, message: "why" } }, "Make it.", () => holds("It is so", "never"));

    it("leaves a value to the check", () => {
        expect(
            judge("It is so", { value: undefined }, "Make it.", (value) => holds("It is so", `${value}`)),
        ).to.deep.equal({ check: "It is so", result: "holds", seen: "undefined" });
    });

    it("says what a refusal calls for", () => {
        expect(judged("AccessDenied")).to.deep.equal({
            check: "It is so",
            result: "fails",
            seen: "Access denied (AccessDenied).",
            advice: "Run verify with an identity that is allowed to read it: why",
        });
    });

    it("says what a gap calls for", () => {
        expect(judged("NoSuchBucket")).to.deep.equal({
            check: "It is so",
            result: "fails",
            seen: "Not found (NoSuchBucket).",
            advice: "Make it.",
        });
    });

    it("does not know of the rest", () => {
        expect(judged("TimeoutError")).to.deep.equal({
            check: "It is so",
            result: "unknown",
            seen: "AWS did not answer (TimeoutError: why).",
        });
    });
});

describe("judgeOthers", () => {
    const judged = (others: string[], ...looks: Parameters<typeof judge>[1][]) =>
        judgeOthers("It is all", others, looks, "Make it.", "Take it away.", "None.");

    it("holds when there is nothing else, and all could be seen", () => {
        expect(judged([], { value: 1 }, { value: 2 })).to.deep.equal(holds("It is all", "None."));
    });

    it("never holds when something could not be seen", () => {
        const error = { name: "TimeoutError", message: "why" };
        expect(judged([], { value: 1 }, { error })).to.deep.equal(
            unknown("It is all", "AWS did not answer (TimeoutError: why)."),
        );
    });

    it("fails for what is seen, whatever could not be", () => {
        const error = { name: "TimeoutError", message: "why" };
        expect(judged(["a", "b"], { error })).to.deep.equal(fails("It is all", "It also has a, b.", "Take it away."));
    });
});

describe("unknown", () => {
    it("has an advice only if one is given", () => {
        expect([unknown("a", "b"), unknown("a", "b", "c")]).to.deep.equal([
            { check: "a", result: "unknown", seen: "b" },
            { check: "a", result: "unknown", seen: "b", advice: "c" },
        ]);
    });
});
