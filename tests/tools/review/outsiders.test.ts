import { expect } from "chai";
import type { Statement } from "../../../components/iam/document";
import type { ProgramRun, Registration } from "../../../tools/rehearsal/engine";
import { contentOf } from "../../../tools/review/content/content";
import { flowsOf } from "../../../tools/review/outsiders/flows";
import { untriedIn } from "../../../tools/review/outsiders/simulationCoverage";
import { besideComponents, reviewOf } from "../../../tools/review/review";
import { recorded } from "../../support/registrations";
import { runScript, withoutStackTraces } from "../../support/script";
import { rehearsalOf, type StackName, workspaceId } from "../../support/stacks";

/** The sentences of a summary that are to catch the eye, after a change of what the program registered. */
async function alarms(stack: StackName, change: (run: Registration[]) => Registration[]): Promise<string[]> {
    const { program, run } = await rehearsalOf(stack);
    const changed: ProgramRun = { ...run, registrations: change(structuredClone(run.registrations)) };
    const { summary } = contentOf(await reviewOf(program, changed, 100_000));
    return summary.flatMap((line) =>
        line.flatMap((piece) => (typeof piece === "object" && "strong" in piece ? [piece.strong] : [])),
    );
}

/** The same without the controls, which have tests of their own. */
async function alarmsBesideControls(...args: Parameters<typeof alarms>): Promise<string[]> {
    return (await alarms(...args)).filter((sentence) => !sentence.startsWith("A control is not met: "));
}

function withInputs(type: string, inputs: Record<string, unknown>, name = /./) {
    return (registrations: Registration[]) =>
        registrations.map((registration) =>
            registration.type === type && name.test(registration.name)
                ? { ...registration, inputs: { ...registration.inputs, ...inputs } }
                : registration,
        );
}

const policy = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** The first statement of a resource's document in the other form. */
function withStatement(type: string, property: string, other: (statement: Statement) => object, name = /./) {
    return (registrations: Registration[]) =>
        registrations.map((registration) => {
            if (registration.type !== type || !name.test(registration.name)) {
                return registration;
            }
            const [first, ...rest] = JSON.parse(registration.inputs[property] as string).Statement;
            return {
                ...registration,
                inputs: { ...registration.inputs, [property]: policy(other(first), ...rest) },
            };
        });
}

function resource(type: string, name: string, inputs: Record<string, unknown>, state = {}): Registration {
    return recorded({ type, name, inputs, state: { ...inputs, ...state } });
}

const added = (more: Registration) => (registrations: Registration[]) => [...registrations, more];

const roleType = "aws:iam/role:Role";
const sentinelRole = "Role trailconnect-sentinel-role";
const untried = (what: string) => `The simulation didn't cover the policy of ${what}.`;
const foreign = "arn:aws:iam::999988887777:root";
const foreignInWords = "AWS account 999988887777 (not an account that Microsoft publishes)";
const externalId = `external ID is ${workspaceId}`;

