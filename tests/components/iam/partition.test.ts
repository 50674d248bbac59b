import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect } from "chai";
import {
    tamperRolePolicy,
    tamperRoleStatements,
    tamperRoleTrustPolicy,
    undeliveredQueuePolicy,
} from "../../../components/alarms/tamperAlarmsPolicy";
import { DefenderPermission, defenderPolicy } from "../../../components/defender/readerPolicy";
import { alarmsAsSender, bucketAsSender, rulesAsSender, topicAsSender } from "../../../components/iam/sender";
import { publishStatements, topicPolicy } from "../../../components/iam/topicPolicy";
import { accessLogStatement } from "../../../components/logs/accessLogPolicy";
import {
    bucketPolicy,
    onlyCloudTrailWrites,
    sharedBucketRefusal,
    trailStatements,
} from "../../../components/logs/bucketPolicy";
import { keyPolicy, trailKeyStatements } from "../../../components/logs/keyPolicy";
import { logDeliveryPolicy, logDeliveryTrustPolicy } from "../../../components/logs/logDeliveryPolicy";
import { sentinelTrustPolicy } from "../../../components/sentinelApi/trustPolicy";
import { oidcTrustPolicy } from "../../../components/sentinelS3/oidcTrustPolicy";
import { deadLetterQueuePolicy, queuePolicy } from "../../../components/sentinelS3/queuePolicy";
import { sentinelS3ReaderPolicy } from "../../../components/sentinelS3/sentinelS3ReaderPolicy";
import {
    serviceControlPolicy,
    serviceControlPolicyQuota,
} from "../../../components/serviceControlPolicy/serviceControlPolicy";
import { sourcesOf } from "../../support/packages";
import { fixedPartitions } from "./literals";

const root = join(__dirname, "..", "..", "..");

/** Whether a source makes policy documents, or parts of them. */
function isPolicyModule(file: string): boolean {
    return /\/iam\/(document|sender)\.ts$|Policy\.ts$/.test(file);
}

function sourceFiles(): string[] {
    const components = sourcesOf("components").map((name) => join("components", name));
    return [...components, "index.ts", "config.ts"];
}

const partition = "aws-us-gov";
const region = "us-gov-west-1";
const account = "444455556666";
const bucket = "arn:aws-us-gov:s3:::gov-logs";
const trail = "arn:aws-us-gov:cloudtrail:us-gov-west-1:444455556666:trail/gov-trail";
const queue = "arn:aws-us-gov:sqs:us-gov-west-1:444455556666:gov-queue";
const topic = "arn:aws-us-gov:sns:us-gov-west-1:444455556666:gov-topic";
const delivery = { bucketArn: bucket, trailArn: trail, organizationId: "o-exampleorgid" };
const rule = "arn:aws-us-gov:events:us-gov-west-1:444455556666:rule/tampering-trail";
const senders = [
    bucketAsSender(bucket, account),
    topicAsSender(topic),
    alarmsAsSender(partition, region, account),
    rulesAsSender,
];

