import { expect } from "chai";
import * as fc from "fast-check";
import { problemsOfEmails } from "../../../components/alarms/emails";

const problem = (index: number, given: string) => ({
    propertyPath: `alarmEmails[${index}]`,
    given,
    code: "email",
    reason: "Not a valid email address.",
    allowed: "email addresses",
    example: "security@example.com",
});

describe("problemsOfEmails", () => {
    it("accepts an empty list", () => {
        expect(problemsOfEmails("alarmEmails", [])).to.deep.equal([]);
    });

    for (const address of [
        "security@example.com",
        "a@b.c",
        "first.last+alarms@mail.example.co.uk",
        "o'hara@example.com",
        "sécurité@exämple.com",
    ]) {
        it(`accepts ${address}`, () => {
            expect(problemsOfEmails("alarmEmails", [address])).to.deep.equal([]);
        });
    }

    for (const address of [
        "",
        "@",
        "security",
        "example.com",
        "security@",
        "@example.com",
        "security@example",
        "security@.com",
        "security@example.",
        "security@example.com.",
        "security@example..com",
        "security@@example.com",
        "a@b@example.com",
        "a b@example.com",
        "security@exam ple.com",
        " security@example.com",
        "security@example.com\n",
        "Security <security@example.com>",
        "a@example.com,b@example.com",
        "a@example.com; b@example.com",
    ]) {
        it(`refuses ${JSON.stringify(address)}`, () => {
            expect(problemsOfEmails("alarmEmails", [address])).to.deep.equal([problem(0, address)]);
        });
    }

    it("tells the place of each bad one", () => {
        expect(problemsOfEmails("alarmEmails", ["a@b.c", "x", "d@e.f", "y"])).to.deep.equal([
            problem(1, "x"),
            problem(3, "y"),
        ]);
    });

    const twice = {
        propertyPath: "alarmEmails",
        code: "email-twice",
        reason: "An address appears more than once in the list.",
        allowed: "email addresses, each once",
        example: ["security@example.com"],
    };

    for (const addresses of [
        ["a@b.c", "a@b.c"],
        ["a@b.c", "d@e.f", "A@B.C"],
        ["a@b.c", "a@b.c", "a@b.c"],
    ]) {
        it(`refuses ${addresses.join(" and ")}, once`, () => {
            expect(problemsOfEmails("alarmEmails", addresses)).to.deep.equal([{ ...twice, given: addresses }]);
        });
    }

    it("accepts addresses that differ in a letter", () => {
        expect(problemsOfEmails("alarmEmails", ["a@b.c", "a@b.d", "b@b.c", "a@b.c.d"])).to.deep.equal([]);
    });

    it("tells of an address that stands there twice, and of each bad one", () => {
        const addresses = ["x", "a@b.c", "X"];
        expect(problemsOfEmails("alarmEmails", addresses)).to.deep.equal([
            { ...twice, given: addresses },
            problem(0, "x"),
            problem(2, "X"),
        ]);
    });

    it("accepts every usual address", () => {
        fc.assert(
            fc.property(fc.emailAddress(), (address) => {
                expect(problemsOfEmails("alarmEmails", [address])).to.deep.equal([]);
            }),
        );
    });

    it("decides quickly on a long text", () => {
        const long = `${"a".repeat(20_000)}@${"a.".repeat(20_000)}`;
        expect(problemsOfEmails("alarmEmails", [long])).to.deep.equal([problem(0, long)]);
    }).timeout(2_000);
});
