import { checkPattern } from "../checks/pattern";
import type { Check } from "../checks/problem";

const source = "aws iam get-role --role-name NAME --query Role.Arn --output text";

/**
 * Checks the ARN of the role that deploys. A wildcard would exempt other roles too, and a session's ARN would exempt nobody:
 * `aws:PrincipalArn` is the role's. Nobody but an AWS service can assume a role under `aws-service-role/`. Sources: "IAM
 * identifiers"; "AWS global condition context keys"; "Create a service-linked role" (IAM User Guide).
 */
export const checkDeployRoleArn = checkPattern(
    /^arn:(?:aws(?:-[a-z]+)*):iam::\d{12}:role\/(?!aws-service-role\/)([\w+=,.@/-]{1,510}\/)?[\w+=,.@-]{1,64}$/,
    {
        code: "deploy-role-arn",
        reason: "Not the ARN of an IAM role that can deploy.",
        allowed:
            "arn:PARTITION:iam::ACCOUNT_ID:role/NAME, with the role's path if it has one: no wildcard, no session (sts), no service-linked role",
        example: "arn:aws:iam::111122223333:role/deploy",
        source,
    },
);

/**
 * Checks that the deploy role is in the connection's account: everybody in that account but the role is denied, so a role
 * elsewhere would leave nobody who could change the connection. In a plan the account may be a placeholder: then nothing is
 * refused. Source: "Service control policies (SCPs)" (AWS Organizations User Guide): they bind the account's own principals.
 */
export function checkDeployRoleAccount(accountId: string): Check<string> {
    return (arn) => {
        const isId = (text: string) => /^\d{12}$/.test(text);
        const [, partition, service, , its = "", ...named] = arn.split(":");
        return !isId(its) || !isId(accountId) || its === accountId
            ? undefined
            : {
                  code: "deploy-role-of-another-account",
                  reason: `The role is in account ${its}, and the connection is in ${accountId}. The service control policy would deny everybody in ${accountId} to change the connection.`,
                  reasonRepeatsValue: true,
                  allowed: `the ARN of a role in account ${accountId}`,
                  example: ["arn", partition, service, "", accountId, ...named].join(":"),
                  source,
              };
    };
}
