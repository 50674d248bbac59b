/** The policy documents of `TamperAlarms`: how EventBridge reaches the topic, and where undelivered events go. */
import type { PolicyDocument, Statement } from "../iam/document";
import { refusePlainHttpToQueue } from "../iam/plainHttpToQueue";

/** EventBridge, on behalf of some rules of one account and of no others. */
function onlyFor(ruleArns: readonly string[], accountId: string): NonNullable<Statement["Condition"]> {
    return { StringEquals: { "aws:SourceArn": [...ruleArns], "aws:SourceAccount": accountId } };
}

/**
 * The trust policy of the role that the rules publish with. Source: "Cross-service confused deputy prevention in Amazon
 * EventBridge".
 */
export function tamperRoleTrustPolicy(ruleArns: readonly string[], accountId: string): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "OnlyTheseRules",
                Effect: "Allow",
                Principal: { Service: "events.amazonaws.com" },
                Action: "sts:AssumeRole",
                Condition: onlyFor(ruleArns, accountId),
            },
        ],
    };
}

/** What that role may do: publish to the one topic. Source: "Using identity-based policies for Amazon EventBridge". */
export function tamperRolePolicy(topicArn: string): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [{ Sid: "PublishesAlarms", Effect: "Allow", Action: "sns:Publish", Resource: topicArn }],
    };
}

/**
 * The policy of the queue for events that EventBridge can't deliver. Source: "Using dead-letter queues to process
 * undelivered events in EventBridge", section on permissions.
 */
export function undeliveredQueuePolicy(
    queueArn: string,
    ruleArns: readonly string[],
    accountId: string,
): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "UndeliveredEvents",
                Effect: "Allow",
                Principal: { Service: "events.amazonaws.com" },
                Action: "sqs:SendMessage",
                Resource: queueArn,
                Condition: onlyFor(ruleArns, accountId),
            },
            refusePlainHttpToQueue(queueArn),
        ],
    };
}

/**
 * What a topic in another account must grant to the role; one in the same account needs nothing for it. It names the account,
 * and the role by a condition, because SNS accepts no principal that doesn't exist yet.
 *
 * Source: "AWS JSON policy elements: Principal" (IAM User Guide), on a role in `aws:PrincipalArn`.
 *
 * @param accountRootArn the account that the role belongs to
 * @param roleArn the role's ARN, or a pattern of it
 */
export function tamperRoleStatements(topicArn: string, accountRootArn: string, roleArn: string): Statement[] {
    return [
        {
            Sid: "PublishFromTamperAlarms",
            Effect: "Allow",
            Principal: { AWS: accountRootArn },
            Action: "sns:Publish",
            Resource: topicArn,
            Condition: { ArnLike: { "aws:PrincipalArn": roleArn } },
        },
    ];
}
