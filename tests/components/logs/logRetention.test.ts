import { expect } from "chai";
import * as fc from "fast-check";
import { checkLogGroupRetention } from "../../../components/logs/logRetention";

// "PutRetentionPolicy", Amazon CloudWatch Logs API Reference
const offered = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const fault = {
    code: "log-group-retention",
    reason: "CloudWatch Logs doesn't offer this retention.",
    allowed:
        "days: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653",
    example: 90,
};

describe("checkLogGroupRetention", () => {
    for (const days of offered) {
        it(`accepts ${days} days`, () => {
            expect(checkLogGroupRetention(days)).to.equal(undefined);
        });
    }

    for (const days of [0, -0, -1, 2, 4, 31, 91, 366, 730, 1095, 3652, 3654, 36_500, 1.5, Number.NaN, "90"]) {
        it(`refuses ${JSON.stringify(days)} (${typeof days}) days`, () => {
            expect(checkLogGroupRetention(days as number)).to.deep.equal(fault);
        });
    }

    it("accepts nothing between what CloudWatch Logs offers", () => {
        fc.assert(
            fc.property(fc.integer({ min: -10, max: 4_000 }), (days) => {
                expect(checkLogGroupRetention(days)).to.deep.equal(offered.includes(days) ? undefined : fault);
            }),
            { numRuns: 500 },
        );
    });
});
