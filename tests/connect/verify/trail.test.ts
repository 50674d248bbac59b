import { expect } from "chai";
import type { StackOutputs } from "../../../connect/outputs";
import { judgeTrail } from "../../../connect/verify/trail/judgement";
import {
    logsOfDay,
    type StatusSeen,
    type TrailObservations,
    type TrailSeen,
} from "../../../connect/verify/trail/observations";
import { managementEvents, type SelectorsSeen } from "../../../connect/verify/trail/selectors";
import type { Verdict } from "../../../connect/verify/verdict";

const arn = "arn:aws:cloudtrail:eu-central-1:444455556666:trail/trailconnect-trail-0a1b2c";
const keyArn = "arn:aws:kms:eu-central-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const otherKeyArn = "arn:aws:kms:eu-central-1:444455556666:key/ffffffff-12ab-34cd-56ef-1234567890ab";
const log = "AWSLogs/444455556666/CloudTrail/eu-central-1/2026/03/01/444455556666_CloudTrail_eu-central-1_1.json.gz";
const now = new Date("2026-03-01T12:00:00Z");

const outputs: StackOutputs = {
    accountId: "444455556666",
    region: "eu-central-1",
    partition: "aws",
    trailName: "trailconnect-trail-0a1b2c",
    trailArn: arn,
    bucketName: "trailconnect-logs",
    kmsKeyArn: keyArn,
};

const trail: TrailSeen = {
    arn,
    bucketName: "trailconnect-logs",
    kmsKeyArn: keyArn,
    isMultiRegion: true,
    validates: true,
};
const status: StatusSeen = { isLogging: true, lastDelivery: new Date("2026-03-01T11:55:00Z") };
const healthy: TrailObservations = {
    trail: { value: trail },
    status: { value: status },
    selectors: { value: { reads: true, writes: true, leftOut: [] } },
    trails: { value: [arn] },
    newestLog: { value: log },
};

const logging = "The trail is logging";
const delivers = "The trail delivers its logs";
const records = "The trail records management events";
const everyRegion = "The trail records all regions";
const validates = "The trail has log file validation enabled";
const bucket = "The trail writes to the stack's bucket";
const key = "The trail encrypts with the stack's key";
const usableKey = "The trail encrypts with a key that Sentinel can use";
const single = "No second trail doubles the bill";
const inBucket = "The last delivered log is in the bucket";

const allHold: Verdict[] = [
    { check: logging, result: "holds", seen: "IsLogging is true." },
    { check: delivers, result: "holds", seen: "The last delivery was at 2026-03-01T11:55:00.000Z." },
    { check: records, result: "holds", seen: "Reads and writes." },
    { check: everyRegion, result: "holds", seen: "IsMultiRegionTrail is true." },
    { check: validates, result: "holds", seen: "LogFileValidationEnabled is true." },
    { check: bucket, result: "holds", seen: "It writes to trailconnect-logs." },
    { check: key, result: "holds", seen: `It encrypts with ${keyArn}.` },
    { check: single, result: "holds", seen: "There is one trail." },
    { check: inBucket, result: "holds", seen: log },
];

const instead = (...changed: Verdict[]) =>
    allHold.map((verdict) => changed.find(({ check }) => check === verdict.check) ?? verdict);

const withTrail = (change: Partial<TrailSeen>) => ({ trail: { value: { ...trail, ...change } } });
const withStatus = (change: Partial<StatusSeen>) => ({ status: { value: { ...status, ...change } } });

const changedBy = "It was changed outside of Pulumi: run pulumi up.";
const lookAgain = "Check that the trail is logging, and that the bucket policy and the key policy allow it.";

