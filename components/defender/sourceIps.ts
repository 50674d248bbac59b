import { BlockList, isIP } from "node:net";
import { type Fault, type Problem, problemsOfEach } from "../checks/problem";

// RFC 6890 and RFC 5771: addresses that don't exist on the public internet.
const neverPublic = new BlockList();
for (const [address, prefix] of [
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
    ["172.16.0.0", 12],
    ["192.168.0.0", 16],
    ["224.0.0.0", 3],
] as const) {
    neverPublic.addSubnet(address, prefix, "ipv4");
}
neverPublic.addSubnet("fc00::", 7, "ipv6");
neverPublic.addSubnet("fe80::", 10, "ipv6");
neverPublic.addAddress("::1", "ipv6");

function isNeverPublic(address: string): boolean {
    const family = isIP(address);
    return family !== 0 && neverPublic.check(address, family === 4 ? "ipv4" : "ipv6");
}

function isCidrBlock(text: string): boolean {
    const [address = "", prefix = "", ...rest] = text.split("/");
    const longest = { 4: 32, 6: 128 }[isIP(address)];
    // An IPv6 zone, as in fe80::1%eth0, is an address for isIP.
    return (
        longest !== undefined &&
        !address.includes("%") &&
        rest.length === 0 &&
        /^(0|[1-9]\d{0,2})$/.test(prefix) &&
        Number(prefix) <= longest
    );
}

function reasonAgainst(cidr: string): Pick<Fault, "code" | "reason"> | undefined {
    const [address = "", prefix] = cidr.split("/");
    if (Number(prefix) === 0 && isCidrBlock(cidr)) {
        return { code: "every-address", reason: "This is every address: omit the list instead." };
    }
    if (isNeverPublic(address)) {
        return {
            code: "private-address",
            reason: "This address doesn't exist on the public internet, so the access key would not work from there.",
        };
    }
    if (isIP(address) && prefix === undefined) {
        return { code: "no-prefix-length", reason: "The prefix length is missing." };
    }
    return isCidrBlock(cidr) ? undefined : { code: "cidr-block", reason: "Not a CIDR block." };
}

function checkCidr(cidr: string | undefined): Fault | undefined {
    const against = cidr === undefined ? undefined : reasonAgainst(cidr);
    return cidr === undefined || against === undefined
        ? undefined
        : {
              ...against,
              allowed: "public IPv4 or IPv6 CIDR blocks",
              example: isIP(cidr) && !isNeverPublic(cidr) ? `${cidr}/${isIP(cidr) === 4 ? 32 : 128}` : "203.0.113.0/24",
              source: 'Microsoft\'s page "Network requirements" for Defender for Cloud Apps, which lists the addresses of your data center',
          };
}

/**
 * Problems with a list of CIDR blocks: Microsoft's public addresses, as AWS sees them. An item that isn't known yet is
 * `undefined`.
 */
export function problemsOfSourceIps(propertyPath: string, cidrs: readonly (string | undefined)[]): Problem[] {
    return problemsOfEach(propertyPath, cidrs, checkCidr);
}
