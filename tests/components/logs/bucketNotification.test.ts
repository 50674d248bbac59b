import { expect } from "chai";
import * as fc from "fast-check";
import {
    countEntries,
    logNotification,
    maxEntries,
    maxSubscriptionPrefixes,
    mergedNotification,
    type NotificationConfiguration,
    type NotificationEntry,
    noNotifications,
    notificationArgs,
    overlapping,
    parseNotification,
    subscriptionFilter,
    targetOf,
    withoutOurs,
} from "../../../components/logs/bucketNotification";

const queueArn = "arn:aws:sqs:eu-central-1:111122223333:sentinel";
const topicArn = "arn:aws:sns:eu-central-1:111122223333:logs";
const theirQueue = "arn:aws:sqs:eu-central-1:111122223333:theirs";
const theirTopic = "arn:aws:sns:eu-central-1:111122223333:theirs";
const theirFunction = "arn:aws:lambda:eu-central-1:111122223333:function:theirs";
const prefix = "AWSLogs/111122223333/CloudTrail/";

const filter = (rules: Record<string, string>) => ({
    Filter: { Key: { FilterRules: Object.entries(rules).map(([Name, Value]) => ({ Name, Value })) } },
});
const entry = (more: Partial<NotificationEntry> = {}): NotificationEntry => ({
    Id: "theirs",
    QueueArn: theirQueue,
    Events: ["s3:ObjectCreated:*"],
    ...more,
});

/** As `aws s3api get-bucket-notification-configuration` prints it. */
const printed: NotificationConfiguration = {
    TopicConfigurations: [
        {
            Id: "exports",
            TopicArn: theirTopic,
            Events: ["s3:ObjectCreated:Put", "s3:ObjectCreated:Post"],
            ...filter({ Prefix: "exports/", Suffix: ".csv" }),
        },
    ],
    QueueConfigurations: [entry({ Id: "removed", Events: ["s3:ObjectRemoved:*"] })],
    LambdaFunctionConfigurations: [
        {
            Id: "thumbnails",
            LambdaFunctionArn: theirFunction,
            Events: ["s3:ObjectCreated:*"],
            ...filter({ Prefix: "x" }),
        },
    ],
    EventBridgeConfiguration: {},
};

