import type { PolicyDocument, Statement } from "./document";
import type { Sender } from "./sender";

/** What a topic has to grant to each sender. */
export function publishStatements(topicArn: string, senders: readonly Sender[]): Statement[] {
    return senders.map(
        ({ service, condition }): Statement => ({
            Sid: `PublishFrom${service.replace(/\..*/, "").replace(/^./, (letter) => letter.toUpperCase())}`,
            Effect: "Allow",
            Principal: { Service: service },
            Action: "sns:Publish",
            Resource: topicArn,
            ...(condition === undefined ? {} : { Condition: condition }),
        }),
    );
}

/**
 * The policy of a topic: its senders publish, and nothing is published without TLS. Subscribers of the same account
 * need no statement here, other accounts get none.
 *
 * Sources: "Granting permissions to publish event notification messages to a destination" (Amazon S3); "Amazon SNS
 * security best practices" for the refusal. A topic's policy takes none of the wildcards that a bucket's takes, so the
 * refusal names the one action.
 */
export function topicPolicy(topicArn: string, senders: readonly Sender[]): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [
            ...publishStatements(topicArn, senders),
            {
                Sid: "RefusePlainHttp",
                Effect: "Deny",
                Principal: "*",
                Action: "sns:Publish",
                Resource: topicArn,
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
        ],
    };
}