/** What deviates, the observation, and the one verdict that is another. */
const deviations: [title: string, change: Partial<TrailObservations>, verdict: Verdict][] = [
    [
        "stopped",
        withStatus({ isLogging: false }),
        {
            check: logging,
            result: "fails",
            seen: "Logging is stopped.",
            advice: "aws cloudtrail start-logging --name trailconnect-trail-0a1b2c. To see who stopped it: aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=StopLogging",
        },
    ],
    ...["AccessDenied", "NoSuchBucket"].map((lastError): [string, Partial<TrailObservations>, Verdict] => [
        `whose last delivery failed: ${lastError}`,
        withStatus({ lastError }),
        {
            check: delivers,
            result: "fails",
            seen: `The last delivery failed: ${lastError}.`,
            advice: "AccessDenied: the bucket policy or the key policy no longer allows this trail; pulumi up restores them. NoSuchBucket: the bucket was deleted.",
        },
    ]),
    ...["2026-02-28T12:00:00.000Z", "2026-02-28T11:59:59.999Z", "2025-03-01T12:00:00.000Z"].map(
        (at): [string, Partial<TrailObservations>, Verdict] => [
            `that delivered last at ${at}`,
            withStatus({ lastDelivery: new Date(at) }),
            {
                check: delivers,
                result: "fails",
                seen: `The last delivery was at ${at}, more than a day ago.`,
                advice: lookAgain,
            },
        ],
    ),
    [
        "that has not delivered yet",
        withStatus({ lastDelivery: undefined }),
        {
            check: delivers,
            result: "unknown",
            seen: "It hasn't delivered any yet; a new trail takes about five minutes.",
        },
    ],
    ...(
        [
            ["that records nothing", { reads: false, writes: false, leftOut: [] }, "It records no management events."],
            ["that records reads alone", { reads: true, writes: false, leftOut: [] }, "It records reads only."],
        ] as const
    ).map(([title, value, seen]): [string, Partial<TrailObservations>, Verdict] => [
        title,
        { selectors: { value: { ...value, leftOut: [] } } },
        {
            check: records,
            result: "fails",
            seen,
            advice: "Its event selectors were changed outside of Pulumi: run pulumi up. With trail.managementEvents: ReadOnly, it is what you set.",
        },
    ]),
    [
        "that leaves a service out",
        { selectors: { value: { reads: true, writes: true, leftOut: ["kms.amazonaws.com"] } } },
        {
            check: records,
            result: "fails",
            seen: "It excludes kms.amazonaws.com.",
            advice: "Its event selectors were changed outside of Pulumi: run pulumi up.",
        },
    ],
    [
        "that records writes alone",
        { selectors: { value: { reads: false, writes: true, leftOut: [] } } },
        { check: records, result: "holds", seen: "Writes only, as trail.managementEvents can set it." },
    ],
    [
        "of a single region",
        withTrail({ isMultiRegion: false }),
        { check: everyRegion, result: "fails", seen: "It records only its home region.", advice: changedBy },
    ],
    [
        "without validation",
        withTrail({ validates: false }),
        { check: validates, result: "fails", seen: "It writes no digest files.", advice: changedBy },
    ],
    ...["somebody-elses", "trailconnect-logs2", undefined].map(
        (bucketName): [string, Partial<TrailObservations>, Verdict] => [
            `that writes to ${bucketName}`,
            withTrail({ bucketName }),
            {
                check: bucket,
                result: "fails",
                seen: `It writes to ${bucketName ?? "no bucket"}; the stack's bucket is trailconnect-logs.`,
                advice: "It was changed outside of Pulumi: run pulumi up. If the trail is an existing one, existingBucket.name names the wrong bucket.",
            },
        ],
    ),
    ...[otherKeyArn, undefined].map((kmsKeyArn): [string, Partial<TrailObservations>, Verdict] => [
        `that encrypts with ${kmsKeyArn}`,
        withTrail({ kmsKeyArn }),
        {
            check: key,
            result: "fails",
            seen: `It encrypts with ${kmsKeyArn ?? "Amazon S3 managed keys"}.`,
            advice: "It was changed outside of Pulumi: run pulumi up. If the trail is an existing one, existingKmsKeyArn names the wrong key.",
        },
    ]),
    ...[["other"], ["other", "third"]].map((names): [string, Partial<TrailObservations>, Verdict] => {
        const others = names.map((name) => `arn:aws:cloudtrail:us-east-1:444455556666:trail/${name}`);
        return [
            `beside ${names.join(" and ")}`,
            { trails: { value: [...others, arn] } },
            {
                check: single,
                result: "fails",
                seen: `There ${others.length === 1 ? "is" : "are"} also ${others.join(", ")}.`,
                advice: "If two trails record management events, the second copy costs 2.00 USD per 100,000 events. Connect the existing trail (existingTrail), or stop the other one.",
            },
        ];
    }),
    [
        "without a log in the bucket",
        { newestLog: { value: undefined } },
        {
            check: inBucket,
            result: "unknown",
            seen: "There is no log from that day under the home region's prefix. An organization's logs, and those of an existing trail with a key prefix, are elsewhere.",
        },
    ],
    [
        "whose bucket is gone",
        { newestLog: { error: { name: "NoSuchBucket", message: "The specified bucket does not exist" } } },
        {
            check: inBucket,
            result: "fails",
            seen: "Not found (NoSuchBucket).",
            advice: "There is no bucket trailconnect-logs: run pulumi refresh, then pulumi up.",
        },
    ],
];