describe("parseNotification", () => {
    for (const document of [
        {},
        printed,
        { QueueConfigurations: [] },
        { TopicConfigurations: [{ TopicArn: theirTopic, Events: [] }] },
        { LambdaFunctionConfigurations: [{ LambdaFunctionArn: theirFunction, Events: ["s3:ObjectRemoved:*"] }] },
        ...[
            {},
            { Key: {} },
            { Key: { FilterRules: [] } },
            { Key: { FilterRules: [{ Name: "suffix", Value: "" }] } },
        ].map((Filter) => ({ QueueConfigurations: [entry({ Filter })] })),
        { EventBridgeConfiguration: {} },
        { QueueConfigurations: [entry()], LambdaFunctionConfigurations: [] },
    ]) {
        it(`reads ${JSON.stringify(document).slice(0, 80)}`, () => {
            expect(parseNotification(JSON.stringify(document))).to.deep.equal(document);
            expect(parseNotification(JSON.stringify(document, undefined, 4))).to.deep.equal(document);
        });
    }

    it("reads the document of a bucket that announces nothing", () => {
        expect(noNotifications).to.equal("{}");
        expect(parseNotification(noNotifications)).to.deep.equal({});
    });

    for (const text of [
        "",
        "{",
        "{} {}",
        "null",
        "true",
        "1",
        '"{}"',
        "[]",
        "[{}]",
        '{"Rules":[]}',
        '{"queueConfigurations":[]}',
        '{"NotificationConfiguration":{}}',
        '{"CloudFunctionConfiguration":{}}',
        '{"QueueConfigurations":[],"ResponseMetadata":{}}',
        '{"QueueConfigurations":[{}]}',
        '{"QueueConfigurations":[null]}',
        '{"QueueConfigurations":["s3:ObjectCreated:*"]}',
        '{"QueueConfigurations":[{"Event":"s3:ObjectCreated:*"}]}',
        '{"QueueConfigurations":[{"Events":"s3:ObjectCreated:*"}]}',
        '{"QueueConfigurations":[{"Events":["s3:ObjectCreated:*",1]}]}',
        '{"TopicConfigurations":[{"Events":["s3:ObjectCreated:*"]},{}]}',
        '{"LambdaFunctionConfigurations":[{"Id":"x"}]}',
        ...(["QueueConfigurations", "TopicConfigurations", "LambdaFunctionConfigurations"] as const).flatMap((list) =>
            [{}, entry(), "none", null, 1, true].map((value) => JSON.stringify({ [list]: value })),
        ),
        '{"QueueConfigurations":[],"TopicConfigurations":{}}',
        ...(
            [
                ["QueueConfigurations", "TopicArn"],
                ["QueueConfigurations", "LambdaFunctionArn"],
                ["TopicConfigurations", "QueueArn"],
                ["TopicConfigurations", "LambdaFunctionArn"],
                ["LambdaFunctionConfigurations", "QueueArn"],
                ["LambdaFunctionConfigurations", "TopicArn"],
            ] as const
        ).map(([list, target]) =>
            JSON.stringify({ [list]: [{ [target]: theirTopic, Events: ["s3:ObjectCreated:*"] }] }),
        ),
        '{"QueueConfigurations":[{"Events":["s3:ObjectCreated:*"]}]}',
        '{"QueueConfigurations":[{"QueueArn":1,"Events":["s3:ObjectCreated:*"]}]}',
        '{"QueueConfigurations":[{"QueueArn":null,"Events":["s3:ObjectCreated:*"]}]}',
        '{"QueueConfigurations":[{"QueueArn":"q"}]}',
        '{"QueueConfigurations":[{"QueueArn":"q","Events":"s3:ObjectCreated:*"}]}',
        '{"QueueConfigurations":[{"QueueArn":"q","Events":["s3:ObjectCreated:*",1]}]}',
        '{"TopicConfigurations":[{"TopicArn":"t","Events":[]},{"TopicArn":"t"}]}',
        ...[
            null,
            [],
            "prefix",
            { Key: [] },
            { Key: "prefix" },
            { Key: { FilterRules: {} } },
            { Key: { FilterRules: null } },
            { Key: { FilterRules: "prefix" } },
            { Key: { FilterRules: [null] } },
            { Key: { FilterRules: ["prefix"] } },
            { Key: { FilterRules: [{}] } },
            { Key: { FilterRules: [{ Name: "prefix" }] } },
            { Key: { FilterRules: [{ Value: "x/" }] } },
            { Key: { FilterRules: [{ Name: 1, Value: "x/" }] } },
            { Key: { FilterRules: [{ Name: "prefix", Value: null }] } },
            {
                Key: {
                    FilterRules: [
                        { Name: "prefix", Value: "x/" },
                        { Name: "suffix", Value: 1 },
                    ],
                },
            },
        ].map((Filter) => JSON.stringify({ QueueConfigurations: [{ ...entry(), Filter }] })),
    ]) {
        it(`refuses ${JSON.stringify(text)}`, () => {
            expect(parseNotification(text)).to.equal(undefined);
        });
    }
});

