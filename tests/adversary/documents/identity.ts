/** What identity policies have in common. */
import type { PolicyDocument } from "../../../components/iam/document";
import type { AwsRequest } from "../../support/simulate";
import type { Place } from "../outsiders";
import { leftToAccount } from "../trial";

/** The class of outsider that every identity policy is tried with. */
export const everyOther = "every other action of the services that it uses";

/** Whether a list of actions, with or without wildcards, has this one. */
export function lists(listed: readonly string[], action: string): boolean {
    return listed.some((entry) => new RegExp(`^${entry.replaceAll("*", ".*")}$`).test(action));
}

/** A resource of somebody's whose own policy leaves the decision to the account that the principal belongs to. */
export function owned(request: AwsRequest, { partition, accountId }: Place): AwsRequest {
    return { ...request, resourcePolicy: leftToAccount(partition, accountId) };
}

/** The same on a resource of another account that is open to this one. */
export function elsewhereOpen(request: AwsRequest, resource: string): AwsRequest {
    return { ...request, resource, accountId: resource.split(":")[4] || request.accountId };
}

/** The document with its actions on everything and without conditions, so that it is the action alone that is refused. */
export function onEverything({ Version, Statement }: PolicyDocument): PolicyDocument {
    return {
        Version,
        Statement: Statement.map(({ Condition: _, ...statement }) =>
            statement.Effect === "Allow" ? { ...statement, Resource: "*" } : statement,
        ),
    };
}
