import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { sizeOf } from "../../../components/iam/document";
import { AzureCloud, LogQueue, type LogQueueArgs, SentinelS3, type SentinelS3Args } from "../../../components/index";
import { oidcTrustPolicy } from "../../../components/sentinelS3/oidcTrustPolicy";
import { type ReadLogs, sentinelS3ReaderPolicy } from "../../../components/sentinelS3/sentinelS3ReaderPolicy";
import { sampleAws } from "../../../tools/rehearsal/aws";
import type { Cloud } from "../../../tools/rehearsal/cloud";
import { faultsOf } from "../../support/faults";
import { byLabel, construct, label, outputsOf, type Registration, refusal, registration } from "../../support/mocks";

const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";
const prefix = "AWSLogs/111122223333/CloudTrail/";
const roleName = "OIDC_sentinel-reader";
const required = { workspaceId, bucketName: "audit-logs", logPrefixes: [prefix], ownsBucket: false, roleName };
const named = { ...required, queueName: "sentinel-logs", tags: { Team: "security" } };
const kmsKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/0f8fad5b-d9cb-469f-a165-70867728950e";
const queueArn = "arn:aws:sqs:eu-central-1:111122223333:sentinel-logs";
const queueUrl = "https://sqs.eu-central-1.amazonaws.com/111122223333/sentinel-logs";
const topicArn = "arn:aws:sns:eu-central-1:111122223333:audit-logs";

const commercial = {
    providerArn: "arn:aws:iam::111122223333:oidc-provider/sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
    issuerUrl: "https://sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
    audience: "api://1462b192-27f7-4cb9-8523-0f4ecb54b47e",
};
const government = {
    providerArn: "arn:aws:iam::111122223333:oidc-provider/sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/",
    issuerUrl: "https://sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/",
    audience: "api://d4230588-5f84-4281-a9c7-2c15194b28f7",
};
const sessionNames = [`MicrosoftSentinel_${workspaceId}`, `MicrosoftDefenderForClouds_${workspaceId}`];

const parent = "SentinelS3 feed";
const provider = "OpenIdConnectProvider feed-oidc-provider";
const rolePolicy = "RolePolicy feed-policy";

const make = (args: Partial<SentinelS3Args> = {}) => new SentinelS3("feed", { ...required, ...args });

function sentinelS3(args: Partial<SentinelS3Args> = {}) {
    return construct(() => make(args));
}

/** Inputs of a registration, by label. */
async function inputs(args: Partial<SentinelS3Args>, wanted: string) {
    return byLabel((await sentinelS3(args)).registrations)[wanted]?.inputs;
}

/** The queue as the component for it registers it. */
async function queue(args: Partial<LogQueueArgs>): Promise<Registration[]> {
    const { bucketName, logPrefixes, ownsBucket, queueName, tags } = named;
    const given = { bucketName, logPrefixes, ownsBucket, queueName, tags, ...args };
    const { registrations } = await construct(() => new LogQueue("feed-queue", given));
    const [component, ...children] = registrations;
    return [{ ...(component as Registration), parent, dependencies: ["Role feed"] }, ...children];
}

interface Expected {
    /** What is given besides. */
    args?: Partial<LogQueueArgs> & { azureCloud?: AzureCloud; kmsKeyArn?: string; existingOidcProviderArn?: string };
    identity?: typeof commercial;
    outputs: Record<string, unknown>;
    queue: Registration[];
}

/** All that a feed with named parts registers, but the OIDC provider. */
function feed({ args, identity = commercial, outputs, queue }: Expected): Registration[] {
    const read: ReadLogs = {
        queueArn,
        bucketArn: "arn:aws:s3:::audit-logs",
        logPrefixes: [prefix],
        kmsKeyArn: args?.kmsKeyArn,
        region: "eu-central-1",
    };
    const made = args?.existingOidcProviderArn === undefined ? [provider] : [];
    return [
        registration({
            type: "trailconnect:index:SentinelS3",
            name: "feed",
            inputs: { ...named, ...args },
            outputs,
        }),
        registration({
            type: "aws:iam/role:Role",
            name: "feed",
            parent,
            inputs: {
                name: roleName,
                description: "Microsoft Sentinel reads CloudTrail logs",
                assumeRolePolicy: JSON.stringify(oidcTrustPolicy({ ...identity, sessionNames })),
                tags: { Team: "security" },
            },
            dependencies: made,
        }),
        ...queue,
        registration({
            type: "aws:iam/rolePolicy:RolePolicy",
            name: "feed-policy",
            parent,
            inputs: {
                name: "read-cloudtrail-logs",
                role: roleName,
                policy: JSON.stringify(sentinelS3ReaderPolicy(read)),
            },
            dependencies: ["Queue feed-queue", "Role feed"],
        }),
    ];
}