describe("logNotification", () => {
    const rules = (Value: string) => [
        { Name: "prefix", Value },
        { Name: "suffix", Value: ".json.gz" },
    ];

    it("announces to a queue the logs under each prefix", () => {
        expect(logNotification("QueueArn", queueArn, ["a/", "b/"])).to.deep.equal({
            QueueConfigurations: [
                {
                    Id: "trailconnect a/",
                    QueueArn: queueArn,
                    Events: ["s3:ObjectCreated:*"],
                    Filter: { Key: { FilterRules: rules("a/") } },
                },
                {
                    Id: "trailconnect b/",
                    QueueArn: queueArn,
                    Events: ["s3:ObjectCreated:*"],
                    Filter: { Key: { FilterRules: rules("b/") } },
                },
            ],
        });
    });

    it("announces to a topic the logs under a prefix", () => {
        expect(logNotification("TopicArn", topicArn, [prefix])).to.deep.equal({
            TopicConfigurations: [
                {
                    Id: `trailconnect ${prefix}`,
                    TopicArn: topicArn,
                    Events: ["s3:ObjectCreated:*"],
                    Filter: { Key: { FilterRules: rules(prefix) } },
                },
            ],
        });
    });

    it("writes special characters of a prefix as S3's filters take them", () => {
        const { QueueConfigurations: [entry] = [] } = logNotification("QueueArn", queueArn, [
            "a b*c?d$e~f(g)/ü/AWSLogs/",
        ]);
        expect([entry?.Id, entry?.Filter?.Key?.FilterRules?.[0]]).to.deep.equal([
            "trailconnect a+b%2Ac%3Fd%24e%7Ef(g)/%C3%BC/AWSLogs/",
            { Name: "prefix", Value: "a+b%2Ac%3Fd%24e%7Ef(g)/%C3%BC/AWSLogs/" },
        ]);
    });

    it("is a document that it reads itself", () => {
        const document = logNotification("QueueArn", queueArn, [prefix]);
        expect(parseNotification(JSON.stringify(document))).to.deep.equal(document);
    });

    it("has no two entries that S3 would not have side by side", () => {
        const [one, two] = logNotification("QueueArn", queueArn, ["AWSLogs/o/1/", "AWSLogs/o/2/"])
            .QueueConfigurations as [NotificationEntry, NotificationEntry];
        expect(overlapping({ QueueConfigurations: [one] }, { QueueConfigurations: [two] })).to.deep.equal([]);
    });
});

describe("targetOf", () => {
    it("is the ARN of the queue, the topic or the function", () => {
        const Events: string[] = [];
        expect(
            [{ QueueArn: "q" }, { TopicArn: "t" }, { LambdaFunctionArn: "f" }, {}].map((target) =>
                targetOf({ ...target, Events }),
            ),
        ).to.deep.equal(["q", "t", "f", undefined]);
    });
});

