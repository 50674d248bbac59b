import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as fc from "fast-check";
import { describeProblems, type Problem } from "../../../components/checks/problem";
import { problemsOfConnection } from "../../../components/connection/connectionArgs";
import { problemsOfCombinations } from "../../../components/connection/connectionCombinations";
import {
    AzureCloud,
    type CloudTrailConnectionArgs,
    Connector,
    Encryption,
    InsightType,
    ObjectLockMode,
    ReadWriteType,
} from "../../../components/index";

const trail = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail";
const bucket = "central-audit-logs";
const key = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const topic = "arn:aws:sns:eu-central-1:111122223333:audit-logs";
const policy = '{"Version":"2012-10-17","Statement":[]}';
const dataEvents = [{ resourceType: "AWS::S3::Object" }];
const feed = { connectors: [Connector.SentinelS3] };

/** What helps: the example, the property that it is for if it is another, and where to find the right value. */
interface Help {
    example: unknown;
    exampleProperty?: keyof CloudTrailConnectionArgs;
    source?: string;
}

const remove: Help = { example: undefined };
const withBucket: Help = { example: bucket, exampleProperty: "existingBucketName" };
const withTamperAlarms: Help = { example: true, exampleProperty: "tamperAlarms" };
const noAlarms = "There are no alarms: they come with the sentinelS3 connector and with tamperAlarms.";

