import { expect } from "chai";
import { checkChoice, problemsOfChoices } from "../../../components/checks/choice";

enum Colour {
    Red = "red",
    Green = "green",
}

const { Red, Green } = Colour;

describe("checkChoice", () => {
    it("accepts each value of the enum", () => {
        expect([Red, Green].map(checkChoice(Colour))).to.deep.equal([undefined, undefined]);
    });

    for (const value of ["", "Red", "RED", " red", "blue", "constructor", "__proto__", "toString"]) {
        it(`refuses ${JSON.stringify(value)}`, () => {
            expect(checkChoice(Colour)(value as Colour)).to.deep.equal({
                code: "not-an-enum-value",
                reason: "Unknown value.",
                allowed: "red, green",
                example: "red",
            });
        });
    }
});

describe("problemsOfChoices", () => {
    const list = { allowed: "one or more of red, green, each once", example: ["red", "green"] };
    const problems = (...given: string[]) => problemsOfChoices("colours", given as Colour[], Colour);

    it("accepts each value once, in any order", () => {
        for (const given of [["red"], ["green"], ["red", "green"], ["green", "red"]]) {
            expect(problems(...given)).to.deep.equal([]);
        }
    });

    it("refuses an empty list", () => {
        expect(problems()).to.deep.equal([
            { propertyPath: "colours", given: [], code: "empty-list", reason: "The list is empty.", ...list },
        ]);
    });

    it("refuses a value that stands there twice", () => {
        expect(problems("red", "green", "red")).to.deep.equal([
            {
                propertyPath: "colours",
                given: ["red", "green", "red"],
                code: "twice-in-list",
                reason: "A value appears more than once in the list.",
                ...list,
            },
        ]);
    });

    it("refuses each unknown value, by its place", () => {
        const unknown = { code: "not-an-enum-value", reason: "Unknown value.", allowed: "red, green", example: "red" };
        expect(problems("blue", "red", "")).to.deep.equal([
            { propertyPath: "colours[0]", given: "blue", ...unknown },
            { propertyPath: "colours[2]", given: "", ...unknown },
        ]);
    });
});