describe("overlapping", () => {
    const added = logNotification("QueueArn", queueArn, [prefix]);
    const ours = added.QueueConfigurations?.[0] as NotificationEntry;
    const beside = (...present: NotificationEntry[]) => overlapping({ QueueConfigurations: present }, added);

    const cases: [what: string, present: NotificationEntry, overlaps: boolean][] = [
        ["every object created", entry(), true],
        ["an empty filter", entry({ Filter: {} }), true],
        ["a filter without rules", entry({ Filter: { Key: {} } }), true],
        ["an empty list of rules", entry(filter({})), true],
        ["empty values", entry(filter({ prefix: "", suffix: "" })), true],
        ["the same prefix", entry(filter({ prefix })), true],
        ["a shorter prefix", entry(filter({ prefix: "AWSLogs/" })), true],
        ["a longer prefix", entry(filter({ prefix: `${prefix}eu-central-1/` })), true],
        ["another prefix", entry(filter({ prefix: "exports/" })), false],
        ["a prefix that only begins alike", entry(filter({ prefix: "AWSLogs/111122223333/CloudTrail-" })), false],
        ["the prefix in the middle", entry(filter({ prefix: `x/${prefix}` })), false],
        ["the prefix in another case", entry(filter({ prefix: "awslogs/" })), false],
        ["the prefix of another account", entry(filter({ prefix: "AWSLogs/444455556666/CloudTrail/" })), false],
        ["a capitalised rule name, same prefix", entry(filter({ Prefix: prefix })), true],
        ["a capitalised rule name, another prefix", entry(filter({ Prefix: "exports/" })), false],
        ["the same suffix", entry(filter({ suffix: ".json.gz" })), true],
        ["a shorter suffix", entry(filter({ suffix: "z" })), true],
        ["a longer suffix", entry(filter({ suffix: "x.json.gz" })), true],
        ["another suffix", entry(filter({ suffix: ".csv" })), false],
        ["a suffix that only begins alike", entry(filter({ suffix: ".json" })), false],
        ["a capitalised rule name, same suffix", entry(filter({ Suffix: ".gz" })), true],
        ["a capitalised rule name, another suffix", entry(filter({ Suffix: ".csv" })), false],
        ["the same prefix, another suffix", entry(filter({ Prefix: prefix, Suffix: ".csv" })), false],
        ["another prefix, the same suffix", entry(filter({ Prefix: "exports/", Suffix: ".gz" })), false],
        ["the same prefix and suffix, in the other order", entry(filter({ Suffix: ".gz", Prefix: prefix })), true],
        ["objects put", entry({ Events: ["s3:ObjectCreated:Put"] }), true],
        ["objects uploaded in parts", entry({ Events: ["s3:ObjectCreated:CompleteMultipartUpload"] }), true],
        ["objects removed", entry({ Events: ["s3:ObjectRemoved:*"] }), false],
        ["objects deleted", entry({ Events: ["s3:ObjectRemoved:Delete"] }), false],
        ["objects lost", entry({ Events: ["s3:ReducedRedundancyLostObject"] }), false],
        ["a tag set", entry({ Events: ["s3:ObjectTagging:Put"] }), false],
        ["objects removed or put", entry({ Events: ["s3:ObjectRemoved:*", "s3:ObjectCreated:Put"] }), true],
        ["no event", entry({ Events: [] }), false],
        [
            "objects removed, under the same prefix",
            entry({ Events: ["s3:ObjectRemoved:*"], ...filter({ prefix }) }),
            false,
        ],
    ];
    for (const [what, present, overlaps] of cases) {
        it(`${overlaps ? "finds" : "passes over"} ${what}`, () => {
            expect(beside(present)).to.deep.equal(overlaps ? [present] : []);
        });
    }

    it("compares event types of either side, whichever has the wildcard", () => {
        const one = (event: string): NotificationConfiguration => ({
            QueueConfigurations: [entry({ Id: event, Events: [event] })],
        });
        const pairs: [string, string, boolean][] = [
            ["s3:ObjectCreated:*", "s3:ObjectCreated:*", true],
            ["s3:ObjectCreated:*", "s3:ObjectCreated:Put", true],
            ["s3:ObjectCreated:Put", "s3:ObjectCreated:Put", true],
            ["s3:ObjectCreated:Put", "s3:ObjectCreated:Post", false],
            ["s3:ObjectCreated:*", "s3:ObjectRemoved:*", false],
            ["s3:ObjectCreated:Put", "s3:ObjectRemoved:*", false],
            ["s3:ObjectRemoved:Delete", "s3:ObjectRemoved:DeleteMarkerCreated", false],
            ["s3:ObjectRemoved:*", "s3:ObjectRemoved:DeleteMarkerCreated", true],
        ];
        for (const [left, right, overlaps] of pairs) {
            for (const [present, others] of [
                [left, right],
                [right, left],
            ] as const) {
                const theirs = { QueueConfigurations: [entry({ Id: "a", Events: [present] })] };
                expect(overlapping(theirs, one(others)).length === 1, `${present} and ${others}`).to.equal(overlaps);
            }
        }
    });

    it("finds entries of every list, in the order of the document", () => {
        const present = {
            LambdaFunctionConfigurations: [{ LambdaFunctionArn: theirFunction, Events: ["s3:ObjectCreated:Put"] }],
            TopicConfigurations: [{ Id: "t", TopicArn: theirTopic, Events: ["s3:ObjectCreated:Put"] }],
            QueueConfigurations: [entry(), entry({ Id: "other", Events: ["s3:ObjectRemoved:*"] })],
            EventBridgeConfiguration: {},
        };
        expect(overlapping(present, added)).to.deep.equal([
            entry(),
            ...present.TopicConfigurations,
            ...present.LambdaFunctionConfigurations,
        ]);
    });

    it("finds what overlaps with any of the added ones, once", () => {
        const both = logNotification("TopicArn", topicArn, ["AWSLogs/o/1/", "AWSLogs/o/2/"]);
        const second = entry(filter({ Prefix: "AWSLogs/o/2/" }));
        expect(overlapping({ QueueConfigurations: [entry(), second] }, both)).to.deep.equal([entry(), second]);
    });

    it("finds nothing beside nothing", () => {
        expect(overlapping({}, added)).to.deep.equal([]);
        expect(overlapping({ QueueConfigurations: [entry()] }, {})).to.deep.equal([]);
        expect(overlapping({ EventBridgeConfiguration: {} }, added)).to.deep.equal([]);
    });

    it("finds an entry under our ID wherever it goes, even where it announces other things", () => {
        const elsewhere: Partial<NotificationEntry>[] = [
            { Events: ["s3:ObjectRemoved:*"] },
            { Events: [] },
            filter({ prefix: "exports/" }),
            filter({ suffix: ".csv" }),
        ];
        for (const more of elsewhere) {
            expect(beside(entry({ ...more, Id: ours.Id })), JSON.stringify(more)).to.have.lengthOf(1);
            expect(beside(entry(more)), JSON.stringify(more)).to.deep.equal([]);
            expect(beside(entry({ ...more, Id: undefined })), JSON.stringify(more)).to.deep.equal([]);
            expect(beside(entry({ ...more, Id: ours.Id, QueueArn: queueArn })), JSON.stringify(more)).to.have.lengthOf(
                1,
            );
        }
    });

    it("finds our own entry from before too: to leave it out is somebody else's part", () => {
        const before = { ...ours, Events: ["s3:ObjectCreated:Put"], Filter: undefined };
        expect(beside(ours, before)).to.deep.equal([ours, before]);
        expect(overlapping(withoutOurs(added, [queueArn]), added)).to.deep.equal([]);
    });

    it("finds an entry under our ID that goes elsewhere, and one under another ID that goes to our queue", () => {
        const elsewhere = { ...ours, QueueArn: theirQueue };
        const toTopic = { Id: ours.Id, TopicArn: queueArn.replace("sqs", "sns"), Events: ["s3:ObjectCreated:*"] };
        const twin = { ...ours, Id: "twin" };
        expect(beside(elsewhere, twin)).to.deep.equal([elsewhere, twin]);
        expect(overlapping({ TopicConfigurations: [toTopic] }, added)).to.deep.equal([toTopic]);
    });

    const events = {
        "s3:ObjectCreated:": ["Put", "Post", "Copy", "CompleteMultipartUpload"],
        "s3:ObjectRemoved:": ["Delete", "DeleteMarkerCreated"],
        "s3:ObjectRestore:": ["Post", "Completed", "Delete"],
    };
    const eventTypes = Object.entries(events).flatMap(([kind, names]) => ["*", ...names].map((name) => kind + name));
    const arbitraryEntry = fc
        .record({
            Id: fc.constantFrom("a", "b", "c"),
            QueueArn: fc.constantFrom("q", "r"),
            Events: fc.uniqueArray(fc.constantFrom(...eventTypes), { maxLength: 3 }),
            prefix: fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 3 }),
            suffix: fc.string({ unit: fc.constantFrom("y", "z"), maxLength: 3 }),
        })
        .map(({ prefix: start, suffix: end, ...rest }) => ({
            start,
            end,
            entry: { ...rest, ...filter({ prefix: start, Suffix: end }) },
        }));

    it("finds just those entries that announce an object which an added one announces too, or have its ID", () => {
        const single = (types: string[]) =>
            types.flatMap((type) => {
                const kind = type.slice(0, type.lastIndexOf(":") + 1) as keyof typeof events;
                return type.endsWith("*") ? events[kind].map((name) => kind + name) : [type];
            });
        const longest = (one: string, other: string) => (one.length > other.length ? one : other);
        type Sample = { start: string; end: string; entry: NotificationEntry };
        const bothAnnounce = (one: Sample, other: Sample) => {
            const key = longest(one.start, other.start) + longest(one.end, other.end);
            return (
                [one, other].every(({ start, end }) => key.startsWith(start) && key.endsWith(end)) &&
                single(one.entry.Events).some((type) => single(other.entry.Events).includes(type))
            );
        };
        fc.assert(
            fc.property(arbitraryEntry, arbitraryEntry, (theirs, mine) => {
                expect(
                    overlapping({ QueueConfigurations: [theirs.entry] }, { QueueConfigurations: [mine.entry] }),
                ).to.deep.equal(theirs.entry.Id === mine.entry.Id || bothAnnounce(theirs, mine) ? [theirs.entry] : []);
            }),
            { numRuns: 1_000 },
        );
    });
});

