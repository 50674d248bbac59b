import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { defenderPolicy } from "../../../components/defender/readerPolicy";
import { DefenderPermission, DefenderUser, type DefenderUserArgs } from "../../../components/index";
import { faultsOf } from "../../support/faults";
import { byLabel, construct, label, outputsOf, refusal, registration } from "../../support/mocks";

const { Activity, Storage, Governance } = DefenderPermission;

function defenderUser(args: DefenderUserArgs = {}) {
    return construct(() => new DefenderUser("defender", args));
}

async function policy(args: DefenderUserArgs) {
    return byLabel((await defenderUser(args)).registrations)["Policy defender"]?.inputs.policy;
}

async function accessKeys(args: DefenderUserArgs) {
    const { registrations } = await defenderUser(args);
    return registrations.filter(({ type }) => type === "aws:iam/accessKey:AccessKey");
}

const parent = "DefenderUser defender";
const entity = "defender-reader";
const policyArn = "arn:aws:iam::111122223333:policy/defender-reader";

describe("DefenderUser", () => {
    it("registers a user with one policy, through a group and as boundary, and one access key", async () => {
        const args = { userName: entity, tags: { Team: "security" } };
        const { built, registrations } = await defenderUser(args);
        const { values, secrets } = await outputsOf(built);
        expect(values).to.have.all.keys("userName", "accessKeyId", "secretAccessKey");
        expect(values.userName).to.equal(entity);
        expect(values.accessKeyId).to.match(/^AKIA[0-9A-F]{9}EXAMPLE$/);
        expect(values.secretAccessKey).to.match(/^[0-9a-f]{33}EXAMPLE$/);
        expect(secrets).to.deep.equal(["secretAccessKey"]);
        expect(byLabel(registrations)).to.deep.equal(
            byLabel([
                registration({
                    type: "trailconnect:index:DefenderUser",
                    name: "defender",
                    inputs: args,
                    outputs: values,
                    secretOutputs: ["secretAccessKey"],
                }),
                registration({
                    type: "aws:iam/policy:Policy",
                    name: "defender",
                    parent,
                    inputs: {
                        name: entity,
                        description: "What Microsoft Defender for Cloud Apps may do",
                        policy: JSON.stringify(defenderPolicy([Activity, Storage])),
                        tags: { Team: "security" },
                    },
                }),
                registration({
                    type: "aws:iam/group:Group",
                    name: "defender-group",
                    parent,
                    inputs: { name: entity },
                    replaceOnChanges: ["name"],
                }),
                registration({
                    type: "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
                    name: "defender-group-policy",
                    parent,
                    inputs: { group: entity, policyArn },
                    dependencies: ["Group defender-group", "Policy defender"],
                }),
                registration({
                    type: "aws:iam/user:User",
                    name: "defender-user",
                    parent,
                    inputs: {
                        name: entity,
                        permissionsBoundary: policyArn,
                        forceDestroy: true,
                        tags: { Team: "security" },
                    },
                    dependencies: ["Policy defender"],
                    replaceOnChanges: ["name"],
                }),
                registration({
                    type: "aws:iam/userGroupMembership:UserGroupMembership",
                    name: "defender-membership",
                    parent,
                    inputs: { user: entity, groups: [entity] },
                    dependencies: ["Group defender-group", "User defender-user"],
                }),
                registration({
                    type: "aws:iam/accessKey:AccessKey",
                    name: "defender-access-key-1",
                    parent,
                    inputs: { user: entity },
                    dependencies: [
                        "GroupPolicyAttachment defender-group-policy",
                        "User defender-user",
                        "UserGroupMembership defender-membership",
                    ],
                }),
            ]),
        );
    });

    it("leaves the names of user, group and policy to Pulumi if none is given", async () => {
        const { registrations } = await defenderUser();
        expect(registrations.filter(({ inputs }) => "name" in inputs)).to.deep.equal([]);
    });

    it("gives the permissions asked for, from the addresses given", async () => {
        const sourceIps = ["203.0.113.0/26", "2001:db8::/32"];
        expect(await policy({ permissions: [Governance, Activity], sourceIps })).to.equal(
            JSON.stringify(defenderPolicy([Activity, Governance], sourceIps)),
        );
    });

    it("takes addresses that other resources give", async () => {
        const expected = JSON.stringify(defenderPolicy([Activity, Storage], ["203.0.113.0/26"]));
        expect(await policy({ sourceIps: pulumi.output(["203.0.113.0/26"]) })).to.equal(expected);
        expect(await policy({ sourceIps: [pulumi.output("203.0.113.0/26")] })).to.equal(expected);
    });

    describe("access keys", () => {
        it("are generation 1 only at first", async () => {
            expect((await accessKeys({ accessKeyGeneration: 1 })).map(label)).to.deep.equal([
                "AccessKey defender-access-key-1",
            ]);
        });

        it("have another name in the next generation, so that it is made before the last one goes", async () => {
            const keys = await accessKeys({ accessKeyGeneration: 2 });
            expect(keys.map(label)).to.deep.equal(["AccessKey defender-access-key-2"]);
            // An alias would make one resource of the two.
            expect(keys.flatMap(({ aliases }) => aliases)).to.deep.equal([]);
        });

        it("are two while the previous one is kept", async () => {
            const args = { accessKeyGeneration: 2, keepPreviousAccessKey: true };
            const { built, registrations } = await defenderUser(args);
            const keys = registrations.filter(({ type }) => type === "aws:iam/accessKey:AccessKey");
            expect(keys.map(label)).to.have.members([
                "AccessKey defender-access-key-2",
                "AccessKey defender-access-key-1",
            ]);
            expect(new Set(keys.map(({ inputs }) => JSON.stringify(inputs))).size).to.equal(1);
            const { values, secrets } = await outputsOf(built);
            expect(values).to.have.all.keys("userName", "accessKeyId", "secretAccessKey", "previousAccessKeyId");
            expect(secrets).to.deep.equal(["secretAccessKey"]);
            expect(byLabel(registrations)[parent]).to.deep.include({
                outputs: values,
                secretOutputs: ["secretAccessKey"],
            });
        });

        it("keep their IDs and secrets over a rotation", async () => {
            const outputs = async (args: DefenderUserArgs) =>
                (await outputsOf((await defenderUser(args)).built)).values;
            const before = await outputs({ accessKeyGeneration: 1 });
            const during = await outputs({ accessKeyGeneration: 2, keepPreviousAccessKey: true });
            const after = await outputs({ accessKeyGeneration: 2 });
            expect(during.previousAccessKeyId).to.equal(before.accessKeyId);
            expect(during.accessKeyId).to.not.equal(before.accessKeyId);
            expect(after).to.deep.equal({
                userName: during.userName,
                accessKeyId: during.accessKeyId,
                secretAccessKey: during.secretAccessKey,
            });
        });
    });

    describe("with a PGP key", () => {
        it("gives the secret access key encrypted, and only so", async () => {
            const args = { accessKeyPgpKey: "keybase:alice" };
            const { built, registrations } = await defenderUser(args);
            const { values, secrets } = await outputsOf(built);
            expect(values).to.have.all.keys("userName", "accessKeyId", "encryptedSecretAccessKey");
            expect(secrets).to.deep.equal([]);
            expect(built.secretAccessKey).to.equal(undefined);
            const registered = byLabel(registrations);
            expect(registered[parent]).to.deep.include({ outputs: values, secretOutputs: [] });
            expect(registered["AccessKey defender-access-key-1"]?.inputs).to.have.property("pgpKey", "keybase:alice");
        });

        it("takes a key that another resource gives", async () => {
            const [key] = await accessKeys({ accessKeyPgpKey: pulumi.output("keybase:alice") });
            expect(key?.inputs).to.have.property("pgpKey", "keybase:alice");
        });

        it("encrypts both access keys of a rotation", async () => {
            const args = { accessKeyGeneration: 2, keepPreviousAccessKey: true, accessKeyPgpKey: "keybase:alice" };
            expect((await accessKeys(args)).map(({ inputs }) => inputs.pgpKey)).to.deep.equal([
                "keybase:alice",
                "keybase:alice",
            ]);
        });

        it("refuses a bad one that another resource gives, and makes no access key", async () => {
            const args = { accessKeyPgpKey: pulumi.output("not a key, and not to be repeated") };
            const { error, registrations } = await refusal(() => new DefenderUser("defender", args));
            expect(faultsOf(error)).to.deep.equal(["accessKeyPgpKey: pgp-public-key"]);
            expect(error.message).to.not.include("not to be repeated");
            expect(registrations.filter(({ type }) => type === "aws:iam/accessKey:AccessKey")).to.deep.equal([]);
        });
    });

    it("refuses bad addresses that another resource gives, and makes no policy", async () => {
        for (const sourceIps of [pulumi.output(["10.0.0.0/8"]), [pulumi.output("10.0.0.0/8")]]) {
            const { error, registrations } = await refusal(() => new DefenderUser("defender", { sourceIps }));
            expect(faultsOf(error)).to.deep.equal(["sourceIps[0]: private-address"]);
            expect(registrations.filter(({ type }) => type === "aws:iam/policy:Policy")).to.deep.equal([]);
        }
    });

    it("tells the place of a bad address in a list in which others come from resources", async () => {
        const sourceIps = [pulumi.output("203.0.113.0/26"), "10.0.0.0/8"];
        const { error } = await refusal(() => new DefenderUser("defender", { sourceIps }));
        expect(faultsOf(error)).to.deep.equal(["sourceIps[1]: private-address"]);
    });

    it("refuses what it can't use before it registers anything", async () => {
        const args = {
            permissions: [],
            sourceIps: ["203.0.113.5"],
            accessKeyGeneration: 0,
            accessKeyPgpKey: "not a key",
            userName: "a".repeat(65),
        };
        const { error, registrations } = await refusal(() => new DefenderUser("defender", args));
        expect(faultsOf(error)).to.deep.equal([
            "permissions: empty-list",
            "sourceIps[0]: no-prefix-length",
            "accessKeyGeneration: out-of-range",
            "accessKeyPgpKey: pgp-public-key",
            "userName: name-too-long",
        ]);
        expect(registrations).to.deep.equal([]);
    });
});
