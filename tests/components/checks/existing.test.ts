import { expect } from "chai";
import * as fc from "fast-check";
import {
    checkExistingBucketName,
    checkKeyPrefix,
    checkKmsKeyArn,
    checkOidcProviderArn,
    checkOneBucket,
    checkOneKmsKey,
    checkTopicArn,
} from "../../../components/checks/existing";
import type { Check, Fault } from "../../../components/checks/problem";

const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const topicArn = "arn:aws:sns:eu-central-1:111122223333:audit-logs";

const title = (value: string) => JSON.stringify(value.length > 90 ? `${value.slice(0, 90)}…` : value);

function describeCheck(
    name: string,
    check: Check<string>,
    fault: Fault,
    accepted: string[],
    refused: string[],
    takesSpaces = false,
): void {
    describe(name, () => {
        for (const value of accepted) {
            it(`accepts ${title(value)}`, () => {
                expect(check(value)).to.equal(undefined);
            });
        }

        for (const value of refused) {
            it(`refuses ${title(value)}`, () => {
                expect(check(value)).to.deep.equal(fault);
            });
        }

        it("accepts its own example", () => {
            expect(check(fault.example as string)).to.equal(undefined);
        });

        it(takesSpaces ? "accepts no line break or tab" : "accepts no whitespace anywhere", () => {
            const example = fault.example as string;
            const spaces = ["\n", "\t", ...(takesSpaces ? [] : [" "])];
            fc.assert(
                fc.property(fc.nat(example.length), fc.constantFrom(...spaces), (place, space) => {
                    expect(check(example.slice(0, place) + space + example.slice(place))).to.deep.equal(fault);
                }),
            );
        });
    });
}

describeCheck(
    "checkExistingBucketName",
    checkExistingBucketName,
    {
        code: "existing-bucket-name",
        reason: "Not a valid bucket name.",
        allowed: "the name alone, without an ARN or s3://: 3 to 63 lowercase letters, digits, dots and hyphens",
        example: "central-audit-logs",
    },
    [
        "abc",
        "a.b",
        "0-9",
        "a.b.c",
        "audit.logs.example.com",
        "aws-cloudtrail-logs-111122223333-0123abcd",
        "a".repeat(63),
        "192.168.0",
        "192.168.0.1.2",
        "192.168.0.1a",
        "a192.168.0.1",
        "192-168.0.1",
        "1921.168.0.1",
        "192.168.0.1680",
    ],
    [
        "",
        "ab",
        "a".repeat(64),
        "Audit-logs",
        "audit_logs",
        "audit/logs",
        "-audit",
        "audit-",
        ".audit",
        "audit.",
        "arn:aws:s3:::audit-logs",
        "s3://audit-logs",
        "audit-logs*",
        "áudit",
        "a..b",
        "audit..logs.example",
        "audit.logs..example",
        "a...b",
        "192.168.0.1",
        "1.2.3.4",
        "999.999.999.999",
    ],
);

describeCheck(
    "checkKmsKeyArn",
    checkKmsKeyArn,
    {
        code: "kms-key-arn",
        reason: "Not the ARN of a KMS key.",
        allowed: "arn:PARTITION:kms:REGION:ACCOUNT_ID:key/KEY_ID, not an alias",
        example: keyArn,
    },
    [
        keyArn.replace("arn:aws:", "arn:aws-us-gov:").replace("eu-central-1", "us-gov-west-1"),
        "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
        "arn:aws-cn:kms:cn-north-1:111122223333:key/A",
    ],
    [
        "",
        "1234abcd-12ab-34cd-56ef-1234567890ab",
        "alias/logs",
        "arn:aws:kms:eu-central-1:111122223333:alias/logs",
        keyArn.replace("key/", ""),
        keyArn.replace("key/", "keys/"),
        keyArn.replace("kms", "s3"),
        keyArn.replace("eu-central-1", ""),
        keyArn.replace("eu-central-1", "*"),
        keyArn.replace("arn:aws:", "arn:*:"),
        keyArn.replace("arn:aws:", "arn::"),
        keyArn.replace("arn:", ""),
        keyArn.replace("111122223333", "11112222333"),
        keyArn.replace("111122223333", "1111222233334"),
        keyArn.replace("111122223333", "*"),
        "arn:aws:kms:eu-central-1:111122223333:key/",
        "arn:aws:kms:eu-central-1:111122223333:key/*",
        `${keyArn}*`,
        `${keyArn}/more`,
        `${keyArn},${keyArn}`,
        `x${keyArn}`,
    ],
);

