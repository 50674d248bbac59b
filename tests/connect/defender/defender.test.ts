import {
    chmodSync,
    existsSync,
    mkdirSync,
    readdirSync,
    readFileSync,
    statSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { expect } from "chai";
import { folder, type Given, trailconnect } from "../support/command";
import { accessKeyId, defenderOutputs, secretAccessKey } from "../support/samples";

const csv = `Access key ID,Secret access key\n${accessKeyId},${secretAccessKey}\n`;

/** What is to be done in the portal. */
const steps = (
    secret = "the secret access key",
) => `Microsoft offers no API for this connector. The remaining steps in the portal:

  1. Microsoft Defender portal (https://security.microsoft.com) > Settings > Cloud Apps > Connected apps > App Connectors
  2. Connect an app > Amazon Web Services. If the account is connected already, choose it > Edit settings instead.
  3. A name for the account: for example AWS 111122223333
  4. Security auditing: Access key ${accessKeyId}, Secret key: ${secret}
  5. Connect. After a few minutes the status should be Connected. If it isn't, run trailconnect verify.
`;

const written = (file: string) =>
    `Saved to ${file}, readable only by you. Delete it once the keys are in the portal.\n`;

describe("trailconnect defender", () => {
    let place: ReturnType<typeof folder>;
    let file: string;
    beforeEach(() => {
        place = folder();
        file = place.path("credentials.csv");
    });
    afterEach(() => place.remove());

    const defender = (args: readonly string[] = [], given: Given = {}) =>
        trailconnect(["defender", ...args], { input: defenderOutputs, ...given });
    const mode = () => statSync(file).mode & 0o777;
    const left = () => readdirSync(place.path(""));

    it("shows the steps, and no secret, even of outputs that show it", async () => {
        expect(await defender()).to.deep.equal({
            exitCode: 0,
            signal: null,
            out: `${steps()}\nTo get the keys for step 4: --csv FILE saves them in the AWS console's format; --print prints them here.\n`,
            err: "",
            error: "",
        });
    });

    it("needs no secret for the steps", async () => {
        const { exitCode, out } = await defender([], { input: { ...defenderOutputs, secretAccessKey: "[secret]" } });
        expect(exitCode).to.equal(0);
        expect(out).to.include(steps());
    });

    it("names the key before, as long as it works", async () => {
        const previousAccessKeyId = "AKIAI44QH8DHBEXAMPLE";
        const { out } = await defender([], { input: { ...defenderOutputs, previousAccessKeyId } });
        expect(out).to.include(
            `${steps()}\nThe previous key, ${previousAccessKeyId}, works until you delete it:\n  pulumi config set --path defender.keepPreviousAccessKey false && pulumi up\n`,
        );
    });

    it("writes the file that the AWS console would have written, for its owner alone", async () => {
        const through = ["/bin/sh", "-c", 'umask 000; exec "$@"', "sh"];
        expect(await defender(["--csv", file], { through })).to.deep.equal({
            exitCode: 0,
            signal: null,
            out: steps(`the secret access key from ${file}`),
            err: written(file),
            error: "",
        });
        expect(readFileSync(file, "utf8")).to.equal(csv);
        expect(mode()).to.equal(0o600);
        expect(left()).to.deep.equal(["credentials.csv"]);
    });

    it("doesn't write over a file", async () => {
        writeFileSync(file, "another account's");
        chmodSync(file, 0o644);
        const { exitCode, out, err } = await defender(["--csv", file]);
        expect({ exitCode, out, err }).to.deep.equal({
            exitCode: 2,
            out: "",
            err: `error: ${file} already exists, and may contain another account's key. Choose another name, or replace it with --force.\n`,
        });
        expect(readFileSync(file, "utf8")).to.equal("another account's");
        expect(mode()).to.equal(0o644);
    });

    it("doesn't write through a link, not even a broken one", async () => {
        symlinkSync(place.path("elsewhere"), file);
        expect((await defender(["--csv", file])).error).to.include("already exists");
        expect(left()).to.deep.equal(["credentials.csv"]);
    });

    it("replaces a file that all can read by one that only its owner can, for --force", async () => {
        writeFileSync(file, "another account's");
        chmodSync(file, 0o644);
        const { exitCode, err } = await defender(["--csv", file, "--force"]);
        expect({ exitCode, err }).to.deep.equal({ exitCode: 0, err: written(file) });
        expect(readFileSync(file, "utf8")).to.equal(csv);
        expect(mode()).to.equal(0o600);
        expect(left()).to.deep.equal(["credentials.csv"]);
    });

    it("replaces a link, not what it leads to, for --force", async () => {
        const elsewhere = place.path("elsewhere");
        writeFileSync(elsewhere, "untouched");
        symlinkSync(elsewhere, file);
        expect((await defender(["--csv", file, "--force"])).exitCode).to.equal(0);
        expect(readFileSync(elsewhere, "utf8")).to.equal("untouched");
        expect(readFileSync(file, "utf8")).to.equal(csv);
        expect(mode()).to.equal(0o600);
    });

    it("needs no file to replace for --force", async () => {
        expect((await defender(["--csv", file, "--force"])).exitCode).to.equal(0);
        expect(readFileSync(file, "utf8")).to.equal(csv);
    });

    it("replaces no folder", async () => {
        mkdirSync(file);
        expect((await defender(["--csv", file, "--force"])).error).to.equal(`Can't replace ${file}: it isn't a file.`);
        expect(statSync(file).isDirectory()).to.equal(true);
    });

    it("makes no folder", async () => {
        const nowhere = place.path("nowhere/credentials.csv");
        const { exitCode, out, err } = await defender(["--csv", nowhere]);
        expect({ exitCode, out, err }).to.deep.equal({
            exitCode: 2,
            out: "",
            err: `error: Can't write ${nowhere}: ENOENT: no such file or directory, open '${nowhere}'\n`,
        });
        expect(left()).to.deep.equal([]);
    });

    it("writes to no device, and leaves it where it is", async function () {
        if (!existsSync("/dev/full")) {
            // There is no /dev/full here.
            this.skip();
        }
        const { exitCode, out, error } = await defender(["--csv", "/dev/full"]);
        expect({ exitCode, out }).to.deep.equal({ exitCode: 2, out: "" });
        expect(error).to.match(/^\/dev\/full already exists/);
        expect(statSync("/dev/full").isCharacterDevice()).to.equal(true);
    });

    describe("on a disk that is full", () => {
        // To a program, a file that may have no byte is a full disk under another name.
        const through = ["/bin/sh", "-c", 'ulimit -f 0; exec "$@"', "sh"];
        const error = () =>
            `error: Can't write ${file}; the incomplete file was removed: EFBIG: file too large, write\n`;

        before(function () {
            if (process.platform !== "linux") {
                // Elsewhere the limit ends the process.
                this.skip();
            }
        });

        it("leaves nothing", async () => {
            const { exitCode, out, err } = await defender(["--csv", file], { through });
            expect({ exitCode, out, err }).to.deep.equal({ exitCode: 2, out: "", err: error() });
            expect(left()).to.deep.equal([]);
        });

        it("leaves the old file for --force", async () => {
            writeFileSync(file, "still needed");
            const { exitCode, out, err } = await defender(["--csv", file, "--force"], { through });
            expect({ exitCode, out, err }).to.deep.equal({ exitCode: 2, out: "", err: error() });
            expect(readFileSync(file, "utf8")).to.equal("still needed");
            expect(left()).to.deep.equal(["credentials.csv"]);
        });
    });

    it("shows the secret for --print", async () => {
        expect(await defender(["--print"], { showsSecret: true })).to.deep.equal({
            exitCode: 0,
            signal: null,
            out: `${csv}${steps()}`,
            err: "",
            error: "",
        });
    });

    it("writes and shows it, if both are wanted", async () => {
        const { out, err } = await defender(["--print", "--csv", file], { showsSecret: true });
        expect({ out, err }).to.deep.equal({
            out: `${csv}${steps(`the secret access key from ${file}`)}`,
            err: written(file),
        });
        expect(readFileSync(file, "utf8")).to.equal(csv);
    });

    describe("with a secret that is encrypted to a PGP key", () => {
        const encrypted = "wcBMA5sampleOfAnEncryptedSecretAccessKey==";
        const input = { ...defenderOutputs, secretAccessKey: undefined, encryptedSecretAccessKey: encrypted };
        const howTo = (from: string) =>
            `The secret access key is encrypted with your PGP key, so this isn't a CSV file. To decrypt it: base64 --decode ${from} | gpg --decrypt\n\n`;

        it("writes what is encrypted, and says how to read it", async () => {
            expect(await defender(["--csv", file], { input })).to.deep.equal({
                exitCode: 0,
                signal: null,
                out: `${howTo(file)}${steps()}`,
                err: written(file),
                error: "",
            });
            expect(readFileSync(file, "utf8")).to.equal(`${encrypted}\n`);
            expect(mode()).to.equal(0o600);
        });

        it("shows what is encrypted for --print", async () => {
            const { exitCode, out } = await defender(["--print"], { input });
            expect({ exitCode, out }).to.deep.equal({
                exitCode: 0,
                out: `${encrypted}\n${howTo("FILE")}${steps()}`,
            });
        });

        it("shows the steps without it", async () => {
            const { exitCode, out } = await defender([], { input });
            expect(exitCode).to.equal(0);
            expect(out).to.include(steps()).and.not.include(encrypted);
        });
    });
});
