import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { CloudTrailConnection, Connector, ExistingLogBucket, LogQueue } from "../../../components/index";
import { type SomeArguments, together } from "../../support/arguments";
import { faultsOf } from "../../support/faults";
import { construct, refusal } from "../../support/mocks";

const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";
const name = "central-logs";
const bucketArn = `arn:aws:s3:::${name}`;
const trailArn = "arn:aws:cloudtrail:eu-central-1:444455556666:trail/central";
const id = "o-exampleorgid";
const members = (count: number) => Array.from({ length: count }, (_, index) => String(444400000000 + index));
const feed = { connectors: [Connector.SentinelS3], sentinel: { workspaceId } };

const theirs = {
    Sid: "Theirs",
    Effect: "Allow",
    Principal: { AWS: "444455556666" },
    Action: "s3:GetObject",
    Resource: `${bucketArn}/*`,
};
const policyOf = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
/** A policy with one statement of so many characters more than the shortest. */
const longPolicy = (more: number) => policyOf({ ...theirs, Resource: `${bucketArn}/${"x".repeat(more)}` });
const notified = (prefix: string) =>
    JSON.stringify({
        TopicConfigurations: [
            {
                Id: "theirs",
                TopicArn: "arn:aws:sns:eu-central-1:111122223333:theirs",
                Events: ["s3:ObjectCreated:*"],
                Filter: { Key: { FilterRules: [{ Name: "prefix", Value: prefix }] } },
            },
        ],
    });

const make =
    (...args: SomeArguments[]) =>
    () =>
        new CloudTrailConnection("c", together(...args));
const inBucket = (policy: pulumi.Input<string>, more: SomeArguments = {}) =>
    make({ connectors: [Connector.Sentinel], sentinel: { workspaceId }, existingBucket: { name, policy } }, more);
const announcing = (notification: pulumi.Input<string>, more: SomeArguments = {}) =>
    make(feed, { existingTrail: { arn: trailArn }, existingBucket: { name, notification } }, more);

/** What is refused, and whether it was before anything was registered. */
async function refusedAt(construction: () => unknown): Promise<{ faults: string[]; atOnce: boolean; message: string }> {
    const { error, registrations } = await refusal(construction);
    return { faults: faultsOf(error), atOnce: registrations.length === 0, message: error.message };
}

const atOnce: [what: string, construction: () => unknown, fault: string][] = [
    ["a policy over S3's size", inBucket(longPolicy(20_000)), "existingBucket.policy: bucket-policy-size"],
    [
        "a policy over S3's size, of a trail that another resource names",
        inBucket(longPolicy(20_000), { trail: { name: pulumi.output("audit") } }),
        "existingBucket.policy: bucket-policy-size",
    ],
    [
        "a policy with another bucket's resource",
        inBucket(policyOf({ ...theirs, Resource: "arn:aws:s3:::other/*" })),
        "existingBucket.policy: policy-of-another-bucket",
    ],
    [
        "a policy that shuts CloudTrail out",
        inBucket(policyOf({ ...theirs, Effect: "Deny", Principal: "*", Action: "s3:Put*" })),
        "existingBucket.policy: policy-denies-trail",
    ],
    [
        "a policy that shuts the role of Sentinel's S3 connector out",
        make(feed, {
            existingBucket: { name, policy: policyOf({ ...theirs, Effect: "Deny", Principal: { AWS: "*" } }) },
        }),
        "existingBucket.policy: policy-denies-reader",
    ],
    [
        "a notification with a name twice",
        announcing('{"QueueConfigurations":[],"QueueConfigurations":[]}'),
        "existingBucket.notification: double-name",
    ],
    [
        "a notification of the same logs",
        announcing(notified("AWSLogs/444455556666/")),
        "existingBucket.notification: notification-overlap",
    ],
    [
        "a notification of all logs, of an account that nobody knows yet",
        make(feed, { existingBucket: { name, policy: policyOf(), notification: notified("AWSLogs/") } }),
        "existingBucket.notification: notification-overlap",
    ],
    [
        "a notification of a member's logs",
        announcing(notified(`AWSLogs/${id}/${members(2)[1]}/`), {
            organization: { id, memberAccountIds: [pulumi.output("444455556666"), ...members(2)] },
        }),
        "existingBucket.notification: notification-overlap",
    ],
    [
        "member accounts that the role's policy has no room for",
        make(feed, {
            existingTrail: { arn: trailArn, keyPrefix: "p".repeat(150) },
            existingBucket: { name },
            organization: { id, memberAccountIds: members(50) },
        }),
        "organization.memberAccountIds: role-policy-size",
    ],
    [
        "a bucket's policy over S3's size, of the component itself",
        () => new ExistingLogBucket("b", { bucketName: name, trailArn, policy: longPolicy(20_000) }),
        "policy: bucket-policy-size",
    ],
    [
        "an overlap, of the component itself",
        () =>
            new LogQueue("q", {
                bucketName: name,
                ownsBucket: false,
                logPrefixes: ["AWSLogs/444455556666/CloudTrail/"],
                existingNotification: notified("AWSLogs/"),
            }),
        "existingNotification: notification-overlap",
    ],
];