function frozen<T>(value: T): T {
    for (const part of Object.values(value ?? {})) {
        if (typeof part === "object") {
            frozen(part);
        }
    }
    return Object.freeze(value);
}

const ids = fc.constantFrom(undefined, "x", "trailconnect a/", "trailconnect b/", `trailconnect ${prefix}`);
const ownTargets = { QueueArn: queueArn, TopicArn: topicArn, LambdaFunctionArn: "two" };
const list = (target: keyof typeof ownTargets) =>
    fc.option(
        fc.array(
            fc.record(
                {
                    Id: ids,
                    Events: fc.constant(["s3:ObjectRemoved:*"]),
                    [target]: fc.constantFrom("one", ownTargets[target]),
                },
                { requiredKeys: ["Events", target] },
            ),
            { maxLength: 3 },
        ),
        { nil: undefined },
    );
const documents = fc.record(
    {
        QueueConfigurations: list("QueueArn"),
        TopicConfigurations: list("TopicArn"),
        LambdaFunctionConfigurations: list("LambdaFunctionArn"),
        EventBridgeConfiguration: fc.constant({}),
    },
    { requiredKeys: [] },
) as fc.Arbitrary<NotificationConfiguration>;
describe("withoutOurs", () => {
    const mine = (Id: string | undefined, target: Partial<NotificationEntry>): NotificationEntry => ({
        ...(Id === undefined ? {} : { Id }),
        Events: ["s3:ObjectCreated:*"],
        ...target,
    });

    it("leaves out our entries to our own queue and topic, whatever they announce, in every list", () => {
        const toFunction = mine("trailconnect c/", { LambdaFunctionArn: theirFunction });
        const present = {
            QueueConfigurations: [mine("trailconnect a/", { QueueArn: queueArn, Events: [] }), entry()],
            TopicConfigurations: [mine("trailconnect ", { TopicArn: topicArn }), mine("x", { TopicArn: topicArn })],
            LambdaFunctionConfigurations: [toFunction],
            EventBridgeConfiguration: {},
        };
        expect(withoutOurs(present, [queueArn, topicArn])).to.deep.equal({
            QueueConfigurations: [entry()],
            TopicConfigurations: [mine("x", { TopicArn: topicArn })],
            LambdaFunctionConfigurations: [toFunction],
            EventBridgeConfiguration: {},
        });
    });

    const kept: [what: string, one: NotificationEntry][] = [
        ["to another queue, under an ID like ours", mine("trailconnect a/", { QueueArn: theirQueue })],
        ["to our queue, under another ID", mine("theirs", { QueueArn: queueArn })],
        ["to our queue, under an ID that is ours but for the blank", mine("trailconnect", { QueueArn: queueArn })],
        ["to our queue, under an ID with more in front", mine("x trailconnect a/", { QueueArn: queueArn })],
        ["to our queue, under an ID in other letters", mine("Trailconnect a/", { QueueArn: queueArn })],
        ["to our queue, without an ID", mine(undefined, { QueueArn: queueArn })],
    ];
    for (const [what, one] of kept) {
        it(`keeps an entry ${what}`, () => {
            expect(withoutOurs({ QueueConfigurations: [one] }, [queueArn, undefined])).to.deep.equal({
                QueueConfigurations: [one],
            });
        });
    }

    it("leaves out a list of which nothing is left, and EventBridge only where it was off", () => {
        const document = logNotification("QueueArn", queueArn, ["a/", "b/"]);
        expect(withoutOurs(document, [queueArn])).to.deep.equal({});
        expect(withoutOurs({ ...document, EventBridgeConfiguration: {} }, [queueArn])).to.deep.equal({
            EventBridgeConfiguration: {},
        });
        expect(withoutOurs(document, [])).to.deep.equal(document);
        expect(withoutOurs({}, [queueArn])).to.deep.equal({});
    });

    it("keeps all of somebody else's in its order, and leaves the document as it is", () => {
        fc.assert(
            fc.property(documents, (present) => {
                const before = JSON.stringify(present);
                const left = withoutOurs(frozen(present), [queueArn, topicArn]);
                expect(JSON.stringify(present)).to.equal(before);
                for (const key of [
                    "QueueConfigurations",
                    "TopicConfigurations",
                    "LambdaFunctionConfigurations",
                ] as const) {
                    const foreign = (present[key] ?? []).filter(
                        (one) =>
                            !one.Id?.startsWith("trailconnect ") || ![queueArn, topicArn].includes(`${targetOf(one)}`),
                    );
                    expect(left[key] ?? []).to.deep.equal(foreign);
                    expect(left[key]).to.not.deep.equal([]);
                }
                expect("EventBridgeConfiguration" in left).to.equal("EventBridgeConfiguration" in present);
            }),
        );
    });
});

