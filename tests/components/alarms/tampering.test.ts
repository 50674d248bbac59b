import { expect } from "chai";
import { patternOf } from "../../../components/alarms/eventPattern";
import {
    alarmTampering,
    bucketTampering,
    identityFilterPattern,
    identityTampering,
    keyTampering,
    logGroupTampering,
    queueTampering,
    ruleTampering,
    topicTampering,
    trailTampering,
} from "../../../components/alarms/tampering";
import { maxNamePrefixLength } from "../../../components/connection/namePrefix";
import { connectionNames } from "../../../components/connection/names";

// What the patterns match, and what they don't: tests/tampering.

const iam = "arn:aws:iam::111122223333";

describe("the calls that can stop or weaken", () => {
    it("a trail name it, or its ARN, in one of two parameters", () => {
        const arn = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail";
        expect(trailTampering(arn)).to.deep.equal([
            {
                service: "cloudtrail",
                eventNames: ["StopLogging", "DeleteTrail", "UpdateTrail"],
                parameter: "name",
                values: ["audit-trail", arn],
            },
            {
                service: "cloudtrail",
                eventNames: ["PutEventSelectors", "PutInsightSelectors", "PutEventConfiguration"],
                parameter: "trailName",
                values: ["audit-trail", arn],
            },
        ]);
    });

    it("a key name its ID, or its ARN", () => {
        const arn = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        expect(keyTampering(arn).map(({ values }) => values)).to.deep.equal([
            ["1234abcd-12ab-34cd-56ef-1234567890ab", arn],
        ]);
    });

    it("a queue name its URL, of which the path counts", () => {
        expect(queueTampering(["https://sqs.eu-central-1.amazonaws.com/111122223333/logs"])).to.deep.equal([
            {
                service: "sqs",
                eventNames: ["DeleteQueue", "PurgeQueue", "SetQueueAttributes", "AddPermission", "RemovePermission"],
                parameter: "queueUrl",
                values: [{ suffix: "/111122223333/logs" }],
            },
        ]);
    });

    it("a log group name it", () => {
        expect(logGroupTampering("audit-trail").map(({ parameter, values }) => [parameter, values])).to.deep.equal([
            ["logGroupName", ["audit-trail"]],
            ["logGroupIdentifier", ["audit-trail", { suffix: ":log-group:audit-trail" }]],
        ]);
    });

    it("a topic name it, or a subscription of it", () => {
        const arn = "arn:aws:sns:eu-central-1:111122223333:alarms";
        expect(topicTampering(arn).map(({ parameter, values }) => [parameter, values])).to.deep.equal([
            ["topicArn", [arn]],
            ["resourceArn", [arn]],
            ["subscriptionArn", [{ prefix: `${arn}:` }]],
        ]);
    });

    it("alarms and rules begin with their prefixes", () => {
        expect(alarmTampering(["audit", "logs"]).map(({ parameter, values }) => [parameter, values])).to.deep.equal([
            ["alarmNames", [{ prefix: "audit" }, { prefix: "logs" }]],
            ["alarmName", [{ prefix: "audit" }, { prefix: "logs" }]],
            ["muteTargets.alarmNames", [{ prefix: "audit" }, { prefix: "logs" }]],
        ]);
        expect(ruleTampering("audit").map(({ parameter, values }) => [parameter, values])).to.deep.equal([
            ["name", [{ prefix: "audit" }]],
            ["rule", [{ prefix: "audit" }]],
        ]);
    });

    it("identities name them by the parameter of their kind, whatever path they have", () => {
        const provider = `${iam}:oidc-provider/sts.windows.net/x/`;
        const arns = [`${iam}:user/a`, `${iam}:role/some/path/b`, `${iam}:policy/c`, `${iam}:role/d`, provider];
        expect(identityTampering(arns).map(({ parameter, values }) => [parameter, values])).to.deep.equal([
            ["userName", ["a"]],
            ["roleName", ["b", "d"]],
            ["policyArn", [`${iam}:policy/c`]],
            ["openIDConnectProviderArn", [provider]],
        ]);
        expect(identityTampering([])).to.deep.equal([]);
    });
});

