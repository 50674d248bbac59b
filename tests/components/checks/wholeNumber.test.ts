import { expect } from "chai";
import { checkWholeNumber } from "../../../components/checks/wholeNumber";
import { defaults } from "../../../components/defaults";
import { checkRetention } from "../../../components/logs/retention";

const allowed = "a whole number of days from 1 to 36500";

describe("checkRetention", () => {
    for (const days of [1, 30, 365, 36_500]) {
        it(`accepts ${days} days`, () => {
            expect(checkRetention(days)).to.equal(undefined);
        });
    }

    for (const days of [0, -0, -1, 36_501, Number.MAX_SAFE_INTEGER]) {
        it(`refuses ${days} days`, () => {
            expect(checkRetention(days)).to.deep.equal({
                code: "out-of-range",
                reason: "Out of range.",
                allowed,
                example: 365,
            });
        });
    }

    for (const days of [1.5, Number.NaN, Number.POSITIVE_INFINITY, "365" as unknown as number]) {
        it(`refuses ${JSON.stringify(days)} (${typeof days}) days`, () => {
            expect(checkRetention(days)).to.deep.equal({
                code: "not-a-whole-number",
                reason: "Not a whole number.",
                allowed,
                example: 365,
            });
        });
    }

    it("accepts its default", () => {
        expect(checkRetention(defaults.logRetentionDays)).to.equal(undefined);
    });
});

describe("checkWholeNumber", () => {
    it("includes both bounds, and nothing beyond", () => {
        const check = checkWholeNumber({ min: -2, max: 2, unit: "steps" }, 0);
        expect([-3, -2, 0, 2, 3].filter((value) => check(value) === undefined)).to.deep.equal([-2, 0, 2]);
    });
});