describe("judgeTrail", () => {
    it("finds a healthy trail so", () => {
        expect(judgeTrail(healthy, outputs, now)).to.deep.equal(allHold);
    });

    for (const [title, change, verdict] of deviations) {
        it(`finds a trail ${title}`, () => {
            expect(judgeTrail({ ...healthy, ...change }, outputs, now)).to.deep.equal(instead(verdict));
        });
    }

    it("finds a trail that is gone", () => {
        const error = { name: "TrailNotFoundException", message: "Unknown trail" };
        const gone = {
            trail: { error },
            status: { error },
            selectors: { error },
            trails: { value: [] },
            newestLog: { value: undefined },
        };
        const missing = (check: string): Verdict => ({
            check,
            result: "fails",
            seen: "Not found (TrailNotFoundException).",
            advice: "The stack's trail has been deleted: run pulumi refresh, then pulumi up, which recreates it.",
        });
        expect(judgeTrail(gone, outputs, now)).to.deep.equal([
            missing(logging),
            missing(records),
            missing(everyRegion),
            missing(validates),
            missing(bucket),
            missing(key),
            { check: single, result: "holds", seen: "There is no trail." },
            {
                check: inBucket,
                result: "unknown",
                seen: "There is no log from that day under the home region's prefix. An organization's logs, and those of an existing trail with a key prefix, are elsewhere.",
            },
        ]);
    });

    it("takes a delivery error for more than the date of an earlier delivery", () => {
        const seen = { ...healthy, ...withStatus({ lastError: "AccessDenied", lastDelivery: undefined }) };
        expect(judgeTrail(seen, outputs, now).map(({ result }) => result)).to.deep.equal([
            "holds",
            "fails",
            ...Array(7).fill("holds"),
        ]);
    });

    it("holds for a clock that is behind AWS's", () => {
        const seen = { ...healthy, ...withStatus({ lastDelivery: new Date("2026-03-01T12:00:30Z") }) };
        expect(judgeTrail(seen, outputs, now).every(({ result }) => result === "holds")).to.equal(true);
    });

    it("holds a millisecond before the day is over", () => {
        const seen = { ...healthy, ...withStatus({ lastDelivery: new Date("2026-02-28T12:00:00.001Z") }) };
        expect(judgeTrail(seen, outputs, now).every(({ result }) => result === "holds")).to.equal(true);
    });

    it("asks nothing of bucket and key of an existing trail of another account, whose they are", () => {
        const existing = arn.replace("444455556666", "777788889999");
        const { bucketName: _, kmsKeyArn: __, ...rest } = outputs;
        const seen = {
            ...healthy,
            trails: { value: [existing] },
            newestLog: { value: undefined },
            ...withTrail({ arn: existing, bucketName: "central-logs", kmsKeyArn: otherKeyArn }),
        };
        expect(judgeTrail(seen, { ...rest, trailArn: existing }, now)).to.deep.equal(
            allHold.filter(({ check }) => ![bucket, key, inBucket].includes(check)),
        );
    });

    describe("with encryption s3 and the S3 connector", () => {
        const { kmsKeyArn: _, ...rest } = outputs;
        const withSentinelS3 = { ...rest, sentinelS3RoleArn: "arn:aws:iam::444455556666:role/OIDC_trailconnect" };
        const withVerdict = (verdict: Verdict) =>
            allHold.map((candidate) => (candidate.check === key ? verdict : candidate));

        it("holds without a key", () => {
            const seen = { ...healthy, ...withTrail({ kmsKeyArn: undefined }) };
            expect(judgeTrail(seen, withSentinelS3, now)).to.deep.equal(
                withVerdict({ check: usableKey, result: "holds", seen: "It encrypts with Amazon S3 managed keys." }),
            );
        });

        it("fails with a key: Sentinel may not decrypt", () => {
            expect(judgeTrail(healthy, withSentinelS3, now)).to.deep.equal(
                withVerdict({
                    check: usableKey,
                    result: "fails",
                    seen: `It encrypts with ${keyArn}, with which the S3 connector's role may not decrypt.`,
                    advice: "It was changed outside of Pulumi: run pulumi up. If the trail is an existing one, existingKmsKeyArn must name the key.",
                }),
            );
        });
    });

    it("holds with encryption s3 and no S3 connector, with nothing to say of keys", () => {
        const { kmsKeyArn: _, ...rest } = outputs;
        const seen = { ...healthy, ...withTrail({ kmsKeyArn: undefined }) };
        expect(judgeTrail(seen, rest, now)).to.deep.equal(allHold.filter(({ check }) => check !== key));
    });

    describe("when a look fails", () => {
        const looks: [look: keyof TrailObservations, first: string, others: string[]][] = [
            ["trail", everyRegion, [validates, bucket, key]],
            // What it delivers is not asked of a status that is not there.
            ["status", logging, []],
            ["trails", single, []],
            ["newestLog", inBucket, []],
        ];
        for (const [look, first, others] of looks) {
            const about = [first, ...others];
            const unasked = look === "status" ? [delivers] : [];
            const expected = (verdict: Omit<Verdict, "check">) =>
                allHold
                    .filter(({ check }) => !unasked.includes(check))
                    .map((held) => (about.includes(held.check) ? { check: held.check, ...verdict } : held));

            it(`says of ${look} that it may not look, and judges the rest`, () => {
                const error = { name: "AccessDeniedException", message: "User: x is not authorized to perform: y" };
                expect(judgeTrail({ ...healthy, [look]: { error } }, outputs, now)).to.deep.equal(
                    expected({
                        result: "fails",
                        seen: "Access denied (AccessDeniedException).",
                        advice: "Run verify with an identity that is allowed to read it: User: x is not authorized to perform: y",
                    }),
                );
            });

            it(`does not know of ${look} when AWS gives no answer, and judges the rest`, () => {
                const error = { name: "ThrottlingException", message: "Rate exceeded" };
                expect(judgeTrail({ ...healthy, [look]: { error } }, outputs, now)).to.deep.equal(
                    expected({
                        result: "unknown",
                        seen: "AWS did not answer (ThrottlingException: Rate exceeded).",
                    }),
                );
            });
        }
    });
});

