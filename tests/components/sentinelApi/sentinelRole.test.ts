import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { AzureCloud, SentinelRole, type SentinelRoleArgs } from "../../../components/index";
import { sentinelTrustPolicy } from "../../../components/sentinelApi/trustPolicy";
import { sampleAws } from "../../../tools/rehearsal/aws";
import { faultsOf } from "../../support/faults";
import { byLabel, construct, outputsOf, refusal, registration } from "../../support/mocks";

const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";

function sentinelRole(args: Partial<SentinelRoleArgs> = {}) {
    return construct(() => new SentinelRole("sentinel", { workspaceId, ...args }));
}

async function trustPolicy(args: Partial<SentinelRoleArgs>) {
    return byLabel((await sentinelRole(args)).registrations)["Role sentinel"]?.inputs.assumeRolePolicy;
}

describe("SentinelRole", () => {
    it("registers a role for Microsoft's account that reads CloudTrail, and nothing else", async () => {
        const args = { roleName: "sentinel-reader", tags: { Team: "security" } };
        const { built, registrations } = await sentinelRole(args);
        const { values, secrets } = await outputsOf(built);
        expect(values).to.deep.equal({
            roleArn: "arn:aws:iam::111122223333:role/sentinel-reader",
            externalId: workspaceId,
        });
        expect(secrets).to.deep.equal([]);
        expect(byLabel(registrations)).to.deep.equal(
            byLabel([
                registration({
                    type: "trailconnect:index:SentinelRole",
                    name: "sentinel",
                    inputs: { workspaceId, ...args },
                    outputs: values,
                }),
                registration({
                    type: "aws:iam/role:Role",
                    name: "sentinel",
                    parent: "SentinelRole sentinel",
                    inputs: {
                        name: "sentinel-reader",
                        description: "Microsoft Sentinel reads CloudTrail events",
                        assumeRolePolicy: JSON.stringify(sentinelTrustPolicy("aws", "197857026523", workspaceId)),
                        tags: { Team: "security" },
                    },
                }),
                registration({
                    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                    name: "sentinel-cloudtrail-read-only",
                    parent: "SentinelRole sentinel",
                    inputs: {
                        role: "sentinel-reader",
                        policyArn: "arn:aws:iam::aws:policy/AWSCloudTrail_ReadOnlyAccess",
                    },
                    dependencies: ["Role sentinel"],
                }),
            ]),
        );
    });

    it("leaves the role's name to Pulumi if none is given", async () => {
        const { registrations } = await sentinelRole();
        expect(byLabel(registrations)["Role sentinel"]?.inputs).to.have.all.keys("assumeRolePolicy", "description");
    });

    it("trusts the account given", async () => {
        expect(await trustPolicy({ microsoftAccountId: "210987654321" })).to.equal(
            JSON.stringify(sentinelTrustPolicy("aws", "210987654321", workspaceId)),
        );
    });

    it("trusts the account given for Azure Government", async () => {
        const args = { azureCloud: AzureCloud.UsGovernment, microsoftAccountId: "210987654321" };
        expect(await trustPolicy(args)).to.equal(
            JSON.stringify(sentinelTrustPolicy("aws", "210987654321", workspaceId)),
        );
    });

    it("takes IDs that other resources give", async () => {
        const args = {
            workspaceId: pulumi.output(workspaceId),
            microsoftAccountId: Promise.resolve("210987654321"),
        };
        const { built } = await sentinelRole(args);
        expect((await outputsOf(built)).values.externalId).to.equal(workspaceId);
        expect(await trustPolicy(args)).to.equal(
            JSON.stringify(sentinelTrustPolicy("aws", "210987654321", workspaceId)),
        );
    });

    it("keeps a secret workspace ID secret", async () => {
        const { built, registrations } = await sentinelRole({ workspaceId: pulumi.secret(workspaceId) });
        expect((await outputsOf(built)).secrets).to.deep.equal(["externalId"]);
        expect(byLabel(registrations)["Role sentinel"]?.secretInputs).to.deep.equal(["assumeRolePolicy"]);
    });

    it("refuses a bad workspace ID that another resource gives, and makes no role", async () => {
        const args = { workspaceId: pulumi.output(workspaceId.toUpperCase()) };
        const { error, registrations } = await refusal(() => new SentinelRole("sentinel", args));
        expect(faultsOf(error)).to.deep.equal(["workspaceId: workspace-id-in-upper-case"]);
        expect(Object.keys(byLabel(registrations))).to.deep.equal(["SentinelRole sentinel"]);
    });

    it("refuses a placeholder account that another resource gives, and makes no role", async () => {
        const args = { workspaceId, microsoftAccountId: pulumi.output("123412341234") };
        const { error, registrations } = await refusal(() => new SentinelRole("sentinel", args));
        expect(faultsOf(error)).to.deep.equal(["microsoftAccountId: placeholder-account-id"]);
        expect(Object.keys(byLabel(registrations))).to.deep.equal(["SentinelRole sentinel"]);
    });

    for (const [how, microsoftAccountId] of [
        ["plainly", "210987654321"],
        ["by another resource", pulumi.output("210987654321")],
    ] as const) {
        it(`refuses its own account, given ${how}, and makes no role`, async () => {
            const { error, registrations } = await refusal(
                () => new SentinelRole("sentinel", { workspaceId, microsoftAccountId }),
                { cloud: sampleAws("eu-central-1", "210987654321") },
            );
            expect(faultsOf(error)).to.deep.equal(["microsoftAccountId: own-account-as-microsofts"]);
            expect(Object.keys(byLabel(registrations))).to.deep.equal(["SentinelRole sentinel"]);
        });
    }

    it("refuses a partition out of Sentinel's reach, and makes no role", async () => {
        const { error, registrations } = await refusal(() => new SentinelRole("sentinel", { workspaceId }), {
            cloud: sampleAws("us-gov-west-1"),
        });
        expect(faultsOf(error)).to.deep.equal(["partition: partition"]);
        expect(Object.keys(byLabel(registrations))).to.deep.equal(["SentinelRole sentinel"]);
    });

    it("refuses what it can't use before it registers anything", async () => {
        const args = {
            workspaceId: "my-workspace",
            azureCloud: AzureCloud.UsGovernment,
            roleName: "sentinel reader",
        };
        const { error, registrations } = await refusal(() => new SentinelRole("sentinel", args));
        expect(faultsOf(error)).to.deep.equal([
            "workspaceId: workspace-id",
            "microsoftAccountId: no-microsoft-account-id",
            "roleName: name-characters",
        ]);
        expect(registrations).to.deep.equal([]);
    });
});
