import { cloudTrailService, type PolicyDocument } from "../iam/document";

/**
 * The trust policy of the role with which CloudTrail writes to CloudWatch Logs. It has no `aws:SourceArn` condition:
 * AWS documents none for this role, and users report that one stops delivery (prowler-cloud/prowler issue 4714). The
 * role can only write to one log group.
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
 * The policy of that role: it allows writing to CloudTrail's log streams, by their names, in one log group.
 *
 * Source: "Role policy document for CloudTrail to use CloudWatch Logs for monitoring".
 *
 * @param logGroupArn the log group's ARN, without `:*` at the end
 * @param accountId the account that owns the trail
 * @param organizationId the organization whose accounts the trail records, if any
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
