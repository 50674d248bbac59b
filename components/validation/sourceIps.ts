import { BlockList, isIP } from "node:net";
import type { Fault, Problem } from "./problem";
import { problemsOf, problemsOfEach } from "./problem";

/** More CIDR blocks than this could make the policy larger than IAM's 6,144 characters. */
export const maxSourceIps = 100;

// RFC 6890: addresses that never reach a public endpoint.
const neverPublic = new BlockList();
for (const [address, prefix] of [
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
    ["172.16.0.0", 12],
    ["192.168.0.0", 16],
] as const) {
    neverPublic.addSubnet(address, prefix, "ipv4");
}
neverPublic.addSubnet("fc00::", 7, "ipv6");
neverPublic.addSubnet("fe80::", 10, "ipv6");

function reasonAgainst(cidr: string): string | undefined {
    const [address = "", prefix = "", ...rest] = cidr.split("/");
    const family = isIP(address);
    if (!family || rest.length || !/^\d{1,3}$/.test(prefix) || Number(prefix) > (family === 4 ? 32 : 128)) {
        return family && !cidr.includes("/") ? "The prefix length is missing." : "That is not a CIDR block.";
    }
    if (Number(prefix) === 0) {
        return "That is every address: leave the list out instead.";
    }
    return neverPublic.check(address, family === 4 ? "ipv4" : "ipv6")
        ? "Private addresses never reach AWS's public endpoints, so the access key would not work from there."
        : undefined;
}

function checkCidr(cidr: string): Fault | undefined {
    const reason = reasonAgainst(cidr);
    return reason === undefined
        ? undefined
        : {
              reason,
              allowed: "public IPv4 or IPv6 CIDR blocks",
              example: isIP(cidr) ? `${cidr}/${isIP(cidr) === 4 ? 32 : 128}` : "203.0.113.0/24",
              source: 'Microsoft\'s page "Network requirements" of Defender for Cloud Apps, for the addresses of your data center',
          };
}

/** The problems of a list of CIDR blocks, outsiders' addresses as AWS sees them. */
export function problemsOfSourceIps(propertyPath: string, cidrs: readonly string[]): Problem[] {
    return [
        ...problemsOf(propertyPath, cidrs, (list) =>
            list.length > maxSourceIps
                ? {
                      reason: `${list.length} CIDR blocks may not fit into an IAM policy (6,144 characters).`,
                      allowed: `up to ${maxSourceIps} CIDR blocks`,
                      example: ["203.0.113.0/24"],
                  }
                : undefined,
        ),
        ...problemsOfEach(propertyPath, cidrs, checkCidr),
    ];
}
