import { expect } from "chai";
import type { Properties } from "../../tools/rehearsal/cloud";
import { report } from "../../tools/rehearsal/report";
import { count, exampleProgram, runExample, tree } from "./support/example";
import { auditTrail, logBucket, logKey, sentinelRole } from "./support/trees";

const accounts = [
    { name: "production", id: "111122223333", region: "eu-central-1" },
    { name: "analytics", id: "444455556666", region: "us-east-1" },
    { name: "sandbox", id: "777788889999", region: "eu-central-1" },
];

describe("the example many-accounts", () => {
    it("makes each connection in its own account, by its own provider and by no other", async () => {
        const run = await runExample("many-accounts", "prod");
        expect(run.diagnostics).to.deep.equal([]);
        expect(run.exitCode).to.equal(0);
        expect(tree(run)).to.deep.equal(
            Object.fromEntries(
                accounts.flatMap(({ name }) => [
                    [`aws ${name}`, {}],
                    [
                        `CloudTrailConnection ${name}`,
                        {
                            [`RandomId ${name}-suffix`]: {},
                            ...logKey(name, { provider: name }),
                            ...logBucket(name, { provider: name }),
                            ...auditTrail(name, { provider: name }),
                            ...sentinelRole(name, { provider: name }),
                        },
                    ],
                ]),
            ),
        );
        expect(count(run)).to.equal(39);
        const providers = run.registrations.filter(({ type }) => type === "pulumi:providers:aws");
        expect(Object.fromEntries(providers.map(({ name, inputs }) => [name, inputs]))).to.deep.equal(
            Object.fromEntries(
                accounts.map(({ name, id, region }) => [
                    name,
                    {
                        region,
                        allowedAccountIds: JSON.stringify([id]),
                        assumeRoles: JSON.stringify([{ roleArn: `arn:aws:iam::${id}:role/Deployment` }]),
                        skipCredentialsValidation: "false",
                        skipRegionValidation: "true",
                    },
                ]),
            ),
        );

        expect(run.outputs).to.have.all.keys("connections");
        const connections = run.outputs.connections as Record<string, Properties>;
        expect(Object.keys(connections).sort()).to.deep.equal(["analytics", "production", "sandbox"]);
        for (const { name, id, region } of accounts) {
            expect(connections[name]).to.have.all.keys(
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
            );
            expect(connections[name]).to.include({ accountId: id, region });
            expect(connections[name]?.trailArn).to.match(new RegExp(`^arn:aws:cloudtrail:${region}:${id}:trail/`));
            expect(connections[name]?.roleArn).to.match(new RegExp(`^arn:aws:iam::${id}:role/`));
        }

        // The report shows them, and takes no account for an outsider of itself.
        const printed = report(run, exampleProgram("many-accounts", "prod"), Number.POSITIVE_INFINITY);
        expect(printed).to.include('connections  {"').and.not.to.include("not an account that Microsoft publishes");
    });

    it("says what is missing", async () => {
        const run = await runExample("many-accounts", "prod", { "audit:sentinelWorkspaceId": "" });
        expect(run.exitCode).not.to.equal(0);
        expect(run.diagnostics.join("\n")).to.include("sentinel.workspaceId");
        expect(count(run)).to.equal(0);
    });
});
