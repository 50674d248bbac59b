import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { parseOutputs } from "../../connect/outputs";
import { wantedConnectors } from "../../connect/sentinel/connectors";
import { armTemplate } from "../../connect/sentinel/template";
import { ofType } from "../../tools/registered/resources";
import { sampleAccountId, sampleAws } from "../../tools/rehearsal/aws";
import { type ProgramRun, runProgram } from "../../tools/rehearsal/engine";
import { root } from "../support/project";
import { spawned } from "../support/spawned";
import { count, exampleProgram, runExample, tree, workspaceId } from "./support/example";

const workspace =
    "/subscriptions/12345678-1234-9876-4563-123456789012/resourceGroups/security/providers/Microsoft.OperationalInsights/workspaces/sentinel";

/** Sample providers, and one workspace. */
const withWorkspace = (customerId: string) =>
    sampleAws("us-east-1", sampleAccountId, {
        "azure-native:operationalinsights:getWorkspace": { name: "sentinel", customerId },
    });

/** The example on the outputs of an AWS stack that has just been run. */
function connect(aws: ProgramRun, customerId = workspaceId): Promise<ProgramRun> {
    return runProgram(exampleProgram("azure", "prod"), withWorkspace(customerId), { "example/audit/prod": aws });
}

describe("the example azure", () => {
    let oneAccount: ProgramRun;
    let organization: ProgramRun;
    before(async () => {
        oneAccount = await runExample("one-account", "dev");
        organization = await runExample("organization", "prod");
    });

    it("makes the connector that polls CloudTrail, from the outputs of one-account", async () => {
        const run = await connect(oneAccount);
        expect(run.diagnostics).to.deep.equal([]);
        expect(run.exitCode).to.equal(0);
        expect(tree(run)).to.deep.equal({ "RandomUuid cloudtrail": {}, "AwsCloudTrailDataConnector cloudtrail": {} });
        const [connector] = ofType(run.registrations, "azure-native:securityinsights:AwsCloudTrailDataConnector");
        const [connectorId] = ofType(run.registrations, "random:index/randomUuid:RandomUuid");
        expect(connectorId?.state.result).to.be.a("string");
        expect(connector?.inputs).to.deep.equal({
            resourceGroupName: "security",
            workspaceName: "sentinel",
            dataConnectorId: connectorId?.state.result,
            kind: "AmazonWebServicesCloudTrail",
            awsRoleArn: oneAccount.outputs.roleArn,
            dataTypes: { logs: { state: "Enabled" } },
        });
        expect(run.outputs).to.have.all.keys("cloudTrailConnectorName");
        expect(run.secretOutputs).to.deep.equal([]);
    });

    it("deploys the S3 connector from the outputs of organization, by the template that the command prints", async () => {
        const run = await connect(organization);
        expect(run.diagnostics).to.deep.equal([]);
        expect(run.exitCode).to.equal(0);
        expect(tree(run)).to.deep.equal({ "RandomUuid cloudtrail-s3": {}, "Deployment cloudtrail-s3": {} });
        const [deployment] = ofType(run.registrations, "azure-native:resources:Deployment");
        const printed = JSON.parse(
            armTemplate(wantedConnectors(parseOutputs(JSON.stringify(organization.outputs)), workspace), workspace),
        );
        // Only the connector's name is each one's own.
        printed.resources[0].name = run.outputs.cloudTrailS3ConnectorName;
        expect(deployment?.inputs).to.deep.equal({
            resourceGroupName: "security",
            properties: { mode: "Incremental", template: printed },
        });
        expect(run.outputs).to.have.all.keys("cloudTrailS3ConnectorName");
    });

    it("refuses a workspace that the AWS stack doesn't wait for, and makes no connector", async () => {
        const other = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
        const run = await connect(oneAccount, other);
        expect(run.exitCode).not.to.equal(0);
        expect(run.diagnostics.join("\n")).to.include(
            `The workspace sentinel has the ID ${other}, but the AWS stack expects ${workspaceId}. Set resourceGroupName and workspaceName to that workspace.`,
        );
        expect(ofType(run.registrations, "azure-native:securityinsights:AwsCloudTrailDataConnector")).to.deep.equal([]);
    });

    it("says which AWS stack is missing", async () => {
        const program = exampleProgram("azure", "prod", { "sentinel:awsStack": "example/audit/dev" });
        const run = await runProgram(program, withWorkspace(workspaceId), {});
        expect(run.exitCode).not.to.equal(0);
        expect(run.diagnostics).to.deep.equal([
            "The program reads the outputs of the stack example/audit/dev. Write them to a file with pulumi stack output --json --stack example/audit/dev > FILE, and add --stack-outputs example/audit/dev=FILE.",
        ]);
        expect(count(run)).to.equal(0);
    });

    it("is rehearsed by the command in its README, both connectors at once", async () => {
        const readme = readFileSync(path.join(root, "examples/azure/README.md"), "utf8");
        const [, args = ""] = /`npm start -- (--cwd examples\/azure [^`]+)`/.exec(readme) ?? [];
        const { exitCode, out, err } = await spawned("tools/rehearsal/main.ts", [...args.split(" "), "--json"]);
        expect({ exitCode, err }).to.deep.equal({ exitCode: 0, err: "" });
        const { resources, notes, outputs } = JSON.parse(out);
        expect(resources.map(({ type, name }: { type: string; name: string }) => `${type} ${name}`)).to.have.members([
            "pulumi:pulumi:Stack sentinel-prod",
            "random:index/randomUuid:RandomUuid cloudtrail",
            "random:index/randomUuid:RandomUuid cloudtrail-s3",
            "azure-native:securityinsights:AwsCloudTrailDataConnector cloudtrail",
            "azure-native:resources:Deployment cloudtrail-s3",
        ]);
        expect(notes).to.have.length(1);
        expect(notes[0].text).to.match(/^Resource types without sample values: /);
        expect(outputs).to.have.all.keys("cloudTrailConnectorName", "cloudTrailS3ConnectorName");
    });
});