/** What each rule refuses, all of it, and the nearest that it lets pass. */
const rules: [
    what: string,
    refused: CloudTrailConnectionArgs,
    problems: [argument: keyof CloudTrailConnectionArgs, reason: string, allowed: string, help: Help][],
    passed: CloudTrailConnectionArgs[],
][] = [
    ...(
        [
            ["trailName", "audit-trail", remove],
            ["managementEvents", ReadWriteType.WriteOnly, remove],
            ["managementEvents", ReadWriteType.All, remove],
            ["dataEvents", dataEvents, remove],
            ["insights", [InsightType.ApiErrorRate], remove],
            ["cloudWatchLogsRetentionDays", 30, remove],
        ] as const
    ).map(([argument, value, without]): (typeof rules)[number] => [
        `${argument} ${JSON.stringify(value)} of a trail that exists`,
        { existingTrailArn: trail, [argument]: value },
        [
            [
                argument,
                "The trail exists already: it is its owner's to set up.",
                `existingTrailArn without ${argument}`,
                without,
            ],
        ],
        [{ [argument]: value }, { existingTrailArn: trail }],
    ]),
    ...(
        [
            ["accessLogBucketName", "their-access-logs", remove],
            ["objectLockDays", 30, remove],
            ["objectLockDays", 0, remove],
            ["objectLockMode", ObjectLockMode.Compliance, remove],
        ] as const
    ).flatMap(([argument, value, without]): (typeof rules)[number][] =>
        [
            { existingTrailArn: trail },
            { existingBucketName: bucket, existingBucketPolicy: policy },
            { existingTrailArn: trail, existingBucketName: bucket },
        ].map((existing) => [
            `${argument} ${value} beside ${Object.keys(existing).join(" and ")}`,
            { ...existing, [argument]: value },
            [
                [
                    argument,
                    "The log bucket exists already: it is its owner's to set up.",
                    `existingTrailArn and existingBucketName without ${argument}`,
                    without,
                ],
            ],
            [{ [argument]: value }, existing],
        ]),
    ),
    [
        "a key prefix without the trail whose it is",
        { existingTrailKeyPrefix: "x" },
        [
            [
                "existingTrailKeyPrefix",
                "The trail that is made here has no S3 key prefix.",
                "existingTrailKeyPrefix with existingTrailArn",
                { example: trail, exampleProperty: "existingTrailArn" },
            ],
        ],
        [{ existingTrailKeyPrefix: "x", existingTrailArn: trail }],
    ],
    [
        "the feed of a trail that exists, without its bucket",
        { ...feed, existingTrailArn: trail },
        [
            [
                "existingBucketName",
                "The sentinelS3 connector reads the logs of the existing trail, and its bucket is not named.",
                "the name of the bucket that the existing trail writes to",
                {
                    example: "central-audit-logs",
                    source: "aws cloudtrail get-trail --name TRAIL_ARN --query Trail.S3BucketName --output text",
                },
            ],
        ],
        [
            { ...feed, existingTrailArn: trail, existingBucketName: bucket },
            { ...feed },
            { existingTrailArn: trail },
            { connectors: [Connector.Defender, Connector.Sentinel], existingTrailArn: trail },
        ],
    ],
    [
        "the policy of a bucket that an existing trail writes to",
        { existingTrailArn: trail, existingBucketName: bucket, existingBucketPolicy: policy },
        [
            [
                "existingBucketPolicy",
                "The existing trail writes to its bucket already: its policy needs nothing more.",
                "existingTrailArn without existingBucketPolicy",
                remove,
            ],
        ],
        [
            { existingTrailArn: trail, existingBucketName: bucket },
            { existingBucketName: bucket, existingBucketPolicy: policy },
        ],
    ],
    [
        "a policy beside a trail, without a bucket, once",
        { existingTrailArn: trail, existingBucketPolicy: policy },
        [
            [
                "existingBucketPolicy",
                "The existing trail writes to its bucket already: its policy needs nothing more.",
                "existingTrailArn without existingBucketPolicy",
                remove,
            ],
        ],
        [{ existingTrailArn: trail }],
    ],
    [
        "a policy without the bucket whose it is",
        { existingBucketPolicy: policy },
        [
            [
                "existingBucketPolicy",
                "It is an existing bucket's, and none is named.",
                "existingBucketPolicy with existingBucketName",
                withBucket,
            ],
        ],
        [{ existingBucketName: bucket, existingBucketPolicy: policy }],
    ],
    [
        "notifications without the bucket whose they are",
        { existingBucketNotification: "{}" },
        [
            [
                "existingBucketNotification",
                "It is an existing bucket's, and none is named.",
                "existingBucketNotification with existingBucketName",
                withBucket,
            ],
        ],
        [{ existingBucketName: bucket, existingBucketPolicy: policy, existingBucketNotification: "{}" }],
    ],
    [
        "a topic without the bucket that announces to it",
        { existingTopicArn: topic },
        [
            [
                "existingTopicArn",
                "It is an existing bucket's, and none is named.",
                "existingTopicArn with existingBucketName",
                withBucket,
            ],
        ],
        [{ existingTopicArn: topic, existingBucketName: bucket, existingBucketPolicy: policy }, { snsFanOut: true }],
    ],
    ...[
        { snsFanOut: true },
        { existingBucketNotification: "{}" },
        { existingBucketNotification: "{}", snsFanOut: true },
    ].map((more): (typeof rules)[number] => [
        `a topic that exists beside ${Object.keys(more).join(" and ")}`,
        { existingTrailArn: trail, existingBucketName: bucket, existingTopicArn: topic, ...more },
        (
            [
                [
                    "existingBucketNotification",
                    "The bucket's notifications go to the existing topic already: none is made.",
                    "existingTopicArn without existingBucketNotification",
                    remove,
                ],
                [
                    "snsFanOut",
                    "The bucket's notifications go to the existing topic already: no other one is made.",
                    "existingTopicArn without snsFanOut",
                    { example: false },
                ],
            ] as [keyof CloudTrailConnectionArgs, string, string, Help][]
        ).filter(([argument]) => argument in more),
        [
            { existingTrailArn: trail, existingBucketName: bucket, existingTopicArn: topic },
            { existingTrailArn: trail, existingBucketName: bucket, existingTopicArn: topic, snsFanOut: false },
            { existingTrailArn: trail, existingBucketName: bucket, ...more },
        ],
    ]),
    [
        "a key where none encrypts",
        { existingKmsKeyArn: key, encryption: Encryption.S3, trailName: "audit-trail" },
        [
            [
                "existingKmsKeyArn",
                "With encryption s3 no KMS key encrypts the logs.",
                "existingKmsKeyArn with encryption kms",
                { example: "kms", exampleProperty: "encryption" },
            ],
        ],
        [
            { existingKmsKeyArn: key, encryption: Encryption.Kms, trailName: "audit-trail" },
            { existingKmsKeyArn: key, trailName: "audit-trail" },
            { existingKmsKeyArn: key, encryption: Encryption.S3, existingTrailArn: trail },
            { encryption: Encryption.S3 },
        ],
    ],
    ...[
        { existingKmsKeyArn: key },
        { existingBucketName: bucket },
        { existingKmsKeyArn: key, existingBucketName: bucket, existingBucketPolicy: policy },
        { existingBucketName: bucket, existingBucketNotification: "{}" },
    ].map((existing): (typeof rules)[number] => [
        `a trail without a name beside ${Object.keys(existing).join(" and ")}`,
        existing,
        [
            [
                "trailName",
                "The owner of the existing bucket or key has to admit the trail before it exists, and so to know its name.",
                "the name of the trail to come, or of the one that the stack has made: 3 to 128 letters, digits and single dots, underscores or hyphens",
                { example: "audit-trail" },
            ],
        ],
        [
            { ...existing, trailName: "audit-trail" },
            { existingBucketName: bucket, existingBucketPolicy: policy },
            { existingTrailArn: trail, existingBucketName: bucket, existingKmsKeyArn: key },
            {},
        ],
    ]),
    [
        "members of no organization",
        { memberAccountIds: ["777788889999"] },
        [
            [
                "memberAccountIds",
                "Only an organization has member accounts.",
                "memberAccountIds with organizationId",
                { example: "o-exampleorgid", exampleProperty: "organizationId" },
            ],
        ],
        [
            { memberAccountIds: ["777788889999"], organizationId: "o-exampleorgid" },
            { organizationId: "o-exampleorgid" },
            { memberAccountIds: [] },
        ],
    ],
    [
        "addresses for a topic that exists",
        { tamperAlarms: true, alarmEmails: ["a@example.com"], alarmTopicArn: topic },
        [
            [
                "alarmEmails",
                "The alarms' topic exists already: it is its owner's to subscribe to.",
                "alarmTopicArn without alarmEmails",
                { example: [] },
            ],
        ],
        [
            { tamperAlarms: true, alarmEmails: ["a@example.com"] },
            { tamperAlarms: true, alarmTopicArn: topic },
            { tamperAlarms: true, alarmEmails: [], alarmTopicArn: topic },
        ],
    ],
    ...(
        [
            ["alarmEmails", ["a@example.com"]],
            ["alarmTopicArn", topic],
        ] as const
    ).flatMap(([argument, value]): (typeof rules)[number][] =>
        [{}, { tamperAlarms: false }, { connectors: [Connector.Defender, Connector.Sentinel] }].map((more) => [
            `${argument} without alarms, with ${JSON.stringify(more)}`,
            { ...more, [argument]: value },
            [[argument, noAlarms, `${argument} with the sentinelS3 connector or tamperAlarms`, withTamperAlarms]],
            [
                { ...more, tamperAlarms: true, [argument]: value },
                { ...more, connectors: [Connector.SentinelS3], [argument]: value },
                { connectors: Object.values(Connector), [argument]: value },
                { alarmEmails: [] },
                more,
            ],
        ]),
    ),
    ...(
        [
            [366, undefined, 365],
            [366, 365, 365],
            [31, 30, 30],
            [3650, 3649, 3649],
            [2, 1, 1],
            [2, 0, 1],
        ] as const
    ).map(([objectLockDays, logRetentionDays, example]): (typeof rules)[number] => [
        `objectLockDays ${objectLockDays} beside logRetentionDays ${logRetentionDays ?? "by default"}`,
        { objectLockDays, ...(logRetentionDays === undefined ? {} : { logRetentionDays }) },
        [
            [
                "objectLockDays",
                "Object Lock would hold logs longer than they are kept.",
                "objectLockDays up to logRetentionDays",
                { example },
            ],
        ],
        [
            { objectLockDays: objectLockDays - 1, logRetentionDays },
            { objectLockDays, logRetentionDays: objectLockDays },
            { objectLockDays: 1, logRetentionDays },
            { logRetentionDays },
            { logRetentionDays: 1 },
        ],
    ]),
    [
        "alarms that never ring",
        { tamperAlarms: true, managementEvents: ReadWriteType.ReadOnly },
        [
            [
                "tamperAlarms",
                "Whoever stops or changes something writes, and the trail records reads only: no alarm would ever ring.",
                "tamperAlarms with managementEvents All or WriteOnly",
                { example: "All", exampleProperty: "managementEvents" },
            ],
        ],
        [
            { tamperAlarms: true, managementEvents: ReadWriteType.WriteOnly },
            { tamperAlarms: true, managementEvents: ReadWriteType.All },
            { tamperAlarms: true },
            { tamperAlarms: false, managementEvents: ReadWriteType.ReadOnly },
            { ...feed, managementEvents: ReadWriteType.ReadOnly },
        ],
    ],
];

