import { expect } from "chai";
import * as fc from "fast-check";
import { checkOrganizationId, problemsOfMemberAccounts } from "../../../components/checks/organization";

describe("checkOrganizationId", () => {
    const fault = {
        code: "organization-id",
        reason: "Not a valid organization ID.",
        allowed: "o- followed by 10 to 32 lowercase letters and digits",
        example: "o-exampleorgid",
        source: "aws organizations describe-organization --query Organization.Id --output text",
    };

    for (const id of ["o-exampleorgid", "o-0123456789", `o-${"a".repeat(10)}`, `o-${"z9".repeat(16)}`]) {
        it(`accepts ${id}`, () => {
            expect(checkOrganizationId(id)).to.equal(undefined);
        });
    }

    for (const id of [
        "",
        "o-",
        `o-${"a".repeat(9)}`,
        `o-${"a".repeat(33)}`,
        "exampleorgid",
        "O-exampleorgid",
        "o-ExampleOrgId",
        "o_exampleorgid",
        "o-example-orgid",
        "o-exampleorgi*",
        "r-exampleroot",
        "ou-exampleorgid",
        "111122223333",
        "arn:aws:organizations::111122223333:organization/o-exampleorgid",
        " o-exampleorgid",
        "o-exampleorgid\n",
    ]) {
        it(`refuses ${JSON.stringify(id)}`, () => {
            expect(checkOrganizationId(id)).to.deep.equal(fault);
        });
    }
});

describe("problemsOfMemberAccounts", () => {
    const problems = (...ids: (string | undefined)[]) => problemsOfMemberAccounts("memberAccountIds", ids);
    const accounts = (count: number) => Array.from({ length: count }, (_, index) => String(444455550000 + index));
    const list = {
        propertyPath: "memberAccountIds",
        allowed: "up to 50 account IDs, each once; an empty list means every account of the organization",
        example: ["444455556666"],
    };
    const tooMany = (count: number) =>
        `${count} accounts are too many: each uses one of the bucket's notifications and a line of the role's policy.`;
    const item = (index: number, given: string) => ({
        propertyPath: `memberAccountIds[${index}]`,
        given,
        code: "account-id",
        reason: "An AWS account ID has 12 digits.",
        allowed: "the IDs of member accounts, 12 digits each, in quotes",
        example: "444455556666",
    });

    for (const count of [0, 1, 2, 49, 50]) {
        it(`accepts ${count} accounts`, () => {
            expect(problems(...accounts(count))).to.deep.equal([]);
        });
    }

    it("refuses 51 accounts, whether their IDs are at hand or not", () => {
        const given = accounts(51);
        expect(problems(...given)).to.deep.equal([{ ...list, given, code: "too-many-accounts", reason: tooMany(51) }]);
        const unknown = Array(51).fill(undefined);
        expect(problems(...unknown)).to.deep.equal([
            { ...list, given: unknown, code: "too-many-accounts", reason: tooMany(51) },
        ]);
    });

    it("refuses an account that stands there twice", () => {
        const given = ["444455556666", "444455550000", "444455556666"];
        expect(problems(...given)).to.deep.equal([
            { ...list, given, code: "account-twice", reason: "An account appears more than once in the list." },
        ]);
        const among = ["444455556666", undefined, "444455556666"];
        expect(problems(...among)).to.deep.equal([
            { ...list, given: among, code: "account-twice", reason: "An account appears more than once in the list." },
        ]);
    });

    it("says of too many accounts with one twice only that they are too many", () => {
        const given = [...accounts(50), "444455550000"];
        expect(problems(...given)).to.deep.equal([{ ...list, given, code: "too-many-accounts", reason: tooMany(51) }]);
    });

    it("has no opinion on what isn't at hand yet, not even twice", () => {
        expect(problems(undefined, undefined, "444455556666")).to.deep.equal([]);
        expect(problems(undefined, "x", undefined)).to.deep.equal([item(1, "x")]);
    });

    it("refuses each that is no account ID, by its place", () => {
        const bad = ["", "4444555566667", "444455556666 ", "4444-5555-6666", "o-exampleorgid", "*"];
        expect(problems(...bad)).to.deep.equal(bad.map((given, index) => item(index, given)));
    });

    it("says what YAML made of one that was not in quotes", () => {
        expect(problems("44445555666")).to.deep.equal([
            {
                ...item(0, "44445555666"),
                code: "account-id-as-number",
                reason: "Only 11 digits. Without quotes, YAML reads an account ID as a number, and one that begins with 0 loses its zeros or is read as octal.",
            },
        ]);
    });

    it("tells of the list and of its items at once", () => {
        const given = ["x", "x"];
        expect(problems(...given)).to.deep.equal([
            { ...list, given, code: "account-twice", reason: "An account appears more than once in the list." },
            item(0, "x"),
            item(1, "x"),
        ]);
    });

    it("accepts up to 50 different IDs of 12 digits, and nothing else", () => {
        const id = fc.oneof(
            { weight: 9, arbitrary: fc.stringMatching(/^\d{12}$/) },
            { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(..."0a "), maxLength: 13 }) },
        );
        fc.assert(
            fc.property(fc.array(id, { maxLength: 55 }), (ids) => {
                const usable =
                    ids.length <= 50 &&
                    ids.every((one, index) => ids.indexOf(one) === index) &&
                    ids.every((one) => one.length === 12 && [...one].every((digit) => "0123456789".includes(digit)));
                expect(problems(...ids).length === 0).to.equal(usable);
            }),
        );
    });
});
