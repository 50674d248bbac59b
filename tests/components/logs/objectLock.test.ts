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
            { objectLock: { days: 3_650, mode: Compliance }, logRetentionDays: 36_500 },
            { objectLock: { days: 36_500, mode: Governance }, logRetentionDays: 36_500 },
            {
                objectLock: { days: 36_500, mode: Compliance, acceptsComplianceBeyondTenYears: true },
                logRetentionDays: 36_500,
            },
            { objectLock: { days: 90, mode: Governance }, protectLogs: true },
        ];
        expect(fine.flatMap(problemsOfObjectLock)).to.deep.equal([]);
    });

    const outOfRange = { code: "out-of-range", reason: "Out of range." };
    const notWhole = { code: "not-a-whole-number", reason: "Not a whole number." };
    for (const [days, against] of [
        [0, outOfRange],
        [-1, outOfRange],
        [36_501, outOfRange],
        [0.5, notWhole],
        [Number.NaN, notWhole],
        ["90" as unknown as number, notWhole],
        [undefined as unknown as number, { code: "required", reason: "Required." }],
    ] as const) {
        it(`refuses ${JSON.stringify(days)} (${typeof days}) days`, () => {
            expect(problemsOfObjectLock({ objectLock: { days } })).to.deep.equal([
                { propertyPath: "objectLock.days", given: days, ...against, allowed: range, example: 90 },
            ]);
        });
    }

    it("refuses a mode without days, and one that there isn't", () => {
        const objectLock = { mode: "LEGAL_HOLD" } as unknown as ObjectLockArgs;
        expect(problemsOfObjectLock({ objectLock })).to.deep.equal([
            {
                propertyPath: "objectLock.days",
                given: undefined,
                code: "required",
                reason: "Required.",
                allowed: range,
                example: 90,
            },
            {
                propertyPath: "objectLock.mode",
                given: "LEGAL_HOLD",
                code: "not-an-enum-value",
                reason: "Unknown value.",
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
                    code: "lock-beyond-retention",
                    reason: "Object Lock would lock logs for longer than they are kept.",
                    allowed: "objectLock.days up to logRetentionDays",
                    example,
                    repeats: "logRetentionDays",
                },
            ]);
        });
    }

    it("refuses to lock logs that the stack is to delete", () => {
        expect(problemsOfObjectLock({ objectLock: { days: 90 }, protectLogs: false })).to.deep.equal([
            {
                propertyPath: "objectLock.days",
                given: 90,
                code: "lock-without-protection",
                reason: "Locked logs can't be deleted with the stack, which is what protectLogs = false is for.",
                allowed: "objectLock with protectLogs = true",
                example: true,
                exampleProperty: "protectLogs",
            },
        ]);
    });

    it("refuses COMPLIANCE for more than ten years without a second word", () => {
        for (const accepts of [undefined, false, "true" as unknown as boolean]) {
            const objectLock = { days: 3_651, mode: Compliance, acceptsComplianceBeyondTenYears: accepts };
            expect(problemsOfObjectLock({ objectLock, logRetentionDays: 3_651 })).to.deep.equal([
                {
                    propertyPath: "objectLock.days",
                    given: 3_651,
                    code: "compliance-beyond-ten-years",
                    reason: "With COMPLIANCE nobody can delete a log, or stop paying for it, for more than ten years; there is no way back but to close the AWS account.",
                    allowed: "up to 3650 days, or mode GOVERNANCE, or acceptsComplianceBeyondTenYears = true",
                    example: true,
                    exampleProperty: "objectLock.acceptsComplianceBeyondTenYears",
                },
            ]);
        }
    });
});
