import { expect } from "chai";
import { bucketAsSender, topicAsSender } from "../../../components/iam/sender";
import { logNotification } from "../../../components/logs/bucketNotification";
import { logPrefixes } from "../../../components/logs/logPrefixes";
import { oidcTrustPolicy } from "../../../components/sentinelS3/oidcTrustPolicy";
import { queuePolicy } from "../../../components/sentinelS3/queuePolicy";
import { sentinelS3ReaderPolicy } from "../../../components/sentinelS3/sentinelS3ReaderPolicy";
import type { StackOutputs } from "../../../connect/outputs";
import { judgeSentinelS3 } from "../../../connect/verify/sentinelS3/judgement";
import { nameOfQueue } from "../../../connect/verify/sentinelS3/names";
import type { NotificationSeen, SentinelS3Observations } from "../../../connect/verify/sentinelS3/observations";
import type { Verdict } from "../../../connect/verify/verdict";

const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";
const issuerUrl = "https://sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/";
const issuer = issuerUrl.slice("https://".length);
const providerArn = `arn:aws:iam::444455556666:oidc-provider/${issuer}`;
const audience = "api://1462b192-27f7-4cb9-8523-0f4ecb54b47e";
const sessionName = `MicrosoftSentinel_${workspaceId}`;
const queueArn = "arn:aws:sqs:eu-central-1:444455556666:trailconnect-sentinel-0a1b2c";
const topicArn = "arn:aws:sns:eu-central-1:444455556666:trailconnect-logs-0a1b2c";
const bucketArn = "arn:aws:s3:::trailconnect-logs";
const kmsKeyArn = "arn:aws:kms:eu-central-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const otherKeyArn = kmsKeyArn.replace("1234abcd", "ffffffff");

const outputs: StackOutputs = {
    accountId: "444455556666",
    region: "eu-central-1",
    partition: "aws",
    trailName: "trail",
    trailArn: "arn:aws:cloudtrail:eu-central-1:444455556666:trail/trail",
    bucketName: "trailconnect-logs",
    kmsKeyArn,
    sentinelWorkspaceId: workspaceId,
    sentinelS3RoleArn: "arn:aws:iam::444455556666:role/OIDC_trailconnect",
    sentinelQueueUrl: "https://sqs.eu-central-1.amazonaws.com/444455556666/trailconnect-sentinel-0a1b2c",
    sentinelDeadLetterQueueUrl:
        "https://sqs.eu-central-1.amazonaws.com/444455556666/trailconnect-sentinel-0a1b2c-dead-letter",
    sentinelOidcProviderArn: providerArn,
    sentinelS3Accounts: ["444455556666"],
};

const trust = oidcTrustPolicy({ providerArn, issuerUrl, audience, sessionNames: [sessionName] });
const reader = sentinelS3ReaderPolicy({
    queueArn,
    bucketArn,
    logPrefixes: logPrefixes({ accountId: "444455556666" }),
    kmsKeyArn,
    region: "eu-central-1",
});
const ofBucket = queuePolicy(queueArn, bucketAsSender(bucketArn, "444455556666"));

const encoded = (document: unknown) => encodeURIComponent(JSON.stringify(document));
/** The program's own notification, as it is seen. */
const announcing = (target: string, prefixes: string[]): NotificationSeen[] => {
    const { QueueConfigurations = [] } = logNotification("QueueArn", target, prefixes);
    return QueueConfigurations.map(({ Events, Filter }) => {
        const [prefix, suffix] = Filter?.Key?.FilterRules ?? [];
        return { target, events: Events, prefix: prefix?.Value ?? "", suffix: suffix?.Value ?? "" };
    });
};
const entry = announcing(queueArn, ["AWSLogs/444455556666/CloudTrail/"])[0] as NotificationSeen;

const healthy: SentinelS3Observations = {
    audiences: { value: [audience] },
    role: {
        trust: { value: encoded(trust) },
        attached: { value: [] },
        own: { value: { "read-cloudtrail-logs": encoded(reader) } },
    },
    queue: { value: { policy: JSON.stringify(ofBucket), waiting: 3 } },
    deadLetters: { value: 0 },
    oldestAge: { value: 12.4 },
    notifications: { value: [entry] },
    tokenVersion: { value: undefined },
};

const admits = "The OIDC provider accepts Sentinel's tokens";
const asksAudience = "The S3 connector's role requires Sentinel's audience";
const asksSession = "The S3 connector's role requires the workspace's session name";
const readsOnly = "The S3 connector's role can read the logs and the queue, and nothing else";
const takes = "The queue accepts notifications of new logs";
const announces = "The bucket sends notifications of new logs";
const readsQueue = "Sentinel reads the queue";
const noDeadLetters = "The dead-letter queue is empty";