describeCheck(
    "checkTopicArn",
    checkTopicArn,
    {
        code: "topic-arn",
        reason: "Not the ARN of a standard SNS topic.",
        allowed: "arn:PARTITION:sns:REGION:ACCOUNT_ID:TOPIC_NAME",
        example: topicArn,
    },
    [
        topicArn.replace("arn:aws:", "arn:aws-us-gov:").replace("eu-central-1", "us-gov-west-1"),
        topicArn.replace("audit-logs", "A"),
        topicArn.replace("audit-logs", "Audit_logs-1"),
        topicArn.replace("audit-logs", "a".repeat(256)),
    ],
    [
        "",
        "audit-logs",
        `${topicArn}.fifo`,
        `${topicArn}:0f8fad5b-d9cb-469f-a165-70867728950e`,
        topicArn.replace("audit-logs", ""),
        topicArn.replace("audit-logs", "*"),
        topicArn.replace("audit-logs", "a".repeat(257)),
        topicArn.replace("sns", "sqs"),
        topicArn.replace("eu-central-1", ""),
        topicArn.replace("111122223333", ""),
        topicArn.replace("111122223333", "11112222333"),
        topicArn.replace("111122223333", "1111222233334"),
        topicArn.replace("arn:aws:", "arn:*:"),
        topicArn.replace("arn:", ""),
        `x${topicArn}`,
    ],
);

describeCheck(
    "checkOneBucket",
    checkOneBucket,
    {
        code: "one-bucket",
        reason: "Not a valid bucket name.",
        allowed: "the name alone, without an ARN or s3://",
        example: "central-audit-logs",
    },
    ["audit-logs", "audit.logs.example.com", "Audit_logs-1", "x"],
    [
        "",
        "*",
        "?",
        "*audit-logs",
        "audit-*-logs",
        "audit-logs*",
        "?audit-logs",
        "audit-logs?",
        "arn:aws:s3:::audit-logs",
        "s3://audit-logs",
        "audit:logs",
        "/audit-logs",
        "audit/logs",
        "audit-logs/",
        "$" + "{aws:username}",
    ],
);

describeCheck(
    "checkOneKmsKey",
    checkOneKmsKey,
    {
        code: "one-kms-key",
        reason: "Not the ARN of a KMS key.",
        allowed: "arn:PARTITION:kms:REGION:ACCOUNT_ID:key/KEY_ID, not an alias",
        example: keyArn,
    },
    [
        keyArn.replace("arn:aws:", "arn:aws-us-gov:").replace("eu-central-1", "us-gov-west-1"),
        "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
    ],
    [
        "",
        "*",
        "?",
        "arn:aws:kms:*:111122223333:key/1",
        "arn:aws:kms:eu-central-1:111122223333:key/*",
        `${keyArn}*`,
        `*${keyArn}`,
        `?${keyArn}`,
        `${keyArn}?`,
        "alias/logs",
        "arn:aws:kms:eu-central-1:111122223333:alias/logs",
        "arn:aws:kms:eu-central-1:111122223333:alias/aws/s3",
    ],
);