function oidcProvider({ issuerUrl, audience }: typeof commercial): Registration {
    return registration({
        type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
        name: "feed-oidc-provider",
        parent,
        inputs: {
            url: issuerUrl,
            clientIdLists: [audience],
            thumbprintLists: ["626d44e704d1ceabe3bf0d53397464ac8080142c"],
            tags: { Team: "security" },
        },
    });
}

const allOutputs = {
    roleArn: `arn:aws:iam::111122223333:role/${roleName}`,
    queueUrl,
    queueName: "sentinel-logs",
    deadLetterQueueUrl: `${queueUrl}-dead-letter`,
    deadLetterQueueName: "sentinel-logs-dead-letter",
    oidcProviderArn: commercial.providerArn,
};

describe("SentinelS3", () => {
    it("registers a queue, an OIDC provider and a role that Microsoft assumes by the workspace ID", async () => {
        const { built, registrations } = await sentinelS3(named);
        const { values, secrets } = await outputsOf(built);
        const made = await queue({});
        expect(values).to.deep.equal({
            ...allOutputs,
            bucketNotification: made[0]?.outputs?.bucketNotification,
        });
        expect(values.bucketNotification).to.be.a("string");
        expect(secrets).to.deep.equal([]);
        expect(byLabel(registrations)).to.deep.equal(
            byLabel([...feed({ outputs: values, queue: made }), oidcProvider(commercial)]),
        );
    });

    it("serves a workspace in Azure Government", async () => {
        const args = { azureCloud: AzureCloud.UsGovernment, existingNotification: "{}" };
        const { built, registrations } = await sentinelS3({ ...named, ...args });
        const outputs = { ...allOutputs, oidcProviderArn: government.providerArn };
        expect(await outputsOf(built)).to.deep.equal({ values: outputs, secrets: [] });
        const made = await queue({ existingNotification: "{}" });
        expect(byLabel(registrations)).to.deep.equal(
            byLabel([...feed({ args, identity: government, outputs, queue: made }), oidcProvider(government)]),
        );
    });

    it("uses the OIDC provider that is there, the key, and the topic that the bucket's notifications go to", async () => {
        const args = { existingOidcProviderArn: commercial.providerArn, kmsKeyArn, existingTopicArn: topicArn };
        const { built, registrations, calls } = await sentinelS3({ ...named, ...args });
        const outputs = { ...allOutputs, topicArn };
        expect(await outputsOf(built)).to.deep.equal({ values: outputs, secrets: [] });
        expect(byLabel(registrations)).to.deep.equal(
            byLabel(feed({ args, outputs, queue: await queue({ existingTopicArn: topicArn }) })),
        );
        expect(new Set(calls.map(({ token }) => token))).to.deep.equal(
            new Set([
                "aws:index/getPartition:getPartition",
                "aws:index/getRegion:getRegion",
                "aws:index/getCallerIdentity:getCallerIdentity",
            ]),
        );
    });

    it("writes the bucket's notifications to a topic of its own", async () => {
        const args = {
            snsFanOut: true,
            topicName: "audit-logs",
            existingNotification: '{"QueueConfigurations":[]}',
        };
        const { built, registrations } = await sentinelS3({ ...named, ...args });
        const outputs = { ...allOutputs, topicArn };
        expect(await outputsOf(built)).to.deep.equal({ values: outputs, secrets: [] });
        expect(byLabel(registrations)).to.deep.equal(
            byLabel([...feed({ args, outputs, queue: await queue(args) }), oidcProvider(commercial)]),
        );
        expect(byLabel(registrations)["BucketNotification feed-queue-bucket-notification"]).to.deep.include({
            dependencies: [
                "Queue feed-queue",
                "QueuePolicy feed-queue-policy",
                "Topic feed-queue-topic",
                "TopicPolicy feed-queue-topic-policy",
                "TopicSubscription feed-queue-subscription",
            ],
            retainOnDelete: true,
        });
    });

    it("writes the notifications of its own bucket, and deletes them in the end", async () => {
        const args = { ownsBucket: true };
        const { built, registrations } = await sentinelS3({ ...named, ...args });
        expect(await outputsOf(built)).to.deep.equal({ values: allOutputs, secrets: [] });
        expect(byLabel(registrations)).to.deep.equal(
            byLabel([...feed({ args, outputs: allOutputs, queue: await queue(args) }), oidcProvider(commercial)]),
        );
        expect(byLabel(registrations)["BucketNotification feed-queue-bucket-notification"]).to.include({
            retainOnDelete: false,
        });
    });

    describe("with an OIDC provider of another account", () => {
        const elsewhere = commercial.providerArn.replace("111122223333", "444455556666");
        const withOther = elsewhere.replace("iam::444455556666", "iam::111122223334");
        for (const [given, owner] of [
            [elsewhere, "444455556666"],
            [withOther, "111122223334"],
        ] as const) {
            for (const [how, existingOidcProviderArn] of [
                ["plain", given],
                ["of another resource", pulumi.output(given)],
            ] as const) {
                it(`makes no role: ${owner}'s, ${how}`, async () => {
                    const { error, registrations } = await refusal(() => make({ existingOidcProviderArn }));
                    expect(faultsOf(error)).to.deep.equal([
                        "existingOidcProviderArn: oidc-provider-of-another-account",
                    ]);
                    for (const told of [
                        `The OIDC provider is in account ${owner}, and the role is in account 111122223333: a role can only trust a provider in its own account.`,
                        "an OIDC provider in account 111122223333",
                        `existingOidcProviderArn: "${commercial.providerArn}"`,
                    ]) {
                        expect(error.message).to.include(told);
                    }
                    expect(registrations.map(label)).to.not.include.members(["Role feed"]);
                    expect(registrations.map(label)).to.not.include.members([rolePolicy]);
                });
            }
        }
    });

    it("takes an OIDC provider of any account where the account is not known", async () => {
        const aws = sampleAws("eu-central-1");
        const cloud: Cloud = {
            create: (...given) => aws.create(...given),
            invoke: (token, args) =>
                token === "aws:index/getCallerIdentity:getCallerIdentity"
                    ? { ...aws.invoke(token, args), accountId: "ACCOUNT_ID" }
                    : aws.invoke(token, args),
        };
        const args = { existingOidcProviderArn: commercial.providerArn };
        const { built } = await construct(() => make(args), { cloud });
        expect((await outputsOf(built)).values.oidcProviderArn).to.equal(commercial.providerArn);
    });

    it("leaves all names but the role's to Pulumi", async () => {
        const { registrations } = await sentinelS3({ snsFanOut: true });
        expect(registrations.filter((registered) => "name" in registered.inputs).map(label)).to.have.members([
            "Role feed",
            rolePolicy,
        ]);
    });

    it("trusts further session names, each once", async () => {
        const other = `MicrosoftDefender_${workspaceId}`;
        const expected = JSON.stringify(oidcTrustPolicy({ ...commercial, sessionNames: [...sessionNames, other] }));
        const list = [other, ...sessionNames, other];
        for (const additionalSessionNames of [list, pulumi.output(list), [pulumi.output(other), ...sessionNames]]) {
            expect((await inputs({ additionalSessionNames }, "Role feed"))?.assumeRolePolicy).to.equal(expected);
        }
    });

    it("reads the logs under every prefix", async () => {
        const logPrefixes = [prefix, "AWSLogs/o-exampleorgid/"];
        expect((await inputs({ ...named, logPrefixes }, rolePolicy))?.policy).to.equal(
            JSON.stringify(
                sentinelS3ReaderPolicy({
                    queueArn,
                    bucketArn: "arn:aws:s3:::audit-logs",
                    logPrefixes,
                    region: "eu-central-1",
                }),
            ),
        );
    });

    it("takes values that other resources give", async () => {
        const args = {
            ...named,
            kmsKeyArn,
            existingOidcProviderArn: commercial.providerArn,
            existingNotification: "{}",
        };
        const given = {
            ...args,
            workspaceId: pulumi.output(workspaceId),
            bucketName: pulumi.output(args.bucketName),
            logPrefixes: pulumi.output(args.logPrefixes),
            roleName: Promise.resolve(roleName),
            kmsKeyArn: pulumi.output(kmsKeyArn),
            existingOidcProviderArn: pulumi.output(args.existingOidcProviderArn),
            queueName: pulumi.output(args.queueName),
        };
        const expected = byLabel((await sentinelS3(args)).registrations);
        expect(byLabel((await sentinelS3(given)).registrations)).to.deep.equal(expected);
    });

    it("keeps a secret workspace ID secret", async () => {
        const { built, registrations } = await sentinelS3({ workspaceId: pulumi.secret(workspaceId) });
        expect((await outputsOf(built)).secrets).to.deep.equal([]);
        expect(byLabel(registrations)["Role feed"]?.secretInputs).to.deep.equal(["assumeRolePolicy"]);
    });

    describe("in AWS GovCloud", () => {
        const cloud = sampleAws("us-gov-west-1");
        const inGovCloud = (text: string) => text.replace("arn:aws:", "arn:aws-us-gov:");
        for (const [azureCloud, identity] of [
            [AzureCloud.Commercial, commercial],
            [AzureCloud.UsGovernment, government],
        ] as const) {
            it(`serves Azure's cloud ${azureCloud}`, async () => {
                const args = {
                    ...named,
                    azureCloud,
                    kmsKeyArn: "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/1234",
                    snsFanOut: true,
                    existingNotification: "{}",
                };
                const { registrations } = await construct(() => make(args), { cloud });
                const providerArn = inGovCloud(identity.providerArn);
                const registered = byLabel(registrations);
                expect(registered[parent]?.outputs).to.include({ oidcProviderArn: providerArn });
                expect(registered["Role feed"]?.inputs.assumeRolePolicy).to.equal(
                    JSON.stringify(oidcTrustPolicy({ ...identity, providerArn, sessionNames })),
                );
                expect(registered[provider]).to.deep.equal(oidcProvider(identity));
                expect(registered[rolePolicy]?.inputs.policy).to.equal(
                    JSON.stringify(
                        sentinelS3ReaderPolicy({
                            queueArn: "arn:aws-us-gov:sqs:us-gov-west-1:111122223333:sentinel-logs",
                            bucketArn: "arn:aws-us-gov:s3:::audit-logs",
                            logPrefixes: [prefix],
                            kmsKeyArn: args.kmsKeyArn,
                            region: "us-gov-west-1",
                        }),
                    ),
                );
                const arns = JSON.stringify(registrations).match(/arn:[a-z-]+:/g);
                expect([...new Set(arns)]).to.deep.equal(["arn:aws-us-gov:"]);
            });
        }
    });

    describe("out of Sentinel's reach", () => {
        const aChineseProvider = commercial.providerArn.replace("arn:aws:", "arn:aws-cn:");
        const cases: [string, Partial<SentinelS3Args>][] = [
            ["makes nothing", { existingNotification: "{}", snsFanOut: true }],
            ["makes nothing for an OIDC provider that is there", { existingOidcProviderArn: aChineseProvider }],
            [
                "makes nothing for an OIDC provider of another resource's, nor for a topic and a key that are there",
                { existingOidcProviderArn: pulumi.output(aChineseProvider), existingTopicArn: topicArn, kmsKeyArn },
            ],
            [
                "makes nothing for an OIDC provider and session names that are there",
                {
                    existingOidcProviderArn: aChineseProvider,
                    additionalSessionNames: [`Session_${workspaceId}`],
                    queueName: "sentinel-logs",
                },
            ],
        ];
        for (const [title, args] of cases) {
            it(title, async () => {
                const { error, registrations } = await refusal(() => make(args), { cloud: sampleAws("cn-north-1") });
                expect(faultsOf(error)).to.deep.equal(["partition: partition"]);
                expect(registrations.filter(({ type }) => type.startsWith("aws:")).map(label)).to.deep.equal([]);
            });
        }
    });

    describe("refuses what another resource gives", () => {
        const roles = ["Role feed", rolePolicy];
        const tooMany = Array.from({ length: 11 }, (_, index) => `Session_${index}`);
        const other = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
        const cases: [what: string, args: Partial<SentinelS3Args>, fault: string, unmade: string[]][] = [
            [
                "a workspace ID in upper case",
                { workspaceId: pulumi.output(workspaceId.toUpperCase()) },
                "workspaceId: workspace-id-in-upper-case",
                roles,
            ],
            [
                "an OIDC provider of another issuer",
                { existingOidcProviderArn: pulumi.output(government.providerArn) },
                "existingOidcProviderArn: oidc-provider-of-another-issuer",
                roles,
            ],
            [
                "a session name with a wildcard",
                { additionalSessionNames: [pulumi.output("Microsoft*")] },
                "additionalSessionNames[0]: session-name",
                roles,
            ],
            [
                "a session name of another workspace",
                { additionalSessionNames: pulumi.output([`Session_${workspaceId}`, `MicrosoftSentinel_${other}`]) },
                "additionalSessionNames[1]: session-name-of-another-workspace",
                roles,
            ],
            [
                "a session name of the workspace in upper case",
                { additionalSessionNames: [pulumi.output(`Session_${workspaceId.toUpperCase()}`)] },
                "additionalSessionNames[0]: session-name-in-upper-case",
                roles,
            ],
            [
                "a workspace ID that a session name isn't of",
                { workspaceId: pulumi.output(other), additionalSessionNames: [`Session_${workspaceId}`] },
                "additionalSessionNames[0]: session-name-of-another-workspace",
                roles,
            ],
            [
                "too many session names",
                { additionalSessionNames: pulumi.output(tooMany) },
                "additionalSessionNames: too-many-session-names",
                roles,
            ],
            [
                "a key with a wildcard",
                { kmsKeyArn: pulumi.output("arn:aws:kms:eu-central-1:111122223333:key/*") },
                "kmsKeyArn: one-kms-key",
                [rolePolicy],
            ],
            [
                "a key's alias",
                { kmsKeyArn: pulumi.output("arn:aws:kms:eu-central-1:111122223333:alias/logs") },
                "kmsKeyArn: one-kms-key",
                [rolePolicy],
            ],
            [
                "a bucket with a wildcard",
                { bucketName: pulumi.output("audit-*") },
                "bucketName: one-bucket",
                [rolePolicy],
            ],
            [
                "a prefix with a wildcard",
                { logPrefixes: [prefix, pulumi.output("AWSLogs/*/")] },
                "logPrefixes[1]: log-prefix",
                [rolePolicy],
            ],
            [
                "an empty list of prefixes",
                { logPrefixes: pulumi.output([]) },
                "logPrefixes: no-log-prefixes",
                [rolePolicy],
            ],
            [
                "too many prefixes for a topic that is there",
                { existingTopicArn: topicArn, logPrefixes: pulumi.output(Array(38).fill(prefix)) },
                "logPrefixes: too-many-prefixes-for-topic",
                ["TopicSubscription feed-queue-subscription"],
            ],
        ];
        for (const [title, args, fault, unmade] of cases) {
            it(title, async () => {
                const { error, registrations } = await refusal(() => make(args));
                expect(faultsOf(error)).to.deep.equal([fault]);
                const made = registrations.map(label);
                expect(unmade.filter((unwanted) => made.includes(unwanted))).to.deep.equal([]);
            });
        }
    });

    describe("counts the role's policy", () => {
        const reader = { queueArn, bucketArn: "arn:aws:s3:::audit-logs", region: "eu-central-1", kmsKeyArn };
        /** Prefixes with which the policy has so many characters. */
        const prefixesFor = (size: number) => {
            const many = Array.from({ length: 135 }, (_, index) => `AWSLogs/o-exampleorgid/${index}/CloudTrail/`);
            const rest = size - sizeOf(sentinelS3ReaderPolicy({ ...reader, logPrefixes: [...many, ""] }));
            return [...many, `${"x".repeat(rest - 1)}/`];
        };

        it("and takes one that is as long as IAM allows", async () => {
            const logPrefixes = prefixesFor(10_240);
            const policy = (await inputs({ ...named, kmsKeyArn, logPrefixes }, rolePolicy))?.policy;
            expect(policy).to.equal(JSON.stringify(sentinelS3ReaderPolicy({ ...reader, logPrefixes })));
            expect(policy).to.have.lengthOf(10_240);
        });

        it("and refuses one that is longer", async () => {
            for (const logPrefixes of [prefixesFor(10_241), pulumi.output(prefixesFor(10_241))]) {
                const { error, registrations } = await refusal(() => make({ ...named, kmsKeyArn, logPrefixes }));
                expect(faultsOf(error)).to.deep.equal(["logPrefixes: role-policy-size"]);
                expect(error.message)
                    .to.include("With these prefixes, the role's policy has 10241 characters, and IAM allows 10240.")
                    .and.include("fewer or shorter prefixes")
                    .and.include('logPrefixes: ["AWSLogs/o-exampleorgid/"]');
                expect(registrations.map(label)).to.not.include(rolePolicy);
            }
        });

        it("and refuses at once what is longer whatever the rest is", async () => {
            const { error, registrations } = await refusal(() =>
                make({ ...named, kmsKeyArn, logPrefixes: prefixesFor(10_260) }),
            );
            expect(faultsOf(error)).to.deep.equal(["logPrefixes: role-policy-size"]);
            expect(registrations).to.deep.equal([]);
        });
    });

    it("refuses what it can't use before it registers anything", async () => {
        const args = {
            workspaceId: "my-workspace",
            additionalSessionNames: [pulumi.output("Fine_1"), "Microsoft*"],
            existingOidcProviderArn: commercial.providerArn.slice(0, -1),
            kmsKeyArn: "alias/logs",
            existingTopicArn: topicArn,
            snsFanOut: true,
            queueName: "logs.fifo",
            roleName: "sentinel-reader",
        };
        const { error, registrations } = await refusal(() => make(args));
        expect(faultsOf(error)).to.deep.equal([
            "workspaceId: workspace-id",
            "additionalSessionNames[1]: session-name",
            "existingOidcProviderArn: oidc-provider-of-another-issuer",
            "kmsKeyArn: kms-key-arn",
            "snsFanOut: mutually-exclusive",
            "queueName: name-characters",
            "roleName: name-characters",
        ]);
        expect(registrations).to.deep.equal([]);
    });

    it("refuses a session name of another workspace before it registers anything", async () => {
        const additionalSessionNames = [
            pulumi.output("Fine_1"),
            "MicrosoftSentinel_7c9e6679-7425-40de-944b-e07fc1f90ae7",
        ];
        const { error, registrations } = await refusal(() => make({ additionalSessionNames }));
        expect(faultsOf(error)).to.deep.equal(["additionalSessionNames[1]: session-name-of-another-workspace"]);
        expect(registrations).to.deep.equal([]);
    });

    it("tells nothing of a secret session name, nor of a secret workspace ID", async () => {
        for (const args of [
            { additionalSessionNames: pulumi.secret(["Session_1"]) },
            { workspaceId: pulumi.secret(workspaceId), additionalSessionNames: ["Session_1"] },
        ]) {
            const { error } = await refusal(() => make(args));
            expect(faultsOf(error)).to.deep.equal(["additionalSessionNames[0]: session-name-of-another-workspace"]);
            expect(error.message).to.include("additionalSessionNames[0] = [secret]").and.not.include(workspaceId);
        }
    });

    it("refuses a bad bucket and bad prefixes before it registers anything", async () => {
        const cases: [Partial<SentinelS3Args>, fault: string][] = [
            [{ bucketName: "audit-*" }, "bucketName: existing-bucket-name"],
            [{ bucketName: "192.168.0.1" }, "bucketName: existing-bucket-name"],
            [{ logPrefixes: [prefix, "*"] }, "logPrefixes[1]: log-prefix"],
            [{ logPrefixes: [] }, "logPrefixes: no-log-prefixes"],
        ];
        for (const [args, fault] of cases) {
            const { error, registrations } = await refusal(() => make(args));
            expect(faultsOf(error)).to.deep.equal([fault]);
            expect(registrations).to.deep.equal([]);
        }
    });

    it("reads by way of a topic that is there under 37 prefixes, as many as its filter takes", async () => {
        const logPrefixes = Array.from({ length: 37 }, (_, index) => `AWSLogs/o-exampleorgid/${index}/`);
        const { filterPolicy } =
            (await inputs({ existingTopicArn: topicArn, logPrefixes }, "TopicSubscription feed-queue-subscription")) ??
            {};
        expect(JSON.parse(filterPolicy as string).Records.s3.object.key).to.have.lengthOf(37);
    });

    it("refuses an Azure cloud that there is not, and says nothing of its issuer", async () => {
        const args = { azureCloud: "china" as AzureCloud, existingOidcProviderArn: "arn" };
        const { error, registrations } = await refusal(() => make(args));
        expect(faultsOf(error)).to.deep.equal(["azureCloud: not-an-enum-value"]);
        expect(registrations).to.deep.equal([]);
    });
});