/** What each policy module exports, made for AWS GovCloud, and how many ARNs are in it. */
const inGovCloud: Record<string, Record<string, [made: unknown, arns: number]>> = {
    "accessLogPolicy.ts": { accessLogStatement: [accessLogStatement(bucket, bucket, "gov-logs", account), 2] },
    "bucketPolicy.ts": {
        bucketPolicy: [bucketPolicy({ ...delivery, protectLogs: true }), 10],
        trailStatements: [trailStatements(delivery), 6],
        onlyCloudTrailWrites: [onlyCloudTrailWrites(`${bucket}/*`), 1],
        sharedBucketRefusal: [sharedBucketRefusal(bucket), 1],
    },
    "sentinelS3ReaderPolicy.ts": {
        sentinelS3ReaderPolicy: [
            sentinelS3ReaderPolicy({
                queueArn: queue,
                bucketArn: bucket,
                logPrefixes: ["AWSLogs/444455556666/CloudTrail/"],
                kmsKeyArn: "arn:aws-us-gov:kms:us-gov-west-1:444455556666:key/7c9e6679-7425-40de-944b-e07fc1f90ae7",
                region,
            }),
            3,
        ],
    },
    "keyPolicy.ts": { keyPolicy: [keyPolicy(trail), 5], trailKeyStatements: [trailKeyStatements(trail), 4] },
    "logDeliveryPolicy.ts": {
        logDeliveryPolicy: [
            logDeliveryPolicy("arn:aws-us-gov:logs:us-gov-west-1:444455556666:log-group:g", account, "o-exampleorgid"),
            2,
        ],
        logDeliveryTrustPolicy: [logDeliveryTrustPolicy, 0],
    },
    "oidcTrustPolicy.ts": {
        oidcTrustPolicy: [
            oidcTrustPolicy({
                providerArn:
                    "arn:aws-us-gov:iam::444455556666:oidc-provider/sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/",
                issuerUrl: "https://sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/",
                audience: "api://d4230588-5f84-4281-a9c7-2c15194b28f7",
                sessionNames: ["one", "other"],
            }),
            1,
        ],
    },
    "queuePolicy.ts": {
        deadLetterQueuePolicy: [deadLetterQueuePolicy(queue), 1],
        queuePolicy: [queuePolicy(queue, bucketAsSender(bucket, account)), 3],
    },
    "readerPolicy.ts": {
        DefenderPermission: [DefenderPermission, 0],
        defenderPolicy: [defenderPolicy(Object.values(DefenderPermission), ["203.0.113.0/24"]), 0],
    },
    "sender.ts": {
        alarmsAsSender: [alarmsAsSender(partition, region, account), 1],
        bucketAsSender: [bucketAsSender(bucket, account), 1],
        rulesAsSender: [rulesAsSender, 0],
        topicAsSender: [topicAsSender(topic), 1],
    },
    "serviceControlPolicy.ts": {
        serviceControlPolicy: [
            serviceControlPolicy({
                partition,
                region,
                accountId: account,
                deployRoleArn: `arn:${partition}:iam::${account}:role/deploy`,
                trailArn: trail,
                bucketArn: bucket,
                kmsKeyArn: "arn:aws-us-gov:kms:us-gov-west-1:444455556666:key/7c9e6679-7425-40de-944b-e07fc1f90ae7",
                logGroupName: "g",
                queueName: "gov-queue",
                topicNames: ["gov-topic"],
                tamperAlarmsName: "gov-tamper",
            }),
            14,
        ],
        serviceControlPolicyQuota: [serviceControlPolicyQuota, 0],
    },
    "tamperAlarmsPolicy.ts": {
        tamperRolePolicy: [tamperRolePolicy(topic), 1],
        tamperRoleStatements: [
            tamperRoleStatements(
                topic,
                "arn:aws-us-gov:iam::444455556666:root",
                "arn:aws-us-gov:iam::444455556666:role/tampering",
            ),
            3,
        ],
        tamperRoleTrustPolicy: [tamperRoleTrustPolicy([rule], account), 1],
        undeliveredQueuePolicy: [undeliveredQueuePolicy(queue, [rule], account), 3],
    },
    "topicPolicy.ts": {
        publishStatements: [publishStatements(topic, senders), 7],
        topicPolicy: [topicPolicy(topic, senders), 8],
    },
    "trustPolicy.ts": { sentinelTrustPolicy: [sentinelTrustPolicy(partition, "777788889999", "workspace"), 1] },
};

/** They make no policy of their own. */
const makeNone = ["document.ts", "mergedPolicy.ts"];