describe("countEntries", () => {
    it("counts the entries of all lists, and not EventBridge", () => {
        expect(countEntries({})).to.equal(0);
        expect(countEntries({ EventBridgeConfiguration: {}, TopicConfigurations: [] })).to.equal(0);
        expect(countEntries(printed)).to.equal(3);
        expect(countEntries(logNotification("QueueArn", queueArn, ["a/", "b/"]))).to.equal(2);
        expect(maxEntries).to.equal(100);
    });
});

describe("mergedNotification", () => {
    const toQueue = frozen(logNotification("QueueArn", queueArn, [prefix]));
    const toTopic = frozen(logNotification("TopicArn", topicArn, ["a/", "b/"]));

    it("is what is added where nothing stands", () => {
        expect(mergedNotification({}, toQueue)).to.deep.equal(toQueue);
        expect(mergedNotification({ QueueConfigurations: [], TopicConfigurations: [] }, toTopic)).to.deep.equal(
            toTopic,
        );
    });

    it("is what stands where nothing is added", () => {
        expect(mergedNotification(printed, {})).to.deep.equal(printed);
        expect(mergedNotification({}, {})).to.deep.equal({});
    });

    it("keeps every queue, topic and function of somebody else's, and EventBridge", () => {
        frozen(printed);
        expect(mergedNotification(printed, toQueue)).to.deep.equal({
            ...printed,
            QueueConfigurations: [...(printed.QueueConfigurations ?? []), ...(toQueue.QueueConfigurations ?? [])],
        });
        expect(mergedNotification(printed, toTopic)).to.deep.equal({
            ...printed,
            TopicConfigurations: [...(printed.TopicConfigurations ?? []), ...(toTopic.TopicConfigurations ?? [])],
        });
    });

    it("keeps what an entry has besides, and entries without an ID", () => {
        const strange = { ...entry(), Id: undefined, Other: { of: "theirs" } } as NotificationEntry;
        expect(mergedNotification({ QueueConfigurations: [strange] }, toQueue)).to.deep.equal({
            QueueConfigurations: [strange, ...(toQueue.QueueConfigurations ?? [])],
        });
    });

    it("tells of EventBridge only where it was on", () => {
        expect(mergedNotification({ EventBridgeConfiguration: {} }, toQueue)).to.deep.equal({
            ...toQueue,
            EventBridgeConfiguration: {},
        });
        expect(mergedNotification({}, toQueue)).to.not.have.property("EventBridgeConfiguration");
    });

    it("keeps whatever stands there, under our ID or another, in the same list or in another", () => {
        const [ours] = toQueue.QueueConfigurations as [NotificationEntry];
        const elsewhere = { ...ours, QueueArn: theirQueue };
        expect(mergedNotification({ QueueConfigurations: [elsewhere, ours] }, toQueue)).to.deep.equal({
            QueueConfigurations: [elsewhere, ours, ours],
        });
        const before = logNotification("TopicArn", topicArn, [prefix]);
        expect(mergedNotification(before, toQueue)).to.deep.equal({ ...toQueue, ...before });
    });

    it("keeps what goes to our queue under another ID", () => {
        const [ours] = toQueue.QueueConfigurations as [NotificationEntry];
        for (const Id of ["theirs", undefined]) {
            const twin = { ...ours, Id } as NotificationEntry;
            expect(mergedNotification({ QueueConfigurations: [twin] }, toQueue)).to.deep.equal({
                QueueConfigurations: [twin, ours],
            });
        }
    });

    it("leaves out the lists that stand there empty", () => {
        const before = { ...toQueue, TopicConfigurations: [], LambdaFunctionConfigurations: [] };
        expect(mergedNotification(before, {})).to.deep.equal(toQueue);
        expect(mergedNotification(before, toTopic)).to.deep.equal({ ...toQueue, ...toTopic });
    });

    const additions = fc.constantFrom(toQueue, toTopic);

    it("is the same merged twice as merged once, if what is ours is taken out before", () => {
        fc.assert(
            fc.property(documents, additions, (present, added) => {
                const merge = (document: NotificationConfiguration) =>
                    mergedNotification(withoutOurs(document, [queueArn, topicArn]), added);
                const once = merge(present);
                expect(merge(once)).to.deep.equal(once);
            }),
        );
    });

    it("holds all that stands there, and then all that is added, in their order", () => {
        fc.assert(
            fc.property(documents, additions, (present, added) => {
                const merged = mergedNotification(present, added);
                for (const key of [
                    "QueueConfigurations",
                    "TopicConfigurations",
                    "LambdaFunctionConfigurations",
                ] as const) {
                    expect(merged[key] ?? []).to.deep.equal([...(present[key] ?? []), ...(added[key] ?? [])]);
                    expect(merged[key]).to.not.deep.equal([]);
                }
            }),
        );
    });

    it("leaves both documents as they are, and is a document that can be read", () => {
        fc.assert(
            fc.property(documents, additions, (present, added) => {
                const before = JSON.stringify(present);
                const merged = mergedNotification(frozen(present), added);
                expect(JSON.stringify(present)).to.equal(before);
                expect(parseNotification(JSON.stringify(merged))).to.deep.equal(JSON.parse(JSON.stringify(merged)));
            }),
        );
    });
});

