import { expect } from "chai";
import * as fc from "fast-check";
import { checkPattern } from "../../../components/checks/pattern";

const fault = {
    code: "colour",
    reason: "That is no colour.",
    allowed: "red, green",
    example: "red",
    source: "the label",
};
const check = checkPattern(/^(red|green)$/, fault);

describe("checkPattern", () => {
    it("accepts what has the shape", () => {
        expect(["red", "green"].map(check)).to.deep.equal([undefined, undefined]);
    });

    for (const value of ["", "Red", " red", "red ", "red\n", "redgreen", "blue"]) {
        it(`refuses ${JSON.stringify(value)}, and says all that it was told to`, () => {
            expect(check(value)).to.deep.equal(fault);
        });
    }

    it("decides by the pattern, and on the same value always alike", () => {
        fc.assert(
            fc.property(fc.oneof(fc.constantFrom("red", "green"), fc.string()), (value) => {
                const expected = value === "red" || value === "green" ? undefined : fault;
                expect([check(value), check(value)]).to.deep.equal([expected, expected]);
            }),
        );
    });
});
