/** Checks the identifiers of resources that already exist. Sources: AWS's "Service Authorization Reference", per service. */
import { oidcIssuer } from "../facts/arns";
import { checkPattern } from "./pattern";
import type { Check } from "./problem";

/** Checks the name of an existing bucket, which may contain dots. Source: "General purpose bucket naming rules". */
export const checkExistingBucketName = checkPattern(
    /^(?!.*\.\.)(?!(\d{1,3}\.){3}\d{1,3}$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    {
        code: "existing-bucket-name",
        reason: "Not a valid bucket name.",
        allowed: "the name alone, without an ARN or s3://: 3 to 63 lowercase letters, digits, dots and hyphens",
        example: "central-audit-logs",
    },
);

/** Checks the ARN of a KMS key. An alias isn't accepted: it can be pointed at another key. */
export const checkKmsKeyArn = checkPattern(/^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/, {
    code: "kms-key-arn",
    reason: "Not the ARN of a KMS key.",
    allowed: "arn:PARTITION:kms:REGION:ACCOUNT_ID:key/KEY_ID, not an alias",
    example: "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
});

/**
 * Checks a bucket name that comes from another resource: a wildcard in a policy's Resource would match many buckets.
 */
export const checkOneBucket = checkPattern(/^[^*?$:/\s]+$/, {
    code: "one-bucket",
    reason: "Not a valid bucket name.",
    allowed: "the name alone, without an ARN or s3://",
    example: "central-audit-logs",
});

/**
 * Checks a key ARN that comes from another resource: in a policy's Resource, a wildcard would match many keys, and an
 * alias none.
 */
export const checkOneKmsKey = checkPattern(/^(?!.*\balias\/)[^*?$\s]+$/, {
    code: "one-kms-key",
    reason: "Not the ARN of a KMS key.",
    allowed: "arn:PARTITION:kms:REGION:ACCOUNT_ID:key/KEY_ID, not an alias",
    example: "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
});

/** Checks the ARN of a standard SNS topic: neither S3 nor CloudWatch publishes to a FIFO topic. */
export const checkTopicArn = checkPattern(/^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/, {
    code: "topic-arn",
    reason: "Not the ARN of a standard SNS topic.",
    allowed: "arn:PARTITION:sns:REGION:ACCOUNT_ID:TOPIC_NAME",
    example: "arn:aws:sns:eu-central-1:111122223333:audit-logs",
});

/** Checks that an OIDC provider is for this issuer. The trailing slash counts. */
export function checkOidcProviderArn(issuerUrl: string): Check<string> {
    const issuer = oidcIssuer(issuerUrl);
    const providerArn = /^arn:[a-z-]+:iam::\d{12}:oidc-provider\/(.*)$/s;
    const isForIssuer = (arn: string) => providerArn.exec(arn)?.[1] === issuer;
    return (arn) =>
        isForIssuer(arn)
            ? undefined
            : {
                  ...(arn.includes(":oidc-provider/")
                      ? {
                            code: "oidc-provider-of-another-issuer",
                            reason: "Not the OIDC provider for the issuer that Sentinel uses in this Azure cloud.",
                        }
                      : { code: "oidc-provider-arn", reason: "Not the ARN of an OIDC provider." }),
                  allowed: `arn:PARTITION:iam::ACCOUNT_ID:oidc-provider/${issuer}`,
                  example: `arn:aws:iam::111122223333:oidc-provider/${issuer}`,
                  source: "aws iam list-open-id-connect-providers",
              };
}

/**
 * Checks a trail's S3 key prefix, the part of the keys before AWSLogs/. CloudTrail appends a slash. It may have any characters
 * that keys may have, except control characters, which neither a stack file nor S3's XML can carry. Sources: CreateTrail,
 * CloudTrail API; "Naming Amazon S3 objects".
 */
export const checkKeyPrefix = checkPattern(
    /^(?=.{1,200}$)(?![\s/])(?!(.*\/)?AWSLogs(\/|$))[^\p{Cc}\p{Cs}]+(?<![\s/])$/u,
    {
        code: "key-prefix",
        reason: "Not a valid S3 key prefix for a trail.",
        allowed:
            "the part of the keys before AWSLogs/: up to 200 characters, none of them a control character, without a slash or whitespace at either end",
        example: "cloudtrail/production",
    },
);