describe("whoever else a program lets in", () => {
    for (const stack of ["plain", "everything", "existing"] satisfies StackName[]) {
        it(`is nobody with today's program: ${stack}`, async () => {
            expect(await alarms(stack, (registrations) => registrations)).to.deep.equal([]);
        });
    }

    const planted: Record<string, [change: (registrations: Registration[]) => Registration[], expected: string[]]> = {
        "a second principal in a trust policy": [
            withStatement(roleType, "assumeRolePolicy", ({ Principal }) => ({
                Effect: "Allow",
                Principal: { AWS: [(Principal as { AWS: string }).AWS, foreign] },
                Action: "sts:AssumeRole",
                Condition: { StringEquals: { "sts:ExternalId": workspaceId } },
            })),
            [
                `${foreignInWords} also has access: sts:AssumeRole at trailconnect-sentinel-role (Role), if ${externalId}.`,
                untried(sentinelRole),
            ],
        ],
        "everybody, in a trust policy": [
            withStatement(roleType, "assumeRolePolicy", (statement) => ({ ...statement, Principal: "*" })),
            [
                `Everyone also has access: sts:AssumeRole at trailconnect-sentinel-role (Role), if ${externalId}.`,
                untried(sentinelRole),
            ],
        ],
        "a condition turned round": [
            withStatement(roleType, "assumeRolePolicy", (statement) => ({
                ...statement,
                Condition: { StringNotEquals: { "sts:ExternalId": workspaceId } },
            })),
            [untried(sentinelRole)],
        ],
        "an external ID with a wildcard": [
            withStatement(roleType, "assumeRolePolicy", (statement) => ({
                ...statement,
                Condition: { StringLike: { "sts:ExternalId": "*" } },
            })),
            [untried(sentinelRole)],
        ],
        "every trail but one, in the bucket's policy": [
            withStatement("aws:s3/bucketPolicy:BucketPolicy", "policy", (statement) => ({
                ...statement,
                Condition: { StringNotEquals: { "aws:SourceArn": "arn:aws:cloudtrail:eu-central-1:1:trail/x" } },
            })),
            [
                "AWS service cloudtrail.amazonaws.com also has access: s3:GetBucketAcl at trailconnect-log-bucket-policy (BucketPolicy), if aws:SourceArn StringNotEquals arn:aws:cloudtrail:eu-central-1:1:trail/x.",
                untried("BucketPolicy trailconnect-log-bucket-policy"),
            ],
        ],
        "another service of AWS's": [
            withStatement("aws:s3/bucketPolicy:BucketPolicy", "policy", (statement) => ({
                ...statement,
                Principal: { Service: ["cloudtrail.amazonaws.com", "lambda.amazonaws.com"] },
            })),
            [
                "AWS service lambda.amazonaws.com also has access: s3:GetBucketAcl at trailconnect-log-bucket-policy (BucketPolicy), if source ARN is arn:aws:cloudtrail:eu-central-1:111122223333:trail/trailconnect-trail-5671dce3.",
                untried("BucketPolicy trailconnect-log-bucket-policy"),
            ],
        ],
        "a statement with NotPrincipal": [
            withStatement("aws:s3/bucketPolicy:BucketPolicy", "policy", ({ Principal, ...statement }) => ({
                ...statement,
                NotPrincipal: Principal,
            })),
            [
                "The review can't read NotPrincipal in a statement of BucketPolicy trailconnect-log-bucket-policy.",
                untried("BucketPolicy trailconnect-log-bucket-policy"),
            ],
        ],
        "a statement with NotAction in what Defender may do": [
            withInputs("aws:iam/policy:Policy", {
                policy: policy({ Effect: "Allow", NotAction: "iam:CreateUser", Resource: "*" }),
            }),
            [
                "The review can't read NotAction in a statement of Policy trailconnect-defender-user.",
                untried("Policy trailconnect-defender-user"),
            ],
        ],
        "policies in a role's own properties": [
            withInputs(roleType, {
                managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
                inlinePolicies: [{ name: "x", policy: policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }) }],
            }),
            [
                `The review can't read the text of arn:aws:iam::aws:policy/AdministratorAccess in what ${sentinelRole} attaches.`,
                `The review can't read NotAction in what ${sentinelRole} attaches.`,
            ],
        ],
        "a public ACL": [
            withInputs("aws:s3/bucket:Bucket", { acl: "public-read" }),
            ["The review can't read acl of Bucket trailconnect-log-bucket."],
        ],
        "an access key of another user": [
            added(resource("aws:iam/accessKey:AccessKey", "spare", { user: "administrator" })),
            [
                "Anyone who holds access key spare also has access: everything that user administrator may do, which this review doesn't assess.",
            ],
        ],
        "a second trail, to somebody else's bucket": [
            added(resource("aws:cloudtrail/trail:Trail", "copy", { s3BucketName: "exfil" })),
            ["Trail copy sends logs to exfil, which is unknown to the program."],
        ],
        "announcements to somebody else's function": [
            added(
                resource("aws:s3/bucketNotification:BucketNotification", "copy", {
                    lambdaFunctions: [{ lambdaFunctionArn: "arn:aws:lambda:eu-central-1:999988887777:function:x" }],
                }),
            ),
            [
                "BucketNotification copy sends notifications of objects to arn:aws:lambda:eu-central-1:999988887777:function:x, which is unknown to the program.",
            ],
        ],
        "a subscription, a target, an alarm and access logs for somebody else": [
            (registrations) => [
                ...registrations,
                resource("aws:sns/topicSubscription:TopicSubscription", "a", {
                    protocol: "https",
                    endpoint: "https://x",
                }),
                resource("aws:cloudwatch/eventTarget:EventTarget", "b", { arn: "arn:aws:events:::event-bus/x" }),
                resource("aws:cloudwatch/metricAlarm:MetricAlarm", "c", { alarmActions: ["arn:aws:sns:::x"] }),
                resource("aws:s3/bucketLogging:BucketLogging", "d", { targetBucket: "exfil" }),
            ],
            [
                ["TopicSubscription a", "messages", "https://x"],
                ["EventTarget b", "events", "arn:aws:events:::event-bus/x"],
                ["MetricAlarm c", "alarms", "arn:aws:sns:::x"],
                ["BucketLogging d", "access logs", "exfil"],
            ].map(([from, what, to]) => `${from} sends ${what} to ${to}, which is unknown to the program.`),
        ],
        "a policy that is an object": [
            added(
                resource("aws:sqs/queuePolicy:QueuePolicy", "open", {
                    policy: {
                        Version: "2012-10-17",
                        Statement: { Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: "*" },
                    },
                }),
            ),
            ["Everyone also has access: sqs:* at open (QueuePolicy), unconditionally."],
        ],
        "the trail of another account": [
            withStatement("aws:s3/bucketPolicy:BucketPolicy", "policy", (statement) => ({
                ...statement,
                Condition: {
                    StringEquals: { "AWS:SourceArn": "arn:aws:cloudtrail:eu-central-1:999988887777:trail/evil" },
                },
            })),
            [
                "AWS service cloudtrail.amazonaws.com also has access: s3:GetBucketAcl at trailconnect-log-bucket-policy (BucketPolicy), if AWS:SourceArn is arn:aws:cloudtrail:eu-central-1:999988887777:trail/evil.",
                untried("BucketPolicy trailconnect-log-bucket-policy"),
            ],
        ],
        "a role for an account that Microsoft doesn't publish, by an argument": [
            (registrations) =>
                withStatement(roleType, "assumeRolePolicy", (statement) => ({
                    ...statement,
                    Principal: { AWS: foreign },
                }))(
                    withInputs("trailconnect:index:SentinelRole", { microsoftAccountId: "999988887777" })(
                        registrations,
                    ),
                ),
            [
                `${foreignInWords} also has access: sts:AssumeRole at trailconnect-sentinel-role (Role), if ${externalId}.`,
            ],
        ],
        "a destination that only a tag names": [
            (registrations) => [
                ...withInputs("trailconnect:index:CloudTrailConnection", { tags: { Archive: "exfil" } })(registrations),
                resource("aws:cloudtrail/trail:Trail", "copy", { s3BucketName: "exfil" }),
            ],
            ["Trail copy sends logs to exfil, which is unknown to the program."],
        ],
        "somebody else's key, and places for what failed": [
            (registrations) => [
                ...registrations,
                resource("aws:cloudtrail/trail:Trail", "a", { kmsKeyId: "arn:aws:kms:::key/x" }),
                resource("aws:cloudwatch/eventTarget:EventTarget", "b", {
                    deadLetterConfig: { arn: "arn:aws:sqs:::x" },
                }),
                resource("aws:cloudwatch/metricAlarm:MetricAlarm", "c", {
                    insufficientDataActions: ["arn:aws:sns:::x"],
                }),
            ],
            [
                ["Trail a", "logs to be encrypted", "arn:aws:kms:::key/x"],
                ["EventTarget b", "events that failed", "arn:aws:sqs:::x"],
                ["MetricAlarm c", "alarms", "arn:aws:sns:::x"],
            ].map(([from, what, to]) => `${from} sends ${what} to ${to}, which is unknown to the program.`),
        ],
        "a role for somebody else": [
            added(
                resource(
                    roleType,
                    "their-role",
                    {
                        assumeRolePolicy: policy({
                            Effect: "Allow",
                            Principal: { AWS: foreign },
                            Action: "sts:AssumeRole",
                        }),
                    },
                    { name: "their-role", arn: "arn:aws:iam::111122223333:role/their-role" },
                ),
            ),
            [`${foreignInWords} also has access: sts:AssumeRole at their-role (Role), unconditionally.`],
        ],
    };
    for (const [what, [change, expected]] of Object.entries(planted)) {
        it(`is told of: ${what}`, async () => {
            expect(await alarmsBesideControls("plain", change)).to.deep.equal(expected);
        });
    }

    it("is told of with each control that is not met", async () => {
        const unbounded = withInputs("aws:cloudtrail/trail:Trail", { enableLogFileValidation: false });
        expect(await alarms("plain", unbounded)).to.deep.equal([
            "A control is not met: Log file validation is on. The resources contradict it: trailconnect-trail has enableLogFileValidation false.",
        ]);
    });

    it("is told of where a refusal of plain HTTP is gone", async () => {
        const withoutDeny = (registrations: Registration[]) =>
            registrations.map((registration) => {
                if (registration.type !== "aws:sqs/queuePolicy:QueuePolicy") {
                    return registration;
                }
                const { Statement: all } = JSON.parse(registration.inputs.policy as string);
                const allowed = all.filter(({ Effect }: Statement) => Effect === "Allow");
                return { ...registration, inputs: { ...registration.inputs, policy: policy(...allowed) } };
            });
        expect(await alarms("everything", withoutDeny)).to.deep.equal([
            untried("QueuePolicy trailconnect-sentinel-s3-queue-dead-letters-policy"),
            untried("QueuePolicy trailconnect-sentinel-s3-queue-policy"),
            untried("QueuePolicy trailconnect-tamper-alarms-undelivered-policy"),
        ]);
    });

    it("takes the account's own principals for insiders", async () => {
        const own = withStatement("aws:kms/key:Key", "policy", (statement) => ({
            ...statement,
            Principal: { AWS: ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:role/x", "111122223333"] },
        }));
        expect(await alarmsBesideControls("plain", own)).to.deep.equal([untried("Key trailconnect-log-key")]);
    });

    it("is read from a single statement without its list too", async () => {
        const single = withInputs(roleType, {
            assumeRolePolicy: JSON.stringify({
                Version: "2012-10-17",
                Statement: { Effect: "Allow", Principal: { AWS: foreign }, Action: "sts:AssumeRole" },
            }),
        });
        expect(await alarmsBesideControls("plain", single)).to.deep.equal([
            `${foreignInWords} also has access: sts:AssumeRole at trailconnect-sentinel-role (Role), unconditionally.`,
            untried(sentinelRole),
        ]);
    });
});

