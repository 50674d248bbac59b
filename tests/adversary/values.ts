/**
 * The values that outsiders come with. All that is generated has a fixed seed, so that every run tries the same.
 */
import fc from "fast-check";
import { type TrailIdentity, trailArn } from "../../components/facts/arns";
import { lookalikes, trail } from "../components/iam/trails";

/** Any number does, as long as it stays. */
const seed = 20190301;

/** So many values, the same in every run. */
export function sample<Value>(arbitrary: fc.Arbitrary<Value>, count: number): Value[] {
    return fc.sample(arbitrary, { numRuns: count, seed });
}

/** An account that has no business with any configuration. */
export const foreignAccountId = "555566667777";

/** The workspace of another customer of Sentinel's. */
const foreignWorkspaceId = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

/** Tokens of the same issuer are for other audiences too. */
const foreignAudience = "api://9f2c1d1e-6a50-4d0c-9d42-1f4f6d2b8a3c";

/** A network that nobody named. */
const foreignNetwork = "198.51.100.0/24";

const anyAccountId = fc.stringMatching(/^\d{12}$/);

/** The value once more with another last character. */
function otherEnding(value: string): string {
    return `${value.slice(0, -1)}${value.endsWith("9") ? "8" : "9"}`;
}

function distinct(values: readonly string[], own: readonly string[]): string[] {
    return [...new Set(values)].filter((value) => !own.includes(value));
}

/** Accounts other than these: generated ones, and the first of these but for a digit. */
export function foreignAccounts(...own: string[]): string[] {
    const [first = ""] = own;
    return distinct([foreignAccountId, otherEnding(first), ...sample(anyAccountId, 6)], own);
}

/** Texts other than these: generated ones, and what might pass for one of these. */
function foreignTexts(own: readonly string[], others: readonly string[]): string[] {
    const alike = own.flatMap((value) => [
        ...lookalikes(value),
        otherEnding(value),
        value.toLowerCase(),
        `${value.slice(0, -1)}*`,
        `${value.slice(0, -1)}?`,
    ]);
    return distinct([...others, ...alike, ...sample(fc.string(), 10)], own);
}

/** External IDs other than this one. */
export function foreignExternalIds(own: string): string[] {
    return foreignTexts([own], [foreignWorkspaceId, own.replaceAll("-", ""), `{${own}}`, ...sample(fc.uuid(), 20)]);
}

/** Session names other than these. */
export function foreignSessionNames(own: readonly string[], workspaceId: string): string[] {
    const ids = [foreignWorkspaceId, ...sample(fc.uuid(), 10)];
    return foreignTexts(own, [
        ...ids.map((id) => `MicrosoftSentinel_${id}`),
        ...ids.map((id) => `MicrosoftDefenderForClouds_${id}`),
        `MicrosoftDefender_${workspaceId}`,
        "MicrosoftSentinel_",
        "MicrosoftSentinel_*",
        workspaceId,
    ]);
}

/** Audiences other than this one. */
export function foreignAudiences(own: string, ofOtherClouds: readonly string[]): string[] {
    const generated = sample(fc.uuid(), 10).map((id) => `api://${id}`);
    return foreignTexts([own], [foreignAudience, ...ofOtherClouds, "sts.amazonaws.com", ...generated]);
}

/** An ARN with one of its parts put in place of its own: 1 partition, 3 region, 4 account, 5 the rest. */
export function withPart(arn: string, part: 1 | 3 | 4 | 5, value: string): string {
    const parts = arn.split(":");
    return [...parts.slice(0, part), value, ...(part === 5 ? [] : parts.slice(part + 1))].join(":");
}

function otherRegions(region: string): string[] {
    return distinct(["us-east-1", "eu-west-1", "us-gov-east-1", `${region}2`, otherEnding(region)], [region]);
}

const otherPartitions = ["aws", "aws-us-gov", "aws-cn", "aws-eusc"];

/** The same ARN in other partitions, regions and accounts. */
export function elsewhere(arn: string): string[] {
    const [, partition = "", , region = "", accountId = ""] = arn.split(":");
    return [
        ...distinct(otherPartitions, [partition]).map((other) => withPart(arn, 1, other)),
        ...(region ? otherRegions(region).map((other) => withPart(arn, 3, other)) : []),
        ...(accountId ? foreignAccounts(accountId).map((other) => withPart(arn, 4, other)) : []),
    ];
}