const later: [what: string, construction: () => unknown, fault: string][] = [
    [
        "a policy over S3's size",
        inBucket(pulumi.output(longPolicy(20_000))),
        "existingBucket.policy: bucket-policy-size",
    ],
    [
        "a policy of a bucket that another resource names",
        inBucket(policyOf({ ...theirs, Resource: "arn:aws:s3:::other/*" }), {
            existingBucket: { name: pulumi.output(name) },
        }),
        "existingBucket.policy: policy-of-another-bucket",
    ],
    [
        "a policy that shuts the reader out",
        make(feed, {
            existingBucket: {
                name,
                policy: pulumi.output(policyOf({ ...theirs, Effect: "Deny", Principal: { AWS: "*" } })),
            },
        }),
        "existingBucket.policy: policy-denies-reader",
    ],
    ["no policy", inBucket(pulumi.output("{}")), "existingBucket.policy: bucket-policy"],
    ["no notification", announcing(pulumi.output("[]")), "existingBucket.notification: bucket-notification"],
    [
        "a notification of the same logs",
        announcing(pulumi.output(notified("AWSLogs/444455556666/"))),
        "existingBucket.notification: notification-overlap",
    ],
    [
        "a notification of the logs of the stack's own account",
        make(feed, {
            existingBucket: { name, policy: policyOf(), notification: notified("AWSLogs/111122223333/CloudTrail/eu") },
        }),
        "existingBucket.notification: notification-overlap",
    ],
    [
        "member accounts that the role's policy has no room for",
        make(feed, {
            existingTrail: { arn: trailArn, keyPrefix: "p".repeat(150) },
            existingBucket: { name },
            organization: { id, memberAccountIds: pulumi.output(members(50)) },
        }),
        "organization.memberAccountIds: role-policy-size",
    ],
    [
        "more member accounts than a subscription's filter has room for",
        make(feed, {
            existingTrail: { arn: trailArn },
            existingBucket: { name, topicArn: "arn:aws:sns:eu-central-1:111122223333:logs" },
            organization: { id, memberAccountIds: pulumi.output(members(38)) },
        }),
        "organization.memberAccountIds: too-many-accounts-for-topic",
    ],
    [
        "a bucket's name",
        inBucket(policyOf(), { existingBucket: { name: pulumi.output("central-*") } }),
        "existingBucket.name: one-bucket",
    ],
    [
        "an organization's ID",
        inBucket(policyOf(), { organization: { id: pulumi.output("o-*") } }),
        "organization.id: organization-id",
    ],
    [
        "the ARN of an OIDC provider",
        make(feed, { sentinel: { existingOidcProviderArn: pulumi.output("arn:aws:iam::111122223333:role/x") } }),
        "sentinel.existingOidcProviderArn: oidc-provider-arn",
    ],
    [
        "a session name",
        make(feed, { sentinel: { additionalSessionNames: pulumi.output(["a*"]) } }),
        "sentinel.additionalSessionNames[0]: session-name",
    ],
];

