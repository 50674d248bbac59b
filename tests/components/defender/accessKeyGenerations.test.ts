import { expect } from "chai";
import {
    problemsOfRotation,
    reasonAgainstCreating,
    wantedGenerations,
} from "../../../components/defender/accessKeyGenerations";
import { codesOf } from "../../support/faults";

describe("access key generations", () => {
    it("are the current one, and the previous one while it is kept", () => {
        expect(wantedGenerations(1, false)).to.deep.equal([1]);
        expect(wantedGenerations(2, false)).to.deep.equal([2]);
        expect(wantedGenerations(2, true)).to.deep.equal([2, 1]);
        expect(wantedGenerations(7, true)).to.deep.equal([7, 6]);
    });

    it("never need more keys than AWS allows", () => {
        expect(wantedGenerations(1_000_000, true)).to.have.lengthOf(2);
    });

    it("start at 1, and the first one has no predecessor", () => {
        const faults = (generation: number, keepPrevious: boolean) =>
            codesOf(problemsOfRotation(generation, keepPrevious));
        expect(faults(1, false)).to.deep.equal([]);
        expect(faults(2, true)).to.deep.equal([]);
        expect(faults(1_000_000, true)).to.deep.equal([]);
        expect(faults(1, true)).to.deep.equal(["keepPreviousAccessKey: no-previous-access-key"]);
        for (const generation of [0, -1, 1_000_001]) {
            expect(faults(generation, true), String(generation)).to.deep.equal(["accessKeyGeneration: out-of-range"]);
        }
        for (const generation of [1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
            expect(faults(generation, true), String(generation)).to.deep.equal([
                "accessKeyGeneration: not-a-whole-number",
            ]);
        }
    });

    it("say what is allowed in their stead", () => {
        expect(problemsOfRotation(1, true)).to.deep.equal([
            {
                propertyPath: "keepPreviousAccessKey",
                given: true,
                code: "no-previous-access-key",
                reason: "Generation 1 has no previous access key.",
                allowed: "true from accessKeyGeneration 2 on",
                example: false,
            },
        ]);
        expect(problemsOfRotation(0, false)[0]).to.deep.include({
            allowed: "a whole number from 1 to 1000000",
            example: 2,
        });
    });
});

describe("a third access key", () => {
    for (const [existing, toCreate] of [
        [[], 0],
        [[], 1],
        [[], 2],
        [["A"], 0],
        [["A"], 1],
        [["A", "B"], 0],
    ] as [string[], number][]) {
        it(`is not what ${toCreate} more than ${existing.length} would be`, () => {
            expect(reasonAgainstCreating("defender", existing, toCreate)).to.equal(undefined);
        });
    }

    for (const [existing, toCreate] of [
        [["A"], 2],
        [["A", "B"], 1],
        [["A", "B"], 2],
    ] as [string[], number][]) {
        it(`is refused when ${toCreate} more than ${existing.length} are asked for`, () => {
            expect(reasonAgainstCreating("defender", existing, toCreate)).to.match(
                new RegExp(
                    `^IAM user defender has ${existing.length} access keys? \\(${existing.join(", ")}\\), this update would create ${toCreate} more before it deletes any, and AWS allows 2\\.`,
                ),
            );
        });
    }

    it("is not what keys are that exist already, however many they are", () => {
        expect(reasonAgainstCreating("defender", ["A", "B", "C"], 0)).to.equal(undefined);
    });
});