/** Whole sets of arguments that somebody may want. */
const sensible: Record<string, CloudTrailConnectionArgs> = {
    nothing: {},
    "what stands there by default": {
        connectors: [Connector.Defender, Connector.Sentinel],
        azureCloud: AzureCloud.Commercial,
        encryption: Encryption.Kms,
        namePrefix: "acme",
        logRetentionDays: 400,
        protectLogs: true,
        tags: { team: "security" },
    },
    "logs under S3's own keys": { encryption: Encryption.S3 },
    "the feed": { ...feed },
    "the feed by way of a topic": {
        ...feed,
        snsFanOut: true,
        alarmEmails: ["a@example.com"],
        additionalSessionNames: ["MicrosoftDefenderForClouds_1"],
    },
    "a trail with everything": {
        ...feed,
        trailName: "audit-trail",
        managementEvents: ReadWriteType.WriteOnly,
        dataEvents,
        insights: [InsightType.ApiCallRate],
        cloudWatchLogsRetentionDays: 90,
        accessLogBucketName: "access-logs",
        objectLockDays: 90,
        objectLockMode: ObjectLockMode.Governance,
        tamperAlarms: true,
        alarmTopicArn: topic,
    },
    "an organization's trail": { ...feed, organizationId: "o-exampleorgid" },
    "some accounts of an organization": {
        ...feed,
        organizationId: "o-exampleorgid",
        memberAccountIds: ["444455556666", "777788889999"],
    },
    "a trail that exists": { existingTrailArn: trail, tamperAlarms: true, alarmEmails: ["a@example.com"] },
    "the feed of a trail that exists": {
        ...feed,
        existingTrailArn: trail,
        existingTrailKeyPrefix: "production",
        existingBucketName: bucket,
        existingBucketNotification: "{}",
        existingKmsKeyArn: key,
        existingOidcProviderArn:
            "arn:aws:iam::111122223333:oidc-provider/sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
    },
    "the feed of a trail that exists, by a topic of its own": {
        ...feed,
        existingTrailArn: trail,
        existingBucketName: bucket,
        existingBucketNotification: "{}",
        snsFanOut: true,
    },
    "the feed of a trail that exists, by a topic that exists": {
        ...feed,
        existingTrailArn: trail,
        existingBucketName: bucket,
        existingTopicArn: topic,
        organizationId: "o-exampleorgid",
    },
    "a trail into a bucket whose policy is written": {
        existingBucketName: bucket,
        existingBucketPolicy: policy,
        existingBucketNotification: "{}",
        ...feed,
    },
    "a trail into a bucket of somebody else's, under a key of theirs": {
        existingBucketName: bucket,
        existingKmsKeyArn: key,
        trailName: "audit-trail",
        cloudWatchLogsRetentionDays: 365,
    },
    "switches that are off and lists that are empty": {
        existingTrailArn: trail,
        dataEvents: [],
        insights: [],
        memberAccountIds: [],
        alarmEmails: [],
        snsFanOut: false,
        tamperAlarms: false,
    },
};

