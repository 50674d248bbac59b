/** The kind of each of a connection's arguments, which programs without types don't have checked for them. */
import type * as pulumi from "@pulumi/pulumi";
import type { CloudTrailConnectionArgs } from "./connectionArgs";

/** A text, a number, a boolean, or an object whose values are texts. */
interface Scalar<Kind extends "string" | "number" | "boolean" | "texts by name"> {
    kind: Kind;
    example: unknown;
}

interface List<Items> {
    kind: "list";
    items: Items;
    example: unknown;
}

interface Group<Properties> {
    kind: "object";
    properties: Properties;
}

/** What an argument is, with an example of it. */
export type Kind =
    | Scalar<"string" | "number" | "boolean" | "texts by name">
    | List<Kind>
    | Group<Readonly<Record<string, Kind>>>;

/** The kind that a type of an argument is, so that the compiler compares the table with the arguments. */
type KindOf<Type> = [Type] extends [string]
    ? Scalar<"string">
    : [Type] extends [number]
      ? Scalar<"number">
      : [Type] extends [boolean]
        ? Scalar<"boolean">
        : [Type] extends [readonly (infer Item)[]]
          ? List<KindOf<Item>>
          : string extends keyof Type
            ? Scalar<"texts by name">
            : Group<{ [Name in keyof Type]-?: KindOf<NonNullable<Type[Name]>> }>;

const text = (example: string): Scalar<"string"> => ({ kind: "string", example });
const number = (example: number): Scalar<"number"> => ({ kind: "number", example });
const flag = (example: boolean): Scalar<"boolean"> => ({ kind: "boolean", example });
const texts = (...example: string[]): List<Scalar<"string">> => ({
    kind: "list",
    items: { kind: "string", example: example[0] },
    example,
});
const group = <Properties>(properties: Properties): Group<Properties> => ({ kind: "object", properties });

const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";

/** A connection's arguments; the examples are those of their docstrings. */
export const kinds: KindOf<pulumi.Unwrap<CloudTrailConnectionArgs>>["properties"] = {
    connectors: texts("sentinelS3"),
    namePrefix: text("acme-audit"),
    sentinel: group({
        workspaceId: text(workspaceId),
        azureCloud: text("usGovernment"),
        microsoftAccountId: text("210987654321"),
        additionalSessionNames: texts(`MicrosoftDefender_${workspaceId}`),
        existingOidcProviderArn: text(
            "arn:aws:iam::111122223333:oidc-provider/sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/",
        ),
        snsFanOut: flag(true),
    }),
    defender: group({
        permissions: texts("Activity"),
        sourceIps: texts("203.0.113.0/24"),
        accessKeyGeneration: number(2),
        keepPreviousAccessKey: flag(true),
        accessKeyPgpKey: text("keybase:alice"),
    }),
    trail: group({
        name: text("audit-trail"),
        cloudWatchLogsRetentionDays: number(90),
        managementEvents: text("WriteOnly"),
        dataEvents: {
            kind: "list",
            items: group({
                resourceType: text("AWS::S3::Object"),
                arnPrefixes: texts("arn:aws:s3:::payroll/"),
                readWriteType: text("WriteOnly"),
            }),
            example: [{ resourceType: "AWS::S3::Object" }],
        },
        insights: texts("ApiErrorRateInsight"),
    }),
    existingTrail: group({
        arn: text("arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail"),
        keyPrefix: text("cloudtrail/production"),
    }),
    existingBucket: group({
        name: text("central-audit-logs"),
        policy: text('{"Version":"2012-10-17","Statement":[]}'),
        notification: text("{}"),
        topicArn: text("arn:aws:sns:eu-central-1:111122223333:audit-logs"),
        onlyCloudTrailWrites: flag(true),
    }),
    existingKmsKeyArn: text("arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
    logRetentionDays: number(2555),
    encryption: text("s3"),
    protectLogs: flag(false),
    objectLock: group({ days: number(90), mode: text("COMPLIANCE"), acceptsComplianceBeyondTenYears: flag(true) }),
    accessLogBucketName: text("central-access-logs"),
    organization: group({ id: text("o-exampleorgid"), memberAccountIds: texts("444455556666") }),
    alarms: group({
        topicArn: text("arn:aws:sns:eu-central-1:111122223333:audit-alarms"),
        emails: texts("security@example.com"),
        onTampering: flag(true),
    }),
    deployRoleArn: text("arn:aws:iam::111122223333:role/deploy"),
    tags: { kind: "texts by name", example: { team: "security" } },
};