/** ARNs of trails other than this one: any other, the same but for one part, and names that look alike. */
export function foreignTrails(own: string): string[] {
    const [, partition = "", , region = "", accountId = "", rest = ""] = own.split(":");
    const identity: TrailIdentity = { partition, region, accountId, trailName: rest.replace("trail/", "") };
    const named = [...lookalikes(identity.trailName), otherEnding(identity.trailName), "another-trail"];
    return distinct(
        [
            foreignValue("aws:SourceArn", own),
            ...elsewhere(own),
            ...named.map((trailName) => trailArn({ ...identity, trailName })),
            ...sample(trail, 10).map(trailArn),
            ...sample(trail, 10).map(({ trailName }) => trailArn({ ...identity, trailName })),
            own.toUpperCase(),
            own.replace(":trail/", ":eventdatastore/"),
            "*",
        ],
        [own],
    );
}

/** ARNs other than this one of a resource that is named by the end of its ARN, such as a bucket or a topic. */
export function foreignArns(own: string): string[] {
    const name = own.split(":")[5] ?? "";
    const named = [
        ...lookalikes(name),
        otherEnding(name),
        `another-${name}`,
        ...sample(fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,40}[a-z0-9]$/), 10),
    ];
    return distinct(
        [
            foreignValue("aws:SourceArn", own),
            ...elsewhere(own),
            ...named.map((other) => withPart(own, 5, other)),
            own.toUpperCase(),
            "*",
        ],
        [own],
    );
}

/**
 * A value that somebody might add to a condition beside its own: what some outsider comes with.
 *
 * @param key the condition key
 * @param value its own value, with or without wildcards
 * @throws Error on a condition key that none of the policies had so far
 */
export function foreignValue(key: string, value: string): string {
    if (key.endsWith(":aud")) {
        return foreignAudience;
    }
    switch (key) {
        case "aws:SourceArn":
        case "kms:EncryptionContext:aws:cloudtrail:arn":
            // The ARN of a bucket has no account.
            return value.includes(":s3:::")
                ? value.replace(/:s3:::.*/, ":s3:::somebody-elses-bucket")
                : withPart(value, 4, foreignAccountId);
        case "aws:SourceAccount":
            return foreignAccountId;
        case "aws:PrincipalServiceName":
            return "config.amazonaws.com";
        case "aws:PrincipalArn":
            return value.replace(/:role\/.*/, ":role/administrator");
        case "s3:x-amz-acl":
            return "public-read";
        case "kms:ViaService":
            return value.replace(/^s3/, "ec2");
        case "sts:ExternalId":
            return foreignWorkspaceId;
        case "sts:RoleSessionName":
            return `MicrosoftSentinel_${foreignWorkspaceId}`;
        case "aws:SourceIp":
            return foreignNetwork;
        default:
            throw new Error(
                `No outsider comes with a value of its own for ${key}: add one to tests/adversary/values.ts`,
            );
    }
}

/** AWS services that might be taken for one that is admitted. */
export function otherServices(...admitted: string[]): string[] {
    return distinct(
        [
            "cloudtrail.amazonaws.com",
            "s3.amazonaws.com",
            "sns.amazonaws.com",
            "sqs.amazonaws.com",
            "events.amazonaws.com",
            "cloudwatch.amazonaws.com",
            "config.amazonaws.com",
            "delivery.logs.amazonaws.com",
            "logging.s3.amazonaws.com",
            "logs.amazonaws.com",
            "lambda.amazonaws.com",
            "ec2.amazonaws.com",
        ],
        admitted,
    );
}

/**
 * A principal that somebody might add to a statement beside its own.
 *
 * @param kind AWS, Service or Federated
 * @param id its own principal
 */
export function foreignPrincipal(kind: string, id: string): string {
    if (kind === "Service") {
        return "config.amazonaws.com";
    }
    return kind === "Federated"
        ? id.replace(/oidc-provider\/.*/, "oidc-provider/token.actions.githubusercontent.com")
        : withPart(id, 4, foreignAccountId);
}
