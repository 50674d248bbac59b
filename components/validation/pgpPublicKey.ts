import type { Fault } from "./problem";

const keybase = /^keybase:[A-Za-z0-9_]{2,16}$/;
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

interface Packet {
    tag: number;
    /** The first octet of its body; a key's version. */
    version: number | undefined;
}

/** The first OpenPGP packet. Source: RFC 9580, section 4.2, both of its header formats. */
function firstPacket(bytes: Buffer): Packet | undefined {
    const [head = 0, length = 0] = bytes;
    if ((head & 0x80) === 0) {
        return undefined;
    }
    if (head & 0x40) {
        const lengthOctets = length < 192 ? 1 : length < 224 ? 2 : 5;
        return { tag: head & 0x3f, version: bytes[1 + lengthOctets] };
    }
    const lengthOctets = [1, 2, 4][head & 0x03] ?? 0;
    return { tag: (head >> 2) & 0x0f, version: bytes[1 + lengthOctets] };
}

const publicKeyTag = 6;
const secretKeyTag = 5;
const keyVersions = [3, 4, 5, 6];
const isPrivate =
    "That is a private key. Give the public one, and treat the private one as disclosed if it is in a file of this project.";

function reasonAgainst(value: string): string | undefined {
    if (keybase.test(value)) {
        return undefined;
    }
    if (value.includes("-----BEGIN PGP PRIVATE")) {
        return isPrivate;
    }
    if (value.includes("-----BEGIN PGP")) {
        return "That is ASCII armor; AWS's provider wants the bare key in base64.";
    }
    const packet = base64.test(value) ? firstPacket(Buffer.from(value, "base64")) : undefined;
    if (packet?.tag === secretKeyTag) {
        return isPrivate;
    }
    return packet?.tag === publicKeyTag && keyVersions.includes(packet.version ?? 0)
        ? undefined
        : "That is not a PGP public key in base64.";
}

/** Checks the key that the secret access key is encrypted to. The value is never repeated: it may be the wrong half. */
export function checkPgpPublicKey(value: string): Fault | undefined {
    const reason = reasonAgainst(value);
    return reason === undefined
        ? undefined
        : {
              reason,
              allowed: "a PGP public key, binary, in base64 on one line; or keybase:USERNAME",
              example: "keybase:alice",
              source: "gpg --export you@example.com | base64 -w0",
              shown: `(${value.length} characters)`,
          };
}
