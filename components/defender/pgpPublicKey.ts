import type { Fault } from "../checks/problem";

const keybase = /^keybase:[A-Za-z0-9_]{2,16}$/;
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

interface Packet {
    tag: number;
    body: Buffer;
    /** Whether the body is as long as its header says. */
    isWhole: boolean;
}

function packet(tag: number, bytes: Buffer, lengthAt: number, lengthOctets: number, length: number): Packet {
    const start = lengthAt + lengthOctets;
    const body = bytes.subarray(start, start + length);
    return { tag, body, isWhole: body.length === length };
}

/** The first OpenPGP packet. Source: RFC 9580, section 4.2, both of its header formats. */
function firstPacket(bytes: Buffer): Packet | undefined {
    const [head = 0, first = 0, second = 0] = bytes;
    const octets = [1, 2, 4][head & 0x03];
    if ((head & 0x80) === 0 || bytes.length < 6) {
        return undefined;
    }
    if ((head & 0x40) === 0) {
        const tag = (head >> 2) & 0x0f;
        return octets === undefined ? undefined : packet(tag, bytes, 1, octets, bytes.readUIntBE(1, octets));
    }
    const tag = head & 0x3f;
    if (first < 192) {
        return packet(tag, bytes, 1, 1, first);
    }
    return first < 255
        ? packet(tag, bytes, 1, 2, ((first - 192) << 8) + second + 192)
        : packet(tag, bytes, 1, 5, bytes.readUInt32BE(2));
}

const publicKeyTag = 6;
const secretKeyTag = 5;
const keyVersions = [3, 4, 5, 6];
const isPrivate = {
    code: "private-pgp-key",
    reason: "This is a private key. Use the public key, and treat the private key as compromised if it is in one of this project's files.",
};

function reasonAgainst(value: string): Pick<Fault, "code" | "reason"> | undefined {
    if (keybase.test(value)) {
        return undefined;
    }
    if (value.includes("-----BEGIN PGP PRIVATE")) {
        return isPrivate;
    }
    if (value.includes("-----BEGIN PGP")) {
        return {
            code: "pgp-key-in-armor",
            reason: "This is ASCII armor; the AWS provider expects the binary key in base64.",
        };
    }
    const first = base64.test(value) ? firstPacket(Buffer.from(value, "base64")) : undefined;
    if (first?.tag === secretKeyTag) {
        return isPrivate;
    }
    if (first?.tag !== publicKeyTag || !keyVersions.includes(first.body[0] ?? 0)) {
        return { code: "pgp-public-key", reason: "Not a PGP public key in base64." };
    }
    return first.isWhole
        ? undefined
        : { code: "incomplete-pgp-key", reason: "This is the beginning of a PGP public key: the rest is missing." };
}

/**
 * Checks the key that encrypts the secret access key. Messages never repeat the value, because it may be the private
 * key.
 */
export function checkPgpPublicKey(value: string): Fault | undefined {
    const against = reasonAgainst(value);
    return against === undefined
        ? undefined
        : {
              ...against,
              allowed: "a PGP public key, binary, in base64 on one line; or keybase:USERNAME",
              example: "keybase:alice",
              source: "gpg --export you@example.com | base64 | tr -d '\\n'",
              shown: `(${value.length} characters)`,
          };
}
