import { invocation } from "../invocation";
import type { StackOutputs } from "../outputs";

/** Where the keys are to be pasted, as the portal is today. Source: "Connect AWS to Microsoft Defender for Cloud Apps". */
export function portalSteps({ accountId, accessKeyId, previousAccessKeyId }: StackOutputs, file?: string): string {
    const secret = file === undefined ? "the secret access key" : `the secret access key from ${file}`;
    return `Microsoft offers no API for this connector, so the last steps are yours:

  1. Microsoft Defender portal (https://security.microsoft.com) > Settings > Cloud Apps > Connected apps > App Connectors
  2. Connect an app > Amazon Web Services. If the account is connected already, choose it > Edit settings instead.
  3. A name for the account: for example AWS ${accountId}
  4. Security auditing: Access key ${accessKeyId}, Secret key: ${secret}
  5. Connect. After a few minutes the status is Connected; ${invocation} verify says what is wrong if it isn't.
${
    previousAccessKeyId === undefined
        ? ""
        : `
The key before, ${previousAccessKeyId}, works until you take it away:
  pulumi config set --path defender.keepPreviousAccessKey false && pulumi up
`
}`;
}
