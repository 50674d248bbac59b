import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { load } from "js-yaml";
import { root } from "../support/project";

interface Step {
    uses?: string;
    run?: string;
    with?: Record<string, unknown>;
}

interface Job {
    "runs-on": string;
    "timeout-minutes": number;
    needs?: string;
    permissions?: Record<string, string>;
    strategy?: { matrix: { node: number[] } };
    steps: Step[];
}

interface Workflow {
    on: unknown;
    permissions: unknown;
    concurrency: { group: string; "cancel-in-progress": boolean };
    jobs: Record<string, Job>;
}

/** What GitHub puts a value in place of. */
function expression(name: string): string {
    return `\${{ ${name} }}`;
}

const folder = path.join(root, ".github/workflows");

function workflow(file: string): Workflow {
    return load(readFileSync(path.join(folder, file), "utf8")) as Workflow;
}

function commands({ steps }: Job): string[] {
    return steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
}

describe("Workflows", () => {
    const files = readdirSync(folder);

    it("are two", () => {
        expect(files).to.have.members(["ci.yml", "release.yml"]);
    });

    for (const file of files) {
        describe(file, () => {
            const { permissions, concurrency, jobs } = workflow(file);
            const steps = Object.values(jobs).flatMap((job) => job.steps);

            it("may read the repository, and more only where a job says so", () => {
                expect(permissions).to.deep.equal({ contents: "read" });
            });

            it("ends every job in time, on GitHub's own runners", () => {
                for (const job of Object.values(jobs)) {
                    expect(job["timeout-minutes"]).to.be.within(1, 60);
                    expect(job["runs-on"]).to.equal("ubuntu-latest");
                }
                expect(concurrency.group).to.contain(expression("github.ref"));
            });

            it("takes actions of GitHub's alone, each by its commit, with the version beside it", () => {
                const lines = readFileSync(path.join(folder, file), "utf8").match(/^.*\buses:.*$/gm) ?? [];
                expect(lines).to.have.lengthOf(steps.filter(({ uses }) => uses !== undefined).length);
                for (const line of lines) {
                    expect(line).to.match(/uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
                }
            });

            it("leaves no token in a checkout", () => {
                const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
                expect(checkouts).to.have.lengthOf(1);
                expect(checkouts.map((step) => step.with?.["persist-credentials"])).to.deep.equal([false]);
            });

            it("puts no text of the event into a command", () => {
                for (const command of Object.values(jobs).flatMap(commands)) {
                    expect(command).not.to.contain("${{");
                }
            });
        });
    }

    it("ci.yml runs .ci/run for each change on every Node.js that is supported", () => {
        const { on, jobs } = workflow("ci.yml");
        expect(on).to.deep.equal({ push: { branches: ["main"] }, pull_request: null });
        expect(jobs.run?.strategy?.matrix.node).to.deep.equal([20, 22, 24]);
        expect(jobs.run?.steps.at(1)?.with?.["node-version"]).to.equal(expression("matrix.node"));
        expect(jobs.run && commands(jobs.run)).to.deep.equal([".ci/run"]);
        expect(jobs.run?.permissions).to.equal(undefined);
    });

    describe("release.yml", () => {
        const { on, concurrency, jobs } = workflow("release.yml");
        const { build, publish, "github-release": gitHubRelease } = jobs as Record<string, Job>;

        it("runs for tags of versions, and is never cut off half way", () => {
            expect(on).to.deep.equal({ push: { tags: ["v*"] } });
            expect(concurrency["cancel-in-progress"]).to.equal(false);
        });

        it("checks tag and changelog, then everything else, then packs, without any right to publish", () => {
            expect(build?.permissions).to.equal(undefined);
            expect(build && commands(build).map((command) => command.trim().split("\n").at(-1))).to.deep.equal([
                '.ci/release-notes "$GITHUB_REF_NAME" > .tmp/release/notes.md',
                ".ci/run",
                "npm pack ./components ./connect --pack-destination .tmp/release",
            ]);
        });

        it("publishes with provenance, with the one right that it needs, and runs nothing of the dependencies there", () => {
            expect(publish?.needs).to.equal("build");
            expect(publish?.permissions).to.deep.equal({ "id-token": "write" });
            const [command = "", ...others] = publish ? commands(publish) : [];
            expect(others).to.deep.equal([]);
            expect(command).to.contain('npm publish "$tarball" --access public --provenance\n');
            expect(command).not.to.match(/npm (ci|install|run)/);
            expect(publish?.steps[0]?.with).to.deep.equal({
                "node-version": 24,
                "package-manager-cache": false,
            });
        });

        it("makes the release once both packages are published", () => {
            expect(gitHubRelease?.needs).to.equal("publish");
            expect(gitHubRelease?.permissions).to.deep.equal({ contents: "write" });
        });

        it("has no other job, and no secret", () => {
            expect(Object.keys(jobs)).to.deep.equal(["build", "publish", "github-release"]);
            expect(readFileSync(path.join(folder, "release.yml"), "utf8")).not.to.contain("secrets.");
        });
    });
});