describeCheck(
    "checkKeyPrefix",
    checkKeyPrefix,
    {
        code: "key-prefix",
        reason: "Not a valid S3 key prefix for a trail.",
        allowed:
            "the part of the keys before AWSLogs/: up to 200 characters, none of them a control character, without a slash or whitespace at either end",
        example: "cloudtrail/production",
    },
    [
        "a",
        "0",
        "a/b/c",
        "Prod_1.2-x",
        "-_.",
        ".",
        "a".repeat(200),
        `${"a/".repeat(99)}aa`,
        "AWSLogs2",
        "myAWSLogs",
        "a/AWSLogs-old/b",
        "a/xAWSLogs",
        "awslogs",
        "a/AWSlogs/b",
        "a//b",
        "a!",
        "a'b",
        "(a",
        "a)",
        "a/b!c",
        "a,b",
        "a+b",
        "a*",
        "a?",
        "a$b",
        "a:b",
        "a\\b",
        "a b",
        "é",
        "{aws:username}",
        "$" + "{aws:username}",
        "監査",
    ],
    [
        "",
        "/",
        "a/",
        "/a",
        " a",
        "a ",
        "a\u0000b",
        "a\u007f",
        "a\ud800",
        "a".repeat(201),
        `${"a/".repeat(100)}a`,
        "AWSLogs",
        "AWSLogs/",
        "AWSLogs/a",
        "a/AWSLogs",
        "a/AWSLogs/b",
        "a/b/AWSLogs/111122223333",
    ],
    true,
);

const issuers = {
    "Azure Commercial": "https://sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
    "Azure Government": "https://sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/",
};

describe("checkOidcProviderArn", () => {
    for (const [cloud, url] of Object.entries(issuers)) {
        const arn = `arn:aws:iam::111122223333:oidc-provider/${url.slice("https://".length)}`;
        const check = checkOidcProviderArn(url);
        const fault = (code: string, reason: string) => ({
            code,
            reason,
            allowed: `arn:PARTITION:iam::ACCOUNT_ID:oidc-provider/${url.slice("https://".length)}`,
            example: arn,
            source: "aws iam list-open-id-connect-providers",
        });
        const another = fault(
            "oidc-provider-of-another-issuer",
            "Not the OIDC provider for the issuer that Sentinel uses in this Azure cloud.",
        );
        const none = fault("oidc-provider-arn", "Not the ARN of an OIDC provider.");

        it(`accepts the provider of ${cloud}'s issuer in any partition`, () => {
            for (const given of [
                arn,
                arn.replace("arn:aws:", "arn:aws-us-gov:"),
                arn.replace("111122223333", "444455556666"),
            ]) {
                expect(check(given), given).to.equal(undefined);
            }
        });

        it(`refuses a provider of another issuer than ${cloud}'s`, () => {
            const other = Object.values(issuers).find((candidate) => candidate !== url) as string;
            for (const given of [
                arn.slice(0, -1),
                `${arn}/`,
                `${arn}x`,
                arn.toUpperCase().replace("ARN:AWS:IAM::111122223333:OIDC-PROVIDER/", "arn:aws:iam::1:oidc-provider/"),
                arn.replace("oidc-provider/", "oidc-provider/https://"),
                arn.replace("oidc-provider/", "oidc-provider/x."),
                `arn:aws:iam::111122223333:oidc-provider/${other.slice("https://".length)}`,
                "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
                "arn:aws:iam::111122223333:oidc-provider/*",
                arn.replace("111122223333", "11112222333"),
                arn.replace("111122223333", "1111222233334"),
                arn.replace("111122223333", "*"),
                arn.replace("iam::", "iam:eu-central-1:"),
                arn.replace("arn:aws:", "arn:*:"),
                ` ${arn}`,
                `${arn}\n`,
            ]) {
                expect(check(given), given).to.deep.equal(another);
            }
        });

        it(`refuses what is no OIDC provider's ARN for ${cloud}`, () => {
            for (const given of [
                "",
                url,
                url.slice("https://".length),
                arn.replace("oidc-provider", "saml-provider"),
                "arn:aws:iam::111122223333:role/OIDC_sentinel",
            ]) {
                expect(check(given), given).to.deep.equal(none);
            }
        });

        it(`accepts its own example for ${cloud}`, () => {
            expect(check(none.example)).to.equal(undefined);
        });
    }
});