describe("notificationArgs", () => {
    it("are the document as Pulumi takes it", () => {
        expect(
            notificationArgs(mergedNotification(printed, logNotification("QueueArn", queueArn, [prefix]))),
        ).to.deep.equal({
            queues: [
                {
                    id: "removed",
                    events: ["s3:ObjectRemoved:*"],
                    filterPrefix: undefined,
                    filterSuffix: undefined,
                    queueArn: theirQueue,
                },
                {
                    id: `trailconnect ${prefix}`,
                    events: ["s3:ObjectCreated:*"],
                    filterPrefix: prefix,
                    filterSuffix: ".json.gz",
                    queueArn,
                },
            ],
            topics: [
                {
                    id: "exports",
                    events: ["s3:ObjectCreated:Put", "s3:ObjectCreated:Post"],
                    filterPrefix: "exports/",
                    filterSuffix: ".csv",
                    topicArn: theirTopic,
                },
            ],
            lambdaFunctions: [
                {
                    id: "thumbnails",
                    events: ["s3:ObjectCreated:*"],
                    filterPrefix: "x",
                    filterSuffix: undefined,
                    lambdaFunctionArn: theirFunction,
                },
            ],
            eventbridge: true,
        });
    });

    it("of nothing are nothing", () => {
        expect(notificationArgs({})).to.deep.equal({
            queues: undefined,
            topics: undefined,
            lambdaFunctions: undefined,
            eventbridge: false,
        });
    });

    it("leave out an ID that isn't there, and a filter that says nothing", () => {
        expect(
            notificationArgs({
                TopicConfigurations: [
                    { TopicArn: topicArn, Events: ["s3:ObjectRemoved:*"], ...filter({ Prefix: "", Suffix: "" }) },
                ],
            }).topics,
        ).to.deep.equal([
            {
                id: undefined,
                events: ["s3:ObjectRemoved:*"],
                filterPrefix: undefined,
                filterSuffix: undefined,
                topicArn,
            },
        ]);
    });
});

describe("subscriptionFilter", () => {
    it("has room for as many prefixes as SNS counts four times and still takes", () => {
        const values = (count: number) =>
            4 * subscriptionFilter(Array(count).fill(prefix)).Records.s3.object.key.length;
        expect(maxSubscriptionPrefixes).to.equal(37);
        expect(values(maxSubscriptionPrefixes)).to.be.at.most(150);
        expect(values(maxSubscriptionPrefixes + 1)).to.be.above(150);
    });

    it("looks for the prefixes in the keys that a message of S3's names", () => {
        expect(subscriptionFilter([prefix, "x/AWSLogs/o-exampleorgid/"])).to.deep.equal({
            Records: { s3: { object: { key: [{ prefix }, { prefix: "x/AWSLogs/o-exampleorgid/" }] } } },
        });
    });

    it("writes special characters of a prefix as S3's messages have them", () => {
        expect(subscriptionFilter(["a b*c?d$e~f(g)/ü/AWSLogs/"]).Records.s3.object.key).to.deep.equal([
            { prefix: "a+b*c%3Fd%24e%7Ef%28g%29/%C3%BC/AWSLogs/" },
        ]);
    });
});
