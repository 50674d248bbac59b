import { expect } from "chai";
import { bucketTampering, type EventPattern, keyTampering, trailTampering } from "../../../components/alarms/tampering";

/** EventBridge's rule, as far as it is needed: a list holds alternatives, `$or` whole patterns. */
function matches(pattern: unknown, event: unknown): boolean {
    if (Array.isArray(pattern)) {
        return pattern.includes(event);
    }
    const values = (typeof event === "object" && event !== null ? event : {}) as Record<string, unknown>;
    return Object.entries(pattern as object).every(([name, part]) =>
        name === "$or"
            ? (part as unknown[]).some((alternative) => matches(alternative, event))
            : matches(part, values[name]),
    );
}

/** A call as CloudTrail records it and EventBridge hands it on. */
const call = (service: string, eventName: string, requestParameters: object | null) => ({
    version: "0",
    "detail-type": "AWS API Call via CloudTrail",
    source: `aws.${service}`,
    account: "111122223333",
    region: "eu-central-1",
    detail: { eventVersion: "1.11", eventSource: `${service}.amazonaws.com`, eventName, requestParameters },
});

function describePattern(
    name: string,
    pattern: EventPattern,
    whole: EventPattern,
    raised: ReturnType<typeof call>[],
    others: ReturnType<typeof call>[],
): void {
    const title = ({ source, detail: { eventName, requestParameters } }: ReturnType<typeof call>) =>
        `${source} ${eventName} ${JSON.stringify(requestParameters)}`;

    describe(name, () => {
        it("is the whole pattern", () => {
            expect(pattern).to.deep.equal(whole);
        });

        for (const event of raised) {
            it(`hears of ${title(event)}`, () => {
                expect(matches(pattern, event)).to.equal(true);
            });

            it(`does not hear of ${title(event)} from elsewhere, or as something else`, () => {
                expect(matches(pattern, { ...event, source: "aws.ec2" })).to.equal(false);
                expect(matches(pattern, { ...event, "detail-type": "AWS Service Event via CloudTrail" })).to.equal(
                    false,
                );
                expect(matches(pattern, { ...event, detail: { ...event.detail, eventName: "Other" } })).to.equal(false);
                expect(matches(pattern, { ...event, detail: { ...event.detail, requestParameters: null } })).to.equal(
                    false,
                );
            });
        }

        for (const event of others) {
            it(`does not hear of ${title(event)}`, () => {
                expect(matches(pattern, event)).to.equal(false);
            });
        }
    });
}

const trailArn = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail";
const ofTrail = ["audit-trail", trailArn];

describePattern(
    "trailTampering",
    trailTampering(trailArn),
    {
        source: ["aws.cloudtrail"],
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: {
            $or: [
                {
                    eventName: ["StopLogging", "DeleteTrail", "UpdateTrail"],
                    requestParameters: { name: ["audit-trail", trailArn] },
                },
                {
                    eventName: ["PutEventSelectors", "PutInsightSelectors"],
                    requestParameters: { trailName: ["audit-trail", trailArn] },
                },
            ],
        },
    },
    [
        ...ofTrail.flatMap((name) =>
            ["StopLogging", "DeleteTrail", "UpdateTrail"].map((event) => call("cloudtrail", event, { name })),
        ),
        ...ofTrail.flatMap((trailName) =>
            ["PutEventSelectors", "PutInsightSelectors"].map((event) =>
                call("cloudtrail", event, { trailName, eventSelectors: [] }),
            ),
        ),
    ],
    [
        call("cloudtrail", "StartLogging", { name: "audit-trail" }),
        call("cloudtrail", "GetTrailStatus", { name: "audit-trail" }),
        call("cloudtrail", "StopLogging", { name: "another-trail" }),
        call("cloudtrail", "StopLogging", { name: trailArn.replace("111122223333", "444455556666") }),
        call("cloudtrail", "StopLogging", { trailName: "audit-trail" }),
        call("cloudtrail", "PutEventSelectors", { name: "audit-trail" }),
        call("cloudtrail", "PutEventSelectors", { trailName: "another-trail" }),
        call("s3", "StopLogging", { name: "audit-trail" }),
    ],
);

const bucketCalls = [
    "DeleteBucket",
    "PutBucketPolicy",
    "DeleteBucketPolicy",
    "PutBucketAcl",
    "PutBucketPublicAccessBlock",
    "DeleteBucketPublicAccessBlock",
    "PutBucketLifecycle",
    "DeleteBucketLifecycle",
    "PutBucketVersioning",
    "PutBucketNotification",
    "PutBucketEncryption",
    "DeleteBucketEncryption",
    "PutBucketLogging",
    "PutBucketObjectLockConfiguration",
    "PutBucketOwnershipControls",
    "DeleteBucketOwnershipControls",
    "PutBucketReplication",
    "DeleteBucketReplication",
];

describePattern(
    "bucketTampering",
    bucketTampering("audit-logs"),
    {
        source: ["aws.s3"],
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: { eventName: bucketCalls, requestParameters: { bucketName: ["audit-logs"] } },
    },
    bucketCalls.map((event) => call("s3", event, { bucketName: "audit-logs", Host: "s3.amazonaws.com" })),
    [
        call("s3", "GetBucketPolicy", { bucketName: "audit-logs" }),
        ...["GetBucketLogging", "GetBucketReplication", "GetBucketObjectLockConfiguration"].map((event) =>
            call("s3", event, { bucketName: "audit-logs" }),
        ),
        call("s3", "PutObject", { bucketName: "audit-logs", key: "AWSLogs/x" }),
        call("s3", "CreateBucket", { bucketName: "audit-logs" }),
        ...bucketCalls.map((event) => call("s3", event, { bucketName: "audit-logs-2" })),
        call("s3", "PutBucketPolicy", { bucket: "audit-logs" }),
    ],
);

const keyId = "1234abcd-12ab-34cd-56ef-1234567890ab";
const keyArn = `arn:aws:kms:eu-central-1:111122223333:key/${keyId}`;
const keyCalls = ["DisableKey", "ScheduleKeyDeletion", "PutKeyPolicy", "DisableKeyRotation"];

describePattern(
    "keyTampering",
    keyTampering(keyArn),
    {
        source: ["aws.kms"],
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: { eventName: keyCalls, requestParameters: { keyId: [keyId, keyArn] } },
    },
    [keyId, keyArn].flatMap((id) => keyCalls.map((event) => call("kms", event, { keyId: id }))),
    [
        call("kms", "EnableKey", { keyId }),
        call("kms", "Decrypt", { keyId: keyArn }),
        ...keyCalls.map((event) => call("kms", event, { keyId: "00000000-12ab-34cd-56ef-1234567890ab" })),
        call("kms", "DisableKey", { keyId: keyArn.replace("eu-central-1", "us-east-1") }),
        call("kms", "DisableKey", { keyId: `key/${keyId}` }),
    ],
);