/** The arguments that no other resource can give, as far as rules look into them. */
const alwaysPlain = [
    "connectors",
    "encryption",
    "snsFanOut",
    "managementEvents",
    "logRetentionDays",
    "objectLockDays",
    "tamperAlarms",
];

/** The arguments with a problem's example pasted in as it is printed; what takes an argument out leaves it out. */
function pasted(args: CloudTrailConnectionArgs, problem: Problem): CloudTrailConnectionArgs {
    const printed = describeProblems([problem]);
    const [, leftOut] = /^ {4}Example: leave out (\w+)$/m.exec(printed) ?? [];
    if (leftOut) {
        const { [leftOut as keyof CloudTrailConnectionArgs]: _, ...others } = args;
        return others;
    }
    const [, property = "", text = ""] = /^ {4}Example: (\w+): (.*)$/m.exec(printed) ?? [];
    const { [property as keyof CloudTrailConnectionArgs]: _, ...others } = args;
    const value: unknown = JSON.parse(text);
    const isTakenOut = value === false || (Array.isArray(value) && value.length === 0);
    return isTakenOut ? others : { ...others, [property]: value };
}

const pathAndReason = ({ propertyPath, reason }: Problem) => [propertyPath, reason];

describe("problemsOfCombinations", () => {
    for (const [what, refused, problems, passed] of rules) {
        it(`refuses ${what}`, () => {
            expect(problemsOfCombinations(refused)).to.deep.equal(
                problems.map(([argument, reason, allowed, help]) => ({
                    propertyPath: argument,
                    given: refused[argument],
                    reason,
                    allowed,
                    ...help,
                })),
            );
        });

        it(`passes what lies beside ${what}`, () => {
            for (const args of passed) {
                expect(problemsOfCombinations(args), JSON.stringify(args)).to.deep.equal([]);
            }
        });

        it(`refuses ${what} by other resources, and does not show their values`, () => {
            const outputs = Object.fromEntries(
                Object.entries(refused).map(([argument, value]) => [
                    argument,
                    alwaysPlain.includes(argument) ? value : pulumi.secret(value),
                ]),
            ) as CloudTrailConnectionArgs;
            const found = problemsOfCombinations(outputs);
            const isOther = (argument: string) => argument in outputs && !alwaysPlain.includes(argument);
            expect(found).to.deep.equal(
                problems.map(([argument, reason, allowed, help]) => ({
                    propertyPath: argument,
                    given: outputs[argument],
                    ...(isOther(argument) ? { shown: "(another resource's)" } : {}),
                    reason,
                    allowed,
                    ...help,
                })),
            );
            const [[argument]] = problems as [(typeof problems)[number]];
            const head = describeProblems(found).split("\n")[2];
            if (isOther(argument)) {
                expect(head).to.equal(`  ${argument} = (another resource's)`);
            } else if (argument in outputs) {
                expect(head).to.equal(`  ${argument} = ${JSON.stringify(outputs[argument])}`);
            } else {
                expect(head).to.equal(`  ${argument} is not set`);
            }
        });
    }

    for (const [what, refused] of rules) {
        it(`prints an example that helps when it is pasted, for ${what}`, () => {
            for (const problem of problemsOfCombinations(refused)) {
                const args = pasted(refused, problem);
                const left = problemsOfCombinations(args).map(pathAndReason);
                expect(left, JSON.stringify(args)).to.not.deep.include(pathAndReason(problem));
                // Nor is the example bad by itself.
                const property = problem.exampleProperty ?? problem.propertyPath;
                for (const other of problemsOfConnection(args)) {
                    if (other.propertyPath.startsWith(property)) {
                        expect(left).to.deep.include(pathAndReason(other));
                    }
                }
            }
        });
    }

    for (const [what, args] of Object.entries(sensible)) {
        it(`passes ${what}`, () => {
            expect(problemsOfCombinations(args)).to.deep.equal([]);
            expect(
                problemsOfConnection({ sentinelWorkspaceId: "0f8fad5b-d9cb-469f-a165-70867728950e", ...args }),
            ).to.deep.equal([]);
        });
    }

    it("passes the same by other resources", () => {
        for (const [what, args] of Object.entries(sensible)) {
            const outputs = Object.fromEntries(
                Object.entries(args)
                    .filter(([, value]) => value !== false && !(Array.isArray(value) && value.length === 0))
                    .map(([argument, value]) => [
                        argument,
                        alwaysPlain.includes(argument) ? value : pulumi.output<unknown>(value),
                    ]),
            ) as CloudTrailConnectionArgs;
            expect(problemsOfCombinations(outputs), what).to.deep.equal([]);
        }
    });

    it("takes a promise for given, and does not show it", () => {
        const promised = Promise.resolve("x");
        expect(problemsOfCombinations({ existingTrailKeyPrefix: promised })).to.deep.equal([
            {
                propertyPath: "existingTrailKeyPrefix",
                given: promised,
                shown: "(another resource's)",
                reason: "The trail that is made here has no S3 key prefix.",
                allowed: "existingTrailKeyPrefix with existingTrailArn",
                example: trail,
                exampleProperty: "existingTrailArn",
            },
        ]);
    });

    describe("of lists with something of another resource's in them", () => {
        const later = pulumi.secret("444455556666");
        const noMembers = {
            reason: "Only an organization has member accounts.",
            allowed: "memberAccountIds with organizationId",
            example: "o-exampleorgid",
            exampleProperty: "organizationId",
        };
        const noEmails = {
            reason: "The alarms' topic exists already: it is its owner's to subscribe to.",
            allowed: "alarmTopicArn without alarmEmails",
            example: [],
        };

        it("shows none of them", () => {
            for (const list of [[later], ["777788889999", later], [later, "777788889999"]]) {
                const found = problemsOfCombinations({ memberAccountIds: list });
                expect(found).to.deep.equal([
                    { propertyPath: "memberAccountIds", given: list, shown: "(another resource's)", ...noMembers },
                ]);
                expect(describeProblems(found)).to.include("  memberAccountIds = (another resource's)\n");
            }
            const promised = ["a@example.com", Promise.resolve("b@example.com")] as unknown as string[];
            expect(problemsOfCombinations({ ...feed, alarmEmails: promised, alarmTopicArn: topic })).to.deep.equal([
                { propertyPath: "alarmEmails", given: promised, shown: "(another resource's)", ...noEmails },
            ]);
        });

        it("shows a list that is all at hand", () => {
            const memberAccountIds = ["444455556666", "777788889999"];
            const found = problemsOfCombinations({ memberAccountIds });
            expect(found).to.deep.equal([{ propertyPath: "memberAccountIds", given: memberAccountIds, ...noMembers }]);
            expect(describeProblems(found)).to.include('  memberAccountIds = ["444455556666","777788889999"]\n');
        });
    });

    describe("of an existing topic and many accounts", () => {
        const accounts = (count: number) => Array.from({ length: count }, (_, index) => String(444455550000 + index));
        const existing = {
            ...feed,
            existingTrailArn: trail,
            existingBucketName: bucket,
            organizationId: "o-exampleorgid",
        };
        const tooMany = {
            propertyPath: "memberAccountIds",
            reason: "The filter of the subscription to the existing topic can't name so many accounts.",
            allowed: "with existingTopicArn, up to 37 accounts; none: every account of the organization",
            example: [],
        };

        for (const [what, topicArn] of Object.entries({ plain: topic, "another resource's": pulumi.output(topic) })) {
            it(`passes 37 and none at all, refuses 38 and 39, beside a topic that is ${what}`, () => {
                const problems = (memberAccountIds?: string[]) =>
                    problemsOfCombinations({ ...existing, existingTopicArn: topicArn, memberAccountIds });
                expect(problems()).to.deep.equal([]);
                expect(problems([])).to.deep.equal([]);
                expect(problems(accounts(37))).to.deep.equal([]);
                expect(problems(accounts(38))).to.deep.equal([{ ...tooMany, given: accounts(38) }]);
                expect(problems(accounts(39))).to.deep.equal([{ ...tooMany, given: accounts(39) }]);
            });
        }

        it("passes 38 where no topic exists", () => {
            for (const more of [{}, { snsFanOut: true }, { existingBucketNotification: "{}" }]) {
                expect(problemsOfCombinations({ ...existing, ...more, memberAccountIds: accounts(38) })).to.deep.equal(
                    [],
                );
            }
        });

        it("counts what isn't at hand yet, and does not show it", () => {
            const problems = (memberAccountIds: CloudTrailConnectionArgs["memberAccountIds"]) =>
                problemsOfCombinations({ ...existing, existingTopicArn: topic, memberAccountIds });
            const later = pulumi.output("777788889999");
            const list = [...accounts(37), later];
            expect(problems([...accounts(36), later])).to.deep.equal([]);
            expect(problems(list)).to.deep.equal([{ ...tooMany, given: list, shown: "(another resource's)" }]);
        });

        it("leaves a list that another resource gives to the queue's own check", () => {
            const memberAccountIds = pulumi.output(accounts(38));
            expect(problemsOfCombinations({ ...existing, existingTopicArn: topic, memberAccountIds })).to.deep.equal(
                [],
            );
        });

        it("is part of the problems of a connection", () => {
            const args = { ...existing, existingTopicArn: topic, memberAccountIds: accounts(38) };
            expect(
                problemsOfConnection({ ...args, sentinelWorkspaceId: "0f8fad5b-d9cb-469f-a165-70867728950e" }),
            ).to.deep.equal([{ ...tooMany, given: accounts(38) }]);
        });

        it("tells of the members of no organization besides", () => {
            const args = { ...existing, organizationId: undefined, existingTopicArn: topic };
            expect(
                problemsOfCombinations({ ...args, memberAccountIds: accounts(38) }).map(({ reason }) => reason),
            ).to.deep.equal(["Only an organization has member accounts.", tooMany.reason]);
        });
    });

    it("says the same of policy, notifications and topic without their bucket, beside a trail or not", () => {
        const found = problemsOfCombinations({
            existingBucketPolicy: policy,
            existingBucketNotification: "{}",
        });
        expect(found.map(({ propertyPath, reason }) => [propertyPath, reason])).to.deep.equal([
            ["existingBucketPolicy", "It is an existing bucket's, and none is named."],
            ["existingBucketNotification", "It is an existing bucket's, and none is named."],
        ]);
        for (const argument of ["existingBucketNotification", "existingTopicArn"] as const) {
            const args = { existingTrailArn: trail, [argument]: argument === "existingTopicArn" ? topic : "{}" };
            expect(
                problemsOfCombinations(args).map(({ propertyPath, reason }) => [propertyPath, reason]),
            ).to.deep.equal([[argument, "It is an existing bucket's, and none is named."]]);
        }
    });

    it("tells of addresses and of a topic for alarms that there are none of, each", () => {
        const found = problemsOfCombinations({ alarmEmails: ["a@example.com"], alarmTopicArn: topic });
        expect(found.map(pathAndReason)).to.deep.equal([
            ["alarmEmails", noAlarms],
            ["alarmTopicArn", noAlarms],
            ["alarmEmails", "The alarms' topic exists already: it is its owner's to subscribe to."],
        ]);
    });

    it("says of a bucket that exists only that Object Lock is its owner's, and how long for one that is made here", () => {
        const problems = (args: CloudTrailConnectionArgs) =>
            problemsOfConnection({ sentinelWorkspaceId: "0f8fad5b-d9cb-469f-a165-70867728950e", ...args });
        const existing = { existingBucketName: bucket, existingBucketPolicy: policy };
        for (const args of [{ existingTrailArn: trail }, existing]) {
            for (const more of [{ objectLockDays: 0 }, { objectLockDays: 30, protectLogs: false }]) {
                expect(problems({ ...args, ...more }).map(pathAndReason)).to.deep.equal([
                    ["objectLockDays", "The log bucket exists already: it is its owner's to set up."],
                ]);
            }
        }
        expect(problems({ objectLockDays: 0 })).to.have.lengthOf(1);
        expect(problems({ objectLockDays: 30, protectLogs: false })).to.have.lengthOf(1);
    });

    it("takes an empty text for given", () => {
        expect(problemsOfCombinations({ existingTrailKeyPrefix: "" }).map(({ given }) => given)).to.deep.equal([""]);
    });

    it("tells all at once, in the order of the rules", () => {
        const found = problemsOfCombinations({
            ...feed,
            existingTrailArn: trail,
            trailName: "audit-trail",
            insights: [InsightType.ApiErrorRate],
            objectLockDays: 90,
            existingBucketPolicy: policy,
            memberAccountIds: ["444455556666"],
            alarmEmails: ["a@example.com"],
            alarmTopicArn: topic,
        });
        expect(found.map(({ propertyPath }) => propertyPath)).to.deep.equal([
            "trailName",
            "insights",
            "objectLockDays",
            "existingBucketName",
            "existingBucketPolicy",
            "memberAccountIds",
            "alarmEmails",
        ]);
    });

    it("is part of the problems of a connection", () => {
        for (const [what, refused] of rules) {
            const paths = problemsOfConnection(refused).map(({ propertyPath, reason }) => [propertyPath, reason]);
            for (const { propertyPath, reason } of problemsOfCombinations(refused)) {
                expect(paths, what).to.deep.include([propertyPath, reason]);
            }
        }
    });

    it("has an example and an argument that there is for whatever it refuses", () => {
        const everything: CloudTrailConnectionArgs = Object.assign(
            {},
            ...rules.map(([, refused]) => refused),
            ...Object.values(sensible),
        );
        const names = Object.keys(everything) as (keyof CloudTrailConnectionArgs)[];
        fc.assert(
            fc.property(fc.subarray(names), (chosen) => {
                const args = Object.fromEntries(chosen.map((name) => [name, everything[name]]));
                for (const problem of problemsOfCombinations(args)) {
                    const { propertyPath, given, reason, allowed } = problem;
                    // What has to be left out has to be there.
                    expect(problem.example !== undefined || given !== undefined, propertyPath).to.equal(true);
                    expect(given).to.equal(args[propertyPath]);
                    expect([reason.endsWith("."), allowed === ""]).to.deep.equal([true, false]);
                }
            }),
            { numRuns: 500 },
        );
    });

    it("prints examples that lead out of any combination when they are pasted one after the other", () => {
        const everything: CloudTrailConnectionArgs = Object.assign(
            {},
            ...Object.values(sensible),
            ...rules.map(([, refused]) => refused),
            feed,
            { encryption: Encryption.S3, logRetentionDays: 30 },
        );
        const names = Object.keys(everything) as (keyof CloudTrailConnectionArgs)[];
        fc.assert(
            fc.property(fc.subarray(names), (chosen) => {
                let args: CloudTrailConnectionArgs = Object.fromEntries(chosen.map((name) => [name, everything[name]]));
                for (let step = 0; step < names.length; step++) {
                    const [first] = problemsOfCombinations(args);
                    args = first ? pasted(args, first) : args;
                }
                expect(problemsOfCombinations(args), JSON.stringify(args)).to.deep.equal([]);
            }),
            { numRuns: 500 },
        );
    });
});
