import { execFileSync, spawn } from "node:child_process";
import {
    lstatSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { root } from "../../support/project";
import { type Printed, spawned } from "../../support/spawned";

const usage = `Usage: npm run review -- [--stack NAME] [--format FORMAT] [--output FILE]
                         [--events-per-day N] [--cwd DIR]

  --stack NAME        review Pulumi.NAME.yaml (default: dev)
  --format FORMAT     html, markdown or json (default: html)
  --output FILE       write to this file; - for standard output (default: review.NAME.html, .md or .json)
  --events-per-day N  management events a day, for the costs (default: 100000)
  --cwd DIR           the project is in DIR (default: here)
  --stack-outputs NAME=FILE
                      the outputs of another stack, which a StackReference reads: NAME is organization/project/stack,
                      FILE what pulumi stack output --json prints; may be given several times
  --function-result TOKEN=FILE
                      the result of a provider's function, as JSON; may be given several times
  --help              print this
`;

describe("npm run review", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(path.join(tmpdir(), "trailconnect-review-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    /** Runs the command in an empty folder. */
    function review(...args: string[]): Promise<Printed> {
        return spawned("tools/review/main.ts", ["--cwd", root, ...args], folder);
    }

    it("writes a page for the stack, and says where", async () => {
        expect(await review("--stack", "prod")).to.deep.equal({
            exitCode: 0,
            out: `Wrote ${path.join(folder, "review.prod.html")}. Nothing was created; no cloud API was called.\n`,
            err: "",
        });
        expect(readdirSync(folder)).to.deep.equal(["review.prod.html"]);
        const page = readFileSync(path.join(folder, "review.prod.html"), "utf8");
        expect(page).to.match(/^<!doctype html>\n<html lang="en">/);
        expect(page).to.include("<title>Access review: trailconnect, stack prod</title>");
        expect(page).to.match(/<\/html>\n$/);
    });

    it("writes the same page every time", async () => {
        await review("--output", "one.html");
        await review("--output", "two.html");
        expect(readFileSync(path.join(folder, "one.html"), "utf8")).to.equal(
            readFileSync(path.join(folder, "two.html"), "utf8"),
        );
    });

    it("prints Markdown, and nothing else", async () => {
        const { exitCode, out, err } = await review("--format", "markdown", "--output", "-");
        expect({ exitCode, err }).to.deep.equal({ exitCode: 0, err: "" });
        expect(out).to.match(/^# Access review\n\ntrailconnect, stack \*\*dev\*\*/);
        expect(readdirSync(folder)).to.deep.equal([]);
    });

    it("prints JSON, for the number of events that is given", async () => {
        const { out } = await review("--format", "json", "--output", "-", "--events-per-day", "20000000");
        const { stack, costs, identities } = JSON.parse(out);
        expect(stack).to.equal("dev");
        expect(costs.eventsPerDay).to.equal(20_000_000);
        expect(costs.lookupLimit.evenly.keepsUp).to.equal(false);
        expect(identities.map(({ connector }: { connector: string }) => connector)).to.deep.equal([
            "defender",
            "sentinel",
        ]);
    });

    it("names files by stack and format, and tells no secret", async () => {
        await review("--format", "markdown");
        await review("--format", "json");
        await review();
        expect(readdirSync(folder).sort()).to.deep.equal(["review.dev.html", "review.dev.json", "review.dev.md"]);
        const secret = /EXAMPLE/;
        for (const file of readdirSync(folder)) {
            expect(readFileSync(path.join(folder, file), "utf8"), file).not.to.match(secret);
        }
    });

    it("explains itself", async () => {
        expect(await review("--help")).to.deep.equal({ exitCode: 0, out: usage, err: "" });
    });

    const refused: Record<string, [args: string[], err: string]> = {
        "a format that there isn't": [
            ["--format", "pdf"],
            'error: Unknown format "pdf".\nAllowed: html, markdown, json. Example: --format markdown\n',
        ],
        "no number of events": [
            ["--events-per-day", "1e6"],
            'error: "1e6" is not a number of events a day.\nAllowed: a whole number from 1, without separators. Example: --events-per-day 100000\n',
        ],
        "no events": [
            ["--events-per-day", "0"],
            'error: "0" is not a number of events a day.\nAllowed: a whole number from 1, without separators. Example: --events-per-day 100000\n',
        ],
        "a path for a stack": [
            ["--stack", "sub/x"],
            'error: There is no stack "sub/x": Pulumi.sub/x.yaml is missing. Stacks here: dev, prod. Example: --stack dev\n',
        ],
        "a stack that there isn't": [
            ["--stack", "staging"],
            'error: There is no stack "staging": Pulumi.staging.yaml is missing. Stacks here: dev, prod. Example: --stack dev\n',
        ],
    };
    for (const [what, [args, err]] of Object.entries(refused)) {
        it(`refuses ${what}, and writes nothing`, async () => {
            expect(await review(...args)).to.deep.equal({ exitCode: 1, out: "", err });
            expect(readdirSync(folder)).to.deep.equal([]);
        });
    }

    it("refuses an option that it does not have", async () => {
        const { exitCode, out, err } = await review("--fromat", "json");
        expect({ exitCode, out }).to.deep.equal({ exitCode: 1, out: "" });
        expect(err).to.match(/^error: Unknown option '--fromat'/);
        expect(err).to.include(usage);
    });

    it("leaves what was there where it can't write", async () => {
        const { exitCode, out, err } = await review("--output", "missing/review.html");
        expect({ exitCode, out }).to.deep.equal({ exitCode: 1, out: "" });
        expect(err).to.equal(
            `error: ${JSON.stringify(path.join(folder, "missing/review.html"))} can't be written (ENOENT).\nAllowed: a file in a folder that exists, or - for standard output. Example: review.html\n`,
        );
        mkdirSync(path.join(folder, "taken.html"));
        writeFileSync(path.join(folder, "taken.html", "inside"), "kept");
        const taken = await review("--output", "taken.html");
        expect(taken.exitCode).to.equal(1);
        expect(taken.err).to.match(/can't be written \(EISDIR\)/);
        expect(readFileSync(path.join(folder, "taken.html", "inside"), "utf8")).to.equal("kept");
        expect(readdirSync(folder)).to.deep.equal(["taken.html"]);
    });

    it("writes behind a link, and leaves the link", async () => {
        writeFileSync(path.join(folder, "real.html"), "old");
        symlinkSync("real.html", path.join(folder, "link.html"));
        expect((await review("--output", "link.html")).exitCode).to.equal(0);
        expect(lstatSync(path.join(folder, "link.html")).isSymbolicLink()).to.equal(true);
        expect(readFileSync(path.join(folder, "real.html"), "utf8")).to.match(/^<!doctype html>/);
        expect(readdirSync(folder).sort()).to.deep.equal(["link.html", "real.html"]);
    });

    it("writes into a pipe", async () => {
        const pipe = path.join(folder, "pipe");
        execFileSync("mkfifo", [pipe]);
        const reader = spawn("cat", [pipe]);
        let got = "";
        reader.stdout.on("data", (chunk) => {
            got += chunk;
        });
        const ended = new Promise((resolve) => reader.on("close", resolve));
        expect((await review("--format", "json", "--output", "pipe")).exitCode).to.equal(0);
        await ended;
        expect(JSON.parse(got).stack).to.equal("dev");
        expect(lstatSync(pipe).isFIFO()).to.equal(true);
    });
});