const allHold: Verdict[] = [
    { check: admits, result: "holds", seen: `Its audiences include ${audience}.` },
    { check: asksAudience, result: "holds", seen: `It trusts ${providerArn} for ${audience}.` },
    { check: asksSession, result: "holds", seen: `It requires ${sessionName}.` },
    { check: readsOnly, result: "holds", seen: `It can read ${bucketArn}/AWSLogs/444455556666/CloudTrail/*.` },
    { check: takes, result: "holds", seen: `Its policy allows ${bucketArn}.` },
    { check: announces, result: "holds", seen: "s3:ObjectCreated:* AWSLogs/444455556666/CloudTrail/….json.gz" },
    { check: readsQueue, result: "holds", seen: "The oldest of about 3 messages has waited for 12 seconds." },
    { check: noDeadLetters, result: "holds", seen: "It has no messages." },
];
const instead = (...changed: Verdict[]) =>
    allHold.map((verdict) => changed.find(({ check }) => check === verdict.check) ?? verdict);

type Change = Partial<SentinelS3Observations>;
const withRole = (change: Partial<SentinelS3Observations["role"]>): Change => ({
    role: { ...healthy.role, ...change },
});
const trustOf = (...Statement: unknown[]) => withRole({ trust: { value: encoded({ Statement }) } });
const readerOf = (...Statement: unknown[]) => withRole({ own: { value: { reader: encoded({ Statement }) } } });
const queueOf = (...Statement: unknown[]): Change => ({
    queue: { value: { policy: JSON.stringify({ Statement }), waiting: 3 } },
});
const notified = (...changes: Partial<NotificationSeen>[]): Change => ({
    notifications: { value: changes.map((change) => ({ ...entry, ...change })) },
});

const [trusts] = trust.Statement as unknown as [Record<string, unknown>];
const [readsLogs, decrypts, takesMessages] = reader.Statement as unknown as [
    Record<string, unknown>,
    Record<string, unknown>,
    Record<string, unknown> & { Action: string[] },
];
const [announced, noPlainHttp] = ofBucket.Statement as unknown as [Record<string, unknown>, Record<string, unknown>];
const asking = (change: object) => ({
    StringEquals: { [`${issuer}:aud`]: audience, "sts:RoleSessionName": sessionName, ...change },
});

const provider = (seen: string, advice: string): Verdict => ({ check: admits, result: "fails", seen, advice });
const changedTrust = "The trust policy was changed outside of Pulumi: run pulumi up.";
const trustsFor = (who: string, what: string): Verdict => ({
    check: asksAudience,
    result: "fails",
    seen: `It trusts ${who} for ${what}.`,
    advice: changedTrust,
});
const asksFor = (names: string): Verdict => ({
    check: asksSession,
    result: "fails",
    seen: `It requires ${names}; Sentinel's session name is ${sessionName}.`,
    advice: `${changedTrust} Sentinel reports this as S3B40029.`,
});
const lacks = (what: string): Verdict => ({
    check: readsOnly,
    result: "fails",
    seen: `Its policy doesn't cover ${what}.`,
    advice: "It was changed outside of Pulumi: run pulumi refresh, then pulumi up. Sentinel reports this as S3B40011 or it reads nothing.",
});
const also = (what: string): Verdict => ({
    check: readsOnly,
    result: "fails",
    seen: `It also has ${what}.`,
    advice: "Its permissions were widened: detach these, then run pulumi up.",
});
const admitted = (who: string): Verdict => ({
    check: takes,
    result: "fails",
    seen: `Its policy allows ${who}; the messages come from ${bucketArn}.`,
    advice: "The queue's policy was changed outside of Pulumi: run pulumi up.",
});
const open: Verdict = { ...admitted(""), seen: "Its policy allows everyone." };
const putsBack =
    "pulumi up restores it; for a bucket that someone else manages, the stack output bucketNotification is what to add.";
const unannounced = (count: number): Verdict => ({
    check: announces,
    result: "fails",
    seen: `None of its ${count} notifications goes to ${queueArn}.`,
    advice: putsBack,
});
const filtered = (shown: string): Verdict => ({
    check: announces,
    result: "fails",
    seen: `Its filter doesn't match the trail's logs: ${shown}.`,
    advice: `Either digest files reach Sentinel, or logs don't. ${putsBack}`,
});
const addAudience = `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${providerArn} --client-id ${audience}`;

