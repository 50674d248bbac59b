import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { root } from "../support/project";

const changelog = `# Changelog

## [Unreleased]

- Not yet.

## [1.2.0] - 2026-11-20

### Added

- A thing.

## [1.1.0] - 2026-10-01

- An older thing.
`;

const publishable = { version: "1.2.0", repository: { type: "git", url: "https://example.com/trailconnect" } };

describe(".ci/release-notes", () => {
    let directory: string;

    /** Runs it for a tag in a repository that is ready to release 1.2.0, but for what is given. */
    function releaseNotes(tag: string, components: object = {}, connect: object = {}, text = changelog) {
        directory = mkdtempSync(path.join(root, ".tmp/release-"));
        const files = {
            "components/package.json": JSON.stringify({ ...publishable, ...components }),
            "connect/package.json": JSON.stringify({ ...publishable, ...connect }),
            "CHANGELOG.md": text,
        };
        for (const [file, content] of Object.entries(files)) {
            mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
            writeFileSync(path.join(directory, file), content);
        }
        mkdirSync(path.join(directory, ".ci"));
        cpSync(path.join(root, ".ci/release-notes"), path.join(directory, ".ci/release-notes"));
        const { status, stdout, stderr } = spawnSync(path.join(directory, ".ci/release-notes"), [tag], {
            encoding: "utf8",
        });
        return { status, stdout, stderr };
    }

    before(() => mkdirSync(path.join(root, ".tmp"), { recursive: true }));
    afterEach(() => rmSync(directory, { recursive: true }));

    it("prints the section of the version, and no other", () => {
        expect(releaseNotes("v1.2.0")).to.deep.equal({ status: 0, stdout: "### Added\n\n- A thing.\n", stderr: "" });
    });

    const refusals: [what: string, run: () => ReturnType<typeof releaseNotes>, message: string][] = [
        ["no tag", () => releaseNotes(""), '"" is no tag of a release. Allowed: vX.Y.Z. Example: v1.2.3'],
        [
            "a tag of another form",
            () => releaseNotes("v1.2.0-rc.1"),
            '"v1.2.0-rc.1" is no tag of a release. Allowed: vX.Y.Z. Example: v1.2.3',
        ],
        [
            "the library's other version",
            () => releaseNotes("v1.2.0", { version: "1.1.0" }),
            "components/package.json has version 1.1.0, and the tag is v1.2.0.",
        ],
        [
            "the command's other version",
            () => releaseNotes("v1.2.0", {}, { version: "1.1.0" }),
            "connect/package.json has version 1.1.0, and the tag is v1.2.0.",
        ],
        [
            "a private package",
            () => releaseNotes("v1.2.0", {}, { private: true }),
            "connect/package.json is private: npm would not publish it.",
        ],
        [
            "a package without a repository",
            () => releaseNotes("v1.2.0", { repository: undefined }),
            "components/package.json names no repository.url.",
        ],
        [
            "a repository whose place is not known yet",
            () => releaseNotes("v1.2.0", { repository: { url: "git+https://github.com/OWNER/trailconnect.git" } }),
            "components/package.json has a placeholder in repository.url: git+https://github.com/OWNER/trailconnect.git.",
        ],
        [
            "a changelog that says nothing",
            () => releaseNotes("v1.2.0", {}, {}, "# Changelog\n\n## [1.2.0]\n\n## [1.1.0]\n\n- An older thing.\n"),
            "CHANGELOG.md has nothing under ## [1.2.0].",
        ],
    ];
    for (const [what, run, message] of refusals) {
        it(`refuses ${what}`, () => {
            expect(run()).to.deep.equal({ status: 1, stdout: "", stderr: `${message}\n` });
        });
    }
});
