import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { PolicyDocument } from "../../../components/iam/document";
import {
    AuditTrail,
    AzureCloud,
    CloudTrailConnection,
    type CloudTrailConnectionArgs,
    Connector,
    DefenderPermission,
    DefenderUser,
    Encryption,
    LogBucket,
    LogKey,
    SentinelRole,
} from "../../../components/index";
import { sampleAws } from "../../../tools/rehearsal/aws";
import { type SomeArguments, together } from "../../support/arguments";
import { faultsOf } from "../../support/faults";
import { byLabel, construct, label, outputsOf, type Registration, refusal, registration } from "../../support/mocks";

const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";

function connection(args: CloudTrailConnectionArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    return construct(() => new CloudTrailConnection("c", { sentinel: { workspaceId }, ...args }, opts));
}

async function outputs(args: CloudTrailConnectionArgs = {}) {
    return outputsOf((await connection(args)).built);
}

async function labels(args: CloudTrailConnectionArgs = {}) {
    return (await connection(args)).registrations.map(label);
}

const everyOutput = {
    defender: ["userName", "accessKeyId", "secretAccessKey"],
    sentinel: ["roleArn", "externalId", "sentinelWorkspaceId"],
    kms: ["kmsKeyArn"],
    always: ["accountId", "region", "partition", "trailName", "trailArn", "bucketName", "recordedAccounts"],
};

const partsOf = {
    always: [
        "CloudTrailConnection c",
        "RandomId c-suffix",
        "LogBucket c-log-bucket",
        "Bucket c-log-bucket",
        "BucketPublicAccessBlock c-log-bucket-public-access-block",
        "BucketOwnershipControls c-log-bucket-ownership",
        "BucketVersioning c-log-bucket-versioning",
        "BucketServerSideEncryptionConfiguration c-log-bucket-encryption",
        "BucketLifecycleConfiguration c-log-bucket-lifecycle",
        "BucketPolicy c-log-bucket-policy",
        "AuditTrail c-trail",
        "Trail c-trail",
    ],
    kms: ["LogKey c-log-key", "Key c-log-key", "Alias c-log-key-alias"],
    sentinel: [
        "SentinelRole c-sentinel-role",
        "Role c-sentinel-role",
        "RolePolicyAttachment c-sentinel-role-cloudtrail-read-only",
    ],
    defender: [
        "DefenderUser c-defender-user",
        "Policy c-defender-user",
        "Group c-defender-user-group",
        "GroupPolicyAttachment c-defender-user-group-policy",
        "User c-defender-user-user",
        "UserGroupMembership c-defender-user-membership",
        "AccessKey c-defender-user-access-key-1",
    ],
};

