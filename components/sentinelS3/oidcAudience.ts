import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { withoutStack } from "../checks/stackless";

/**
 * Fails the preview of an S3 connector whose OIDC provider doesn't exist, or doesn't accept Sentinel's tokens: AWS
 * would accept the role anyway, and later reject Sentinel without giving a reason. Checked only in previews, because
 * AWS may not yet return a provider that the same update creates.
 *
 * @throws pulumi.ResourceError, on `component`
 */
export function refuseMissingAudience(
    component: pulumi.ComponentResource,
    providerArn: pulumi.Output<string>,
    audience: string,
): void {
    if (!pulumi.runtime.isDryRun()) {
        return;
    }
    providerArn.apply(async (arn) => {
        const reason = await reasonAgainst(component, arn, audience);
        if (reason) {
            throw withoutStack(new pulumi.ResourceError(reason, component, true));
        }
    });
}

async function reasonAgainst(
    component: pulumi.ComponentResource,
    arn: string,
    audience: string,
): Promise<string | undefined> {
    try {
        const { clientIdLists } = await iam.getOpenIdConnectProvider({ arn }, { parent: component });
        return clientIdLists.includes(audience)
            ? undefined
            : `The OIDC provider ${arn} doesn't accept Sentinel's tokens: ${audience} is not among its audiences (${clientIdLists.join(", ") || "it has none"}). Add it: aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${arn} --client-id ${audience}`;
    } catch (error) {
        return `The OIDC provider ${arn} can't be read. To list the account's providers: aws iam list-open-id-connect-providers. ${(error as Error).message}`;
    }
}
