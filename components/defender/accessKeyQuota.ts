import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { withoutStack } from "../checks/stackless";
import { reasonAgainstCreating } from "./accessKeyGenerations";

/**
 * Fails the preview of an update that would need a third access key, before AWS fails the update halfway. There is
 * nothing to look up before the user exists. Checked only in previews: right after the user is created, AWS may not
 * return it yet.
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
    // In a preview, the ID of what the update would create or replace is unknown.
    user.id.apply(async (userName) => {
        const present = await presentAccessKeys(component, userName);
        const known = await Promise.all(accessKeys.map(({ id }) => isKnown(id)));
        const toCreate = known.filter((isThere) => !isThere).length;
        const reason = present && reasonAgainstCreating(userName, present, toCreate);
        if (reason) {
            throw withoutStack(new pulumi.ResourceError(reason, component, true));
        }
    });
}

/** The IDs of a user's access keys; `undefined`, with a warning, if AWS doesn't return them: the preview continues. */
async function presentAccessKeys(component: pulumi.ComponentResource, userName: string): Promise<string[] | undefined> {
    try {
        const { accessKeys } = await iam.getAccessKeys({ user: userName }, { parent: component });
        return accessKeys.map(({ accessKeyId }) => accessKeyId);
    } catch (error) {
        await pulumi.log.warn(
            `Can't check whether IAM user ${userName} can have another access key, because its keys can't be listed. If the user was deleted, pulumi up --refresh recreates it. ${(error as Error).message}`,
            component,
        );
        return undefined;
    }
}

/** Pulumi marks this property of Outputs as internal; there is no public way to query it. */
async function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
    return (output as unknown as { isKnown: Promise<boolean> }).isKnown;
}