describe("the documents of a component that stands alone", () => {
    it("are those that were tried, whatever is left to its defaults", async () => {
        const run = await runScript(
            `
            const { AlarmTopic, AuditTrail, DefenderUser, ExistingLogBucket, LogBucket, LogKey, LogQueue, SentinelS3,
                SentinelRole, TrailLogGroup } = require("../../components/index");
            const trailArn = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail";
            const logs = { bucketName: "audit-logs", logPrefixes: ["AWSLogs/111122223333/CloudTrail/"] };
            const workspaceId = "${workspaceId}";
            new AlarmTopic("alarms", {});
            new DefenderUser("defender", {});
            new ExistingLogBucket("existing", { bucketName: "audit-logs", trailArn, policy: '{"Version":"2012-10-17","Statement":[]}' });
            new LogBucket("bucket", { trailArn });
            new LogKey("key", { trailArn });
            new LogQueue("queue", { ...logs, ownsBucket: true });
            new LogQueue("fan-out", { ...logs, ownsBucket: true, snsFanOut: true });
            new LogQueue("subscribed", { ...logs, ownsBucket: false, existingTopicArn: "arn:aws:sns:eu-central-1:111122223333:logs" });
            new SentinelS3("s3", { ...logs, ownsBucket: true, workspaceId, roleName: "OIDC_sentinel" });
            new SentinelRole("role", { workspaceId });
            new TrailLogGroup("log-group", { cloudWatchLogsRetentionDays: 90 });
            `,
            { nodeargs: `${withoutStackTraces} --import tsx` },
        );
        expect(run.diagnostics).to.deep.equal([]);
        const place = { region: "eu-central-1", accountId: "111122223333" };
        expect(run.registrations).to.have.lengthOf.above(40);
        expect(untriedIn(run.registrations, besideComponents(run.registrations), place)).to.deep.equal([]);
    });
});