describe("the partition of an ARN", () => {
    describe("is found where a source text fixes it", () => {
        const planted: Record<string, string> = {
            "in a string": 'const a = "arn:aws:s3:::x";',
            "in a string in single quotes": "const a = 'arn:aws:s3:::x';",
            "in the middle of a string": 'const a = "an ARN like arn:aws:s3:::x";',
            "in a plain template": "const a = `arn:aws:s3:::x`;",
            // biome-ignore lint/suspicious/noTemplateCurlyInString: a source text
            "at the beginning of a template": "const a = `arn:aws:s3:::${x}`;",
            // biome-ignore lint/suspicious/noTemplateCurlyInString: a source text
            "in the middle of a template": "const a = `${x} arn:aws:s3:::${y} z`;",
            // biome-ignore lint/suspicious/noTemplateCurlyInString: a source text
            "at the end of a template": "const a = `${x} arn:aws:s3:::y`;",
            "in a regular expression": "const a = /^arn:aws:s3/;",
            "in another partition": 'const a = "arn:aws-us-gov:s3:::x";',
            "in a statement": 'const a = { Sid: "Example", Resource: "arn:aws:s3:::x" };',
            "after a comment on the same line": 'const a = /* arn:aws: */ "arn:aws:s3:::x";',
            "in a statement beside an example": 'const a = { example: "arn:aws:s3:::e", Resource: "arn:aws:s3:::x" };',
            "in a call of text": 'const a = text("arn:aws:s3:::x");',
            "in a variable named examples": 'const examples = { a: "arn:aws:s3:::x" };',
        };
        for (const [where, source] of Object.entries(planted)) {
            it(where, () => {
                const found = fixedPartitions(`// one line more\n${source}`, "components/sentinelS3/queuePolicy.ts");
                expect(found.map(({ line }) => line)).to.deep.equal([2]);
            });
        }

        it("in each policy module, once it is planted", () => {
            for (const name of sourceFiles().filter((file) => isPolicyModule(file))) {
                const source = `${readFileSync(join(root, name), "utf8")}\nexport const planted = "arn:aws:s3:::x";\n`;
                expect(
                    fixedPartitions(source, name).map(({ text }) => text),
                    name,
                ).to.deep.equal(["arn:aws:s3:::x"]);
            }
        });
    });

    describe("is left alone", () => {
        const harmless: Record<string, [source: string, fileName?: string]> = {
            "in a comment": ["// arn:aws:s3:::x\n/* arn:aws:s3:::x */\n/** arn:aws:s3:::x */\nconst a = 1;"],
            "in an example": ['const a = { example: "arn:aws:s3:::x", source: `arn:aws:s3:::y` };'],
            "in a list that is an example": ['const a = { example: ["arn:aws:s3:::x"] };'],
            // biome-ignore lint/suspicious/noTemplateCurlyInString: a source text
            "where it is filled in": ["const a = `arn:${partition}:s3:::x`;"],
        };
        for (const [where, [source, fileName = "components/sentinelS3/queuePolicy.ts"]] of Object.entries(harmless)) {
            it(where, () => {
                expect(fixedPartitions(source, fileName)).to.deep.equal([]);
            });
        }
    });

    it("is fixed nowhere in the components and the program", () => {
        const files = sourceFiles();
        expect(files).to.include.members([
            join("components", "facts", "arns.ts"),
            join("components", "logs", "keyPolicy.ts"),
            join("components", "checks", "existing.ts"),
            "index.ts",
            "config.ts",
        ]);
        const found = files.flatMap((name) =>
            fixedPartitions(readFileSync(join(root, name), "utf8"), name).map(
                ({ line, text }) => `${name}:${line}: ${text}`,
            ),
        );
        expect(found).to.deep.equal([]);
        console.log(`      partition: ${files.length} source files scanned, none fixes one`);
    });

    describe("is AWS GovCloud's throughout", () => {
        it("in what every policy module exports", async () => {
            const files = sourceFiles().filter((file) => isPolicyModule(file));
            const makers = files.filter((file) => !makeNone.includes(basename(file)));
            expect(Object.keys(inGovCloud)).to.have.members(makers.map((file) => basename(file)));
            for (const file of makers) {
                const name = basename(file);
                const module: object = await import(join(root, file));
                const exported = Object.keys(module).filter((key) => key !== "default" && key !== "module.exports");
                expect(Object.keys(inGovCloud[name] ?? {}), name).to.have.members(exported);
            }
        });

        for (const [name, made] of Object.entries(inGovCloud)) {
            for (const [what, [value, count]] of Object.entries(made)) {
                it(`in ${what} of ${name}`, () => {
                    const text = JSON.stringify(value);
                    expect(text).not.to.match(/arn:aws:/);
                    expect(text.match(/arn:aws-us-gov:/g) ?? []).to.have.lengthOf(count);
                    expect(text.match(/arn:/g) ?? []).to.have.lengthOf(count);
                });
            }
        }
    });
});
