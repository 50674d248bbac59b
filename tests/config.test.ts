import { readFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as fc from "fast-check";
import { load } from "js-yaml";
import { describeProblems, type Problem } from "../components/checks/problem";
import { CloudTrailConnection, type CloudTrailConnectionArgs } from "../components/index";
import { keys, parseConfig, readConfig, type Shape } from "../config";
import { together } from "./support/arguments";
import { codesOf } from "./support/faults";
import { byLabel, construct, outputsOf } from "./support/mocks";

const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";
const trailArn = "arn:aws:cloudtrail:eu-central-1:444455556666:trail/audit-trail";
const topicArn = "arn:aws:sns:eu-central-1:444455556666:audit-logs";

/** Keys and paths with their values, as `pulumi config set --path` puts them into a stack file. */
type Raw = Record<string, unknown>;

/** A stack's configuration as Pulumi hands it over: texts, and JSON where a value is no text. */
function handedOver(raw: Raw, project = "trailconnect"): Record<string, string> {
    const merged = together(
        ...Object.entries(raw)
            .filter(([, value]) => value !== undefined)
            .map(([name, value]) => {
                const [key = "", ...names] = name.includes(":") ? [name] : name.split(".");
                return { [key]: names.reduceRight((inner, one) => ({ [one]: inner }), value) };
            }),
    );
    return Object.fromEntries(
        Object.entries(merged).map(([key, value]) => [
            key.includes(":") ? key : `${project}:${key}`,
            typeof value === "string" ? value : JSON.stringify(value),
        ]),
    );
}

const base = { "aws:region": "eu-central-1", "sentinel.workspaceId": workspaceId };
const parse = (raw: Raw, secretKeys: string[] = []) =>
    parseConfig("trailconnect", handedOver({ ...base, ...raw }), secretKeys);
const problemsIn = (raw: Raw) => codesOf(parse(raw).problems).map((fault) => fault.replace(/^trailconnect:/, ""));

/** Every problem expected of a configuration: where, and which rule was broken. */
const refused: [title: string, raw: Raw, faults: string[]][] = [
    ["no region", { "aws:region": undefined }, ["aws:region: no-region"]],
    ["an empty region", { "aws:region": "" }, ["aws:region: no-region"]],
    ["a region's title", { "aws:region": "Frankfurt" }, ["aws:region: region"]],
    [
        "AWS GovCloud, for Defender only",
        { "aws:region": "us-gov-west-1", connectors: ["defender"] },
        ["aws:region: partition"],
    ],
    [
        "ARNs of another region",
        {
            "aws:region": "eu-west-1",
            connectors: ["sentinelS3"],
            "existingTrail.arn": trailArn,
            "existingBucket.name": "central-logs",
            "existingBucket.topicArn": topicArn,
            "alarms.topicArn": topicArn,
        },
        ["existingBucket.topicArn: another-region", "alarms.topicArn: another-region"],
    ],
    [
        "an ARN of another partition",
        { "aws:region": "us-gov-west-1", connectors: ["sentinelS3"], "alarms.topicArn": topicArn },
        ["alarms.topicArn: another-partition"],
    ],

    ["no workspace ID", { "sentinel.workspaceId": undefined }, ["sentinel.workspaceId: no-workspace-id"]],
    ["an empty workspace ID", { "sentinel.workspaceId": "" }, ["sentinel.workspaceId: no-workspace-id"]],
    ["a text for an object", { "sentinel.workspaceId": undefined, sentinel: workspaceId }, ["sentinel: wrong-type"]],
    ["a list for an object", { defender: ["Activity"] }, ["defender: wrong-type"]],
    ["a number for an object", { objectLock: 90 }, ["objectLock: wrong-type"]],
    ["an object that is not closed", { trail: '{"name":' }, ["trail: wrong-type"]],
    [
        "a group without what it needs",
        { "existingBucket.policy": "{}", "trail.name": "audit-trail" },
        ["existingBucket.name: required", "existingBucket.policy: bucket-policy"],
    ],
    ["an empty value in a group", { "trail.name": "" }, ["trail.name: empty-value"]],
    ["null in a group", { "defender.sourceIps": null }, ["defender.sourceIps: empty-value"]],
    [
        "null for a group that is needed",
        { "sentinel.workspaceId": undefined, sentinel: null },
        ["sentinel.workspaceId: no-workspace-id"],
    ],
    [
        "everything in a list of which items are of the wrong kind",
        {
            connectors: ["sentinelS3"],
            "organization.id": "o-exampleorgid",
            "organization.memberAccountIds": [true, "44", "444455556666", "444455556666", 4444, null],
        },
        [
            "organization.memberAccountIds[0]: wrong-type",
            "organization.memberAccountIds[5]: empty-value",
            "organization.memberAccountIds: account-twice",
            "organization.memberAccountIds[1]: account-id-as-number",
            "organization.memberAccountIds[4]: account-id-as-number",
        ],
    ],
    [
        "the valid kinds of addresses beside one that is none",
        { "defender.sourceIps": [true, "10.0.0.0/8"] },
        ["defender.sourceIps[0]: wrong-type", "defender.sourceIps[1]: private-address"],
    ],
    [
        "the data events beside one that is none",
        { "trail.dataEvents": ["AWS::S3::Object", { resourceType: "S3" }] },
        ["trail.dataEvents[0]: wrong-type", "trail.dataEvents[1].resourceType: data-event-type"],
    ],
    [
        "a connector beside one that is none, of which what it is for isn't held against the rest",
        { connectors: [true, "Defender"], "sentinel.snsFanOut": true },
        ["connectors[0]: wrong-type", "connectors[1]: not-an-enum-value"],
    ],
    ["null for a group", { defender: null }, ["defender: empty-value"]],
    [
        "an empty bucket name where one is needed",
        { connectors: ["sentinelS3"], "existingTrail.arn": trailArn, "existingBucket.name": "" },
        ["existingBucket.name: required"],
    ],
    ["an empty list's text", { connectors: "" }, ["connectors: empty-value"]],

    ["a text for a list", { connectors: "defender" }, ["connectors: wrong-type"]],
    ["a text in quotes for a list", { connectors: '"defender"' }, ["connectors: wrong-type"]],
    ["an object for a list", { connectors: { defender: true } }, ["connectors: wrong-type"]],
    ["numbers in a list of strings", { connectors: [1] }, ["connectors[0]: not-an-enum-value"]],
    ["a list in a list", { connectors: ["sentinel", ["defender"]] }, ["connectors[1]: wrong-type"]],
    ["null in a list", { "alarms.emails": [null] }, ["alarms.emails[0]: empty-value", "alarms.emails: no-alarms"]],
    ["a text for a list in a group", { "defender.sourceIps": "203.0.113.0/24" }, ["defender.sourceIps: wrong-type"]],
    [
        "a member account that lost its leading zero",
        {
            connectors: ["sentinelS3"],
            "organization.id": "o-exampleorgid",
            "organization.memberAccountIds": [44455556666],
        },
        ["organization.memberAccountIds[0]: account-id-as-number"],
    ],
    [
        "digits for a bucket's name",
        { "existingBucket.name": 1234, "trail.name": "audit" },
        ["existingBucket.name: number-for-string"],
    ],
    ["a boolean for a text", { "trail.name": true }, ["trail.name: wrong-type"]],
    ["a text for a list of objects", { "trail.dataEvents": "AWS::S3::Object" }, ["trail.dataEvents: wrong-type"]],
    ["texts in a list of objects", { "trail.dataEvents": ["AWS::S3::Object"] }, ["trail.dataEvents[0]: wrong-type"]],
    [
        "an object of a list without what it needs",
        { "trail.dataEvents": [{}] },
        ["trail.dataEvents[0].resourceType: required"],
    ],
    [
        "faults in an object of a list",
        { "trail.dataEvents": [{ resourceType: 7, bucket: "payroll", arnPrefixes: "arn:aws:s3:::a/" }] },
        [
            "trail.dataEvents[0].bucket: unknown-key",
            "trail.dataEvents[0].arnPrefixes: wrong-type",
            "trail.dataEvents[0].resourceType: data-event-type",
        ],
    ],

    ...["a year", "0x10", "1e3", " 365", "[365]", "Infinity", "36500000000000000001"].map(
        (text): (typeof refused)[number] => [
            `${text} days`,
            { logRetentionDays: text },
            ["logRetentionDays: wrong-type"],
        ],
    ),
    [
        "a number's text with a zero before it, in a group",
        { "objectLock.days": "030" },
        ["objectLock.days: wrong-type"],
    ],
    [
        "an object that has no text, for a number",
        { objectLock: { days: { toString: 1 } } },
        ["objectLock.days: wrong-type"],
    ],
    ["a boolean for a number", { "defender.accessKeyGeneration": true }, ["defender.accessKeyGeneration: wrong-type"]],
    ...["yes", "True", "1", "constructor"].map((text): (typeof refused)[number] => [
        `${text} for a boolean`,
        { protectLogs: text },
        ["protectLogs: wrong-type"],
    ]),
    ["1 for a boolean in a group", { "alarms.onTampering": 1 }, ["alarms.onTampering: wrong-type"]],

    [
        "a generation that can't be read, and not the key before it",
        { "defender.accessKeyGeneration": "two", "defender.keepPreviousAccessKey": true },
        ["defender.accessKeyGeneration: wrong-type"],
    ],
    [
        "days that can't be read, and not the lock that depends on them",
        { logRetentionDays: "a year", "objectLock.days": 400 },
        ["logRetentionDays: wrong-type"],
    ],
    [
        "connectors that can't be read, and nothing that they might need",
        { connectors: "defender", "sentinel.workspaceId": undefined },
        ["connectors: wrong-type"],
    ],
    [
        "what the components refuse, in the order of the arguments",
        { encryption: "none", "defender.sourceIps": ["203.0.113.0/24", "everywhere"], logRetentionDays: 0 },
        ["defender.sourceIps[1]: cidr-block", "logRetentionDays: out-of-range", "encryption: not-an-enum-value"],
    ],
    [
        "what excludes each other",
        { "existingTrail.arn": trailArn, "trail.name": "audit-trail" },
        ["trail: mutually-exclusive"],
    ],

    ["an unknown key", { retention: "30" }, ["retention: unknown-key"]],
    ["an unknown key without a value", { retention: "" }, ["retention: unknown-key"]],
    ["tags, which the AWS provider has", { tags: { Team: "security" } }, ["tags: unknown-key"]],
    ["an unknown key of every object's", { constructor: "30" }, ["constructor: unknown-key"]],
    ["a key of another group", { "trail.emails": [] }, ["trail.emails: unknown-key"]],
    ["a key that can't be printed", { defender: { "\u001b[31m": 1 } }, ['defender["\\u001b[31m"]: unknown-key']],
];

const accepted: [title: string, raw: Raw, args: object][] = [
    ["the least there can be", {}, {}],
    ["Defender alone", { connectors: ["defender"] }, { connectors: ["defender"] }],
    [
        "texts, numbers and booleans",
        { logRetentionDays: "30", protectLogs: "true", "objectLock.days": 30, "alarms.onTampering": true },
        { logRetentionDays: 30, protectLogs: true, objectLock: { days: 30 }, alarms: { onTampering: true } },
    ],
    [
        "numbers and booleans as texts, in a group",
        { "objectLock.days": "30", "alarms.onTampering": "true" },
        { objectLock: { days: 30 }, alarms: { onTampering: true } },
    ],
    [
        "account IDs that the CLI made numbers of",
        {
            connectors: ["sentinel", "sentinelS3"],
            "sentinel.microsoftAccountId": 210987654321,
            "organization.id": "o-exampleorgid",
            "organization.memberAccountIds": [444455556666, "777788889999"],
        },
        {
            connectors: ["sentinel", "sentinelS3"],
            sentinel: { workspaceId, microsoftAccountId: "210987654321" },
            organization: { id: "o-exampleorgid", memberAccountIds: ["444455556666", "777788889999"] },
        },
    ],
    ["empty groups and lists", { trail: {}, defender: { sourceIps: [] } }, { trail: {}, defender: { sourceIps: [] } }],
    [
        "objects in a list",
        {
            "trail.dataEvents": [
                { resourceType: "AWS::Lambda::Function" },
                { resourceType: "AWS::S3::Object", readWriteType: "WriteOnly", arnPrefixes: ["arn:aws:s3:::a/"] },
            ],
        },
        {
            trail: {
                dataEvents: [
                    { resourceType: "AWS::Lambda::Function" },
                    { resourceType: "AWS::S3::Object", readWriteType: "WriteOnly", arnPrefixes: ["arn:aws:s3:::a/"] },
                ],
            },
        },
    ],
    [
        "a trail of another region, which records every region",
        { "aws:region": "eu-west-1", "existingTrail.arn": trailArn },
        { existingTrail: { arn: trailArn } },
    ],
    ["other projects' and providers' keys", { "aws:defaultTags": "{}", "other:logRetentionDays": "x" }, {}],
];

describe("parseConfig", () => {
    it("tells how to set a property whose path was taken for a key", () => {
        const { problems } = parseConfig("trailconnect", {
            ...handedOver(base),
            "trailconnect:existingBucket.name": "central-logs",
        });
        expect(problems.map(({ propertyPath, reason }) => [propertyPath, reason])).to.deep.equal([
            [
                "trailconnect:existingBucket.name",
                "Unknown key. Properties are set by their path: pulumi config set --path 'existingBucket.name'.",
            ],
        ]);
    });

    for (const [title, raw, args] of accepted) {
        it(`accepts ${title}`, () => {
            expect(parse(raw)).to.deep.equal({ args: { sentinel: { workspaceId }, ...args }, problems: [] });
        });
    }

    for (const [title, raw, faults] of refused) {
        it(`refuses ${title}`, () => {
            expect(problemsIn(raw)).to.deep.equal(faults);
        });
    }

    for (const key of keys.keys()) {
        it(`refuses an empty ${key}`, () => {
            const raw = key === "sentinel" ? { "sentinel.workspaceId": undefined, connectors: ["defender"] } : {};
            expect(problemsIn({ ...raw, [key]: "" })).to.deep.equal([`${key}: empty-value`]);
        });
    }

    it("is rendered with an example of each key in its place", () => {
        const { problems } = parse({
            "sentinel.azureCloud": 7,
            "sentinel.workspaceID": "not to be repeated",
            "trail.dataEvents": [{ resourceType: true }],
            "defender.sourceIps": ["203.0.113.5"],
            "existingBucket.name": "",
            "trail.name": "audit-trail",
            "alarms.emails": "me",
        });
        expect(describeProblems(problems)).to.equal(`6 values can't be used.

  trailconnect:sentinel.workspaceID = (not shown)
    Unknown key. Did you mean workspaceId?
    Allowed: workspaceId, azureCloud, microsoftAccountId, additionalSessionNames, existingOidcProviderArn, snsFanOut
    Example: leave out trailconnect:sentinel.workspaceID

  trailconnect:trail.dataEvents[0].resourceType = true
    Not a string.
    Allowed: a string
    Example: trailconnect:trail: { dataEvents: [{"resourceType":"AWS::S3::Object"}] }

  trailconnect:alarms.emails = "me"
    Not a list of strings.
    Allowed: a list of strings
    Example: trailconnect:alarms: { emails: ["security@example.com"] }

  trailconnect:sentinel.azureCloud = 7
    Unknown value.
    Allowed: commercial, usGovernment
    Example: trailconnect:sentinel: { azureCloud: "commercial" }

  trailconnect:defender.sourceIps[0] = "203.0.113.5"
    The prefix length is missing.
    Allowed: public IPv4 or IPv6 CIDR blocks
    Example: trailconnect:defender: { sourceIps: ["203.0.113.5/32"] }
    Find it: Microsoft's page "Network requirements" for Defender for Cloud Apps, which lists the addresses of your data center

  trailconnect:existingBucket.name is not set
    Required.
    Allowed: the name alone, without an ARN or s3://: 3 to 63 lowercase letters, digits, dots and hyphens
    Example: trailconnect:existingBucket: { name: "central-audit-logs" }`);
    });

    const misspelled: Record<string, string> = {
        logRetention: "logRetentionDays",
        connector: "connectors",
        sentinelWorkspaceId: "sentinel.workspaceId",
        existingBucketName: "existingBucket.name",
        azureCloud: "sentinel.azureCloud",
        cloudWatchLogsRetention: "trail.cloudWatchLogsRetentionDays",
        "defender.sourceIP": "sourceIps",
    };
    for (const [name, meant] of Object.entries(misspelled)) {
        it(`asks whether ${name} is ${meant}`, () => {
            const { problems } = parse({ [name]: [] });
            expect(codesOf(problems)).to.deep.equal([`trailconnect:${name}: misspelled-key`]);
            expect(problems[0]?.reason).to.equal(`Unknown key. Did you mean ${meant}?`);
        });
    }

    const told: [what: string, raw: Raw, problem: Partial<Problem>][] = [
        [
            "an object",
            { trail: 1 },
            { reason: "Not an object.", allowed: "an object", example: { managementEvents: "WriteOnly" } },
        ],
        ["a number", { logRetentionDays: "x" }, { reason: "Not a number.", allowed: "a number", example: 2555 }],
        ["a boolean", { protectLogs: "x" }, { reason: "Not true or false.", allowed: "true or false", example: false }],
        [
            "a list of strings",
            { connectors: "x" },
            { reason: "Not a list of strings.", allowed: "a list of strings", example: ["sentinelS3"] },
        ],
        [
            "a list of objects",
            { "trail.dataEvents": "x" },
            {
                reason: "Not a list of objects.",
                allowed: "a list of objects",
                example: [{ resourceType: "AWS::S3::Object" }],
            },
        ],
        ["a string", { "trail.name": true }, { reason: "Not a string.", allowed: "a string", example: "audit-trail" }],
        [
            "a string, of digits",
            { "trail.name": 2026 },
            {
                reason: "Not a string: YAML and pulumi config set --path turn digits into a number.",
                allowed: "a string, in quotes or set with --type string",
            },
        ],
        [
            "a value",
            { "trail.name": "" },
            {
                reason: "The value is empty.",
                allowed: "a string; to unset it, remove the key: pulumi config rm --path 'trail.name'",
                example: undefined,
            },
        ],
        [
            "a key",
            { "organization.region": "x" },
            { reason: "Unknown key.", allowed: "id, memberAccountIds", example: undefined, shown: "(not shown)" },
        ],
    ];
    for (const [what, raw, problem] of told) {
        it(`tells what is allowed in place of what is not ${what}`, () => {
            expect(parse({ connectors: ["defender"], ...raw }).problems[0]).to.deep.include(problem);
        });
    }

    it("knows its keys by the project's name, dots in it or not", () => {
        for (const project of ["fork", "my.fork"]) {
            const { args, problems } = parseConfig(project, {
                ...handedOver(
                    { "aws:region": "eu-central-1", connectors: ["defender"], "objectLock.days": 0 },
                    project,
                ),
                "trailconnect:logRetentionDays": "1",
            });
            expect(args).to.deep.equal({ connectors: ["defender"], objectLock: { days: 0 } });
            expect(problems.map(({ propertyPath }) => propertyPath)).to.deep.equal([`${project}:objectLock.days`]);
        }
    });

    it("says of a member account's number what its digits lack, and of a group that is null what it needs", () => {
        const { problems } = parse({
            connectors: ["sentinelS3"],
            "sentinel.workspaceId": undefined,
            sentinel: null,
            "organization.id": "o-exampleorgid",
            "organization.memberAccountIds": [4444],
        });
        expect(describeProblems(problems)).to.equal(`2 values can't be used.

  trailconnect:sentinel.workspaceId is not set
    Sentinel's connectors need the workspace ID, which tells your Sentinel apart from everyone else's.
    Allowed: the workspace ID: a lowercase GUID, without braces or spaces
    Example: trailconnect:sentinel: { workspaceId: "0f8fad5b-d9cb-469f-a165-70867728950e" }
    Find it: Azure portal > Log Analytics workspaces > your workspace > Overview > Workspace ID

  trailconnect:organization.memberAccountIds[0] = 4444
    Only 4 digits. Without quotes, YAML reads an account ID as a number, and one that begins with 0 loses its zeros or is read as octal.
    Allowed: the IDs of member accounts, 12 digits each, in quotes
    Example: trailconnect:organization: { memberAccountIds: ["444455556666"] }`);
    });

    it("shows a list as it was given, items of the wrong kind included", () => {
        const ids = ["444455556666", "444455556666", true];
        const { problems } = parse({
            connectors: ["sentinelS3"],
            "organization.id": "o-exampleorgid",
            "organization.memberAccountIds": ids,
        });
        expect(problems.find(({ code }) => code === "account-twice")?.given).to.deep.equal(ids);
    });

    it("repeats a secret in what is said of no other key", () => {
        const message = (raw: Raw, key: string) => describeProblems(parse(raw, [key]).problems);
        expect(message({ logRetentionDays: 77, "objectLock.days": 90 }, "trailconnect:logRetentionDays")).to.equal(
            `1 value can't be used.

  trailconnect:objectLock.days = 90
    The reason is not shown: it would repeat a secret.
    Allowed: what goes with logRetentionDays, which is a secret`,
        );
        const elsewhere = { connectors: ["sentinelS3"], "aws:region": "eu-west-3", "alarms.topicArn": topicArn };
        expect(message(elsewhere, "aws:region")).to.equal(
            `1 value can't be used.

  trailconnect:alarms.topicArn = "${topicArn}"
    The reason is not shown: it would repeat a secret.
    Allowed: what goes with aws:region, which is a secret`,
        );
        expect(message({ "sentinel.snsFanOut": true, connectors: ["defender"] }, "trailconnect:connectors")).to.equal(
            `1 value can't be used.

  trailconnect:sentinel.snsFanOut = true
    The reason is not shown: it would repeat a secret.
    Allowed: what goes with connectors, which is a secret`,
        );
    });

    it("shows nothing of what is below a secret key", () => {
        const secret = "not-to-be-repeated";
        for (const raw of [
            { "sentinel.workspaceId": secret },
            { "sentinel.workspaceId": `{${workspaceId}}` },
            { "sentinel.workspaceId": workspaceId.toUpperCase() },
            { "sentinel.azureCloud": secret },
            { "sentinel.additionalSessionNames": [secret, "*"] },
            { "sentinel.additionalSessionNames": { secret } },
            { "sentinel.unknown": secret },
            { "sentinel.workspaceId": undefined, sentinel: secret },
        ]) {
            const message = describeProblems(parse(raw, ["trailconnect:sentinel"]).problems).toLowerCase();
            expect(message).to.include("= [secret]").and.not.include(secret).and.not.include(workspaceId);
        }
        for (const [raw, key] of [
            [{ "existingTrail.arn": trailArn.replace(":aws:", ":aws-secret:") }, "existingTrail"],
            [{ namePrefix: "Secret" }, "namePrefix"],
            [{ "defender.sourceIps": ["198.51.100.7"] }, "defender"],
        ] as const) {
            const message = describeProblems(parse(raw, [`trailconnect:${key}`]).problems);
            expect(message)
                .to.include("= [secret]")
                .and.not.match(/aws-secret|Secret|198\.51/);
        }
    });

    it("never throws, and is brief, whatever stands in a value", () => {
        const names = ["aws:region", ...keys.keys()];
        const text = fc.oneof(
            fc.string({ unit: "binary" }),
            fc.string({ unit: fc.constantFrom(..."aA0-.:/\u202e\u001b\u0000"), size: "max", maxLength: 3_000 }),
            fc.json(),
            fc.array(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6())).map((items) => JSON.stringify(items)),
            fc
                .dictionary(
                    fc.oneof(
                        fc.constantFrom("workspaceId", "arn", "name", "days", "id", "emails", "dataEvents"),
                        fc.string(),
                    ),
                    fc.oneof(fc.string(), fc.integer(), fc.array(fc.string()), fc.constant(null), fc.object()),
                )
                .map((group) => JSON.stringify(group)),
            fc.constantFrom("constructor", '["constructor"]', '{"__proto__":1}', "1e999", "-0", "9".repeat(400)),
        );
        fc.assert(
            fc.property(fc.dictionary(fc.constantFrom(...names), text, { noNullPrototype: true }), (raw) => {
                const all = Object.entries(raw).map(([name, value]) => [
                    name.includes(":") ? name : `trailconnect:${name}`,
                    value,
                ]);
                const { args, problems } = parseConfig("trailconnect", Object.fromEntries(all));
                expect(problems.length > 0 || isOf({ kind: "object", properties: keys }, args)).to.equal(true);
                for (const problem of problems) {
                    expect(describeProblems([problem]).length, problem.propertyPath).to.be.below(1_000);
                    expect(problem.propertyPath).to.match(/^(aws:region|trailconnect:\w+([.[].*)?)$/s);
                }
            }),
            // Long texts take long to shrink.
            { interruptAfterTimeLimit: 10_000 },
        );
    });
});

/** Whether a value has its shape, all through. */
function isOf(shape: Shape, value: unknown): boolean {
    switch (shape.kind) {
        case "list":
            return Array.isArray(value) && value.every((item) => isOf(shape.items, item));
        case "object":
            return Object.entries(value as object).every(([name, item]) => {
                const inner = shape.properties.get(name)?.shape;
                return inner !== undefined && isOf(inner, item);
            });
        default:
            return typeof value === shape.kind;
    }
}

/** The `config:` of Pulumi.yaml. */
function projectConfig(): Record<string, { default: unknown }> {
    const text = readFileSync(path.join(__dirname, "..", "Pulumi.yaml"), "utf8");
    return (load(text) as { config: Record<string, { default: unknown }> }).config;
}

describe("Pulumi.yaml", () => {
    const defaults = Object.fromEntries(
        Object.entries(projectConfig()).map(([key, { default: value }]) => [
            key,
            typeof value === "string" ? value : JSON.stringify(value),
        ]),
    );

    it("has defaults that pass, but for the workspace ID that nobody can guess", () => {
        expect(
            parse({ ...defaults, "sentinel.workspaceId": undefined }).problems.map(({ propertyPath }) => propertyPath),
        ).to.deep.equal(["trailconnect:sentinel.workspaceId"]);
        expect(parse({ ...defaults, "sentinel.workspaceId": workspaceId }).problems).to.deep.equal([]);
    });

    it("has the components' own defaults", async () => {
        const made = async (args: CloudTrailConnectionArgs) => {
            const { built, registrations } = await construct(() => new CloudTrailConnection("c", args));
            const resources = registrations.filter(({ custom }) => custom);
            return { resources: byLabel(resources), outputs: await outputsOf(built) };
        };
        const { args } = parse(defaults);
        expect(args).to.include.all.keys("connectors", "namePrefix", "logRetentionDays", "encryption", "protectLogs");
        expect(await made(args)).to.deep.equal(await made({ sentinel: { workspaceId } }));
    });
});

describe("readConfig", () => {
    // How the Pulumi CLI tells the language runtime.
    const secretKeys = "PULUMI_CONFIG_SECRET_KEYS";

    before(() =>
        pulumi.runtime.setMocks(
            { newResource: () => ({ id: "", state: {} }), call: () => ({}) },
            "trailconnect",
            "prod",
        ),
    );

    afterEach(() => {
        delete process.env[secretKeys];
        pulumi.runtime.setAllConfig({});
    });

    it("reads the present stack's configuration", () => {
        pulumi.runtime.setAllConfig({
            "aws:region": "eu-central-1",
            "trailconnect:connectors": '["defender"]',
            "trailconnect:logRetentionDays": "30",
            "trailconnect:protectLogs": "false",
        });
        expect(readConfig()).to.deep.equal({ connectors: ["defender"], logRetentionDays: 30, protectLogs: false });
    });

    it("repeats no secret", () => {
        process.env[secretKeys] = JSON.stringify(["trailconnect:encryption", "trailconnect:defender"]);
        pulumi.runtime.setAllConfig({
            "aws:region": "eu-central-1",
            "trailconnect:connectors": '["defender"]',
            "trailconnect:encryption": "not to be repeated",
            "trailconnect:defender": '{"sourceIps":["not to be repeated"]}',
        });
        expect(() => readConfig())
            .to.throw(pulumi.RunError)
            .with.property("message")
            .that.includes("trailconnect:encryption = [secret]")
            .and.includes("trailconnect:defender.sourceIps[0] = [secret]")
            .and.not.includes("not to be repeated");
    });

    it("refuses it with everything that is wrong, without a stack trace", () => {
        pulumi.runtime.setAllConfig({ "aws:region": "eu-central-1", "trailconnect:encryption": "none" });
        let thrown: unknown;
        try {
            readConfig();
        } catch (error) {
            thrown = error;
        }
        // Pulumi prints the message of a RunError, and nothing else of it.
        expect(pulumi.RunError.isInstance(thrown)).to.equal(true);
        const { problems } = parseConfig(pulumi.getProject(), pulumi.runtime.allConfig());
        expect(codesOf(problems)).to.deep.equal([
            "trailconnect:sentinel.workspaceId: no-workspace-id",
            "trailconnect:encryption: not-an-enum-value",
        ]);
        expect((thrown as Error).message).to.equal(
            `${describeProblems(problems)}\n\nNothing was created or changed. The values are in Pulumi.prod.yaml.`,
        );
    });
});
