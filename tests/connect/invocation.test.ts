import { expect } from "chai";
import { invocation, invocationOf } from "../../connect/invocation";
import { printedBy } from "../support/spawned";

describe("the command in messages", () => {
    it("is npm's in the repository, where the sources run", () => {
        expect(invocation).to.equal("npm run --silent connect --");
        expect(invocationOf("/repository/connect/invocation.ts", { npm_command: "exec" })).to.equal(invocation);
    });

    it("is npm's in what npm run connect prints", async () => {
        const args = ["--import", "tsx", "connect/main.ts", "defender"];
        expect(await printedBy(args, { env: process.env })).to.deep.equal({
            exitCode: 2,
            out: "",
            err: "error: The stack outputs are empty. Did pulumi stack output print an error? Example: pulumi stack output --json | npm run --silent connect -- sentinel --workspace ID\n",
        });
    });

    it("is npx's where npx runs the package", () => {
        expect(invocationOf("/modules/trailconnect-cli/dist/invocation.js", { npm_command: "exec" })).to.equal(
            "npx trailconnect-cli",
        );
    });

    it("is the installed command elsewhere, another package's npm script included", () => {
        for (const env of [{}, { npm_command: "run-script", npm_lifecycle_event: "connect" }]) {
            expect(invocationOf("/modules/trailconnect-cli/dist/invocation.js", env)).to.equal("trailconnect");
        }
    });
});
