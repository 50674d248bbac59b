import type { PolicyDocument, Statement } from "./document";
import type { Sender } from "./sender";

/** The statements that let each sender publish to a topic. */
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
 * A topic's policy: its senders may publish, and only over TLS. Subscribers in the same account need no statement here;
 * other accounts get none.
 *
 * Sources: "Granting permissions to publish event notification messages to a destination" (Amazon S3); "Amazon SNS
 * security best practices" for the Deny statement. A topic's policy doesn't support the wildcards that a bucket's does,
 * so that statement names the one action.
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