describe("logsOfDay", () => {
    it("is of the trail's account, by the day in UTC", () => {
        expect(logsOfDay(arn, "eu-central-1", new Date("2026-03-01T23:59:59.999Z"))).to.equal(
            "AWSLogs/444455556666/CloudTrail/eu-central-1/2026/03/01/",
        );
        expect(logsOfDay(arn, "us-east-1", new Date("2026-03-02T00:00:00+05:00"))).to.equal(
            "AWSLogs/444455556666/CloudTrail/us-east-1/2026/03/01/",
        );
    });
});

describe("managementEvents", () => {
    const advanced = (...fields: { Field: string; Equals?: string[]; NotEquals?: string[] }[]) => ({
        AdvancedEventSelectors: [{ FieldSelectors: [{ Field: "eventCategory", Equals: ["Management"] }, ...fields] }],
    });
    const both = { reads: true, writes: true, leftOut: [] };
    const cases: [title: string, selectors: Parameters<typeof managementEvents>[0], seen: SelectorsSeen][] = [
        ["no selector, which is the default", {}, both],
        ["the default one", { EventSelectors: [{ ReadWriteType: "All", IncludeManagementEvents: true }] }, both],
        [
            "a basic one without management events",
            { EventSelectors: [{ ReadWriteType: "All", IncludeManagementEvents: false }] },
            { reads: false, writes: false, leftOut: [] },
        ],
        [
            "a basic one that leaves KMS out",
            { EventSelectors: [{ ReadWriteType: "WriteOnly", ExcludeManagementEventSources: ["kms.amazonaws.com"] }] },
            { reads: false, writes: true, leftOut: ["kms.amazonaws.com"] },
        ],
        ["an advanced one", advanced(), both],
        [
            "an advanced one of reads",
            advanced({ Field: "readOnly", Equals: ["true"] }),
            { reads: true, writes: false, leftOut: [] },
        ],
        [
            "an advanced one that leaves RDS out",
            advanced({ Field: "eventSource", NotEquals: ["rdsdata.amazonaws.com"] }),
            { reads: true, writes: true, leftOut: ["rdsdata.amazonaws.com"] },
        ],
        [
            "an advanced one of a single call",
            advanced({ Field: "eventName", Equals: ["ListUsers"] }),
            { reads: true, writes: true, leftOut: ["events filtered by eventName"] },
        ],
        [
            "an advanced one of data events",
            { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: "eventCategory", Equals: ["Data"] }] }] },
            { reads: false, writes: false, leftOut: [] },
        ],
        [
            "one of reads and one of writes",
            { EventSelectors: [{ ReadWriteType: "ReadOnly" }, { ReadWriteType: "WriteOnly" }] },
            both,
        ],
    ];
    for (const [title, selectors, seen] of cases) {
        it(`reads ${title}`, () => {
            expect(managementEvents(selectors)).to.deep.equal(seen);
        });
    }
});
