import { isIP } from "node:net";

/** The addresses of a CIDR block, as numbers; both ends belong to it. */
export interface AddressRange {
    family: 4 | 6;
    first: bigint;
    last: bigint;
}

const bits = { 4: 32, 6: 128 } as const;

function numberOf(address: string): bigint {
    if (isIP(address) === 4) {
        return address.split(".").reduce((number, octet) => number * 256n + BigInt(octet), 0n);
    }
    // A URL has an IPv6 address in its one normal form, without an IPv4 address at its end.
    const [head = "", tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split("::");
    const groupsIn = (part = "") => part.split(":").filter((group) => group !== "");
    const after = groupsIn(tail);
    const before = groupsIn(head);
    const zeros = Array<string>(8 - before.length - after.length).fill("0");
    return [...before, ...zeros, ...after].reduce((number, group) => number * 65_536n + BigInt(`0x${group}`), 0n);
}

/** The addresses of a block; `undefined` if it is none. An address without a prefix length stands for itself alone. */
export function addressRange(cidr: string): AddressRange | undefined {
    const [address = "", prefix, ...rest] = cidr.split("/");
    const family = isIP(address) as 0 | 4 | 6;
    // An IPv6 zone, as in fe80::1%eth0, is an address for isIP.
    if (family === 0 || address.includes("%") || rest.length > 0) {
        return undefined;
    }
    const length = prefix ?? String(bits[family]);
    if (!/^(0|[1-9]\d{0,2})$/.test(length) || Number(length) > bits[family]) {
        return undefined;
    }
    const size = 1n << BigInt(bits[family] - Number(length));
    const first = (numberOf(address) / size) * size;
    return { family, first, last: first + size - 1n };
}

/** Whether one range lies in another one. */
export function isInside(one: AddressRange, other: AddressRange): boolean {
    return one.family === other.family && other.first <= one.first && one.last <= other.last;
}

/** Whether ranges together are every address of a family. */
export function isEveryAddress(family: 4 | 6, ranges: readonly AddressRange[]): boolean {
    const sorted = ranges
        .filter((range) => range.family === family)
        .sort((one, other) => (one.first < other.first ? -1 : 1));
    let next = 0n;
    for (const { first, last } of sorted) {
        if (first > next) {
            return false;
        }
        next = last >= next ? last + 1n : next;
    }
    return next === 1n << BigInt(bits[family]);
}
