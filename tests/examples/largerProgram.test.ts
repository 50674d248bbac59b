import { expect } from "chai";
import { ofType } from "../../tools/registered/resources";
import type { ProgramRun } from "../../tools/rehearsal/engine";
import { runScript } from "../support/script";
import { count, runExample, tree, workspaceId } from "./support/example";
import { auditTrail, defenderUser, logBucket, logKey, sentinelRole } from "./support/trees";

describe("the example larger-program", () => {
    let run: ProgramRun;
    before(async () => {
        run = await runExample("larger-program", "prod");
    });

    it("hangs the connection in its component, and protects by type what Microsoft relies on", () => {
        expect(run.diagnostics).to.deep.equal([]);
        expect(run.exitCode).to.equal(0);
        const of = "baseline-audit";
        expect(tree(run)).to.deep.equal({
            "SecurityBaseline baseline": {
                "Bucket baseline-access-logs, protected": {},
                "BucketPublicAccessBlock baseline-access-logs": {},
                "BucketPolicy baseline-access-logs": {},
                "CloudTrailConnection baseline-audit": {
                    "RandomId baseline-audit-suffix": {},
                    ...logKey(of),
                    ...logBucket(of, {}, ["BucketLogging baseline-audit-log-bucket-access-logging"]),
                    ...auditTrail(of, { protect: true }),
                    ...sentinelRole(of, { protect: true }),
                    ...defenderUser(of, { protect: true }),
                },
            },
        });
        expect(count(run)).to.equal(23);
        expect(run.outputs).to.have.all.keys(
            "accessLogBucketName",
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
        expect(run.secretOutputs).to.deep.equal(["secretAccessKey"]);
    });

    it("tags every resource that takes tags, the connection's own among them", () => {
        const { registrations } = run;
        const tagged = registrations.filter(({ inputs }) => inputs.tags !== undefined);
        expect(tagged.map(({ inputs }) => inputs.tags)).to.deep.equal(tagged.map(() => ({ CostCenter: "4711" })));
        expect(tagged.map(({ type, name }) => `${type.split(":").at(-1)} ${name}`)).to.have.members([
            "Bucket baseline-access-logs",
            "Bucket baseline-audit-log-bucket",
            "Key baseline-audit-log-key",
            "Policy baseline-audit-defender-user",
            "Role baseline-audit-sentinel-role",
            "Trail baseline-audit-trail",
            "User baseline-audit-defender-user-user",
        ]);
    });

    it("has the log bucket wait for the bucket that takes its access logs, policy included", () => {
        const { registrations, outputs } = run;
        const [logging] = ofType(registrations, "aws:s3/bucketLogging:BucketLogging");
        expect(logging?.inputs.targetBucket).to.equal(outputs.accessLogBucketName);
        const policies = ofType(registrations, "aws:s3/bucketPolicy:BucketPolicy");
        const own = policies.find(({ name }) => name === "baseline-access-logs");
        expect(logging?.dependencies).to.include(own?.urn);
        expect(JSON.parse(own?.inputs.policy as string).Statement).to.deep.equal([
            {
                Effect: "Allow",
                Principal: { Service: "logging.s3.amazonaws.com" },
                Action: "s3:PutObject",
                Resource: `arn:aws:s3:::${outputs.accessLogBucketName}/*`,
                Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
            },
        ]);
    });

    it("finds everything that the connection made when it was the stack's own, under its former name", async () => {
        const { registrations } = run;
        // The program before there was a component, with the same arguments.
        const before = await runScript(
            `
            const { CloudTrailConnection } = require("trailconnect");
            new CloudTrailConnection("audit", {
                sentinel: { workspaceId: "${workspaceId}" },
                accessLogBucketName: "access-logs",
            });
        `,
        );
        expect(before.diagnostics).to.deep.equal([]);
        const urns = before.registrations
            .filter(({ parent }) => parent !== "")
            .map(({ urn }) => urn.replace("urn:pulumi:test::script::", "urn:pulumi:prod::platform::"));
        const [connection] = ofType(registrations, "trailconnect:index:CloudTrailConnection");
        expect(connection?.aliases).to.deep.equal([
            "urn:pulumi:prod::platform::trailconnect:index:CloudTrailConnection::audit",
        ]);
        const known = new Set(registrations.flatMap(({ aliases }) => aliases));
        expect(urns).to.have.length(26);
        expect(urns.filter((urn) => !known.has(urn))).to.deep.equal([]);
    });

    it("says what is wrong with a workspace ID", async () => {
        const refused = await runExample("larger-program", "prod", { "platform:sentinelWorkspaceId": "none" });
        expect(refused.exitCode).not.to.equal(0);
        expect(refused.diagnostics.join("\n")).to.include("sentinel.workspaceId").and.to.include('"none"');
        expect(ofType(refused.registrations, "trailconnect:index:CloudTrailConnection")).to.deep.equal([]);
    });
});