const deviations: [title: string, change: Change, ...verdicts: Verdict[]][] = [
    ["a provider without an audience", { audiences: { value: [] } }, provider("Its audiences: none.", addAudience)],
    [
        "a provider with Defender for Cloud's audience alone",
        { audiences: { value: ["api://other", "api://third"] } },
        provider("Its audiences: api://other, api://third.", addAudience),
    ],
    [
        "no provider",
        { audiences: { error: { name: "NoSuchEntity", message: "not found" } } },
        provider("Not found (NoSuchEntity).", `${providerArn} was deleted: run pulumi refresh, then pulumi up.`),
    ],
    // The trust policy.
    [
        "no session name",
        trustOf({ ...trusts, Condition: { StringEquals: { [`${issuer}:aud`]: audience } } }),
        asksFor("no session name"),
    ],
    ...(
        [
            ["StringLike", "MicrosoftSentinel_*"],
            ["StringLike", "*"],
            ["StringEquals", "MicrosoftSentinel_11111111-d9cb-469f-a165-70867728950e"],
            ["StringEquals", workspaceId],
        ] as const
    ).map(([operator, name]): [string, Change, Verdict] => [
        `the session name ${name}`,
        trustOf({
            ...trusts,
            Condition: {
                StringEquals: { [`${issuer}:aud`]: audience },
                [operator]: {
                    "sts:RoleSessionName": name,
                    ...(operator === "StringEquals" && { [`${issuer}:aud`]: audience }),
                },
            },
        }),
        asksFor(name),
    ]),
    [
        "the session name beside a wildcard",
        trustOf({
            ...trusts,
            Condition: {
                StringEquals: { [`${issuer}:aud`]: audience },
                StringLike: { "sts:RoleSessionName": [sessionName, "MicrosoftSentinel_????????-*"] },
            },
        }),
        asksFor(`${sessionName}, MicrosoftSentinel_????????-*`),
    ],
    [
        "another audience",
        trustOf({ ...trusts, Condition: asking({ [`${issuer}:aud`]: "api://other" }) }),
        trustsFor(providerArn, "api://other"),
    ],
    [
        "a second audience",
        trustOf({ ...trusts, Condition: asking({ [`${issuer}:aud`]: [audience, "api://other"] }) }),
        trustsFor(providerArn, `${audience}, api://other`),
    ],
    [
        "no audience",
        trustOf({ ...trusts, Condition: { StringEquals: { "sts:RoleSessionName": sessionName } } }),
        trustsFor(providerArn, "any audience"),
    ],
    [
        "any other audience",
        trustOf({
            ...trusts,
            Condition: {
                StringEquals: { "sts:RoleSessionName": sessionName },
                StringNotEquals: { [`${issuer}:aud`]: "api://other" },
            },
        }),
        trustsFor(providerArn, `any audience, StringNotEquals ${issuer}:aud`),
    ],
    [
        "an address beside the audience",
        trustOf({ ...trusts, Condition: { ...asking({}), IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } }),
        trustsFor(providerArn, `${audience}, IpAddress aws:sourceip`),
    ],
    [
        "another provider",
        trustOf({ ...trusts, Principal: { Federated: "accounts.google.com" } }),
        trustsFor("accounts.google.com", audience),
    ],
    ["trust in everybody", trustOf({ ...trusts, Principal: "*" }), trustsFor("*", audience)],
    [
        "a second provider on the same conditions",
        trustOf(trusts, { ...trusts, Principal: { Federated: "accounts.google.com" } }),
        trustsFor(`${providerArn}, accounts.google.com`, audience),
        { check: asksSession, result: "holds", seen: `It requires ${sessionName}, ${sessionName}.` },
    ],
    ...(["sts:AssumeRole", "sts:*", "sts:AssumeRoleWithSAML"] as const).map(
        (Action): [string, Change, ...Verdict[]] => [
            `a second statement with ${Action}`,
            trustOf(trusts, { Effect: "Allow", Principal: { AWS: "arn:aws:iam::777788889999:root" }, Action }),
            trustsFor(`${providerArn}, arn:aws:iam::777788889999:root`, `${audience}, any audience`),
            asksFor(sessionName),
        ],
    ),
    ...(
        [
            ["a trust that is denied", trustOf(trusts, { ...trusts, Effect: "Deny", Condition: undefined })],
            ["a trust for another action", trustOf({ ...trusts, Action: "sts:AssumeRole" })],
            ["no trust", withRole({ trust: { value: undefined } })],
            ["a trust that is no document", withRole({ trust: { value: "null" } })],
        ] as [string, Change][]
    ).map(([title, change]): [string, Change, ...Verdict[]] => [
        title,
        change,
        trustsFor("no one", "any audience"),
        asksFor("no session name"),
    ]),
    // The role's own policy.
    ["a role that may not read the bucket", readerOf(decrypts, takesMessages), lacks("the log bucket")],
    [
        "a role that reads another bucket",
        readerOf(
            { ...readsLogs, Resource: `${bucketArn}2/AWSLogs/444455556666/CloudTrail/*` },
            decrypts,
            takesMessages,
        ),
        lacks("the log bucket"),
    ],
    [
        "a role that may list only",
        readerOf({ ...readsLogs, Action: "s3:ListBucket" }, decrypts, takesMessages),
        lacks("the log bucket"),
    ],
    ["a role that may not use the key", readerOf(readsLogs, takesMessages), lacks("the KMS key")],
    [
        "a role that uses another key",
        readerOf(readsLogs, { ...decrypts, Resource: otherKeyArn }, takesMessages),
        lacks("the KMS key"),
    ],
    [
        "a role that uses the key by another service",
        readerOf(
            readsLogs,
            { ...decrypts, Condition: { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } } },
            takesMessages,
        ),
        lacks("the KMS key"),
    ],
    ["a role that may not read the queue", readerOf(readsLogs, decrypts), lacks("the queue")],
    [
        "a role that reads the queue of another account",
        readerOf(readsLogs, decrypts, { ...takesMessages, Resource: queueArn.replace("444455556666", "777788889999") }),
        lacks("the queue"),
    ],
    ...takesMessages.Action.map((left): [string, Change, Verdict] => [
        `a role without ${left}`,
        readerOf(readsLogs, decrypts, {
            ...takesMessages,
            Action: takesMessages.Action.filter((action) => action !== left),
        }),
        lacks("the queue"),
    ]),
    [
        "a role that reads the queue from one address",
        readerOf(readsLogs, decrypts, {
            ...takesMessages,
            Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
        }),
        lacks("the queue"),
    ],
    [
        "a role that is denied the logs",
        readerOf(...reader.Statement, { Effect: "Deny", Action: "s3:*", Resource: "*" }),
        lacks("the log bucket"),
    ],
    [
        "a role that reads another account's logs",
        readerOf({ ...readsLogs, Resource: `${bucketArn}/AWSLogs/777788889999/CloudTrail/*` }, decrypts, takesMessages),
        also(`s3:GetObject on ${bucketArn}/AWSLogs/777788889999/CloudTrail/*`),
    ],
    ["a role without a policy", withRole({ own: { value: {} } }), lacks("the log bucket, the queue, the KMS key")],
    [
        "a policy that is no document",
        withRole({ own: { value: { reader: "%7B" } } }),
        lacks("the log bucket, the queue, the KMS key"),
    ],
    [
        "a further attached policy",
        withRole({ attached: { value: ["AdministratorAccess"] } }),
        also("AdministratorAccess"),
    ],
    [
        "a further policy of the role's own",
        withRole({
            own: {
                value: {
                    "read-cloudtrail-logs": encoded(reader),
                    admin: encoded({ Statement: { Effect: "Allow", Action: "s3:*", Resource: "*" } }),
                },
            },
        }),
        also("s3:* on *"),
    ],
    [
        "further actions in the policy",
        readerOf(readsLogs, decrypts, { ...takesMessages, Action: [...takesMessages.Action, "sqs:PurgeQueue"] }),
        also(`sqs:PurgeQueue on ${queueArn}`),
    ],
    [
        "the whole bucket in the policy",
        readerOf({ ...readsLogs, Resource: `${bucketArn}/*` }, decrypts, takesMessages),
        also(`s3:GetObject on ${bucketArn}/*`),
    ],
    [
        "everything but something in the policy",
        readerOf(...reader.Statement, { Effect: "Allow", NotAction: "iam:*", NotResource: "x" }),
        also("* on *"),
    ],
    // The queue's policy.
    [
        "a queue for another bucket",
        queueOf({ ...announced, Condition: { ArnLike: { "aws:SourceArn": `${bucketArn}2` } } }),
        admitted(`${bucketArn}2`),
    ],
    [
        "a queue for another account's bucket",
        queueOf({
            ...announced,
            Condition: { StringEquals: { "aws:SourceArn": bucketArn, "aws:SourceAccount": "777788889999" } },
        }),
        admitted("no one"),
    ],
    ["a queue for every bucket", queueOf({ ...announced, Condition: undefined }), admitted("s3.amazonaws.com")],
    [
        "a pattern that StringEquals takes literally",
        queueOf({ ...announced, Condition: { StringEquals: { "aws:SourceArn": "arn:aws:s3:::*" } } }),
        admitted("arn:aws:s3:::*"),
    ],
    [
        "a bucket that is excluded",
        queueOf({ ...announced, Condition: { StringNotEquals: { "aws:SourceArn": bucketArn } } }),
        admitted("no one"),
    ],
    [
        "two conditions that exclude each other",
        queueOf({
            ...announced,
            Condition: { StringEquals: { "aws:SourceArn": bucketArn }, ArnLike: { "aws:SourceArn": `${bucketArn}2` } },
        }),
        admitted(`${bucketArn}, ${bucketArn}2`),
    ],
    ["another service", queueOf({ ...announced, Principal: { Service: "sns.amazonaws.com" } }), admitted("no one")],
    ["another queue's policy", queueOf({ ...announced, Resource: `${queueArn}2` }), admitted("no one")],
    ["another action", queueOf({ ...announced, Action: "sqs:ReceiveMessage" }), admitted("no one")],
    ["a queue that denies it", queueOf(announced, { ...noPlainHttp, Condition: undefined }), admitted("no one")],
    ["an empty policy", queueOf(), admitted("no one")],
    ["no policy", { queue: { value: { policy: "", waiting: 3 } } }, admitted("no one")],
    [
        "a queue for everybody",
        queueOf(announced, { Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: queueArn }),
        open,
    ],
    [
        "a queue for everybody but one",
        queueOf(announced, {
            Effect: "Allow",
            NotPrincipal: { AWS: "x" },
            Action: "sqs:SendMessage",
            Resource: queueArn,
        }),
        open,
    ],
    // The bucket's notifications.
    ["no notification", { notifications: { value: [] } }, unannounced(0)],
    ["a notification to someone else", notified({ target: `${queueArn}2` }), unannounced(1)],
    [
        "a notification to a queue of the same name elsewhere",
        notified({ target: queueArn.replace("eu-central-1", "us-east-1") }, { target: topicArn }),
        unannounced(2),
    ],
    ...(
        [
            [{ prefix: "", suffix: "" }, "s3:ObjectCreated:* …"],
            [{ prefix: "AWSLogs/" }, "s3:ObjectCreated:* AWSLogs/….json.gz"],
            [{ prefix: "AWSLogs/444455556666/" }, "s3:ObjectCreated:* AWSLogs/444455556666/….json.gz"],
            [
                { prefix: "AWSLogs/444455556666/CloudTrail-Digest/" },
                "s3:ObjectCreated:* AWSLogs/444455556666/CloudTrail-Digest/….json.gz",
            ],
            [
                { prefix: "AWSLogs/777788889999/CloudTrail/" },
                "s3:ObjectCreated:* AWSLogs/777788889999/CloudTrail/….json.gz",
            ],
            [
                { prefix: "myAWSLogs/444455556666/CloudTrail/" },
                "s3:ObjectCreated:* myAWSLogs/444455556666/CloudTrail/….json.gz",
            ],
            [{ prefix: "AWSLogs/o-exampleorgid/" }, "s3:ObjectCreated:* AWSLogs/o-exampleorgid/….json.gz"],
            [{ suffix: "" }, "s3:ObjectCreated:* AWSLogs/444455556666/CloudTrail/…"],
            [{ suffix: ".gz" }, "s3:ObjectCreated:* AWSLogs/444455556666/CloudTrail/….gz"],
            [{ events: ["s3:ObjectRemoved:*"] }, "s3:ObjectRemoved:* AWSLogs/444455556666/CloudTrail/….json.gz"],
            [{ events: ["s3:ObjectCreated:Copy"] }, "s3:ObjectCreated:Copy AWSLogs/444455556666/CloudTrail/….json.gz"],
            [
                { events: ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"] },
                "s3:ObjectCreated:*+s3:ObjectRemoved:* AWSLogs/444455556666/CloudTrail/….json.gz",
            ],
        ] as [Partial<NotificationSeen>, string][]
    ).map(([change, shown]): [string, Change, Verdict] => [`the filter ${shown}`, notified(change), filtered(shown)]),
    ["a second filter that is too wide", notified({}, { prefix: "", suffix: "" }), filtered("s3:ObjectCreated:* …")],
    // The queue's messages.
    ...([3601, 7200.4] as const).map((age): [string, Change, Verdict] => [
        `a message that waits ${age} seconds`,
        { oldestAge: { value: age } },
        {
            check: readsQueue,
            result: "fails",
            seen: `The oldest of about 3 messages has waited for ${Math.round(age / 60)} minutes.`,
            advice: 'Does the connector exist (npm run --silent connect -- sentinel)? Query the workspace: SentinelHealth | where SentinelResourceKind == "AmazonWebServicesS3"',
        },
    ]),
    [
        "no figure",
        { oldestAge: { value: undefined } },
        {
            check: readsQueue,
            result: "unknown",
            seen: "About 3 messages are waiting, and CloudWatch has no data for the last half hour.",
        },
    ],
    [
        "dead letters",
        { deadLetters: { value: 7 } },
        {
            check: noDeadLetters,
            result: "fails",
            seen: "Messages: about 7. Sentinel failed ten times on each.",
            advice: "Sentinel may lack permission to read or decrypt these logs, or they aren't logs. Once fixed: aws sqs start-message-move-task --source-arn ARN_OF_trailconnect-sentinel-0a1b2c-dead-letter",
        },
    ],
];

