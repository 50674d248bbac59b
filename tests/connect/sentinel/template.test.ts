import { expect } from "chai";
import type { WantedConnector } from "../../../connect/sentinel/connectors";
import { armTemplate, bicepTemplate } from "../../../connect/sentinel/template";
import { cloudTrailBody, cloudTrailName, roleArn, workspace } from "../support/samples";

const withRole = (awsRoleArn: string): WantedConnector => ({
    name: cloudTrailName,
    roleArn: awsRoleArn,
    body: { kind: "AmazonWebServicesCloudTrail", properties: { ...cloudTrailBody.properties, awsRoleArn } },
});

describe("bicepTemplate", () => {
    const escapes: [title: string, text: string, bicep: string][] = [
        ["a quote", "it's", "it\\'s"],
        ["an interpolation", `$${"{x}"}`, `\\$${"{x}"}`],
        ["a dollar sign alone", "$x {y}", "$x {y}"],
        ["a backslash", "a\\b", "a\\\\b"],
        ["a backslash before a quote", "a\\'b", "a\\\\\\'b"],
        ["a backslash before an interpolation", `\\$${"{x}"}`, `\\\\\\$${"{x}"}`],
    ];
    for (const [title, text, bicep] of escapes) {
        it(`escapes ${title}`, () => {
            const lines = bicepTemplate([withRole(text)], workspace).split("\n");
            expect(lines).to.include(`    awsRoleArn: '${bicep}'`);
        });
    }

    it("escapes the workspace's name as well", () => {
        const [, second] = bicepTemplate([withRole(roleArn)], "/workspaces/o'hara").split("\n");
        expect(second).to.equal("param workspaceName string = 'o\\'hara'");
    });
});

describe("armTemplate", () => {
    it("takes the workspace's name from its resource ID", () => {
        const { parameters, resources } = JSON.parse(armTemplate([withRole(roleArn)], workspace));
        expect(parameters).to.deep.equal({ workspaceName: { type: "string", defaultValue: "sentinel" } });
        expect(resources).to.have.length(1);
    });
});
