import { expect } from "chai";
import { checkTopicArn } from "../../../components/checks/existing";
import {
    maxEntries,
    type NotificationConfiguration,
    type NotificationEntry,
} from "../../../components/logs/bucketNotification";
import {
    checkExistingNotification,
    checkExistingPolicy,
    checkOverlap,
} from "../../../components/logs/existingDocuments";

const statement = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::audit-logs/*" };

describe("checkExistingPolicy", () => {
    for (const [what, document] of [
        ["a policy without statements", { Version: "2012-10-17", Statement: [] }],
        ["a policy", { Version: "2012-10-17", Id: "theirs", Statement: [statement, { ...statement, Sid: "Two" }] }],
        ["a single statement without its list", { Statement: statement }],
    ] as const) {
        it(`accepts ${what}`, () => {
            expect(checkExistingPolicy(JSON.stringify(document))).to.equal(undefined);
        });
    }

    it("accepts its own example", () => {
        expect(checkExistingPolicy('{"Version":"2012-10-17","Statement":[]}')).to.equal(undefined);
    });

    for (const text of [
        "",
        " ",
        "{",
        "{}",
        "[]",
        "null",
        "1",
        '"x"',
        '{"Version":"2012-10-17"}',
        '{"Statement":null}',
        '{"Statement":"x"}',
        '{"Statement":{}}',
        '{"Statement":[{}]}',
        '{"Statement":[null]}',
        JSON.stringify([statement]),
        JSON.stringify({ Policy: JSON.stringify({ Statement: [statement] }) }),
        JSON.stringify({ Statement: [statement, {}] }),
        `${JSON.stringify({ Statement: [statement] })},`,
    ]) {
        it(`refuses ${text}`, () => {
            expect(checkExistingPolicy(text)).to.deep.equal({
                code: "bucket-policy",
                reason: "Not a policy document.",
                allowed: "the bucket's whole policy, as JSON; for a bucket without one, a document without statements",
                example: '{"Version":"2012-10-17","Statement":[]}',
                source: "aws s3api get-bucket-policy --bucket BUCKET --query Policy --output text",
            });
        });
    }
});

describe("checkExistingNotification", () => {
    for (const text of [
        "{}",
        " {}\n",
        '{"QueueConfigurations":[]}',
        '{"EventBridgeConfiguration":{}}',
        '{"TopicConfigurations":[{"TopicArn":"arn:aws:sns:eu-central-1:111122223333:t","Events":["s3:ObjectCreated:*"]}]}',
    ]) {
        it(`accepts ${text.trim()}`, () => {
            expect(checkExistingNotification(text)).to.equal(undefined);
        });
    }

    for (const text of [
        "",
        "{",
        "[]",
        "null",
        "1",
        '"x"',
        '{"Statement":[]}',
        '{"QueueConfigurations":[{}]}',
        '{"QueueConfigurations":{}}',
        '{"TopicConfigurations":[{"QueueArn":"arn:aws:sqs:eu-central-1:111122223333:q","Events":[]}]}',
        '{"QueueConfigurations":[{"QueueArn":"arn:aws:sqs:eu-central-1:111122223333:q","Events":[],"Filter":[]}]}',
    ]) {
        it(`refuses ${JSON.stringify(text)}`, () => {
            expect(checkExistingNotification(text)).to.deep.equal({
                code: "bucket-notification",
                reason: "Not a bucket's notification configuration.",
                allowed: "the bucket's whole notification configuration, as JSON; {} for a bucket without one",
                example: "{}",
                source: "aws s3api get-bucket-notification-configuration --bucket BUCKET (prints nothing if there is none)",
            });
        });
    }
});

describe("checkOverlap", () => {
    const ours: NotificationConfiguration = {
        QueueConfigurations: [
            {
                Id: "ours",
                QueueArn: "arn:aws:sqs:eu-central-1:111122223333:ours",
                Events: ["s3:ObjectCreated:*"],
                Filter: { Key: { FilterRules: [{ Name: "prefix", Value: "AWSLogs/" }] } },
            },
        ],
    };
    const faultFor = (code: string, reason: string) => ({
        code,
        reason,
        allowed:
            "notifications that differ from those for the logs in Id, and in prefix or suffix; or, instead, one SNS topic for all readers",
        example: "arn:aws:sns:eu-central-1:111122223333:audit-logs",
        exampleProperty: "existingTopicArn",
    });
    const fault = (id: string, target: string) =>
        faultFor(
            "notification-overlap",
            `The bucket's notification ${id} to ${target} covers the same logs or has the same Id as the one for Sentinel, and S3 allows neither.`,
        );
    const theirs = (...prefixes: string[]) =>
        prefixes.map((Value, index) => ({
            Id: `theirs-${index}`,
            TopicArn: `arn:aws:sns:eu-central-1:111122223333:theirs-${index}`,
            Events: ["s3:ObjectCreated:Put"],
            Filter: { Key: { FilterRules: [{ Name: "Prefix", Value }] } },
        }));
    const check = (present: NotificationConfiguration) => checkOverlap(present, ours, "existingTopicArn");

    it("accepts a bucket without notifications", () => {
        expect(check({})).to.equal(undefined);
        expect(check({ EventBridgeConfiguration: {} })).to.equal(undefined);
    });

    it("names an example that can stand in its place", () => {
        const { example, exampleProperty } = check(ours) ?? {};
        expect([checkTopicArn(example as string), exampleProperty]).to.deep.equal([undefined, "existingTopicArn"]);
    });

    it("accepts notifications of other objects", () => {
        expect(check({ TopicConfigurations: theirs("exports/", "AWSLogs2/") })).to.equal(undefined);
    });

    it("refuses the first notification of the same logs, by its ID and its receiver", () => {
        expect(check({ TopicConfigurations: theirs("exports/", "AWSLogs/1/", "AWSLogs/2/") })).to.deep.equal(
            fault('"theirs-1"', "arn:aws:sns:eu-central-1:111122223333:theirs-1"),
        );
    });

    it("refuses another receiver's notification under the same ID, even of other objects", () => {
        const sameId = theirs("exports/").map((one) => ({ ...one, Id: "ours" }));
        expect(check({ TopicConfigurations: theirs("exports/") })).to.equal(undefined);
        expect(check({ TopicConfigurations: sameId })).to.deep.equal(
            fault('"ours"', "arn:aws:sns:eu-central-1:111122223333:theirs-0"),
        );
    });

    it("refuses what has its own Id or covers its own logs, whoever it goes to", () => {
        const [own] = ours.QueueConfigurations as [NotificationEntry];
        const same = fault('"ours"', "arn:aws:sqs:eu-central-1:111122223333:ours");
        expect(check(ours)).to.deep.equal(same);
        expect(check({ QueueConfigurations: [{ ...own, Events: ["s3:ObjectRemoved:*"] }] })).to.deep.equal(same);
        expect(check({ QueueConfigurations: [{ ...own, Id: "twin" }] })).to.deep.equal(
            fault('"twin"', "arn:aws:sqs:eu-central-1:111122223333:ours"),
        );
    });

    it("refuses one without an ID, and one to a function", () => {
        const LambdaFunctionArn = "arn:aws:lambda:eu-central-1:111122223333:function:theirs";
        expect(
            check({ LambdaFunctionConfigurations: [{ LambdaFunctionArn, Events: ["s3:ObjectCreated:*"] }] }),
        ).to.deep.equal(fault('"without an ID"', LambdaFunctionArn));
    });

    describe("counts all of a bucket's notifications", () => {
        const many = (count: number) => theirs(...Array.from({ length: count }, (_, index) => `exports/${index}/`));
        const tooMany = (count: number) =>
            faultFor(
                "too-many-notifications",
                `With those for the logs, the bucket would have ${count} notifications, and S3 allows 100.`,
            );
        const over = (one: NotificationEntry) => ({ ...one, TopicArn: undefined });

        it("and takes 100, of every kind together", () => {
            expect(maxEntries).to.equal(100);
            expect(check({ TopicConfigurations: many(99) })).to.equal(undefined);
            expect(
                check({
                    QueueConfigurations: many(33).map((one) => ({ ...over(one), QueueArn: one.TopicArn })),
                    TopicConfigurations: many(33),
                    LambdaFunctionConfigurations: many(33).map((one) => ({
                        ...over(one),
                        LambdaFunctionArn: one.TopicArn,
                    })),
                    EventBridgeConfiguration: {},
                }),
            ).to.equal(undefined);
            expect(checkOverlap({ TopicConfigurations: many(100) }, {}, "existingTopicArn")).to.equal(undefined);
        });

        it("and refuses 101 and more", () => {
            expect(check({ TopicConfigurations: many(100) })).to.deep.equal(tooMany(101));
            expect(check({ TopicConfigurations: many(150) })).to.deep.equal(tooMany(151));
            expect(checkOverlap({}, { TopicConfigurations: many(101) }, "existingTopicArn")).to.deep.equal(
                tooMany(101),
            );
        });

        it("and tells of one that overlaps first", () => {
            const present = { TopicConfigurations: [...many(100), ...theirs("AWSLogs/1/")] };
            expect(check(present)).to.deep.equal(fault('"theirs-0"', "arn:aws:sns:eu-central-1:111122223333:theirs-0"));
        });
    });
});
