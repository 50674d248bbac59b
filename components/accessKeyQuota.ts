import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { reasonAgainstCreating } from "./accessKeyGenerations";

/**
 * Stops a preview that would need a third access key, before AWS stops the update half way. It has
 * nothing to ask before the user exists, and it asks in previews only: an update that follows right on
 * the user's making may not see it yet.
 *
 * @throws pulumi.ResourceError, on `component`
 */
export function refuseThirdAccessKey(
    component: pulumi.ComponentResource,
    user: iam.User,
    accessKeys: readonly iam.AccessKey[],
): void {
    if (!pulumi.runtime.isDryRun()) {
        return;
    }
    // An ID is unknown in a preview for what the update would make or replace.
    iam.getAccessKeysOutput({ user: user.id }, { parent: component }).apply(
        async ({ user: userName, accessKeys: now }) => {
            const known = await Promise.all(accessKeys.map(({ id }) => isKnown(id)));
            const reason = reasonAgainstCreating(
                userName,
                now.map(({ accessKeyId }) => accessKeyId),
                known.filter((isThere) => !isThere).length,
            );
            if (reason) {
                throw new pulumi.ResourceError(reason, component, true);
            }
        },
    );
}

/** Pulumi marks this property of every Output as internal; there is no public way to ask. */
async function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
    return (output as unknown as { isKnown: Promise<boolean> }).isKnown;
}
