import { expect } from "chai";
import { count, runExample, tree, workspaceId } from "./support/example";
import { auditTrail, defenderUser, logBucket, logKey, sentinelRole } from "./support/trees";

describe("the example one-account", () => {
    it("connects the account to both, with logs that a dev stack may lose", async () => {
        const run = await runExample("one-account", "dev");
        expect(run.diagnostics).to.deep.equal([]);
        expect(run.exitCode).to.equal(0);
        expect(tree(run)).to.deep.equal({
            "CloudTrailConnection audit": {
                "RandomId audit-suffix": {},
                ...logKey("audit", { protect: false }),
                ...logBucket("audit", { protect: false }),
                ...auditTrail("audit", { protect: false }),
                ...sentinelRole("audit"),
                ...defenderUser("audit"),
            },
        });
        expect(count(run)).to.equal(19);
        expect(run.outputs).to.have.all.keys(
            "accountId",
            "region",
            "partition",
            "trailName",
            "trailArn",
            "bucketName",
            "kmsKeyArn",
            "sentinelWorkspaceId",
            "roleArn",
            "externalId",
            "userName",
            "accessKeyId",
            "secretAccessKey",
        );
        expect(run.outputs).to.include({ accountId: "111122223333", externalId: workspaceId });
        expect(run.secretOutputs).to.deep.equal(["secretAccessKey"]);
    });

    it("says what is wrong with a workspace ID, and makes nothing", async () => {
        const run = await runExample("one-account", "dev", { "audit:sentinelWorkspaceId": "MyWorkspace" });
        expect(run.exitCode).not.to.equal(0);
        expect(run.diagnostics.join("\n")).to.include("sentinel.workspaceId").and.to.include('"MyWorkspace"');
        expect(count(run)).to.equal(0);
    });
});
