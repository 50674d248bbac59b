import * as pulumi from "@pulumi/pulumi";
import { type CloudTrailConnectionArgs, defaultConnectors, problemsOfConnection } from "./components/connectionArgs";
import { partitionOfRegion } from "./components/naming";
import { checkPartition } from "./components/validation/partition";
import { describeProblems, type Fault, type Problem, problemsOf } from "./components/validation/problem";

/** Reads the text that Pulumi hands over for one key. */
interface Parser {
    /** The value; `undefined` if the text is not of the key's type. */
    parse(text: string): unknown;
    /** The type in words. */
    allowed: string;
    example: unknown;
    /** What the other keys are checked against when this one can't be read, so that they are not blamed for it. */
    instead?: unknown;
    /** Whether the text is JSON, so that an example has to be. */
    isJson?: boolean;
    /** The text, besides the empty one, that stands for "not set". */
    notSet?: string;
}

function text(example: string): Parser {
    return { parse: (raw) => raw, allowed: "a text", example };
}

function wholeNumber(example: number, instead?: number): Parser {
    return {
        parse: (raw) => (/^-?\d+$/.test(raw) && Number.isSafeInteger(Number(raw)) ? Number(raw) : undefined),
        allowed: "a whole number",
        example,
        instead,
    };
}

/** A number of days that Pulumi.yaml calls an integer, whose default can't be empty: none at all is 0. */
function daysIfAny(example: number): Parser {
    return { ...wholeNumber(example), notSet: "0" };
}

function boolean(example: boolean): Parser {
    return {
        parse: (raw) => (raw === "true" || raw === "false" ? raw === "true" : undefined),
        allowed: "true or false",
        example,
    };
}

function list(example: string[]): Parser {
    return {
        parse: (raw) => {
            try {
                const value: unknown = JSON.parse(raw);
                return Array.isArray(value) && value.every((item) => typeof item === "string") ? value : undefined;
            } catch {
                return undefined;
            }
        },
        allowed: "a list of texts, numbers in quotes",
        example,
    };
}

/** Objects in a text; the components check what is in them. */
function objects(example: Record<string, unknown>[]): Parser {
    const isObject = (item: unknown) => typeof item === "object" && item !== null && !Array.isArray(item);
    return {
        parse: (raw) => {
            try {
                const value: unknown = JSON.parse(raw);
                return Array.isArray(value) && value.every(isObject) ? value : undefined;
            } catch {
                return undefined;
            }
        },
        allowed: "a list of objects, as JSON",
        example: JSON.stringify(example),
        isJson: true,
    };
}