describe("a connection's documents", () => {
    for (const [what, construction, fault] of atOnce) {
        it(`are refused before anything is registered: ${what}`, async () => {
            const { faults, atOnce: isAtOnce } = await refusedAt(construction);
            expect(faults).to.deep.equal([fault]);
            expect(isAtOnce).to.equal(true);
        });
    }

    for (const [what, construction, fault] of later) {
        it(`are refused under the argument's own name when another resource gives ${what}`, async () => {
            const { errors } = await refusal(construction);
            expect([...new Set(errors)].map((error) => faultsOf(error))).to.deep.equal([[fault]]);
        });
    }

    it("are accepted where AWS would take them", async () => {
        for (const construction of [
            inBucket(longPolicy(18_000)),
            announcing(notified("AWSLogs/111122223333/")),
            announcing("{}", { organization: { id, memberAccountIds: members(50) } }),
        ]) {
            expect((await construct(construction)).registrations).to.not.be.empty;
        }
    });

    it("are refused in these words where the policy is too large", async () => {
        const { message } = await refusedAt(inBucket(longPolicy(20_000)));
        expect(message.split("\n").slice(3)).to.deep.equal([
            "    With the trail's statements, the policy would have 20874 bytes or more, and S3 allows 20480.",
            "    Allowed: a policy that leaves room for the trail's statements",
            `    Example: existingBucket: { policy: ${JSON.stringify('{"Version":"2012-10-17","Statement":[]}')} }`,
        ]);
    });

    it("are refused in these words where the policy shuts the trail out", async () => {
        const policy = policyOf({ ...theirs, Effect: "Deny", Principal: "*", Action: "s3:Put*" });
        const { message } = await refusedAt(inBucket(policy));
        expect(message.split("\n").slice(3)).to.deep.equal([
            "    In any case, statement \"Theirs\" doesn't let CloudTrail read the bucket's ACL and write logs.",
            "    Allowed: a policy that lets CloudTrail read the bucket's ACL and write logs",
            `    Example: existingBucket: { policy: ${JSON.stringify('{"Version":"2012-10-17","Statement":[]}')} }`,
            "    Find it: aws s3api get-bucket-policy --bucket BUCKET --query Policy --output text",
        ]);
    });

    it("are refused in these words where the role's policy has no room", async () => {
        const { message } = await refusedAt(
            make(feed, {
                existingTrail: { arn: trailArn, keyPrefix: "p".repeat(150) },
                existingBucket: { name },
                organization: { id, memberAccountIds: members(50) },
            }),
        );
        expect(message.split("\n").slice(3)).to.deep.equal([
            "    With these accounts, the role's policy has 11757 characters, and IAM allows 10240.",
            "    Allowed: fewer accounts, or none for every account of the organization, or a shorter key prefix of the trail",
            "    Example: organization: { memberAccountIds: [] }",
        ]);
    });
});

describe("an existing policy that may shut somebody out", () => {
    /** The warnings of a construction. */
    async function warningsOf(construction: () => unknown): Promise<string[]> {
        return (await construct(construction)).warnings;
    }
    const policy = policyOf({
        ...theirs,
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Condition: { StringNotEquals: { "aws:SourceVpc": "vpc-1" } },
    });
    const aboutTrail = (statement: string) =>
        `The existing bucket's policy may not let CloudTrail read the bucket's ACL and write logs: ${statement} denies it, under conditions or for principals that can't be judged beforehand.`;
    const aboutReader =
        "The existing bucket's policy may not let Sentinel's role read the logs: statement \"Theirs\" denies it, under conditions or for principals that can't be judged beforehand.";

    it("is warned of, by the statement", async () => {
        expect(await warningsOf(inBucket(policy))).to.deep.equal([aboutTrail('statement "Theirs"')]);
        expect((await warningsOf(make(feed, { existingBucket: { name, policy } }))).sort()).to.deep.equal([
            aboutTrail('statement "Theirs"'),
            aboutReader,
        ]);
    });

    it("is warned of without its Sid where it is a secret", async () => {
        expect(await warningsOf(inBucket(pulumi.secret(policy)))).to.deep.equal([aboutTrail("one of its statements")]);
    });

    it("is no matter where nothing is denied", async () => {
        expect(await warningsOf(inBucket(policyOf(theirs)))).to.deep.equal([]);
    });
});
