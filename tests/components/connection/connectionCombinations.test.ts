import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as fc from "fast-check";
import type { Problem } from "../../../components/checks/problem";
import { problemsOfCombinations } from "../../../components/connection/connectionCombinations";
import { problemsOfConnection } from "../../../components/connection/connectionProblems";
import {
    CloudTrailConnection,
    type CloudTrailConnectionArgs,
    Connector,
    Encryption,
    InsightType,
    ObjectLockMode,
    ReadWriteType,
} from "../../../components/index";
import { at, type SomeArguments, together } from "../../support/arguments";
import { codesOf } from "../../support/faults";
import { refusal } from "../../support/mocks";

const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";
const existingTrail = { arn: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail" };
const policy = '{"Version":"2012-10-17","Statement":[]}';
const existingBucket = { name: "central-audit-logs", policy };
const key = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const topicArn = "arn:aws:sns:eu-central-1:111122223333:audit-logs";
const sentinelS3 = { connectors: [Connector.SentinelS3] };
const onTampering = { alarms: { onTampering: true } };
const emails = ["a@example.com"];
const members = (count: number) => Array.from({ length: count }, (_, index) => String(444455556600 + index));

/** What is refused of two that exclude each other. */
const exclusive = (propertyPath: string, given: unknown, other: string, why?: string): Problem => ({
    propertyPath,
    given,
    code: "mutually-exclusive",
    reason: `${propertyPath} and ${other} are mutually exclusive${why ? `: ${why}` : ""}.`,
    allowed: `either ${propertyPath} or ${other}`,
    example: undefined,
});
const owners = "the log bucket is configured by its owner";
const announced = "the bucket's notifications already go to the existing topic";
const connectorOff = (
    propertyPath: string,
    given: unknown,
    connector: Connector,
    connectors?: Connector[],
): Problem => ({
    propertyPath,
    given,
    code: "connector-off",
    reason: `Without the ${connector} connector the argument has no effect.`,
    allowed: `${propertyPath} with the ${connector} connector`,
    example: connectors,
    ...(connectors && { exampleProperty: "connectors", repeats: "connectors" }),
});
const pollers = { connectors: [Connector.Sentinel, Connector.Defender] };
const issuer = "arn:aws:iam::111122223333:oidc-provider/sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/";
const noAlarms = (argument: string, given: unknown): Problem => ({
    propertyPath: `alarms.${argument}`,
    given,
    code: "no-alarms",
    reason: "There are no alarms without the sentinelS3 connector or alarms.onTampering.",
    allowed: `alarms.${argument} with the sentinelS3 connector or alarms.onTampering`,
    example: true,
    exampleProperty: "alarms.onTampering",
});
const unnamedTrail: Problem = {
    propertyPath: "trail.name",
    given: undefined,
    code: "trail-without-name",
    reason: "The owner of the existing bucket or key must grant the trail access before it exists, and needs its name to do so.",
    allowed:
        "a name for the new trail, or the name of the one that the stack has already created: 3 to 128 letters, digits and single dots, underscores or hyphens",
    example: "audit-trail",
};
const tooManyMembers = (given: unknown): Problem => ({
    propertyPath: "organization.memberAccountIds",
    given,
    code: "too-many-accounts-for-topic",
    reason: "The filter policy of the subscription to the existing topic can't list that many accounts.",
    allowed: "with existingBucket.topicArn, up to 37 accounts; an empty list means every account of the organization",
    example: [],
});
const ofTopic = { ...sentinelS3, existingTrail, existingBucket: { name: "central", topicArn } };

/** What each rule refuses, all of it, and the nearest that it lets pass. */
const rules: [what: string, refused: SomeArguments, problems: Problem[], passed: SomeArguments[]][] = [
    ...(
        [
            { name: "audit-trail" },
            { managementEvents: ReadWriteType.All },
            { dataEvents: [{ resourceType: "AWS::S3::Object" }] },
            { insights: [InsightType.ApiErrorRate] },
            { cloudWatchLogsRetentionDays: 30 },
        ] as const
    ).map((trail): (typeof rules)[number] => [
        `a trail with ${Object.keys(trail)}, and one that exists`,
        { trail, existingTrail } as SomeArguments,
        [exclusive("trail", trail, "existingTrail")],
        [{ trail } as SomeArguments, { existingTrail, trail: {} }, { existingTrail, trail: { dataEvents: [] } }],
    ]),
    ...(
        [
            ["objectLock", { days: 30 }],
            ["objectLock", { days: 0 }],
            ["accessLogBucketName", "their-access-logs"],
        ] as const
    ).flatMap(([argument, value]): (typeof rules)[number][] => [
        [
            `${argument} ${JSON.stringify(value)} of an existing bucket`,
            { existingBucket, [argument]: value },
            [exclusive(argument, value, "existingBucket", owners)],
            [{ [argument]: value }, { existingBucket }],
        ],
        [
            `${argument} ${JSON.stringify(value)} of an existing trail's bucket`,
            { existingTrail, existingBucket: { name: "central" }, [argument]: value },
            [exclusive(argument, value, "existingTrail", owners)],
            [{ existingTrail, existingBucket: { name: "central" } }],
        ],
    ]),
    [
        "the retention of an existing bucket",
        { existingBucket, logRetentionDays: 30 },
        [exclusive("logRetentionDays", 30, "existingBucket", owners)],
        [
            { existingBucket, logRetentionDays: 365 },
            { logRetentionDays: 30 },
            { existingBucket, encryption: Encryption.S3, protectLogs: false },
        ],
    ],
    ...(
        [
            ["logRetentionDays", 30, 365, owners],
            [
                "encryption",
                Encryption.S3,
                Encryption.Kms,
                "the trail and its logs are encrypted as their owner configured",
            ],
            ["protectLogs", false, true, "the trail and its logs are protected as their owner configured"],
        ] as const
    ).map(([argument, value, byDefault, why]): (typeof rules)[number] => [
        `${argument} of an existing trail`,
        { existingTrail, [argument]: value },
        [exclusive(argument, value, "existingTrail", why)],
        [{ existingTrail, [argument]: byDefault }, { [argument]: value }],
    ]),
    ...(
        [
            ["sentinel", "snsFanOut", true, false],
            ["sentinel", "existingOidcProviderArn", issuer, undefined],
            ["sentinel", "additionalSessionNames", [`MicrosoftDefender_${workspaceId}`], []],
            ["organization", "memberAccountIds", members(1), []],
        ] as const
    ).map(([group, argument, value, nothing]): (typeof rules)[number] => [
        `${group}.${argument} without the S3 connector`,
        together(pollers, { [group]: { [argument]: value } }),
        [connectorOff(`${group}.${argument}`, value, Connector.SentinelS3, [Connector.Defender, Connector.SentinelS3])],
        [
            together(sentinelS3, { [group]: { [argument]: value } }),
            together(pollers, { [group]: { [argument]: nothing } }),
        ],
    ]),
    [
        "Microsoft's account without the API connector",
        together(sentinelS3, { sentinel: { microsoftAccountId: "210987654321" } }),
        [connectorOff("sentinel.microsoftAccountId", "210987654321", Connector.Sentinel)],
        [together(pollers, { sentinel: { microsoftAccountId: "210987654321" } })],
    ],
    ...(
        [
            ["permissions", ["Activity"], ["Activity", "Storage"]],
            ["sourceIps", ["203.0.113.0/24"], []],
            ["accessKeyGeneration", 2, 1],
            ["keepPreviousAccessKey", true, false],
            ["accessKeyPgpKey", "keybase:alice", undefined],
        ] as const
    ).map(([argument, value, byDefault]): (typeof rules)[number] => [
        `defender.${argument} without the connector`,
        { ...sentinelS3, defender: { [argument]: value } },
        [connectorOff(`defender.${argument}`, value, Connector.Defender, [Connector.SentinelS3, Connector.Defender])],
        [{ ...sentinelS3, defender: { [argument]: byDefault } }, { defender: { [argument]: value } }],
    ]),
    [
        "the policy of a bucket that an existing trail writes to",
        { existingTrail, existingBucket },
        [
            exclusive(
                "existingBucket.policy",
                policy,
                "existingTrail",
                "an existing trail can already write to its bucket",
            ),
        ],
        [{ existingTrail, existingBucket: { name: "central" } }, { existingBucket }],
    ],
    [
        "a refusal in the policy of a bucket that an existing trail writes to",
        { existingTrail, existingBucket: { name: "central", onlyCloudTrailWrites: true } },
        [
            exclusive(
                "existingBucket.onlyCloudTrailWrites",
                true,
                "existingTrail",
                "the bucket's policy is left as it is",
            ),
        ],
        [
            { existingTrail, existingBucket: { name: "central", onlyCloudTrailWrites: false } },
            { existingBucket: { name: "central", onlyCloudTrailWrites: true }, trail: { name: "audit-trail" } },
        ],
    ],
    [
        "a deploy role where nothing is made that it could guard",
        { existingTrail, deployRoleArn: "arn:aws:iam::111122223333:role/deploy" },
        [
            {
                propertyPath: "deployRoleArn",
                given: "arn:aws:iam::111122223333:role/deploy",
                code: "nothing-to-guard",
                reason: "With an existing trail and no alarms, the connection creates nothing that a service control policy protects.",
                allowed: "deployRoleArn without existingTrail, or with the sentinelS3 connector or alarms.onTampering",
                example: undefined,
            },
        ],
        [
            { deployRoleArn: "arn:aws:iam::111122223333:role/deploy" },
            { existingTrail, deployRoleArn: "arn:aws:iam::111122223333:role/deploy", alarms: { onTampering: true } },
        ],
    ],
    [
        "notifications and a topic of the same bucket",
        together(ofTopic, { existingBucket: { notification: "{}" } }),
        [exclusive("existingBucket.notification", "{}", "existingBucket.topicArn", announced)],
        [ofTopic, { ...sentinelS3, existingTrail, existingBucket: { name: "central", notification: "{}" } }],
    ],
    [
        "a topic of its own beside one that exists",
        together(ofTopic, { sentinel: { snsFanOut: true } }),
        [exclusive("sentinel.snsFanOut", true, "existingBucket.topicArn", announced)],
        [
            together(ofTopic, { sentinel: { snsFanOut: false } }),
            together(sentinelS3, { sentinel: { snsFanOut: true } }),
        ],
    ],
    [
        "addresses for a topic that exists",
        { alarms: { onTampering: true, emails, topicArn } },
        [
            exclusive(
                "alarms.emails",
                emails,
                "alarms.topicArn",
                "subscriptions to an existing topic are up to its owner",
            ),
        ],
        [
            { alarms: { onTampering: true, emails } },
            { alarms: { onTampering: true, topicArn } },
            { alarms: { onTampering: true, emails: [], topicArn } },
        ],
    ],
    ...(
        [
            ["emails", emails],
            ["topicArn", topicArn],
        ] as const
    ).map(([argument, value]): (typeof rules)[number] => [
        `${argument} without alarms`,
        { alarms: { [argument]: value, onTampering: false } },
        [noAlarms(argument, value)],
        [
            { alarms: { [argument]: value, onTampering: true } },
            { ...sentinelS3, alarms: { [argument]: value } },
            { alarms: { emails: [] } },
        ],
    ]),
    [
        "the logs of a trail that exists, without its bucket",
        { ...sentinelS3, existingTrail },
        [
            {
                propertyPath: "existingBucket",
                given: undefined,
                code: "bucket-of-existing-trail",
                reason: "The sentinelS3 connector reads the existing trail's logs and needs the name of their bucket.",
                allowed: "the bucket that the existing trail writes to",
                example: { name: "central-audit-logs" },
                source: "aws cloudtrail get-trail --name TRAIL_ARN --query Trail.S3BucketName --output text",
            },
        ],
        [{ ...sentinelS3, existingTrail, existingBucket: { name: "central" } }, sentinelS3, { existingTrail }],
    ],
    ...(
        [
            ["notification", "{}"],
            ["topicArn", topicArn],
        ] as const
    ).map(([argument, value]): (typeof rules)[number] => [
        `existingBucket.${argument} without a connector that is notified`,
        { connectors: [Connector.Defender], existingTrail, existingBucket: { name: "central", [argument]: value } },
        [
            {
                propertyPath: `existingBucket.${argument}`,
                given: value,
                code: "no-log-reader",
                reason: "Only the sentinelS3 connector is notified of new logs: without it the argument has no effect.",
                allowed: `existingBucket.${argument} with the sentinelS3 connector`,
                example: ["defender", "sentinelS3"],
                exampleProperty: "connectors",
                repeats: "connectors",
            },
        ],
        [
            { ...sentinelS3, existingTrail, existingBucket: { name: "central", [argument]: value } },
            { existingTrail, existingBucket: { name: "central" } },
        ],
    ]),
    [
        "a key where none encrypts",
        { existingKmsKeyArn: key, encryption: Encryption.S3, trail: { name: "audit-trail" } },
        [
            {
                propertyPath: "existingKmsKeyArn",
                given: key,
                code: "key-without-kms",
                reason: "With encryption s3, no KMS key encrypts the logs.",
                allowed: "existingKmsKeyArn with encryption kms",
                example: "kms",
                exampleProperty: "encryption",
            },
        ],
        [
            { existingKmsKeyArn: key, encryption: Encryption.Kms, trail: { name: "audit-trail" } },
            { existingKmsKeyArn: key, existingTrail },
            { encryption: Encryption.S3 },
        ],
    ],
    ...[
        { existingKmsKeyArn: key },
        { existingBucket: { name: "central" } },
        { existingKmsKeyArn: key, existingBucket },
        { ...sentinelS3, existingBucket: { name: "central", notification: "{}" } },
    ].map((existing): (typeof rules)[number] => [
        `a trail without a name beside ${JSON.stringify(existing)}`,
        existing,
        [unnamedTrail],
        [{ ...existing, trail: { name: "audit-trail" } }, { existingBucket }, {}],
    ]),
    [
        "more members than a subscription's filter can name",
        together(ofTopic, { organization: { id: "o-exampleorgid", memberAccountIds: members(38) } }),
        [tooManyMembers(members(38))],
        [
            together(ofTopic, { organization: { id: "o-exampleorgid", memberAccountIds: members(37) } }),
            together(ofTopic, { organization: { id: "o-exampleorgid", memberAccountIds: [] } }),
            { ...sentinelS3, organization: { id: "o-exampleorgid", memberAccountIds: members(38) } },
            together(ofTopic, { organization: { memberAccountIds: pulumi.output(members(38)) } }),
        ],
    ],
    [
        "alarms that never ring",
        { ...onTampering, trail: { managementEvents: ReadWriteType.ReadOnly } },
        [
            {
                propertyPath: "alarms.onTampering",
                given: true,
                code: "alarms-without-writes",
                reason: "Tampering shows up in write events, and the trail records only read events: no alarm would ever go off.",
                allowed: "alarms.onTampering with trail.managementEvents All or WriteOnly",
                example: "All",
                exampleProperty: "trail.managementEvents",
            },
        ],
        [
            { ...onTampering, trail: { managementEvents: ReadWriteType.WriteOnly } },
            onTampering,
            { ...sentinelS3, trail: { managementEvents: ReadWriteType.ReadOnly } },
        ],
    ],
];

/** Whole sets of arguments that somebody may want. */
const sensible: Record<string, SomeArguments> = {
    nothing: {},
    "empty groups": { sentinel: { workspaceId }, defender: {}, trail: {}, alarms: {} },
    "a trail with everything": {
        ...sentinelS3,
        trail: {
            name: "audit-trail",
            managementEvents: ReadWriteType.WriteOnly,
            dataEvents: [{ resourceType: "AWS::S3::Object" }],
            insights: [InsightType.ApiCallRate],
            cloudWatchLogsRetentionDays: 90,
        },
        accessLogBucketName: "access-logs",
        objectLock: { days: 90, mode: ObjectLockMode.Governance },
        alarms: { onTampering: true, topicArn },
    },
    "some accounts of an organization": {
        ...sentinelS3,
        organization: { id: "o-exampleorgid", memberAccountIds: members(2) },
    },
    "the logs of a trail that exists": {
        ...sentinelS3,
        existingTrail: { ...existingTrail, keyPrefix: "production" },
        existingBucket: { name: "central", notification: "{}" },
        existingKmsKeyArn: key,
        sentinel: { workspaceId, snsFanOut: true },
        alarms: { onTampering: true, emails },
    },
    "a trail into a bucket of somebody else's, under a key of theirs": {
        existingBucket: { name: "central" },
        existingKmsKeyArn: key,
        trail: { name: "audit-trail" },
    },
};

describe("problemsOfCombinations", () => {
    for (const [what, refused, problems, passed] of rules) {
        it(`refuses ${what}, and nothing less`, () => {
            expect(problemsOfCombinations(together(refused))).to.deep.equal(problems);
            for (const args of passed) {
                expect(problemsOfCombinations(together(args)), JSON.stringify(args)).to.deep.equal([]);
            }
            const all = problemsOfConnection(together({ sentinel: { workspaceId } }, refused));
            expect(all).to.deep.include.members(problems);
        });
    }

    for (const [what, args] of Object.entries(sensible)) {
        it(`lets pass ${what}`, () => {
            expect(problemsOfCombinations(together(args))).to.deep.equal([]);
        });
    }

    it("takes what another resource gives for given, and does not show it", () => {
        const later = pulumi.output("audit-trail");
        const shown = "(from another resource)";
        const args = together({ existingTrail, trail: { name: later }, accessLogBucketName: later });
        expect(problemsOfCombinations(args)).to.deep.equal([
            { ...exclusive("trail", { name: later }, "existingTrail"), shown },
            { ...exclusive("accessLogBucketName", later, "existingTrail", owners), shown },
        ]);
        const memberAccountIds = [...members(37), later];
        expect(
            problemsOfCombinations(together(ofTopic, { organization: { id: "o-exampleorgid", memberAccountIds } })),
        ).to.deep.equal([{ ...tooManyMembers(memberAccountIds), shown }]);
    });

    it("refuses a topic for a queue that isn't there, in these words and before anything is made", async () => {
        const args = { sentinel: { workspaceId, snsFanOut: true } };
        const { error, registrations } = await refusal(() => new CloudTrailConnection("c", args));
        expect(error.message).to.equal(
            [
                "1 value can't be used.",
                "",
                "  sentinel.snsFanOut = true",
                "    Without the sentinelS3 connector the argument has no effect.",
                "    Allowed: sentinel.snsFanOut with the sentinelS3 connector",
                '    Example: connectors: ["defender","sentinelS3"]',
            ].join("\n"),
        );
        expect(registrations).to.deep.equal([]);
    });

    it("takes an empty text for given", () => {
        expect(problemsOfCombinations({ existingTrail, trail: { name: "" } })).to.deep.equal([
            exclusive("trail", { name: "" }, "existingTrail"),
        ]);
    });

    it("prints examples that lead out of any combination when they are pasted one after the other", () => {
        const pieces = [sentinelS3, { encryption: Encryption.S3 }, ...rules.map(([, refused]) => refused)];
        fc.assert(
            fc.property(fc.subarray(pieces), (chosen) => {
                let args = together(...chosen);
                for (let step = 0; step < 20; step++) {
                    const [first] = problemsOfCombinations(args);
                    args = first ? pasted(args, first) : args;
                }
                expect(problemsOfCombinations(args), JSON.stringify(args)).to.deep.equal([]);
            }),
            { numRuns: 300 },
        );
    });
});

/** The arguments with a problem's example put in; what takes a property out leaves it out. */
function pasted(args: CloudTrailConnectionArgs, { propertyPath, example, exampleProperty }: Problem) {
    return together(args, at(exampleProperty ?? propertyPath, example));
}

describe("problemsOfConnection", () => {
    const faults = (args: SomeArguments) => codesOf(problemsOfConnection(args as CloudTrailConnectionArgs));
    const defender = { connectors: [Connector.Defender] };

    it("asks for the workspace ID where a connector of Sentinel's is on, and in its group always", () => {
        for (const args of [{}, sentinelS3, { connectors: [Connector.Sentinel] }, { ...defender, sentinel: {} }]) {
            expect(faults(args)).to.deep.equal(["sentinel.workspaceId: no-workspace-id"]);
        }
        expect(faults(defender)).to.deep.equal([]);
    });

    it("asks for what each group can't be without", () => {
        const groups = {
            ...defender,
            existingTrail: { keyPrefix: "production" },
            existingBucket: { notification: "{}" },
            organization: {},
        };
        expect(faults(groups)).to.deep.equal([
            "existingTrail.arn: required",
            "existingBucket.name: required",
            "organization.id: required",
            "existingBucket.notification: no-log-reader",
        ]);
        expect(faults({ ...defender, objectLock: { mode: ObjectLockMode.Governance } })).to.deep.equal([
            "objectLock.days: required",
        ]);
    });

    it("checks what is given for a connector that is off", () => {
        expect(
            faults({
                connectors: [Connector.Sentinel],
                sentinel: { workspaceId, additionalSessionNames: ["*"] },
                defender: { sourceIps: ["10.0.0.0/8"] },
            }),
        ).to.deep.equal([
            "sentinel.additionalSessionNames[0]: session-name",
            "defender.sourceIps[0]: private-address",
            "sentinel.additionalSessionNames: connector-off",
            "defender.sourceIps: connector-off",
        ]);
    });

    it("refuses a group that is null, or no group at all", () => {
        for (const alarms of [null, "on", 5, ["a"]] as never[]) {
            expect(problemsOfConnection({ sentinel: { workspaceId }, alarms })).to.deep.equal([
                {
                    propertyPath: "alarms",
                    given: alarms,
                    code: "no-group",
                    reason: "Not an object.",
                    allowed: "an object with the argument's properties, or nothing",
                    example: undefined,
                },
            ]);
        }
    });

    it("refuses a group that is an Output or a secret as a whole, by which nothing can be decided", () => {
        const sentinel = pulumi.secret({ workspaceId }) as never;
        expect(problemsOfConnection({ sentinel, logRetentionDays: 0 })).to.deep.equal([
            {
                propertyPath: "sentinel",
                given: sentinel,
                code: "group-as-output",
                reason: "The whole group is an Output or a secret: which resources to create can't depend on that.",
                allowed: "an object; its properties may be Outputs and secrets",
                example: undefined,
                shown: "(an Output)",
            },
        ]);
        const properties = { workspaceId: pulumi.secret(workspaceId) };
        expect(problemsOfConnection({ sentinel: properties })).to.deep.equal([]);
    });
});
