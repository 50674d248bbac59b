import { checkPattern } from "../checks/pattern";

/**
 * Checks the ARN of the role that deploys. A wildcard would exempt other roles too, and a session's ARN would exempt nobody:
 * `aws:PrincipalArn` is the role's. Sources: "IAM identifiers"; "AWS global condition context keys".
 */
export const checkDeployRoleArn = checkPattern(
    /^arn:[a-z-]+:iam::\d{12}:role\/([\w+=,.@/-]{1,510}\/)?[\w+=,.@-]{1,64}$/,
    {
        code: "deploy-role-arn",
        reason: "Not the ARN of an IAM role.",
        allowed:
            "arn:PARTITION:iam::ACCOUNT_ID:role/NAME, with the role's path if it has one: no wildcard, no session (sts)",
        example: "arn:aws:iam::111122223333:role/deploy",
        source: "aws iam get-role --role-name NAME --query Role.Arn --output text",
    },
);
