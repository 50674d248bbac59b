import { invocation } from "../invocation";
import type { StackOutputs } from "../outputs";

/** The steps to paste the keys into the portal. Source: "Connect AWS to Microsoft Defender for Cloud Apps". */
export function portalSteps({ accountId, accessKeyId, previousAccessKeyId }: StackOutputs, file?: string): string {
    const secret = file === undefined ? "the secret access key" : `the secret access key from ${file}`;
    return `Microsoft offers no API for this connector. The remaining steps in the portal:

  1. Microsoft Defender portal (https://security.microsoft.com) > Settings > Cloud Apps > Connected apps > App Connectors
  2. Connect an app > Amazon Web Services. If the account is connected already, choose it > Edit settings instead.
  3. A name for the account: for example AWS ${accountId}
  4. Security auditing: Access key ${accessKeyId}, Secret key: ${secret}
  5. Connect. After a few minutes the status should be Connected. If it isn't, run ${invocation} verify.
${
    previousAccessKeyId === undefined
        ? ""
        : `
The previous key, ${previousAccessKeyId}, works until you delete it:
  pulumi config set --path defender.keepPreviousAccessKey false && pulumi up
`
}`;
}
