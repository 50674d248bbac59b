import { expect } from "chai";
import * as fc from "fast-check";
import { describeProblems, problemsOf } from "../../../components/checks/problem";
import { checkPgpPublicKey } from "../../../components/defender/pgpPublicKey";

/** `gpg --export alice@example.com | base64 -w0` of a key made for this test. */
const publicKey =
    "mDMEawAorxYJKwYBBAHaRw8BAQdAO+cYvTIzTxBRSff+zuHygnD+zRwU9i6dZCNvD+oVaYe0EWFsaWNlQGV4YW1wbGUuY29tiJAEExYIADgWIQQfGz+Rxt4a4O350O9EgLoxfBUfkQUCawAorwIbAwULCQgHAgYVCgkICwIEFgIDAQIeAQIXgAAKCRBEgLoxfBUfkYchAQCaTmu6Cai6SEZDqN5xbeUmhcbeDrt303SBryUV0XJFuwD/fe4HKZkhjcB/k42RmfCw/Hlz0asIm4J6HFDvsZNN4wA=";

/** The key's bytes under another first byte: the tag of its first packet. */
function tagged(firstByte: number): string {
    const bytes = Buffer.from(publicKey, "base64");
    bytes[0] = firstByte;
    return bytes.toString("base64");
}

const armor = (kind: string) =>
    `-----BEGIN PGP ${kind} KEY BLOCK-----\n\n${publicKey}\n-----END PGP ${kind} KEY BLOCK-----`;

const notKey = { code: "pgp-public-key", reason: "Not a PGP public key in base64." };
const cutOff = {
    code: "incomplete-pgp-key",
    reason: "This is the beginning of a PGP public key: the rest is missing.",
};
const isArmor = {
    code: "pgp-key-in-armor",
    reason: "This is ASCII armor; the AWS provider expects the binary key in base64.",
};
const isPrivate = {
    code: "private-pgp-key",
    reason: "This is a private key. Use the public key, and treat the private key as compromised if it is in one of this project's files.",
};

const refused: [title: string, value: string, against: object][] = [
    ["ASCII armor", armor("PUBLIC"), isArmor],
    ["a private key, packet format of RFC 4880", tagged(0x94), isPrivate],
    ["a private key, longer", tagged(0x95), isPrivate],
    ["a private key, packet format of RFC 9580", tagged(0xc5), isPrivate],
    ["a signature", tagged(0x88), notKey],
    ["a subkey", tagged(0xce), notKey],
    ["a key cut off", Buffer.from(publicKey, "base64").subarray(0, 30).toString("base64"), cutOff],
    ["words", "my public key", notKey],
    ["a word that is base64 and begins as a key does", "mine", notKey],
    ["nothing", "", notKey],
    ["half a byte", "m", notKey],
    ["base64 with line breaks", `${publicKey.slice(0, 64)}\n${publicKey.slice(64)}`, notKey],
    [
        "base64 of the URL alphabet",
        Buffer.from(publicKey, "base64").toString("base64url").replace(/^..../, "mD-_"),
        notKey,
    ],
    ["hexadecimal", Buffer.from(publicKey, "base64").toString("hex"), notKey],
    ["an address", "alice@example.com", notKey],
    ["a fingerprint", "0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 4567", notKey],
    ["keybase without a user name", "keybase:", notKey],
    ["keybase with a user name too long", `keybase:${"a".repeat(17)}`, notKey],
    ["keybase with an address", "keybase:alice@example.com", notKey],
];

describe("checkPgpPublicKey", () => {
    it("accepts a public key as gpg exports it", () => {
        expect(checkPgpPublicKey(publicKey)).to.equal(undefined);
    });

    it("accepts a public key in the packet format of RFC 9580", () => {
        expect(checkPgpPublicKey(tagged(0xc6))).to.equal(undefined);
    });

    it("accepts a keybase user", () => {
        expect(checkPgpPublicKey("keybase:alice")).to.equal(undefined);
        expect(checkPgpPublicKey(`keybase:${"a".repeat(16)}`)).to.equal(undefined);
    });

    for (const [title, value, against] of refused) {
        it(`refuses ${title}`, () => {
            expect(checkPgpPublicKey(value)).to.deep.equal({
                ...against,
                allowed: "a PGP public key, binary, in base64 on one line; or keybase:USERNAME",
                example: "keybase:alice",
                source: "gpg --export you@example.com | base64 | tr -d '\\n'",
                shown: `(${value.length} characters)`,
            });
        });
    }

    it("calls a private key private, in ASCII armor too", () => {
        expect(checkPgpPublicKey(armor("PRIVATE"))?.code).to.equal("private-pgp-key");
    });

    it("never has the value repeated in the message", () => {
        fc.assert(
            fc.property(
                fc.oneof(
                    fc.string({ minLength: 12 }),
                    fc.base64String({ minLength: 12 }),
                    fc.uint8Array({ minLength: 12 }).map((bytes) => Buffer.from([0x95, ...bytes]).toString("base64")),
                ),
                (value) => {
                    const message = describeProblems(problemsOf("accessKeyPgpKey", value, checkPgpPublicKey));
                    for (let start = 0; start + 12 <= value.length; start++) {
                        expect(message).to.not.include(value.slice(start, start + 12));
                    }
                },
            ),
        );
    });
});
