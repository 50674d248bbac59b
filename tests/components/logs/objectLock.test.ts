import { expect } from "chai";
import { ObjectLockMode } from "../../../components/index";
import { type ObjectLockArgs, problemsOfObjectLock } from "../../../components/logs/objectLock";

const { Governance, Compliance } = ObjectLockMode;
const range = "a whole number of days from 1 to 36500";

describe("problemsOfObjectLock", () => {
    it("takes every combination that S3 and the stack can keep", () => {
        const fine = [
            {},
            { protectLogs: false },
            { objectLock: { days: 1 } },
            { objectLock: { days: 365 } },
            { objectLock: { days: 36_500, mode: Compliance }, logRetentionDays: 36_500 },
            { objectLock: { days: 90, mode: Governance }, protectLogs: true },
        ];
        expect(fine.flatMap(problemsOfObjectLock)).to.deep.equal([]);
    });

    for (const [days, reason] of [
        [0, "Out of range."],
        [-1, "Out of range."],
        [36_501, "Out of range."],
        [0.5, "Not a whole number."],
        [Number.NaN, "Not a whole number."],
        ["90" as unknown as number, "Not a whole number."],
        [undefined as unknown as number, "Required."],
    ] as const) {
        it(`refuses ${JSON.stringify(days)} (${typeof days}) days`, () => {
            expect(problemsOfObjectLock({ objectLock: { days } })).to.deep.equal([
                { propertyPath: "objectLock.days", given: days, reason, allowed: range, example: 90 },
            ]);
        });
    }

    it("refuses a mode without days, and one that there isn't", () => {
        const objectLock = { mode: "LEGAL_HOLD" } as unknown as ObjectLockArgs;
        expect(problemsOfObjectLock({ objectLock })).to.deep.equal([
            { propertyPath: "objectLock.days", given: undefined, reason: "Required.", allowed: range, example: 90 },
            {
                propertyPath: "objectLock.mode",
                given: "LEGAL_HOLD",
                reason: "There is no such choice.",
                allowed: "GOVERNANCE, COMPLIANCE",
                example: "GOVERNANCE",
            },
        ]);
    });

    for (const [days, logRetentionDays, example] of [
        [366, undefined, 365],
        [31, 30, 30],
        [2, 0, 1],
    ] as const) {
        it(`refuses ${days} days where logs are kept for ${logRetentionDays ?? 365}`, () => {
            expect(problemsOfObjectLock({ objectLock: { days }, logRetentionDays })).to.deep.equal([
                {
                    propertyPath: "objectLock.days",
                    given: days,
                    reason: "Object Lock would hold logs longer than they are kept.",
                    allowed: "objectLock.days up to logRetentionDays",
                    example,
                },
            ]);
        });
    }

    it("refuses to lock logs that the stack is to delete", () => {
        expect(problemsOfObjectLock({ objectLock: { days: 90 }, protectLogs: false })).to.deep.equal([
            {
                propertyPath: "objectLock.days",
                given: 90,
                reason: "Logs that are locked can't be deleted with the stack, as protectLogs = false says.",
                allowed: "objectLock with protectLogs = true",
                example: true,
                exampleProperty: "protectLogs",
            },
        ]);
    });
});