describe("judgeSentinelS3", () => {
    it("finds a healthy connector so", () => {
        expect(judgeSentinelS3(healthy, outputs)).to.deep.equal(allHold);
    });

    for (const [title, change, ...verdicts] of deviations) {
        it(`finds ${title}`, () => {
            expect(judgeSentinelS3({ ...healthy, ...change }, outputs)).to.deep.equal(instead(...verdicts));
        });
    }

    it("finds a provider of a foreign issuer, and a trust that can't be right then", () => {
        const foreign = "arn:aws:iam::444455556666:oidc-provider/accounts.google.com";
        const verdicts = judgeSentinelS3(healthy, { ...outputs, sentinelOidcProviderArn: foreign });
        expect([verdicts[0], ...verdicts.slice(2)]).to.deep.equal([
            {
                check: admits,
                result: "fails",
                seen: `${foreign} is not Microsoft's issuer.`,
                advice: "The outputs aren't from a trailconnect stack, or sentinel.azureCloud has changed: run pulumi up.",
            },
            ...allHold.slice(2),
        ]);
        expect(verdicts[1]?.result).to.equal("fails");
    });

    describe("holds with", () => {
        const expectHeld = (seen: SentinelS3Observations, given: StackOutputs) =>
            expect(judgeSentinelS3(seen, given).filter(({ result }) => result !== "holds")).to.deep.equal([]);

        it("additional session names", () => {
            const names = [sessionName, `MicrosoftDefenderForClouds_${workspaceId}`];
            const text = encoded(oidcTrustPolicy({ providerArn, issuerUrl, audience, sessionNames: names }));
            expect(judgeSentinelS3({ ...healthy, ...withRole({ trust: { value: text } }) }, outputs)).to.deep.equal(
                instead({ check: asksSession, result: "holds", seen: `It requires ${names.join(", ")}.` }),
            );
        });

        it("a provider that has Defender for Cloud's audience too", () => {
            expectHeld({ ...healthy, audiences: { value: ["api://other", audience] } }, outputs);
        });

        it("encryption s3", () => {
            const { kmsKeyArn: _, ...rest } = outputs;
            expectHeld({ ...healthy, ...readerOf(readsLogs, takesMessages) }, rest);
        });

        it("the refusal of plain HTTP, and a notification of someone else's", () => {
            expectHeld({ ...healthy, ...notified({}, { target: topicArn, prefix: "", suffix: "" }) }, outputs);
        });

        it("a queue's policy by patterns", () => {
            for (const SourceArn of ["arn:aws:s3:*:*:trailconnect-logs", "arn:aws:s3:::trailconnect-*"]) {
                const Condition = { ArnLike: { "aws:SourceArn": SourceArn } };
                expectHeld({ ...healthy, ...queueOf({ ...announced, Condition }) }, outputs);
            }
        });

        it("s3:ObjectCreated:Put alone", () => {
            expectHeld({ ...healthy, ...notified({ events: ["s3:ObjectCreated:Put"] }) }, outputs);
        });

        it("a message that waits an hour to the second", () => {
            expectHeld({ ...healthy, oldestAge: { value: 3600 } }, outputs);
        });

        it("outputs of a stack that did not name the accounts yet", () => {
            const { sentinelS3Accounts: _, ...rest } = outputs;
            expectHeld(healthy, rest);
        });

        const locations: [title: string, accounts: string[], prefixes: string[]][] = [
            [
                "an existing trail of another account, with a key prefix",
                ["777788889999"],
                logPrefixes({ accountId: "777788889999", keyPrefix: "cloudtrail/production" }),
            ],
            [
                "an organization",
                ["o-exampleorgid"],
                logPrefixes({ accountId: "444455556666", organizationId: "o-exampleorgid" }),
            ],
            [
                "an organization's named accounts, with a key prefix",
                ["777788889999", "888899990000"],
                logPrefixes({
                    accountId: "444455556666",
                    organizationId: "o-exampleorgid",
                    memberAccountIds: ["777788889999", "888899990000"],
                    keyPrefix: "all",
                }),
            ],
        ];
        for (const [title, sentinelS3Accounts, prefixes] of locations) {
            const policy = sentinelS3ReaderPolicy({
                queueArn,
                bucketArn,
                logPrefixes: prefixes,
                kmsKeyArn,
                region: "eu-central-1",
            });
            const seen: SentinelS3Observations = {
                ...healthy,
                ...readerOf(...policy.Statement),
                notifications: { value: announcing(queueArn, prefixes) },
            };
            const given = { ...outputs, sentinelS3Accounts };

            it(title, () => {
                expectHeld(seen, given);
            });

            if (prefixes.length > 1) {
                it(`${title}, but not if one of them is not announced`, () => {
                    const some = announcing(queueArn, prefixes.slice(1));
                    expect(
                        judgeSentinelS3({ ...seen, notifications: { value: some } }, given).filter(
                            ({ result }) => result !== "holds",
                        ),
                    ).to.deep.equal([
                        {
                            check: announces,
                            result: "fails",
                            seen: "No notification covers the logs of 777788889999.",
                            advice: putsBack,
                        },
                    ]);
                });

                it(`${title}, but not if one of them may not be read`, () => {
                    const less = sentinelS3ReaderPolicy({
                        queueArn,
                        bucketArn,
                        logPrefixes: prefixes.slice(1),
                        kmsKeyArn,
                        region: "eu-central-1",
                    });
                    expect(
                        judgeSentinelS3({ ...seen, ...readerOf(...less.Statement) }, given).filter(
                            ({ result }) => result !== "holds",
                        ),
                    ).to.deep.equal([lacks("the logs of 777788889999")]);
                });
            }
        }
    });

    describe("with a topic between", () => {
        const given = { ...outputs, sentinelTopicArn: topicArn };
        const fanned: SentinelS3Observations = {
            ...healthy,
            ...queueOf(...queuePolicy(queueArn, topicAsSender(topicArn)).Statement),
            ...notified({ target: topicArn }),
        };
        const admitsTopic: Verdict = { check: takes, result: "holds", seen: `Its policy allows ${topicArn}.` };

        it("holds", () => {
            expect(judgeSentinelS3(fanned, given)).to.deep.equal(instead(admitsTopic));
        });

        it("fails when the bucket fills the queue itself", () => {
            const results = judgeSentinelS3(healthy, given).filter(({ result }) => result !== "holds");
            expect(results.map(({ check, seen }) => [check, seen])).to.deep.equal([
                [takes, `Its policy allows no one; the messages come from ${topicArn}.`],
                [announces, `None of its 1 notifications goes to ${topicArn}.`],
            ]);
        });

        for (const [prefix, suffix] of [
            ["", ""],
            ["", ".gz"],
            ["AWSLogs/", ".json.gz"],
            ["central/AWSLogs/o-exampleorgid/", ""],
        ] as const) {
            it(`does not know whether ${prefix}…${suffix} of the topic's owner is too wide`, () => {
                expect(
                    judgeSentinelS3({ ...fanned, ...notified({ target: topicArn, prefix, suffix }) }, given),
                ).to.deep.equal(
                    instead(admitsTopic, {
                        check: announces,
                        result: "unknown",
                        seen: `It notifies the topic of more than the trail's logs: s3:ObjectCreated:* ${prefix}…${suffix}.`,
                        advice: "With existingBucket.topicArn, the subscription's filter excludes the rest. With sentinel.snsFanOut, digest files reach Sentinel: run pulumi up.",
                    }),
                );
            });
        }

        it("fails for a filter that lets no log through", () => {
            const seen = { ...fanned, ...notified({ target: topicArn, prefix: "elsewhere/" }) };
            expect(judgeSentinelS3(seen, given)).to.deep.equal(
                instead(admitsTopic, {
                    check: announces,
                    result: "fails",
                    seen: "Its filter doesn't match the trail's logs: s3:ObjectCreated:* elsewhere/….json.gz.",
                    advice: "Either digest files reach Sentinel, or logs don't. The topic's owner manages the bucket notification: ask them.",
                }),
            );
        });
    });

    describe("of STS tokens", () => {
        const inRegion = (region: string, partition: string, version?: number) =>
            judgeSentinelS3({ ...healthy, tokenVersion: { value: version } }, { ...outputs, region, partition }).slice(
                8,
            );

        for (const version of [1, undefined]) {
            it(`finds version ${version} in an opt-in region`, () => {
                expect(inRegion("ap-east-1", "aws", version)).to.deep.equal([
                    {
                        check: "Sentinel's tokens work in ap-east-1",
                        result: "fails",
                        seen: "The global STS endpoint issues version 1 tokens, which opt-in regions reject.",
                        advice: "aws iam set-security-token-service-preferences --global-endpoint-token-version v2Token",
                    },
                ]);
            });
        }

        it("holds for version 2 in an opt-in region", () => {
            expect(inRegion("ap-east-1", "aws", 2)).to.deep.equal([
                {
                    check: "Sentinel's tokens work in ap-east-1",
                    result: "holds",
                    seen: "The global STS endpoint's tokens work in every region.",
                },
            ]);
        });

        for (const [region, partition] of [
            ["eu-central-1", "aws"],
            ["us-east-1", "aws"],
            ["us-gov-west-1", "aws-us-gov"],
        ] as const) {
            it(`asks nothing in ${region}`, () => {
                expect(inRegion(region, partition, 1)).to.deep.equal([]);
            });
        }
    });

    describe("when a look fails", () => {
        const role =
            (look: keyof SentinelS3Observations["role"]) => (error: { error: { name: string; message: string } }) =>
                withRole({ [look]: error });
        const hiding = (look: keyof SentinelS3Observations) => (error: { error: { name: string; message: string } }) =>
            ({ [look]: error }) as Change;
        type Look = [title: string, hide: ReturnType<typeof hiding>, about: string, unasked?: string];
        const looks: Look[] = [
            ["the provider", hiding("audiences"), admits],
            ["the trust policy", role("trust"), asksAudience, asksSession],
            ["the role's own policies", role("own"), readsOnly],
            ["the role's attached policies", role("attached"), readsOnly],
            ["the queue", hiding("queue"), takes],
            ["the notifications", hiding("notifications"), announces],
            ["the age of messages", hiding("oldestAge"), readsQueue],
            ["the dead-letter queue", hiding("deadLetters"), noDeadLetters],
        ];
        const errors: [name: string, verdict: Omit<Verdict, "check">][] = [
            [
                "AccessDenied",
                {
                    result: "fails",
                    seen: "Access denied (AccessDenied).",
                    advice: "Run verify with an identity that is allowed to read it: why",
                },
            ],
            ["Throttling", { result: "unknown", seen: "AWS did not answer (Throttling: why)." }],
        ];
        for (const [title, hide, about, unasked] of looks) {
            for (const [name, verdict] of errors) {
                it(`judges that ${name} hides ${title}, and the rest`, () => {
                    const seen = { ...healthy, ...hide({ error: { name, message: "why" } }) };
                    const expected = instead(
                        { check: about, ...verdict },
                        ...(title === "the queue"
                            ? [
                                  {
                                      check: readsQueue,
                                      result: "holds" as const,
                                      seen: "The oldest of an unknown number of messages has waited for 12 seconds.",
                                  },
                              ]
                            : []),
                    ).filter(({ check }) => check !== unasked);
                    expect(judgeSentinelS3(seen, outputs)).to.deep.equal(expected);
                });
            }
        }

        it("finds a queue that is gone", () => {
            const error = { name: "AWS.SimpleQueueService.NonExistentQueue", message: "why" };
            expect(judgeSentinelS3({ ...healthy, queue: { error } }, outputs)[4]).to.deep.equal({
                check: takes,
                result: "fails",
                seen: "Not found (AWS.SimpleQueueService.NonExistentQueue).",
                advice: "There is no queue trailconnect-sentinel-0a1b2c: run pulumi refresh, then pulumi up.",
            });
        });

        it("finds a role that is gone", () => {
            const error = { name: "NoSuchEntity", message: "why" };
            const seen = { ...healthy, role: { trust: { error }, attached: { error }, own: { error } } };
            const missing = (check: string): Verdict => ({
                check,
                result: "fails",
                seen: "Not found (NoSuchEntity).",
                advice: "There is no role OIDC_trailconnect: run pulumi refresh, then pulumi up.",
            });
            expect(judgeSentinelS3(seen, outputs)).to.deep.equal(
                instead(missing(asksAudience), missing(readsOnly)).filter(({ check }) => check !== asksSession),
            );
        });
    });
});

describe("nameOfQueue", () => {
    it("is what follows the last slash", () => {
        expect(nameOfQueue(outputs.sentinelQueueUrl ?? "")).to.equal("trailconnect-sentinel-0a1b2c");
    });
});
