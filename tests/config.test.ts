import { readFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as fc from "fast-check";
import { load } from "js-yaml";
import { describeProblems } from "../components/checks/problem";
import { CloudTrailConnection, type CloudTrailConnectionArgs } from "../components/index";
import { keys, parseConfig, readConfig, type Shape } from "../config";
import { together } from "./support/arguments";
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
const problemsIn = (raw: Raw) =>
    parse(raw).problems.map(({ propertyPath, reason }) => [propertyPath.replace(/^trailconnect:/, ""), reason]);

const digits = "Not a string: YAML and pulumi config set --path make a number of digits.";
const empty = "The value is empty.";
const noWorkspace =
    "Sentinel's connectors need the workspace ID: it is what tells your Sentinel from everybody else's.";
const outOfReach = (title: string, whose: string) =>
    `${title} is out of reach of ${whose}: Microsoft connects AWS's commercial partition only.`;
const elsewhere = (part: "region" | "partition", its: string, ours: string) =>
    `The ARN is in ${part} ${its}, and the connection is in ${ours}. They must be in the same ${part}.`;

/** Every problem expected of a configuration: where, and why. */
const refused: [title: string, raw: Raw, problems: [propertyPath: string, reason: string][]][] = [
    ["no region", { "aws:region": undefined }, [["aws:region", "The trail needs a home region."]]],
    ["an empty region", { "aws:region": "" }, [["aws:region", "The trail needs a home region."]]],
    ["a region's title", { "aws:region": "Frankfurt" }, [["aws:region", "That is no AWS region."]]],
    [
        "AWS GovCloud, for Defender only",
        { "aws:region": "us-gov-west-1", connectors: ["defender"] },
        [["aws:region", outOfReach("AWS GovCloud (US)", "Microsoft Defender for Cloud Apps")]],
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
        [
            ["existingBucket.topicArn", elsewhere("region", "eu-central-1", "eu-west-1")],
            ["alarms.topicArn", elsewhere("region", "eu-central-1", "eu-west-1")],
        ],
    ],
    [
        "an ARN of another partition",
        { "aws:region": "us-gov-west-1", connectors: ["sentinelS3"], "alarms.topicArn": topicArn },
        [["alarms.topicArn", elsewhere("partition", "aws", "aws-us-gov")]],
    ],

    ["no workspace ID", { "sentinel.workspaceId": undefined }, [["sentinel.workspaceId", noWorkspace]]],
    ["an empty workspace ID", { "sentinel.workspaceId": "" }, [["sentinel.workspaceId", noWorkspace]]],
    [
        "a text for an object",
        { "sentinel.workspaceId": undefined, sentinel: workspaceId },
        [["sentinel", "Not an object."]],
    ],
    ["a list for an object", { defender: ["Activity"] }, [["defender", "Not an object."]]],
    ["a number for an object", { objectLock: 90 }, [["objectLock", "Not an object."]]],
    ["an object that is not closed", { trail: '{"name":' }, [["trail", "Not an object."]]],
    [
        "a group without what it needs",
        { "existingBucket.policy": "{}", "trail.name": "audit-trail" },
        [
            ["existingBucket.name", "Required."],
            ["existingBucket.policy", "That is not a policy document."],
        ],
    ],
    ["an empty value in a group", { "trail.name": "" }, [["trail.name", empty]]],
    ["null in a group", { "defender.sourceIps": null }, [["defender.sourceIps", empty]]],
    ["null for a group", { defender: null }, [["defender", empty]]],
    [
        "an empty bucket name where one is needed",
        { connectors: ["sentinelS3"], "existingTrail.arn": trailArn, "existingBucket.name": "" },
        [["existingBucket.name", "Required."]],
    ],
    ["an empty list's text", { connectors: "" }, [["connectors", empty]]],

    ["a text for a list", { connectors: "defender" }, [["connectors", "Not a list of strings."]]],
    ["a text in quotes for a list", { connectors: '"defender"' }, [["connectors", "Not a list of strings."]]],
    ["an object for a list", { connectors: { defender: true } }, [["connectors", "Not a list of strings."]]],
    ["numbers in a list of strings", { connectors: [1] }, [["connectors[0]", digits]]],
    ["a list in a list", { connectors: ["sentinel", ["defender"]] }, [["connectors[1]", "Not a string."]]],
    ["null in a list", { "alarms.emails": [null] }, [["alarms.emails[0]", empty]]],
    [
        "a text for a list in a group",
        { "defender.sourceIps": "203.0.113.0/24" },
        [["defender.sourceIps", "Not a list of strings."]],
    ],
    [
        "a member account that lost its leading zero",
        { "organization.id": "o-exampleorgid", "organization.memberAccountIds": [44455556666] },
        [["organization.memberAccountIds[0]", digits]],
    ],
    [
        "digits for a bucket's name",
        { "existingBucket.name": 1234, "trail.name": "audit" },
        [["existingBucket.name", digits]],
    ],
    ["a boolean for a text", { "trail.name": true }, [["trail.name", "Not a string."]]],
    [
        "a text for a list of objects",
        { "trail.dataEvents": "AWS::S3::Object" },
        [["trail.dataEvents", "Not a list of objects."]],
    ],
    [
        "texts in a list of objects",
        { "trail.dataEvents": ["AWS::S3::Object"] },
        [["trail.dataEvents[0]", "Not an object."]],
    ],
    [
        "an object of a list without what it needs",
        { "trail.dataEvents": [{}] },
        [["trail.dataEvents[0].resourceType", "Required."]],
    ],
    [
        "faults in an object of a list",
        { "trail.dataEvents": [{ resourceType: 7, bucket: "payroll", arnPrefixes: "arn:aws:s3:::a/" }] },
        [
            ["trail.dataEvents[0].resourceType", digits],
            ["trail.dataEvents[0].bucket", "Unknown key."],
            ["trail.dataEvents[0].arnPrefixes", "Not a list of strings."],
        ],
    ],

    ...["a year", "0x10", "1e3", " 365", "[365]", "Infinity", "36500000000000000001"].map(
        (text): (typeof refused)[number] => [
            `${text} days`,
            { logRetentionDays: text },
            [["logRetentionDays", "Not a number."]],
        ],
    ),
    [
        "a number's text with a zero before it, in a group",
        { "objectLock.days": "030" },
        [["objectLock.days", "Not a number."]],
    ],
    [
        "an object that has no text, for a number",
        { objectLock: { days: { toString: 1 } } },
        [["objectLock.days", "Not a number."]],
    ],
    [
        "a boolean for a number",
        { "defender.accessKeyGeneration": true },
        [["defender.accessKeyGeneration", "Not a number."]],
    ],
    ...["yes", "True", "1", "constructor"].map((text): (typeof refused)[number] => [
        `${text} for a boolean`,
        { protectLogs: text },
        [["protectLogs", "Not true or false."]],
    ]),
    ["1 for a boolean in a group", { "alarms.onTampering": 1 }, [["alarms.onTampering", "Not true or false."]]],

    [
        "a generation that can't be read, and not the key before it",
        { "defender.accessKeyGeneration": "two", "defender.keepPreviousAccessKey": true },
        [["defender.accessKeyGeneration", "Not a number."]],
    ],
    [
        "days that can't be read, and not the lock that depends on them",
        { logRetentionDays: "a year", "objectLock.days": 400 },
        [["logRetentionDays", "Not a number."]],
    ],
    [
        "connectors that can't be read, and nothing that they might need",
        { connectors: "defender", "sentinel.workspaceId": undefined },
        [["connectors", "Not a list of strings."]],
    ],
    [
        "what the components refuse, in the order of the arguments",
        { encryption: "none", "defender.sourceIps": ["203.0.113.0/24", "everywhere"], logRetentionDays: 0 },
        [
            ["defender.sourceIps[1]", "That is not a CIDR block."],
            ["logRetentionDays", "Out of range."],
            ["encryption", "There is no such choice."],
        ],
    ],
    [
        "what excludes each other",
        { "existingTrail.arn": trailArn, "trail.name": "audit-trail" },
        [["trail", "trail and existingTrail are mutually exclusive."]],
    ],

    ["an unknown key", { retention: "30" }, [["retention", "Unknown key."]]],
    ["an unknown key without a value", { retention: "" }, [["retention", "Unknown key."]]],
    ["tags, which the AWS provider has", { tags: { Team: "security" } }, [["tags", "Unknown key."]]],
    ["an unknown key of every object's", { constructor: "30" }, [["constructor", "Unknown key."]]],
    ...Object.entries({
        logRetention: "logRetentionDays",
        connector: "connectors",
        sentinelWorkspaceId: "sentinel.workspaceId",
        existingBucketName: "existingBucket.name",
        azureCloud: "sentinel.azureCloud",
        cloudWatchLogsRetention: "trail.cloudWatchLogsRetentionDays",
    }).map(([name, meant]): (typeof refused)[number] => [
        `${name} for ${meant}`,
        { [name]: "30" },
        [[name, `Unknown key. Did you mean ${meant}?`]],
    ]),
    [
        "a key misspelled in a group",
        { "defender.sourceIP": [] },
        [["defender.sourceIP", "Unknown key. Did you mean sourceIps?"]],
    ],
    ["a key of another group", { "trail.emails": [] }, [["trail.emails", "Unknown key."]]],
    ["a key that can't be printed", { defender: { "\u001b[31m": 1 } }, [['defender["\\u001b[31m"]', "Unknown key."]]],
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
            "sentinel.microsoftAccountId": 210987654321,
            "organization.id": "o-exampleorgid",
            "organization.memberAccountIds": [444455556666, "777788889999"],
        },
        {
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

    for (const [title, raw, problems] of refused) {
        it(`refuses ${title}`, () => {
            expect(problemsIn(raw)).to.deep.equal(problems);
        });
    }

    for (const key of keys.keys()) {
        it(`refuses an empty ${key}`, () => {
            const raw = key === "sentinel" ? { "sentinel.workspaceId": undefined, connectors: ["defender"] } : {};
            expect(problemsIn({ ...raw, [key]: "" })).to.deep.equal([[key, empty]]);
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

  trailconnect:sentinel.azureCloud = 7
    Not a string: YAML and pulumi config set --path make a number of digits.
    Allowed: a string, with quotes around it or by --type string
    Example: trailconnect:sentinel: { azureCloud: "usGovernment" }

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

  trailconnect:defender.sourceIps[0] = "203.0.113.5"
    The prefix length is missing.
    Allowed: public IPv4 or IPv6 CIDR blocks
    Example: trailconnect:defender: { sourceIps: ["203.0.113.5/32"] }
    Find it: Microsoft's page "Network requirements" of Defender for Cloud Apps, for the addresses of your data center

  trailconnect:existingBucket.name is not set
    Required.
    Allowed: the name alone, no ARN and no s3://: 3 to 63 lower-case letters, digits, dots and hyphens
    Example: trailconnect:existingBucket: { name: "central-audit-logs" }`);
    });

    it("says how to unset an empty value", () => {
        expect(describeProblems(parse({ "trail.name": "" }).problems)).to.equal(`1 value can't be used.

  trailconnect:trail.name = ""
    The value is empty.
    Allowed: a string; to unset it, remove the key: pulumi config rm --path 'trail.name'
    Example: leave out trailconnect:trail.name`);
    });

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
            { numRuns: 500, interruptAfterTimeLimit: 10_000 },
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
        expect((thrown as Error).message).to.equal(`2 values can't be used.

  trailconnect:sentinel.workspaceId is not set
    Sentinel's connectors need the workspace ID: it is what tells your Sentinel from everybody else's.
    Allowed: the workspace ID: a GUID in lower case, without braces or spaces
    Example: trailconnect:sentinel: { workspaceId: "${workspaceId}" }
    Find it: Azure portal > Log Analytics workspaces > your workspace > Overview > Workspace ID

  trailconnect:encryption = "none"
    There is no such choice.
    Allowed: kms, s3
    Example: trailconnect:encryption: "kms"

Nothing was created or changed. The values stand in Pulumi.prod.yaml.`);
    });
});
