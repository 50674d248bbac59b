import type { Fault } from "./problem";

const keybase = /^keybase:[A-Za-z0-9_]{2,16}$/;
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The tag of the first OpenPGP packet. Source: RFC 9580, section 4.2. */
function firstPacketTag(bytes: Buffer): number | undefined {
    const head = bytes[0] ?? 0;
    if ((head & 0x80) === 0) {
        return undefined;
    }
    return head & 0x40 ? head & 0x3f : (head >> 2) & 0x0f;
}

const publicKeyTag = 6;
const secretKeyTag = 5;

function reasonAgainst(value: string): string | undefined {
    if (keybase.test(value)) {
        return undefined;
    }
    if (/-----BEGIN PGP/.test(value)) {
        return "That is ASCII armor; AWS's provider wants the bare key in base64.";
    }
    const tag = base64.test(value) ? firstPacketTag(Buffer.from(value, "base64")) : undefined;
    if (tag === secretKeyTag) {
        return "That is a private key. Give the public one, and treat the private one as disclosed if it is in a file of this project.";
    }
    return tag === publicKeyTag ? undefined : "That is not a PGP public key in base64.";
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
