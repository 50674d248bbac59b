import type { PolicyDocument } from "../iam/document";
import { refusePlainHttpToQueue } from "../iam/plainHttpToQueue";
import type { Sender } from "../iam/sender";

/**
 * The policy of the queue that notifies Sentinel of new logs: a single sender may send messages, and every request must
 * use TLS. The reader isn't named here: the role's own policy grants it access.
 *
 * Sources: "Granting permissions to publish event notification messages to a destination" (Amazon S3) and "Subscribing
 * an Amazon SQS queue to an Amazon SNS topic" for the sender; "Amazon SQS security best practices" for the Deny
 * statement.
 */
export function queuePolicy(queueArn: string, sender: Sender): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "NewLogsAreAnnounced",
                Effect: "Allow",
                Principal: { Service: sender.service },
                Action: "sqs:SendMessage",
                Resource: queueArn,
                Condition: sender.condition,
            },
            refusePlainHttpToQueue(queueArn),
        ],
    };
}

/** The policy of the dead-letter queue: SQS itself moves messages there, so no principal is allowed. */
export function deadLetterQueuePolicy(queueArn: string): PolicyDocument {
    return { Version: "2012-10-17", Statement: [refusePlainHttpToQueue(queueArn)] };
}