/** The keys of Pulumi.yaml's `config:`, each with its type. */
const parsers: Readonly<Record<Exclude<keyof CloudTrailConnectionArgs, "tags">, Parser>> = {
    connectors: list(["defender", "sentinel"]),
    sentinelWorkspaceId: text("0f8fad5b-d9cb-469f-a165-70867728950e"),
    azureCloud: text("commercial"),
    microsoftAccountId: text("210987654321"),
    namePrefix: text("trailconnect"),
    logRetentionDays: wholeNumber(365),
    encryption: text("kms"),
    protectLogs: boolean(true),
    defenderPermissions: list(["Activity", "Storage"]),
    defenderSourceIps: list(["203.0.113.0/24"]),
    accessKeyGeneration: wholeNumber(2, 2),
    keepPreviousAccessKey: boolean(false),
    accessKeyPgpKey: text("keybase:alice"),
    additionalSessionNames: list(["MicrosoftDefenderForClouds_0f8fad5b-d9cb-469f-a165-70867728950e"]),
    snsFanOut: boolean(false),
    alarmTopicArn: text("arn:aws:sns:eu-central-1:111122223333:security-alarms"),
    alarmEmails: list(["security@example.com"]),
    organizationId: text("o-exampleorgid"),
    memberAccountIds: list(["444455556666"]),
    trailName: text("audit-trail"),
    existingTrailArn: text("arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail"),
    existingTrailKeyPrefix: text("production"),
    existingBucketName: text("central-audit-logs"),
    existingBucketPolicy: text('{"Version":"2012-10-17","Statement":[]}'),
    existingBucketNotification: text("{}"),
    existingKmsKeyArn: text("arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
    existingOidcProviderArn: text(
        "arn:aws:iam::111122223333:oidc-provider/sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
    ),
    existingTopicArn: text("arn:aws:sns:eu-central-1:111122223333:audit-logs"),
    managementEvents: text("All"),
    dataEvents: objects([{ resourceType: "AWS::S3::Object" }]),
    insights: list(["ApiCallRateInsight"]),
    cloudWatchLogsRetentionDays: daysIfAny(90),
    accessLogBucketName: text("access-logs"),
    objectLockDays: daysIfAny(90),
    objectLockMode: text("GOVERNANCE"),
    tamperAlarms: boolean(true),
};

/** The stack's configuration, or what is wrong with it. */
export interface ParsedConfig {
    args: CloudTrailConnectionArgs;
    problems: Problem[];
}

/**
 * Reads a stack's configuration.
 * @param project the project's name, which is the namespace of its keys
 * @param all every key, with its namespace, and its text
 */
export function parseConfig(project: string, all: Readonly<Record<string, string>>): ParsedConfig {
    const problems: Problem[] = [];
    const values: Record<string, unknown> = {};
    for (const [key, raw] of Object.entries(all)) {
        if (!key.startsWith(`${project}:`)) {
            continue;
        }
        const name = key.slice(project.length + 1);
        const parser: Parser | undefined = Object.hasOwn(parsers, name)
            ? parsers[name as keyof typeof parsers]
            : undefined;
        if (!parser) {
            problems.push({ ...unknownKey(project, name), propertyPath: name, given: raw });
            continue;
        }
        // Pulumi demands a value for every key that has no default, so an optional key defaults to "".
        if (raw === "" || raw === parser.notSet) {
            continue;
        }
        const { allowed, example, instead } = parser;
        const value = parser.parse(raw);
        if (value === undefined) {
            problems.push({ reason: `Not ${allowed}.`, allowed, example, propertyPath: name, given: raw });
        }
        values[name] = value ?? instead;
    }
    // Every value has the type that its parser gives it; the components check the values themselves.
    const args = values as CloudTrailConnectionArgs;
    const malformed = new Set(problems.map(({ propertyPath }) => propertyPath));
    // While nobody can tell which connectors are meant, none of their values is missing.
    const ofValues = problemsOfConnection(args).filter(
        ({ propertyPath, given }) =>
            !malformed.has(propertyPath) && (given !== undefined || !malformed.has("connectors")),
    );
    return {
        args,
        problems: [
            ...problemsOf("aws:region", all["aws:region"], (region) => checkRegion(region, args)),
            ...problemsOfPartitions(project, all["aws:region"], args),
            ...problemsOfRegions(project, all["aws:region"], args),
            ...[...problems, ...ofValues].map((problem) => inProject(project, problem)),
        ],
    };
}

/** A problem under the names and in the texts of the configuration. */
function inProject(project: string, problem: Problem): Problem {
    const { propertyPath, example, exampleProperty } = problem;
    const isJson = Object.entries(parsers).some(([key, parser]) => key === exampleProperty && parser.isJson);
    return {
        ...problem,
        propertyPath: `${project}:${propertyPath}`,
        example: isJson && typeof example !== "string" ? JSON.stringify(example) : example,
        ...(exampleProperty && {
            exampleProperty: exampleProperty.includes(":") ? exampleProperty : `${project}:${exampleProperty}`,
        }),
    };
}

function lengthOfCommonStart(one: string, other: string): number {
    const length = [...one].findIndex((character, index) => character !== other[index]);
    return length === -1 ? one.length : length;
}

/** Its value is not shown: a key that was misspelled may hold what its right name would have masked. */
function unknownKey(project: string, name: string): Fault {
    const names = Object.keys(parsers) as (keyof typeof parsers)[];
    const shared = (key: string) => lengthOfCommonStart(key.toLowerCase(), name.toLowerCase());
    const [closest] = [...names].sort((one, other) => shared(other) - shared(one));
    const meant = closest && shared(closest) >= 6 ? closest : undefined;
    const shownAs = meant ?? "logRetentionDays";
    return {
        reason: meant ? `There is no such key; ${meant} may be meant.` : "There is no such key.",
        allowed: names.join(", "),
        example: parsers[shownAs].example,
        exampleProperty: `${project}:${shownAs}`,
        shown: "(not shown)",
    };
}

const regionShape = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

function checkRegion(region: string | undefined, args: CloudTrailConnectionArgs): Fault | undefined {
    if (!region || !regionShape.test(region)) {
        return {
            reason: region ? "That is no AWS region." : "The trail needs a home region.",
            allowed: "an AWS region that is enabled in the account",
            example: "eu-central-1",
        };
    }
    return checkPartition(args.connectors ?? defaultConnectors)(partitionOfRegion(region));
}

const partitionedArns = [
    "existingTrailArn",
    "existingKmsKeyArn",
    "existingTopicArn",
    "existingOidcProviderArn",
    "alarmTopicArn",
] as const;

/** An ARN as it would be in another place. */
function moved(arn: string, partition: string, region: string): string {
    const parts = arn.split(":");
    return parts.map((part, index) => (index === 1 ? partition : index === 3 && part ? region : part)).join(":");
}

function isInOtherPartition(arn: string | undefined, region: string): boolean {
    const itsPartition = arn?.split(":")[1] ?? "";
    return /^aws(-[a-z]+)*$/.test(itsPartition) && itsPartition !== partitionOfRegion(region);
}

/** Nothing reaches from one partition into another. */
function problemsOfPartitions(project: string, region: string | undefined, args: CloudTrailConnectionArgs): Problem[] {
    return partitionedArns.flatMap((name) => {
        const arn = args[name] as string | undefined;
        if (!region || arn === undefined || !isInOtherPartition(arn, region)) {
            return [];
        }
        const partition = partitionOfRegion(region);
        return [
            {
                propertyPath: `${project}:${name}`,
                given: arn,
                reason: `It is in the partition ${arn.split(":")[1]}, and the stack in ${partition}: AWS does not reach across.`,
                allowed: `an ARN of the partition ${partition}`,
                example: moved(arn, partition, region),
            },
        ];
    });
}

const regionalArns = ["existingKmsKeyArn", "existingTopicArn", "alarmTopicArn"] as const;

/** S3, its keys and its topics, alarms and theirs: none of them reaches into another region. */
function problemsOfRegions(project: string, region: string | undefined, args: CloudTrailConnectionArgs): Problem[] {
    return regionalArns.flatMap((name) => {
        const arn = args[name] as string | undefined;
        const itsRegion = arn?.split(":")[3];
        const differ = [region, itsRegion].every((one) => regionShape.test(one ?? "")) && itsRegion !== region;
        return !differ || isInOtherPartition(arn, region ?? "")
            ? []
            : [
                  {
                      propertyPath: `${project}:${name}`,
                      given: arn,
                      reason: `It is in ${itsRegion}, and the stack in ${region}: AWS does not reach across.`,
                      allowed: "an ARN in the stack's region",
                      example: arn?.replace(`:${itsRegion}:`, `:${region}:`),
                  },
              ];
    });
}

/**
 * The present stack's configuration.
 * @throws pulumi.RunError with everything that is wrong with it
 */
export function readConfig(): CloudTrailConnectionArgs {
    const parsed = parseConfig(pulumi.getProject(), pulumi.runtime.allConfig());
    // The SDK has no public way to ask which keys are secret; this is how the Pulumi CLI tells it.
    const secretKeys: string[] = JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS || "[]");
    const problems = parsed.problems.map((problem) =>
        secretKeys.includes(problem.propertyPath.replace(/\[.*$/, "")) ? { ...problem, shown: "[secret]" } : problem,
    );
    if (problems.length > 0) {
        throw new pulumi.RunError(
            `${describeProblems(problems)}\n\nNothing was created or changed. The values stand in Pulumi.${pulumi.getStack()}.yaml.`,
        );
    }
    return parsed.args;
}
