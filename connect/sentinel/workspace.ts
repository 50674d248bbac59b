import { UserError } from "../errors";

const shape =
    /^\/subscriptions\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/resourceGroups\/[^/\s]+\/providers\/Microsoft\.OperationalInsights\/workspaces\/[^/\s]+$/i;

const example =
    "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/security/providers/Microsoft.OperationalInsights/workspaces/sentinel";

/**
 * Checks a workspace's Azure resource ID.
 * @throws UserError that says what was given and where to find the right value
 */
export function checkWorkspace(id: string): string {
    if (!shape.test(id)) {
        const given = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
            ? "That is the workspace ID; Azure Resource Manager needs the resource ID."
            : "That is not a workspace's Azure resource ID.";
        throw new UserError(
            `--workspace ${JSON.stringify(id)}: ${given}\nAllowed: /subscriptions/ID/resourceGroups/NAME/providers/Microsoft.OperationalInsights/workspaces/NAME\nExample: ${example}\nFind it: Azure portal > Log Analytics workspaces > your workspace > JSON View > Resource ID; or az monitor log-analytics workspace show --query id`,
        );
    }
    return id;
}
