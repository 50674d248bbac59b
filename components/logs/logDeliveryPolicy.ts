import { cloudTrailService, type PolicyDocument } from "../iam/document";

/**
 * The trust policy of the role with which CloudTrail writes to CloudWatch Logs. It bears no `aws:SourceArn`: AWS
 * documents none for this role, and users report that one stops the delivery (prowler-cloud/prowler issue 4714). What
 * the role can do is write to one log group.
 *
 * Source: "Sending events to CloudWatch Logs" (AWS CloudTrail User Guide).
 */
export const logDeliveryTrustPolicy: PolicyDocument = {
    Version: "2012-10-17",
    Statement: [
        {
            Sid: "CloudTrailAssumes",
            Effect: "Allow",
            Principal: { Service: cloudTrailService },
            Action: "sts:AssumeRole",
        },
    ],
};

/**
 * The policy of that role: CloudTrail's log streams in the one log group, by the names that CloudTrail gives them.
 *
 * Source: "Role policy document for CloudTrail to use CloudWatch Logs for monitoring".
 *
 * @param logGroupArn the log group, without `:*` at its end
 * @param accountId the account that owns the trail
 * @param organizationId the organization whose accounts it records, if any
 */
export function logDeliveryPolicy(logGroupArn: string, accountId: string, organizationId?: string): PolicyDocument {
    const owners = [`${accountId}_CloudTrail_*`, ...(organizationId ? [`${organizationId}_*`] : [])];
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "WritesEvents",
                Effect: "Allow",
                Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                Resource: owners.map((streams) => `${logGroupArn}:log-stream:${streams}`),
            },
        ],
    };
}
