import { Provider } from "@pulumi/aws";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { AzureCloud, SentinelS3, type SentinelS3Args } from "../../../components/index";
import { sampleAws } from "../../../tools/rehearsal/aws";
import type { Cloud } from "../../../tools/rehearsal/cloud";
import { faultsOf } from "../../support/faults";
import { construct, refusal } from "../../support/mocks";

const aws = sampleAws("eu-central-1");
const getProvider = "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider";
const issuers = "arn:aws:iam::111122223333:oidc-provider/sts.windows.net";
const existingOidcProviderArn = `${issuers}/33e01921-4d64-4f8c-a055-5bdaffd5e33d/`;
const audience = "api://1462b192-27f7-4cb9-8523-0f4ecb54b47e";
const defenderAudience = "api://AzureADTokenExchange";

/** AWS where the account's OIDC provider admits these audiences, and resources of some names are yet to be created. */
function awsWith(clientIdLists: readonly string[], toCreate: readonly string[] = []): Cloud {
    return {
        create: (type, name, inputs) =>
            toCreate.includes(name) ? { id: "", state: {} } : aws.create(type, name, inputs),
        invoke: (token, args) =>
            token === getProvider ? { id: args.arn, arn: args.arn, clientIdLists } : aws.invoke(token, args),
    };
}

const required = {
    workspaceId: "0f8fad5b-d9cb-469f-a165-70867728950e",
    bucketName: "audit-logs",
    logPrefixes: ["AWSLogs/111122223333/CloudTrail/"],
    ownsBucket: true,
    roleName: "OIDC_sentinel-reader",
    existingOidcProviderArn,
};

const feed =
    (args: Partial<SentinelS3Args> = {}) =>
    () =>
        new SentinelS3("feed", { ...required, ...args });

const asked = (calls: { token: string }[]) => calls.filter(({ token }) => token === getProvider);

describe("refuseMissingAudience", () => {
    it("stops a preview of a feed whose OIDC provider doesn't accept Sentinel's tokens", async () => {
        const cloud = awsWith([defenderAudience, "sts.amazonaws.com"]);
        const { error, calls } = await refusal(feed(), { cloud, preview: true });
        expect(asked(calls)).to.deep.equal([
            { token: getProvider, args: { arn: existingOidcProviderArn }, provider: undefined },
        ]);
        expect(pulumi.ResourceError.isInstance(error)).to.equal(true);
        expect(error).to.have.property("hideStack", true);
        expect(error).to.have.property("resource").that.is.instanceOf(SentinelS3);
        expect(error.message).to.equal(
            `The OIDC provider ${existingOidcProviderArn} doesn't accept Sentinel's tokens: api://1462b192-27f7-4cb9-8523-0f4ecb54b47e is not among its audiences (api://AzureADTokenExchange, sts.amazonaws.com). Add it: aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${existingOidcProviderArn} --client-id api://1462b192-27f7-4cb9-8523-0f4ecb54b47e`,
        );
    });

    it("stops a preview of a feed whose OIDC provider can't be read", async () => {
        const cloud: Cloud = {
            ...aws,
            invoke: (token, args) => {
                if (token === getProvider) {
                    throw Object.assign(new Error(), { details: "NoSuchEntity: there is no such provider" });
                }
                return aws.invoke(token, args);
            },
        };
        const { error } = await refusal(feed(), { cloud, preview: true });
        expect(error.message).to.equal(
            `The OIDC provider ${existingOidcProviderArn} can't be read. To list the account's providers: aws iam list-open-id-connect-providers. NoSuchEntity: there is no such provider`,
        );
        expect(error.stack).to.equal(error.message);
    });

    it("says so where the OIDC provider has no audience", async () => {
        const { error } = await refusal(feed(), { cloud: awsWith([]), preview: true });
        expect(error.message).to.include("is not among its audiences (it has none). Add it: ");
    });

    it("looks for the audience of the workspace's Azure cloud", async () => {
        const args = {
            azureCloud: AzureCloud.UsGovernment,
            existingOidcProviderArn: `${issuers}/cab8a31a-1906-4287-a0d8-4eef66b95f6e/`,
        };
        const { error } = await refusal(feed(args), { cloud: awsWith([audience]), preview: true });
        expect(error.message).to.include("api://d4230588-5f84-4281-a9c7-2c15194b28f7 is not among its audiences");
    });

    it("lets an OIDC provider pass that admits Sentinel among others", async () => {
        const cloud = awsWith([defenderAudience, audience]);
        const { calls } = await construct(feed(), { cloud, preview: true });
        expect(asked(calls)).to.have.lengthOf(1);
    });

    it("takes an audience for Sentinel's only if it is the whole of it", async () => {
        const cloud = awsWith([`${audience}0`]);
        const { error } = await refusal(feed(), { cloud, preview: true });
        expect(error.message).to.include("doesn't accept Sentinel's tokens");
    });

    it("does not ask for a provider of another account, which is refused anyway", async () => {
        const args = { existingOidcProviderArn: existingOidcProviderArn.replace("111122223333", "444455556666") };
        const { error, calls } = await refusal(feed(args), { cloud: awsWith([]), preview: true });
        expect(faultsOf(error)).to.deep.equal(["existingOidcProviderArn: oidc-provider-of-another-account"]);
        expect(asked(calls)).to.deep.equal([]);
    });

    it("asks for a provider that another resource gives", async () => {
        const args = { existingOidcProviderArn: pulumi.output(existingOidcProviderArn) };
        const { calls } = await construct(feed(args), { cloud: awsWith([audience]), preview: true });
        expect(asked(calls)).to.have.lengthOf(1);
    });

    it("does not ask for a provider that is yet to be made", async () => {
        const withNewProvider = () => {
            const url = "https://sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/";
            const provider = new iam.OpenIdConnectProvider("to-make", { url, clientIdLists: [defenderAudience] });
            return new SentinelS3("feed", { ...required, existingOidcProviderArn: provider.arn });
        };
        const cloud = awsWith([defenderAudience], ["to-make"]);
        const { calls } = await construct(withNewProvider, { cloud, preview: true });
        expect(asked(calls)).to.deep.equal([]);
    });

    it("asks nobody where the feed makes its own OIDC provider", async () => {
        const { calls } = await construct(feed({ existingOidcProviderArn: undefined }), {
            cloud: awsWith([]),
            preview: true,
        });
        expect(asked(calls)).to.deep.equal([]);
    });

    it("asks the provider that the feed is made with", async () => {
        const inAnotherAccount = () => {
            const provider = new Provider("elsewhere", { region: "eu-central-1" });
            return new SentinelS3("feed", required, { provider });
        };
        const { calls } = await construct(inAnotherAccount, { cloud: awsWith([audience]), preview: true });
        expect(asked(calls)).to.deep.equal([
            { token: getProvider, args: { arn: existingOidcProviderArn }, provider: "elsewhere" },
        ]);
    });

    it("asks nobody in an update", async () => {
        const { calls } = await construct(feed(), { cloud: awsWith([]) });
        expect(asked(calls)).to.deep.equal([]);
    });
});
