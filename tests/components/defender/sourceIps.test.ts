import { expect } from "chai";
import * as fc from "fast-check";
import { problemsOfSourceIps } from "../../../components/defender/sourceIps";

const rest = {
    allowed: "public IPv4 or IPv6 CIDR blocks",
    source: 'Microsoft\'s page "Network requirements" for Defender for Cloud Apps, which lists the addresses of your data center',
};

const notCidr = { code: "cidr-block", reason: "Not a CIDR block." };
const noPrefix = { code: "no-prefix-length", reason: "The prefix length is missing." };
const everywhere = { code: "every-address", reason: "This is every address: omit the list instead." };
const isPrivate = {
    code: "private-address",
    reason: "This address doesn't exist on the public internet, so the access key would not work from there.",
};

const accepted = [
    "203.0.113.0/24",
    "203.0.113.5/32",
    "9.255.255.255/32",
    "11.0.0.0/8",
    "100.63.255.255/32",
    "100.128.0.0/16",
    "172.15.0.0/16",
    "172.32.0.0/16",
    "192.167.0.0/16",
    "192.169.0.0/16",
    "2001:db8::/32",
    "2603:1030:40c:402::178/125",
    "2001:DB8::1/128",
];

const refused: [value: string, against: object, example?: string][] = [
    ["", notCidr],
    ["/", notCidr],
    ["/24", notCidr],
    ["everywhere", notCidr],
    ["203.0.113.0/", notCidr],
    ["203.0.113.0/33", notCidr],
    ["203.0.113.0/-1", notCidr],
    ["203.0.113.0/24/24", notCidr],
    ["203.0.113.0/255.255.255.0", notCidr],
    ["203.0.113.0/2 4", notCidr],
    [" 203.0.113.0/24", notCidr],
    ["203.0.113.0/24 ", notCidr],
    ["203.0.113.0/24,198.51.100.0/24", notCidr],
    ["203.0.113.0-203.0.113.9", notCidr],
    ["203.0.113/24", notCidr],
    ["203.0.113.256/24", notCidr],
    ["203.0.113.010/24", notCidr],
    ["2001:db8::/129", notCidr],
    ["2001:db8::1::2/64", notCidr],
    ["[2001:db8::]/32", notCidr],
    ["2001:db8::%eth0/64", notCidr],
    ["203.0.113.5", noPrefix, "203.0.113.5/32"],
    ["2001:db8::1", noPrefix, "2001:db8::1/128"],
    ["0.0.0.0/0", everywhere],
    ["203.0.113.0/0", everywhere],
    ["::/0", everywhere],
    ["10.0.0.0/0", everywhere],
    ["0.0.0.1/32", isPrivate],
    ["224.0.0.1/32", isPrivate],
    ["255.255.255.255/32", isPrivate],
    ["10.0.0.0/8", isPrivate],
    ["10.255.255.255/32", isPrivate],
    ["100.64.0.0/10", isPrivate],
    ["100.127.255.255/32", isPrivate],
    ["127.0.0.1/32", isPrivate],
    ["169.254.169.254/32", isPrivate],
    ["172.16.0.0/12", isPrivate],
    ["172.31.255.255/32", isPrivate],
    ["192.168.0.0/16", isPrivate],
    ["fc00::/7", isPrivate],
    ["fdff:ffff::/32", isPrivate],
    ["febf::1/128", isPrivate],
    ["fe80::1/64", isPrivate],
    ["::1/128", isPrivate],
    ["::ffff:10.0.0.1/128", isPrivate],
];

const problems = (...cidrs: (string | undefined)[]) => problemsOfSourceIps("sourceIps", cidrs);

describe("problemsOfSourceIps", () => {
    it("accepts an empty list", () => {
        expect(problems()).to.deep.equal([]);
    });

    for (const cidr of accepted) {
        it(`accepts ${cidr}`, () => {
            expect(problems(cidr)).to.deep.equal([]);
        });
    }

    for (const [cidr, against, example = "203.0.113.0/24"] of refused) {
        it(`refuses ${JSON.stringify(cidr)}`, () => {
            expect(problems(cidr)).to.deep.equal([
                { propertyPath: "sourceIps[0]", given: cidr, ...against, example, ...rest },
            ]);
        });
    }

    it("has no opinion on what isn't at hand yet", () => {
        expect(problems(undefined, "x").map(({ propertyPath }) => propertyPath)).to.deep.equal(["sourceIps[1]"]);
    });

    it("tells the place of each bad one", () => {
        expect(
            problems("203.0.113.0/24", "x", "198.51.100.0/24", "y").map(({ propertyPath }) => propertyPath),
        ).to.deep.equal(["sourceIps[1]", "sourceIps[3]"]);
    });

    it("accepts every public IPv4 block, and no private one", () => {
        const privateOnes = [
            /^(0|22[4-9]|2[3-5]\d)\./,
            /^10\./,
            /^127\./,
            /^169\.254\./,
            /^192\.168\./,
            /^172\.(1[6-9]|2\d|3[01])\./,
        ];
        const carrierGrade = /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./;
        fc.assert(
            fc.property(fc.ipV4(), fc.integer({ min: 0, max: 40 }), (address, prefix) => {
                const usable =
                    prefix > 0 && prefix <= 32 && ![...privateOnes, carrierGrade].some((p) => p.test(address));
                expect(problems(`${address}/${prefix}`).length === 0).to.equal(usable);
            }),
        );
    });

    it("never gives an example that it refuses itself", () => {
        for (const cidr of [...refused.map(([value]) => value), "10.0.0.1", "fe80::1", "::1"]) {
            const [problem] = problems(cidr);
            expect(problems(problem?.example as string), cidr).to.deep.equal([]);
        }
    });
});
