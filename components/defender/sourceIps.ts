import { isIP } from "node:net";
import { type Fault, type Problem, problemsOf, problemsOfEach } from "../checks/problem";
import { type AddressRange, addressRange, isEveryAddress, isInside } from "./addressRange";

/**
 * Addresses that don't exist on the public internet. Sources: RFC 6890 and RFC 5771 for IPv4; for IPv6 "Internet Protocol
 * Version 6 Address Space" (IANA), by which all of them are in 2000::/3. The blocks for documentation are left out: they
 * are examples everywhere.
 */
const neverPublic = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "224.0.0.0/3",
    "::/3",
    "4000::/2",
    "8000::/1",
].map((block) => ({ block, range: addressRange(block) as AddressRange }));

/** Why it can't be used, from a list that has nothing to do with the rest of the list. */
function reasonAgainst(cidr: string): Pick<Fault, "code" | "reason"> | undefined {
    const [, prefix] = cidr.split("/");
    const range = addressRange(cidr);
    if (range === undefined) {
        return { code: "cidr-block", reason: "Not a CIDR block." };
    }
    if (Number(prefix) === 0) {
        return { code: "every-address", reason: "This is every address: omit the list instead." };
    }
    if (neverPublic.some((reserved) => isInside(range, reserved.range))) {
        return {
            code: "private-address",
            reason: "This address doesn't exist on the public internet, so the access key would not work from there.",
        };
    }
    const within = neverPublic.find((reserved) => isInside(reserved.range, range));
    if (within) {
        return {
            code: "private-addresses-within",
            reason: `The block is wider than any data center's: it contains ${within.block}, which doesn't exist on the public internet.`,
        };
    }
    return prefix === undefined ? { code: "no-prefix-length", reason: "The prefix length is missing." } : undefined;
}

const source =
    'Microsoft\'s page "Network requirements" for Defender for Cloud Apps, which lists the addresses of your data center';

function checkCidr(cidr: string | undefined): Fault | undefined {
    const against = cidr === undefined ? undefined : reasonAgainst(cidr);
    return cidr === undefined || against === undefined
        ? undefined
        : {
              ...against,
              allowed: "public IPv4 or IPv6 CIDR blocks",
              example:
                  against.code === "no-prefix-length" ? `${cidr}/${isIP(cidr) === 4 ? 32 : 128}` : "203.0.113.0/24",
              source,
          };
}

/** Checks that blocks together leave some address out: a condition that everybody meets would only look like one. */
function checkTogether(cidrs: readonly (string | undefined)[]): Fault | undefined {
    const given = cidrs.flatMap((cidr) => (cidr === undefined ? [] : (addressRange(cidr) ?? [])));
    const all = [...given, ...neverPublic.map(({ range }) => range)];
    const family = ([4, 6] as const).find(
        (one) => given.some((range) => range.family === one) && isEveryAddress(one, all),
    );
    return (
        family && {
            code: "every-address-together",
            reason: `Together the blocks are every public IPv${family} address: leave out the list instead.`,
            allowed: "public IPv4 or IPv6 CIDR blocks that leave some addresses out",
            example: ["203.0.113.0/24"],
            source,
        }
    );
}

/**
 * Problems with a list of CIDR blocks: Microsoft's public addresses, as AWS sees them. An item that isn't known yet is
 * `undefined`.
 */
export function problemsOfSourceIps(propertyPath: string, cidrs: readonly (string | undefined)[]): Problem[] {
    const ofEach = problemsOfEach(propertyPath, cidrs, checkCidr);
    // One block that is every address says so by itself.
    return [
        ...ofEach,
        ...(ofEach.some(({ code }) => code === "every-address") ? [] : problemsOf(propertyPath, cidrs, checkTogether)),
    ];
}
