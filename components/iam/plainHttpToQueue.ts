import type { Statement } from "./document";

/** What a queue's policy refuses: every request over plain HTTP. Source: "Amazon SQS security best practices". */
export function refusePlainHttpToQueue(queueArn: string): Statement {
    return {
        Sid: "RefusePlainHttp",
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource: queueArn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
}
