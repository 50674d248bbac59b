import { BlockList } from "node:net";
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

const contains = (block: string) => ({
    code: "private-addresses-within",
    reason: `The block is wider than any data center's: it contains ${block}, which doesn't exist on the public internet.`,
});

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
    ["::ffff:8.8.8.8/128", isPrivate],
    ["198.18.0.1/32", isPrivate],
    ["192.0.0.8/32", isPrivate],
    ["0.0.0.0/1", contains("0.0.0.0/8")],
    ["8.0.0.0/6", contains("10.0.0.0/8")],
    ["11.255.255.255/7", contains("10.0.0.0/8")],
    ["172.0.0.0/8", contains("172.16.0.0/12")],
    ["198.0.0.0/8", contains("198.18.0.0/15")],
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

    it("accepts every public IPv4 block, and none with a private address in it", () => {
        // As Node.js compares them.
        const privateOnes = new BlockList();
        const privateNetworks: [string, number][] = [
            ["0.0.0.0", 8],
            ["10.0.0.0", 8],
            ["100.64.0.0", 10],
            ["127.0.0.0", 8],
            ["169.254.0.0", 16],
            ["172.16.0.0", 12],
            ["192.0.0.0", 24],
            ["192.168.0.0", 16],
            ["198.18.0.0", 15],
            ["224.0.0.0", 3],
        ];
        for (const [address, prefix] of privateNetworks) {
            privateOnes.addSubnet(address, prefix);
        }
        const holdsPrivate = (address: string, prefix: number) => {
            const block = new BlockList();
            block.addSubnet(address, prefix);
            return privateOnes.check(address) || privateNetworks.some(([network]) => block.check(network));
        };
        fc.assert(
            fc.property(fc.ipV4(), fc.integer({ min: 0, max: 40 }), (address, prefix) => {
                const usable = prefix > 0 && prefix <= 32 && !holdsPrivate(address, prefix);
                expect(problems(`${address}/${prefix}`).length === 0).to.equal(usable);
            }),
            { numRuns: 1000 },
        );
    });

    describe("of a list that is every address together", () => {
        const together = (family: 4 | 6, given: string[]) => ({
            propertyPath: "sourceIps",
            given,
            code: "every-address-together",
            reason: `Together the blocks are every public IPv${family} address: leave out the list instead.`,
            allowed: "public IPv4 or IPv6 CIDR blocks that leave some addresses out",
            example: ["203.0.113.0/24"],
            source: rest.source,
        });
        /** The blocks that are left of one when the one inside of it is taken out. */
        const without = (from: number, to: number): string[] => {
            const blocks: string[] = [];
            for (let first = from; first < to; ) {
                let size = 1;
                while (first % (size * 2) === 0 && first + size * 2 <= to) {
                    size *= 2;
                }
                blocks.push(
                    `${[24, 16, 8, 0].map((by) => Math.floor(first / 2 ** by) % 256).join(".")}/${32 - Math.log2(size)}`,
                );
                first += size;
            }
            return blocks;
        };
        const start = (address: string) =>
            address.split(".").reduce((number, octet) => number * 256 + Number(octet), 0);
        const gaps = [
            ["1.0.0.0", "10.0.0.0"],
            ["11.0.0.0", "100.64.0.0"],
            ["100.128.0.0", "127.0.0.0"],
            ["128.0.0.0", "169.254.0.0"],
            ["169.255.0.0", "172.16.0.0"],
            ["172.32.0.0", "192.0.0.0"],
            ["192.0.1.0", "192.168.0.0"],
            ["192.169.0.0", "198.18.0.0"],
            ["198.20.0.0", "224.0.0.0"],
        ];
        const everyPublic = gaps.flatMap(([from = "", to = ""]) => without(start(from), start(to)));

        it("refuses two halves, and tells of each half too", () => {
            const halves = ["128.0.0.0/1", "0.0.0.0/1"];
            expect(problems(...halves).map(({ propertyPath, code }) => `${propertyPath}: ${code}`)).to.deep.equal([
                "sourceIps[0]: private-addresses-within",
                "sourceIps[1]: private-addresses-within",
                "sourceIps: every-address-together",
            ]);
        });

        it("refuses every public IPv4 block, in any order, and takes all but one", () => {
            expect(problems(...everyPublic)).to.deep.equal([together(4, everyPublic)]);
            const reversed = [...everyPublic].reverse();
            expect(problems(...reversed)).to.deep.equal([together(4, reversed)]);
            for (const left of everyPublic) {
                expect(problems(...everyPublic.filter((block) => block !== left))).to.deep.equal([]);
            }
        });

        it("refuses IPv6's public addresses, whole or in parts", () => {
            for (const blocks of [["2000::/3"], ["2000::/4", "3000::/5", "3800::/5"]]) {
                expect(problems(...blocks)).to.deep.equal([together(6, blocks)]);
            }
            expect(problems("2000::/4", "3000::/5")).to.deep.equal([]);
        });

        it("says of one block that is every address just that", () => {
            expect(problems("0.0.0.0/0").map(({ code }) => code)).to.deep.equal(["every-address"]);
        });
    });

    it("never gives an example that it refuses itself", () => {
        for (const cidr of [...refused.map(([value]) => value), "10.0.0.1", "fe80::1", "::1"]) {
            const [problem] = problems(cidr);
            expect(problems(problem?.example as string), cidr).to.deep.equal([]);
        }
    });
});
