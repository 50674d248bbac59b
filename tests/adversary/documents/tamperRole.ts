/** What the role may do with which EventBridge publishes alarms. */
import type { AwsRequest } from "../../support/simulate";
import type { Place } from "../outsiders";
import { asIdentityPolicy, otherActions, outsideOf, type Trial } from "../trial";
import { foreignArns } from "../values";
import { elsewhereOpen, everyOther, owned } from "./identity";

/** What is known of that role. */
export interface TamperRoleWorld extends Place {
    roleName: string;
    topicArn: string;
}

/** What is tried on its policy. */
export async function tamperRoleTrial(world: TamperRoleWorld): Promise<Trial> {
    const { partition, accountId, roleName, topicArn } = world;
    const publishes: AwsRequest = {
        principal: `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/events`,
        accountId,
        action: "sns:Publish",
        resource: topicArn,
    };
    const attempts = [
        ...foreignArns(topicArn)
            // Only what is the ARN of a topic.
            .filter((topic) => /^arn:[^:]+:sns:[^:]+:[^:]+:[\w-]+$/.test(topic))
            .map((topic) => ({
                outsider: "another topic",
                request: elsewhereOpen(owned(publishes, world), topic),
            })),
        ...(await otherActions(everyOther, publishes, "sns", [topicArn, "*"], (action) => action === "sns:Publish")),
    ];
    return {
        attach: asIdentityPolicy,
        permitted: [publishes],
        attempts: outsideOf([publishes], attempts),
        listed: ["sns:Publish"],
    };
}
