/** Controls that only the account or its operator can answer. */
import { defaults } from "../../../components/defaults";
import type { Unmanaged } from "./control";
import { keys } from "./options";
import { connections, type RegisteredStack } from "./registeredStack";

/** What this program doesn't manage, with the ids of the controls that apply to a stack. */
export function unmanagedOfAccount(stack: RegisteredStack): (Unmanaged & { ids: string })[] {
    return [
        ...stack
            .of("iam", "User")
            .slice(0, 1)
            .map((user) => {
                const generation = stack.settingsOf(user)(keys.accessKeyGeneration) as number | undefined;
                return {
                    title: "Access keys are rotated every 90 days, and disabled when they are not used",
                    ids: "1.11 1.13 IAM.3 IAM.8 IAM.22 iam_rotate_access_key_90_days iam_user_accesskey_unused AVD-AWS-0146 AVD-AWS-0166",
                    reason: `Only the account knows a key's age and last use. Microsoft's portal takes a new key by hand, so you choose when: the next ${keys.accessKeyGeneration} makes the next key. Remove defender from ${keys.connectors} once Defender for Cloud Apps is disconnected; user and key are then deleted.`,
                    options: [
                        {
                            key: keys.accessKeyGeneration,
                            value: (generation ?? defaults.defender.accessKeyGeneration) + 1,
                        },
                    ],
                    command: `aws iam list-access-keys --user-name ${user.state.name} --query 'AccessKeyMetadata[].[AccessKeyId,Status,CreateDate]'`,
                };
            }),
        ...connections(stack)
            .slice(0, 1)
            .map(() => ({
                title: "Settings and state of the whole account",
                ids: "1.3 1.4 1.5 4.1 4.2 4.3 4.4 4.6 4.9 4.10 4.11 4.12 4.13 4.14 4.15 4.16 S3.1 KMS.3 CloudTrail.9 IAM.24 IAM.25 SNS.3 SQS.2",
                reason: "This program manages none of these: the root user and its MFA, S3's block of public access for the account, Security Hub, and alarms on sign-ins, IAM, Config, networks and the organization, whose events the connectors bring to Microsoft. Nor can a program see whether somebody scheduled a key's deletion, or which tags aws:defaultTags adds.",
                command: "aws iam get-account-summary",
            })),
    ];
}