describe("CloudTrailConnection", () => {
    it("registers a suffix and five components, wired together", async () => {
        const tags = { Team: "security" };
        const { built, registrations } = await connection({ tags });
        const { values, secrets } = await outputsOf(built);
        const suffix = /-([0-9a-f]{8})$/.exec(String(values.bucketName))?.[1];
        const trailArn = `arn:aws:cloudtrail:eu-central-1:111122223333:trail/trailconnect-trail-${suffix}`;
        expect(values).to.deep.include({
            accountId: "111122223333",
            region: "eu-central-1",
            partition: "aws",
            trailName: `trailconnect-trail-${suffix}`,
            trailArn,
            bucketName: `trailconnect-logs-${suffix}`,
            roleArn: `arn:aws:iam::111122223333:role/trailconnect-sentinel-${suffix}`,
            externalId: workspaceId,
            sentinelWorkspaceId: workspaceId,
            userName: `trailconnect-defender-${suffix}`,
        });
        expect(values).to.have.all.keys(Object.values(everyOutput).flat());
        expect(secrets).to.deep.equal(["secretAccessKey"]);

        const registered = byLabel(registrations);
        expect(Object.keys(registered)).to.have.members(Object.values(partsOf).flat());
        const part = (wanted: string, inputs: Registration["inputs"], dependencies: string[]) => {
            const [type, name = ""] = wanted.split(" ");
            const { outputs, secretOutputs } = registered[wanted] as Registration;
            const parent = "CloudTrailConnection c";
            return registration({
                ...{ type: `trailconnect:index:${type}`, name, parent, inputs, dependencies, outputs, secretOutputs },
            });
        };
        const { kmsKeyArn, bucketName, trailName } = values;
        expect(
            byLabel(registrations.filter(({ parent }) => !parent || parent === "CloudTrailConnection c")),
        ).to.deep.equal(
            byLabel([
                registration({
                    type: "trailconnect:index:CloudTrailConnection",
                    name: "c",
                    inputs: { sentinel: { workspaceId }, tags },
                    outputs: values,
                    secretOutputs: ["secretAccessKey"],
                }),
                registration({
                    type: "random:index/randomId:RandomId",
                    name: "c-suffix",
                    parent: "CloudTrailConnection c",
                    inputs: { byteLength: 4 },
                }),
                part("LogKey c-log-key", { trailArn, aliasName: `alias/trailconnect-logs-${suffix}`, tags }, [
                    "RandomId c-suffix",
                ]),
                part("LogBucket c-log-bucket", { trailArn, bucketName, kmsKeyArn, tags }, [
                    "Key c-log-key",
                    "RandomId c-suffix",
                ]),
                part("AuditTrail c-trail", { trailName, bucketName, kmsKeyArn, tags }, [
                    "BucketPolicy c-log-bucket-policy",
                    "Key c-log-key",
                    "RandomId c-suffix",
                ]),
                part(
                    "SentinelRole c-sentinel-role",
                    { workspaceId, roleName: `trailconnect-sentinel-${suffix}`, tags },
                    ["RandomId c-suffix"],
                ),
                part("DefenderUser c-defender-user", { userName: `trailconnect-defender-${suffix}`, tags }, [
                    "RandomId c-suffix",
                ]),
            ]),
        );
    });

    it("makes of each component what the component makes of itself", async () => {
        const { registrations } = await connection({ tags: { Team: "security" } });
        const alone: Record<string, (name: string, inputs: never) => pulumi.ComponentResource> = {
            LogKey: (name, inputs) => new LogKey(name, inputs),
            LogBucket: (name, inputs) => new LogBucket(name, inputs),
            AuditTrail: (name, inputs) => new AuditTrail(name, inputs),
            SentinelRole: (name, inputs) => new SentinelRole(name, inputs),
            DefenderUser: (name, inputs) => new DefenderUser(name, inputs),
        };
        // What a component is given by others it depends on, alone it does not.
        const own = (given: readonly Registration[]) =>
            byLabel(given.map((one) => ({ ...one, parent: undefined, dependencies: [] })));
        for (const [type, make] of Object.entries(alone)) {
            const component = registrations.find((one) => label(one).startsWith(`${type} `)) as Registration;
            const children = registrations.filter(({ parent }) => parent === label(component));
            const { registrations: expected } = await construct(() => make(component.name, component.inputs as never));
            expect(own([component, ...children])).to.deep.equal(own(expected));
        }
    });

    it("creates the trail after the bucket's policy and the key", async () => {
        const { registrations } = await connection();
        expect(byLabel(registrations)["Trail c-trail"]?.dependencies).to.deep.equal([
            "BucketPolicy c-log-bucket-policy",
            "Key c-log-key",
            "RandomId c-suffix",
        ]);
    });

    it("tells the workspace ID with either of Sentinel's connectors, secret if it is", async () => {
        for (const connectors of [[Connector.Sentinel], [Connector.SentinelS3], Object.values(Connector)]) {
            const { values, secrets } = await outputs({ connectors });
            expect(values.sentinelWorkspaceId).to.equal(workspaceId);
            expect(secrets).to.not.include("sentinelWorkspaceId");
            const secret = await outputs({ connectors, sentinel: { workspaceId: pulumi.secret(workspaceId) } });
            expect(secret.values.sentinelWorkspaceId).to.equal(workspaceId);
            expect(secret.secrets).to.include("sentinelWorkspaceId");
        }
    });

    it("protects the trail, its log group, the bucket, what guards it and the key, and nothing else", async () => {
        const guarded = [
            "Bucket c-log-bucket",
            "BucketPublicAccessBlock c-log-bucket-public-access-block",
            "BucketOwnershipControls c-log-bucket-ownership",
            "BucketVersioning c-log-bucket-versioning",
            "BucketServerSideEncryptionConfiguration c-log-bucket-encryption",
            "BucketLifecycleConfiguration c-log-bucket-lifecycle",
            "BucketPolicy c-log-bucket-policy",
            "Key c-log-key",
            "Trail c-trail",
            "LogGroup c-log-group",
        ];
        const isProtected = async (args: Partial<CloudTrailConnectionArgs>) =>
            (await connection({ trail: { cloudWatchLogsRetentionDays: 30 }, ...args })).registrations
                .filter(({ protect }) => protect)
                .map(label);
        expect(await isProtected({})).to.have.members(guarded);
        expect(await isProtected({ protectLogs: true })).to.have.members(guarded);
        expect(await isProtected({ protectLogs: false })).to.deep.equal([]);
    });

    it("empties the bucket with the stack only where logs are not protected", async () => {
        for (const protectLogs of [undefined, true, false]) {
            const { registrations } = await connection({ protectLogs });
            expect(byLabel(registrations)["Bucket c-log-bucket"]?.inputs.forceDestroy).to.equal(protectLogs === false);
        }
    });

    describe("with a deploy role", () => {
        const deployRoleArn = "arn:aws:iam::111122223333:role/deploy";
        const guarded = async (args: Partial<CloudTrailConnectionArgs>) => {
            const { values } = await outputs({ deployRoleArn, ...args });
            const text = values.serviceControlPolicy as string;
            const [statement] = (JSON.parse(text) as PolicyDocument).Statement;
            expect(text).to.not.match(/\s/);
            expect(statement?.Condition).to.deep.equal({ ArnNotLike: { "aws:PrincipalArn": deployRoleArn } });
            return { values, resources: statement?.Resource };
        };
        const here = (service: string, name: string) => `arn:aws:${service}:eu-central-1:111122223333:${name}`;

        it("gives out a service control policy for what it makes", async () => {
            const { values, resources } = await guarded({});
            expect(resources).to.deep.equal([
                values.trailArn,
                values.kmsKeyArn,
                `arn:aws:s3:::${values.bucketName}`,
                `arn:aws:s3:::${values.bucketName}/*`,
                deployRoleArn,
            ]);
        });

        it("guards queue, topics, alarms and log group where there are some", async () => {
            const { values, resources } = await guarded({
                connectors: [Connector.SentinelS3],
                sentinel: { workspaceId, snsFanOut: true },
                alarms: { onTampering: true },
                trail: { cloudWatchLogsRetentionDays: 30 },
                encryption: Encryption.S3,
            });
            const suffix = String(values.bucketName).slice(-8);
            expect(resources).to.deep.equal([
                values.trailArn,
                `arn:aws:s3:::${values.bucketName}`,
                `arn:aws:s3:::${values.bucketName}/*`,
                here("logs", `log-group:${values.logGroupName}:*`),
                here("sqs", `trailconnect-sentinel-${suffix}*`),
                here("sqs", `trailconnect-tamper-${suffix}*`),
                `${values.sentinelTopicArn}*`,
                `${values.alarmTopicArn}*`,
                here("cloudwatch", `alarm:trailconnect-sentinel-${suffix}*`),
                here("cloudwatch", `alarm:trailconnect-tamper-${suffix}*`),
                here("events", `rule/trailconnect-tamper-${suffix}*`),
                deployRoleArn,
                `arn:aws:iam::111122223333:role/trailconnect-trail-${suffix}`,
                `arn:aws:iam::111122223333:role/trailconnect-tamper-${suffix}*`,
            ]);
        });

        it("leaves to their owners what exists already", async () => {
            const { values, resources } = await guarded({
                trail: { name: "audit-trail" },
                existingBucket: { name: "central-audit-logs" },
                existingKmsKeyArn: here("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab"),
                alarms: { onTampering: true, topicArn: here("sns", "security-alarms") },
            });
            const rules = (resources as string[]).find((arn) => arn.includes(":rule/"));
            const name = /rule\/(trailconnect-tamper-[0-9a-f]{8})\*$/.exec(String(rules))?.[1];
            expect(resources).to.deep.equal([
                values.trailArn,
                here("sqs", `${name}*`),
                here("cloudwatch", `alarm:${name}*`),
                here("events", `rule/${name}*`),
                deployRoleArn,
                `arn:aws:iam::111122223333:role/${name}*`,
            ]);
        });

        it("refuses a bad one that another resource gives, and gives out nothing", async () => {
            const args = { connectors: [Connector.Defender], deployRoleArn: pulumi.output("arn:aws:iam::*:role/*") };
            const { error } = await refusal(() => new CloudTrailConnection("c", args));
            expect(faultsOf(error)).to.deep.equal(["deployRoleArn: deploy-role-arn"]);
        });

        for (const [how, given] of [
            ["plainly", "arn:aws:iam::444455556666:role/deploy"],
            ["by another resource", pulumi.output("arn:aws:iam::444455556666:role/deploy")],
        ] as const) {
            it(`refuses one of another account, given ${how}`, async () => {
                const args = { connectors: [Connector.Defender], deployRoleArn: given };
                const { error, errors, registrations } = await refusal(() => new CloudTrailConnection("c", args));
                expect(errors).to.have.length(1);
                expect(faultsOf(error)).to.deep.equal(["deployRoleArn: deploy-role-of-another-account"]);
                if (how === "plainly") {
                    const made = registrations.filter(({ type }) => type.startsWith("aws:"));
                    expect(made.map(label)).to.deep.equal([]);
                }
            });
        }
    });

    describe("without", () => {
        it("the sentinel connector has no role and none of its outputs", async () => {
            const args = { connectors: [Connector.Defender], sentinel: undefined };
            expect(await labels(args)).to.have.members([...partsOf.always, ...partsOf.kms, ...partsOf.defender]);
            const { built } = await connection(args);
            expect((await outputsOf(built)).values).to.have.all.keys(
                ...everyOutput.always,
                ...everyOutput.kms,
                ...everyOutput.defender,
            );
            expect([built.roleArn, built.externalId, built.sentinelWorkspaceId]).to.deep.equal([
                undefined,
                undefined,
                undefined,
            ]);
        });

        it("Sentinel's connectors tells no workspace ID, even if one is given", async () => {
            const { values } = await outputs({ connectors: [Connector.Defender] });
            expect(values).to.not.have.property("sentinelWorkspaceId");
        });

        it("the defender connector has no user and none of its outputs", async () => {
            const args = { connectors: [Connector.Sentinel] };
            expect(await labels(args)).to.have.members([...partsOf.always, ...partsOf.kms, ...partsOf.sentinel]);
            const { built } = await connection(args);
            const { values, secrets } = await outputsOf(built);
            expect(values).to.have.all.keys(...everyOutput.always, ...everyOutput.kms, ...everyOutput.sentinel);
            expect(secrets).to.deep.equal([]);
            expect([built.userName, built.accessKeyId, built.secretAccessKey]).to.deep.equal([
                undefined,
                undefined,
                undefined,
            ]);
        });

        it("a key of the account's own has no key at all", async () => {
            const { built, registrations } = await connection({ encryption: Encryption.S3 });
            const registered = byLabel(registrations);
            expect(Object.keys(registered)).to.have.members([
                ...partsOf.always,
                ...partsOf.sentinel,
                ...partsOf.defender,
            ]);
            expect(
                registered["BucketServerSideEncryptionConfiguration c-log-bucket-encryption"]?.inputs.rules,
            ).to.deep.equal([{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }]);
            expect(registered["Trail c-trail"]?.inputs).to.not.have.property("kmsKeyId");
            expect(built.kmsKeyArn).to.equal(undefined);
            expect((await outputsOf(built)).values).to.not.have.property("kmsKeyArn");
        });
    });

    it("registers as outputs all that it has, and no more", async () => {
        for (const args of [
            {},
            { connectors: [Connector.Defender] },
            { connectors: [Connector.Sentinel] },
            { encryption: Encryption.S3 },
            { defender: { accessKeyPgpKey: "keybase:alice" } },
            { defender: { accessKeyGeneration: 2, keepPreviousAccessKey: true } },
        ]) {
            const { built, registrations } = await connection(args);
            const { values, secrets } = await outputsOf(built);
            expect(byLabel(registrations)["CloudTrailConnection c"]).to.deep.include({
                outputs: values,
                secretOutputs: secrets,
            });
        }
    });

    it("gives a PGP-encrypted secret access key in place of the plain one", async () => {
        const { values, secrets } = await outputs({ defender: { accessKeyPgpKey: "keybase:alice" } });
        expect(values).to.have.property("encryptedSecretAccessKey");
        expect(values).to.not.have.property("secretAccessKey");
        expect(secrets).to.deep.equal([]);
    });

    it("gives the ID of the previous access key during a rotation", async () => {
        const before = (await outputs()).values;
        const { values } = await outputs({ defender: { accessKeyGeneration: 2, keepPreviousAccessKey: true } });
        expect(values.previousAccessKeyId).to.equal(before.accessKeyId);
        expect(values.accessKeyId).to.not.equal(before.accessKeyId);
    });

    it("hands its arguments on", async () => {
        const { registrations } = await connection({
            sentinel: { workspaceId, azureCloud: AzureCloud.UsGovernment, microsoftAccountId: "210987654321" },
            namePrefix: "audit",
            logRetentionDays: 30,
            protectLogs: false,
            defender: {
                permissions: [DefenderPermission.Governance],
                sourceIps: ["203.0.113.0/26"],
                accessKeyGeneration: 2,
                keepPreviousAccessKey: true,
                accessKeyPgpKey: "keybase:alice",
            },
        });
        const registered = byLabel(registrations);
        const inputs = (wanted: string, ...ignored: string[]) =>
            Object.fromEntries(
                Object.entries(registered[wanted]?.inputs ?? {}).filter(([name]) => !ignored.includes(name)),
            );
        expect(inputs("LogKey c-log-key", "trailArn", "aliasName")).to.deep.equal({ protectLogs: false });
        expect(inputs("LogBucket c-log-bucket", "trailArn", "bucketName", "kmsKeyArn")).to.deep.equal({
            logRetentionDays: 30,
            protectLogs: false,
        });
        expect(inputs("SentinelRole c-sentinel-role", "roleName")).to.deep.equal({
            workspaceId,
            azureCloud: "usGovernment",
            microsoftAccountId: "210987654321",
        });
        expect(inputs("DefenderUser c-defender-user", "userName")).to.deep.equal({
            permissions: ["Governance"],
            sourceIps: ["203.0.113.0/26"],
            accessKeyGeneration: 2,
            keepPreviousAccessKey: true,
            accessKeyPgpKey: "keybase:alice",
        });
        for (const [wanted, property, kind] of [
            ["LogKey c-log-key", "aliasName", "alias/audit-logs"],
            ["LogBucket c-log-bucket", "bucketName", "audit-logs"],
            ["AuditTrail c-trail", "trailName", "audit-trail"],
            ["SentinelRole c-sentinel-role", "roleName", "audit-sentinel"],
            ["DefenderUser c-defender-user", "userName", "audit-defender"],
        ] as const) {
            expect(registered[wanted]?.inputs[property]).to.match(new RegExp(`^${kind}-[0-9a-f]{8}$`));
        }
    });

    it("tags every resource that takes tags", async () => {
        for (const tags of [
            { Team: "security" },
            pulumi.output({ Team: "security" }),
            { Team: pulumi.output("security") },
        ]) {
            const { registrations } = await connection({ tags });
            const tagged = registrations.filter(({ custom, inputs }) => custom && "tags" in inputs);
            expect(tagged.map(label)).to.have.members([
                "Key c-log-key",
                "Bucket c-log-bucket",
                "Trail c-trail",
                "Role c-sentinel-role",
                "Policy c-defender-user",
                "User c-defender-user-user",
            ]);
            for (const { inputs } of tagged) {
                expect(inputs.tags).to.deep.equal({ Team: "security" });
            }
        }
    });

    it("fits in one program twice, under names of which one begins as the other does", async () => {
        const { registrations } = await construct(() => [
            new CloudTrailConnection("c", { sentinel: { workspaceId } }),
            new CloudTrailConnection("c-log", { sentinel: { workspaceId } }),
        ]);
        // Throws if two are of one type and one name.
        expect(Object.keys(byLabel(registrations))).to.have.lengthOf(2 * Object.values(partsOf).flat().length);
        const names = registrations.flatMap(({ type, inputs }) =>
            ["name", "bucket"].flatMap((property) =>
                inputs[property] && !/s3\/bucket[A-Z]/.test(type) ? [`${type} ${inputs[property]}`] : [],
            ),
        );
        expect(new Set(names).size).to.equal(names.length);
        expect(names).to.have.lengthOf(2 * 7);
    });

    it("hands an explicit provider to every AWS resource and every question to AWS", async () => {
        for (const option of ["provider", "providers"] as const) {
            const { registrations, calls } = await construct(() => {
                const provider = new aws.Provider("elsewhere", { region: "eu-central-1" });
                const opts = option === "provider" ? { provider } : { providers: [provider] };
                return new CloudTrailConnection("c", { sentinel: { workspaceId } }, opts);
            });
            const resources = registrations.filter(({ type }) => type.startsWith("aws:"));
            expect(resources).to.have.lengthOf(18);
            expect(new Set(resources.map(({ provider }) => provider))).to.deep.equal(new Set(["elsewhere"]));
            expect(byLabel(registrations)["RandomId c-suffix"]?.provider).to.equal(undefined);
            expect(calls.map(({ token }) => token)).to.have.members([
                "aws:index/getPartition:getPartition",
                "aws:index/getPartition:getPartition",
                "aws:index/getRegion:getRegion",
                "aws:index/getCallerIdentity:getCallerIdentity",
                "aws:index/getCallerIdentity:getCallerIdentity",
            ]);
            expect(new Set(calls.map(({ provider }) => provider))).to.deep.equal(new Set(["elsewhere"]));
        }
    });

    it("takes values that other resources give", async () => {
        const { built, registrations } = await connection({
            sentinel: { workspaceId: pulumi.output(workspaceId), microsoftAccountId: pulumi.output("210987654321") },
            defender: { sourceIps: pulumi.output(["203.0.113.0/26"]), accessKeyPgpKey: pulumi.output("keybase:alice") },
        });
        const { registrations: expected } = await connection({
            sentinel: { workspaceId, microsoftAccountId: "210987654321" },
            defender: { sourceIps: ["203.0.113.0/26"], accessKeyPgpKey: "keybase:alice" },
        });
        expect(byLabel(registrations)).to.deep.equal(byLabel(expected));
        expect((await outputsOf(built)).values.externalId).to.equal(workspaceId);
    });

    it("refuses a bad value that another resource gives", async () => {
        for (const [args, fault] of [
            [{ sentinel: { workspaceId: pulumi.output("my-workspace") } }, "sentinel.workspaceId: workspace-id"],
            [{ accessLogBucketName: pulumi.output("access-*") }, "accessLogBucketName: one-bucket"],
            [{ trail: { name: pulumi.output("a..b") } }, "trail.name: name-characters"],
            [
                {
                    existingKmsKeyArn: pulumi.output("arn:aws:kms:eu-central-1:111122223333:alias/logs"),
                    trail: { name: "audit-trail" },
                },
                "existingKmsKeyArn: one-kms-key",
            ],
            [
                { sentinel: { workspaceId, microsoftAccountId: pulumi.output("123456789012") } },
                "sentinel.microsoftAccountId: placeholder-account-id",
            ],
            [{ defender: { sourceIps: pulumi.output(["everywhere"]) } }, "defender.sourceIps[0]: cidr-block"],
            [{ defender: { accessKeyPgpKey: pulumi.output("not a key") } }, "defender.accessKeyPgpKey: pgp-public-key"],
        ] as const) {
            const { error } = await refusal(
                () => new CloudTrailConnection("c", together({ sentinel: { workspaceId } }, args as SomeArguments)),
            );
            expect(faultsOf(error)).to.deep.equal([fault]);
        }
    });

    it("refuses a bad workspace ID that another resource gives, under its own name, whichever connector asks", async () => {
        for (const connectors of [[Connector.Sentinel], [Connector.SentinelS3], Object.values(Connector)]) {
            const args = { connectors, sentinel: { workspaceId: pulumi.secret("my-workspace") } };
            const { error, registrations } = await refusal(() => new CloudTrailConnection("c", args));
            expect(faultsOf(error)).to.deep.equal(["sentinel.workspaceId: workspace-id"]);
            expect(error.message).to.include("sentinel.workspaceId = [secret]").and.not.include("my-workspace");
            const made = registrations.map(label);
            expect(made).to.not.include("Role c-sentinel-role");
            expect(made).to.not.include("Role c-sentinel-s3");
        }
    });

    it("refuses a partition out of Microsoft's reach, and makes nothing", async () => {
        const { error, registrations } = await refusal(
            () => new CloudTrailConnection("c", { sentinel: { workspaceId } }),
            { cloud: sampleAws("cn-north-1") },
        );
        expect(faultsOf(error)).to.deep.equal(["partition: partition"]);
        expect(registrations.filter(({ type }) => type.startsWith("aws:")).map(label)).to.deep.equal([]);
    });

    it("refuses what it can't use before it registers anything", async () => {
        const args = {
            connectors: [Connector.Defender, Connector.Defender],
            namePrefix: "Audit",
            logRetentionDays: 0,
            encryption: "none" as Encryption,
            defender: { accessKeyGeneration: 1, keepPreviousAccessKey: true },
        };
        const { error, registrations } = await refusal(() => new CloudTrailConnection("c", args));
        expect(faultsOf(error)).to.deep.equal([
            "connectors: twice-in-list",
            "namePrefix: name-prefix-characters",
            "defender.keepPreviousAccessKey: no-previous-access-key",
            "logRetentionDays: out-of-range",
            "encryption: not-an-enum-value",
        ]);
        expect(registrations).to.deep.equal([]);
    });
});
