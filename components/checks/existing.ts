/** Checks the identifiers of what somebody else made. Sources: AWS's "Service Authorization Reference", per service. */
import { oidcIssuer } from "../facts/arns";
import { checkPattern } from "./pattern";
import type { Check } from "./problem";

/** Checks a bucket's name. Dots are legal in a bucket that exists. Source: "General purpose bucket naming rules". */
export const checkExistingBucketName = checkPattern(
    /^(?!.*\.\.)(?!(\d{1,3}\.){3}\d{1,3}$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    {
        reason: "That is not a bucket's name.",
        allowed: "the name alone, no ARN and no s3://: 3 to 63 lower-case letters, digits, dots and hyphens",
        example: "central-audit-logs",
    },
);

/** Checks the ARN of a KMS key. An alias is none: who holds it may point it elsewhere. */
export const checkKmsKeyArn = checkPattern(/^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/, {
    reason: "That is not a KMS key's ARN.",
    allowed: "arn:PARTITION:kms:REGION:ACCOUNT_ID:key/KEY_ID, not an alias",
    example: "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
});

/** Checks a bucket's name that another resource gives: in a policy's Resource a pattern would mean many. */
export const checkOneBucket = checkPattern(/^[^*?$:/\s]+$/, {
    reason: "That is not a bucket's name.",
    allowed: "the name alone, no ARN and no s3://",
    example: "central-audit-logs",
});

/** Checks a key's ARN that another resource gives: in a policy's Resource a pattern would mean many, an alias none. */
export const checkOneKmsKey = checkPattern(/^(?!.*\balias\/)[^*?$\s]+$/, {
    reason: "That is not a KMS key's ARN.",
    allowed: "arn:PARTITION:kms:REGION:ACCOUNT_ID:key/KEY_ID, not an alias",
    example: "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
});

/** Checks the ARN of a standard SNS topic: neither S3 nor CloudWatch publishes to a FIFO topic. */
export const checkTopicArn = checkPattern(/^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/, {
    reason: "That is not the ARN of a standard SNS topic.",
    allowed: "arn:PARTITION:sns:REGION:ACCOUNT_ID:TOPIC_NAME",
    example: "arn:aws:sns:eu-central-1:111122223333:audit-logs",
});

/** Checks that an OIDC provider is one for this issuer. IAM compares the slash at the end too. */
export function checkOidcProviderArn(issuerUrl: string): Check<string> {
    const issuer = oidcIssuer(issuerUrl);
    const providerArn = /^arn:[a-z-]+:iam::\d{12}:oidc-provider\/(.*)$/s;
    const isForIssuer = (arn: string) => providerArn.exec(arn)?.[1] === issuer;
    return (arn) =>
        isForIssuer(arn)
            ? undefined
            : {
                  reason: arn.includes(":oidc-provider/")
                      ? "That is not the OIDC provider of the issuer that Sentinel uses in this Azure cloud."
                      : "That is not an OIDC provider's ARN.",
                  allowed: `arn:PARTITION:iam::ACCOUNT_ID:oidc-provider/${issuer}`,
                  example: `arn:aws:iam::111122223333:oidc-provider/${issuer}`,
                  source: "aws iam list-open-id-connect-providers",
              };
}

/** Checks what stands before AWSLogs/ in a trail's keys. A slash is put behind it. Source: CreateTrail, CloudTrail API. */
export const checkKeyPrefix = checkPattern(/^(?=.{1,200}$)(?!(.*\/)?AWSLogs(\/|$))[\w.-]+(\/[\w.-]+)*$/, {
    reason: "That is not a trail's S3 key prefix.",
    allowed:
        "what stands before AWSLogs/ in the keys: up to 200 letters, digits, slashes and -_., no slash at either end",
    example: "cloudtrail/production",
});