describe("a Deny that the review can't read", () => {
    it("lets nobody in, and is no alarm", async () => {
        const denying = withStatement("aws:s3/bucketPolicy:BucketPolicy", "policy", (statement) => ({
            ...statement,
            Effect: "Deny",
            NotPrincipal: { AWS: "x" },
        }));
        expect(
            (await alarms("plain", denying)).filter((sentence) => sentence.startsWith("The review can't read")),
        ).to.deep.equal([]);
    });
});

describe("a policy that only bears the name of one of AWS's", () => {
    it("is not taken for it", async () => {
        const policyArn = "arn:aws:iam::111122223333:policy/AWSCloudTrail_ReadOnlyAccess";
        const renamed = withInputs("aws:iam/rolePolicyAttachment:RolePolicyAttachment", { policyArn });
        expect(await alarmsBesideControls("plain", renamed)).to.deep.equal([
            `The review can't read the text of ${policyArn} in what RolePolicyAttachment trailconnect-sentinel-role-cloudtrail-read-only attaches.`,
        ]);
    });
});

describe("what resources send", () => {
    it("is listed whole, with where it goes", async () => {
        const { run } = await rehearsalOf("everything");
        const flows = flowsOf(run.registrations).map(({ from, what, to }) => [from.split(" ")[0], what, to]);
        const arn = (service: string, name: string) => `arn:aws:${service}:eu-central-1:123456789012:${name}`;
        expect(flows).to.have.deep.members([
            ["Trail", "logs", "trailconnect-logs-5671dce3"],
            ["Trail", "events", arn("logs", "log-group:trailconnect-trail-5671dce3")],
            ["Trail", "logs to be encrypted", arn("kms", "key/3f180f07-8149-4616-11d4-609ba587042a")],
            ["BucketLogging", "access logs", "access-logs"],
            ["BucketNotification", "notifications of objects", arn("sns", "trailconnect-logs-5671dce3")],
            ["TopicSubscription", "messages", arn("sqs", "trailconnect-sentinel-5671dce3")],
            ["TopicSubscription", "messages", "security@example.com"],
            ...Array(25).fill(["MetricAlarm", "alarms", arn("sns", "trailconnect-alarms-5671dce3")]),
            ...Array(10).fill(["EventTarget", "events", arn("sns", "trailconnect-alarms-5671dce3")]),
            ...Array(10).fill([
                "EventTarget",
                "events that failed",
                arn("sqs", "trailconnect-tamper-5671dce3-undelivered"),
            ]),
        ]);
    });
});