describe("patternOf", () => {
    it("asks for one of the calls, by AWS, as CloudTrail recorded it", () => {
        expect(
            patternOf([
                { service: "kms", eventNames: ["DisableKey"], parameter: "keyId", values: ["a", { prefix: "b" }] },
                { service: "sns", eventNames: ["DeleteTopic"], parameter: "topic.arns", values: ["c"] },
            ]),
        ).to.deep.equal({
            source: [{ prefix: "aws." }],
            "detail-type": ["AWS API Call via CloudTrail"],
            detail: {
                $or: [
                    {
                        eventSource: ["kms.amazonaws.com"],
                        eventName: ["DisableKey"],
                        requestParameters: { keyId: ["a", { prefix: "b" }] },
                    },
                    {
                        eventSource: ["sns.amazonaws.com"],
                        eventName: ["DeleteTopic"],
                        requestParameters: { topic: { arns: ["c"] } },
                    },
                ],
            },
        });
    });
});

describe("identityFilterPattern", () => {
    it("asks for whatever IAM is asked to change about those identities", () => {
        expect(identityFilterPattern([`${iam}:user/a`, `${iam}:group/a`, `${iam}:policy/a`])).to.equal(
            '{ ($.eventSource = "iam.amazonaws.com") && ($.readOnly IS FALSE) && (($.requestParameters.userName = "a") || ($.requestParameters.groupName = "a") || ($.requestParameters.policyArn = "arn:aws:iam::111122223333:policy/a")) }',
        );
    });

    it("stays within its size, and the rule's pattern within its own, for a connection with the longest names", () => {
        const names = connectionNames("n".repeat(maxNamePrefixLength), "0".repeat(8));
        const at = "arn:aws-us-gov:iam::111122223333";
        const arns = [
            ...[names.tamperAlarms, names.roleName, names.sentinelS3RoleName, names.deliveryRoleName].map(
                (name) => `${at}:role/${name}`,
            ),
            ...["user", "group", "policy"].map((kind) => `${at}:${kind}/${names.userName}`),
            `${at}:oidc-provider/sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/`,
        ];
        // PutMetricFilter, Amazon CloudWatch Logs API Reference; "Amazon EventBridge quotas"
        expect(identityFilterPattern(arns).length).to.be.at.most(1024);
        expect(JSON.stringify(patternOf(identityTampering(arns))).length).to.be.at.most(2048);
    });
});

describe("the other patterns", () => {
    it("stay within their size with the longest names", () => {
        const names = connectionNames("n".repeat(maxNamePrefixLength), "0".repeat(8));
        const place = "aws-us-gov:sns:us-gov-west-1:111122223333";
        const url = (name: string) => `https://sqs.us-gov-west-1.amazonaws.com/111122223333/${name}`;
        const queues = [`${names.tamperAlarms}-undelivered`, names.queueName, `${names.queueName}-dead-letter`];
        const all = {
            topic: topicTampering(`arn:${place}:${"t".repeat(256)}`),
            alarms: [
                ...alarmTampering([names.tamperAlarms, names.queueName, `${names.queueName}-dead-letter`]),
                ...ruleTampering(`${names.tamperAlarms}-rules`),
            ],
            queues: queueTampering(queues.map(url)),
            logGroup: logGroupTampering("l".repeat(512)),
            trail: trailTampering(`arn:aws-us-gov:cloudtrail:us-gov-west-1:111122223333:trail/${"t".repeat(128)}`),
            bucket: bucketTampering("b".repeat(63)),
        };
        for (const [name, calls] of Object.entries(all)) {
            expect(JSON.stringify(patternOf(calls)).length, name).to.be.at.most(2048);
        }
    });
});
