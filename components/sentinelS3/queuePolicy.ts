import type { PolicyDocument } from "../iam/document";
import { refusePlainHttpToQueue } from "../iam/plainHttpToQueue";
import type { Sender } from "../iam/sender";

/**
 * The policy of the queue that tells Sentinel of new logs: one sender fills it, and nothing travels without TLS.
 * Its reader is not named here: the role's own policy admits it.
 *
 * Sources: "Granting permissions to publish event notification messages to a destination" (Amazon S3) and
 * "Subscribing an Amazon SQS queue to an Amazon SNS topic" for the sender; "Amazon SQS security best practices" for
 * the refusal.
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

/** The policy of the dead-letter queue: SQS itself fills it, nobody is named. */
export function deadLetterQueuePolicy(queueArn: string): PolicyDocument {
    return { Version: "2012-10-17", Statement: [refusePlainHttpToQueue(queueArn)] };
}
