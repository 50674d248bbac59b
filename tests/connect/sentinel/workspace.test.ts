import { expect } from "chai";
import { UserError } from "../../../connect/errors";
import { checkWorkspace } from "../../../connect/sentinel/workspace";
import { workspace, workspaceId } from "../support/samples";

const rest = `
Allowed: /subscriptions/ID/resourceGroups/NAME/providers/Microsoft.OperationalInsights/workspaces/NAME
Example: /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/security/providers/Microsoft.OperationalInsights/workspaces/sentinel
Find it: Azure portal > Log Analytics workspaces > your workspace > JSON View > Resource ID; or az monitor log-analytics workspace show --query id`;

const other = "That is not a workspace's Azure resource ID.";
const guid = "That is the workspace ID; Azure Resource Manager needs the resource ID.";

const refused: [title: string, given: string, reason: string][] = [
    ["nothing", "", other],
    ["a workspace ID", workspaceId, guid],
    ["a workspace ID in upper case", workspaceId.toUpperCase(), guid],
    ["a name", "sentinel", other],
    ["another resource", workspace.replace("workspaces", "clusters"), other],
    ["a subscription by its name", workspace.replace(/subscriptions\/[^/]+/, "subscriptions/production"), other],
    ["a resource within the workspace", `${workspace}/tables/AWSCloudTrail`, other],
    ["a slash behind it", `${workspace}/`, other],
    ["a space behind it", `${workspace} `, other],
    ["a line break behind it", `${workspace}\n`, other],
    ["an address before it", `https://management.azure.com${workspace}`, other],
    ["no slash before it", workspace.slice(1), other],
];

describe("checkWorkspace", () => {
    it("takes a workspace's Azure resource ID, in any case", () => {
        for (const given of [workspace, workspace.toLowerCase(), workspace.toUpperCase()]) {
            expect(checkWorkspace(given)).to.equal(given);
        }
    });

    for (const [title, given, reason] of refused) {
        it(`refuses ${title}`, () => {
            let thrown: unknown;
            try {
                checkWorkspace(given);
            } catch (error) {
                thrown = error;
            }
            expect(thrown).to.be.instanceOf(UserError);
            expect((thrown as Error).message).to.equal(`--workspace ${JSON.stringify(given)}: ${reason}${rest}`);
        });
    }
});
