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
import { RehearsalError } from "../../../tools/rehearsal/program";
import { review, writeTo } from "../../../tools/review/command";
import { Format, render } from "../../../tools/review/format";
import { projectWith, root } from "../../support/project";
import { type Printed, spawned } from "../../support/spawned";
import { reviewOfStack } from "./reviews";

const usage = `Usage: npm run review -- [--stack NAME] [--format FORMAT] [--output FILE]
                         [--events-per-day N] [--cwd DIR]

  --stack NAME        review Pulumi.NAME.yaml (default: dev)
  --format FORMAT     html, markdown or json (default: html)
  --output FILE       write to this file; - for standard output (default: review.NAME.html, .md or .json,
                      with --cwd in its directory)
  --events-per-day N  management events a day, for the costs (default: 100000)
  --cwd DIR           the project's directory (default: the current one)
  --stack-outputs NAME=FILE
                      the outputs of another stack, for a StackReference: NAME is organization/project/stack,
                      FILE the output of pulumi stack output --json; may be repeated
  --function-result TOKEN=FILE
                      the result of a provider's function, as JSON; may be repeated
  --help              show this help
`;

describe("npm run review", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(path.join(tmpdir(), "trailconnect-review-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    /** Runs the command in an empty folder. */
    function run(...args: string[]): Promise<Printed> {
        return spawned("tools/review/main.ts", ["--cwd", root, ...args], folder);
    }

    it("writes a page for the stack, the same every time, and says where", async () => {
        expect(await run("--stack", "prod", "--output", "review.prod.html")).to.deep.equal({
            exitCode: 0,
            out: `Wrote ${path.join(folder, "review.prod.html")}. Nothing was created; no cloud API was called.\n`,
            err: "",
        });
        expect(readdirSync(folder)).to.deep.equal(["review.prod.html"]);
        const page = readFileSync(path.join(folder, "review.prod.html"), "utf8");
        expect(page).to.match(/^<!doctype html>\n<html lang="en">/);
        expect(page).to.include("<title>Access review: trailconnect, stack prod</title>");
        expect(page).to.match(/<\/html>\n$/);
        // Another process's, of another rehearsal.
        expect(page).to.equal(await render(await reviewOfStack("prod"), Format.Html));
    });

    it("prints Markdown, and nothing else", async () => {
        const { exitCode, out, err } = await run("--format", "markdown", "--output", "-");
        expect({ exitCode, err }).to.deep.equal({ exitCode: 0, err: "" });
        expect(out).to.match(/^# Access review\n\ntrailconnect, stack \*\*dev\*\*/);
        expect(readdirSync(folder)).to.deep.equal([]);
    });

    it("writes JSON to a file by stack and format in the project's folder, for the number of events that is given", async () => {
        const dev = readFileSync(path.join(root, "Pulumi.dev.yaml"), "utf8");
        const { directory, remove } = projectWith({ dev });
        let text: string;
        try {
            const file = path.join(directory, "review.dev.json");
            expect(await run("--cwd", directory, "--format", "json", "--events-per-day", "20000000")).to.deep.equal({
                exitCode: 0,
                out: `Wrote ${file}. Nothing was created; no cloud API was called.\n`,
                err: "",
            });
            expect(readdirSync(directory).sort()).to.deep.equal(["Pulumi.dev.yaml", "Pulumi.yaml", "review.dev.json"]);
            text = readFileSync(file, "utf8");
        } finally {
            remove();
        }
        expect(readdirSync(folder)).to.deep.equal([]);
        const { stack, costs, identities } = JSON.parse(text);
        expect(stack).to.equal("dev");
        expect(costs.eventsPerDay).to.equal(20_000_000);
        expect(costs.lookupLimit.evenly.keepsUp).to.equal(false);
        expect(identities.map(({ connector }: { connector: string }) => connector)).to.deep.equal([
            "defender",
            "sentinel",
        ]);
    });

    for (const format of Object.values(Format)) {
        it(`tells no secret in ${format}`, async () => {
            expect(await render(await reviewOfStack("dev"), format)).not.to.match(/EXAMPLE/);
        });
    }

    it("explains itself", async () => {
        expect(await run("--help")).to.deep.equal({ exitCode: 0, out: usage, err: "" });
    });

    it("refuses an option that it does not have", async () => {
        const { exitCode, out, err } = await run("--fromat", "json");
        expect({ exitCode, out }).to.deep.equal({ exitCode: 1, out: "" });
        expect(err).to.match(/^error: Unknown option '--fromat'/);
        expect(err).to.include(usage);
    });

    /** What is refused, within this process. */
    async function refusal(doing: Promise<unknown>): Promise<string | undefined> {
        try {
            await doing;
        } catch (error) {
            expect(error).to.be.instanceOf(RehearsalError);
            return (error as Error).message;
        }
        return undefined;
    }

    const refused: Record<string, [args: string[], message: string]> = {
        "a format that there isn't": [
            ["--format", "pdf"],
            'Unknown format "pdf".\nAllowed: html, markdown, json. Example: --format markdown',
        ],
        "no number of events": [
            ["--events-per-day", "1e6"],
            '"1e6" is not a number of events a day.\nAllowed: a whole number from 1, without separators. Example: --events-per-day 100000',
        ],
        "no events": [
            ["--events-per-day", "0"],
            '"0" is not a number of events a day.\nAllowed: a whole number from 1, without separators. Example: --events-per-day 100000',
        ],
        "a path for a stack": [
            ["--stack", "sub/x"],
            'There is no stack "sub/x": Pulumi.sub/x.yaml is missing. Stacks here: dev, prod. Example: --stack dev',
        ],
        "a stack that there isn't": [
            ["--stack", "staging"],
            'There is no stack "staging": Pulumi.staging.yaml is missing. Stacks here: dev, prod. Example: --stack dev',
        ],
    };
    for (const [what, [args, message]] of Object.entries(refused)) {
        it(`refuses ${what}, and writes nothing`, async () => {
            const output = path.join(folder, "review.html");
            expect(await refusal(review(["--cwd", root, "--output", output, ...args]))).to.equal(message);
            expect(readdirSync(folder)).to.deep.equal([]);
        });
    }

    it("leaves what was there where it can't write", async () => {
        const missing = path.join(folder, "missing/review.html");
        expect(await refusal(writeTo(missing, "new"))).to.equal(
            `${JSON.stringify(missing)} can't be written (ENOENT).\nAllowed: a file in a folder that exists, or - for standard output. Example: review.html`,
        );
        const taken = path.join(folder, "taken.html");
        mkdirSync(taken);
        writeFileSync(path.join(taken, "inside"), "kept");
        expect(await refusal(writeTo(taken, "new"))).to.match(/can't be written \(EISDIR\)/);
        expect(readFileSync(path.join(taken, "inside"), "utf8")).to.equal("kept");
        expect(readdirSync(folder)).to.deep.equal(["taken.html"]);
    });

    it("writes behind a link, and leaves the link", async () => {
        writeFileSync(path.join(folder, "real.html"), "old");
        symlinkSync("real.html", path.join(folder, "link.html"));
        await writeTo(path.join(folder, "link.html"), "new");
        expect(lstatSync(path.join(folder, "link.html")).isSymbolicLink()).to.equal(true);
        expect(readFileSync(path.join(folder, "real.html"), "utf8")).to.equal("new");
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
        await writeTo(pipe, "new");
        await ended;
        expect(got).to.equal("new");
        expect(lstatSync(pipe).isFIFO()).to.equal(true);
    });
});
