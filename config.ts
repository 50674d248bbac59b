import * as pulumi from "@pulumi/pulumi";
import {
    type CloudTrailConnectionArgs,
    defaultConnectors,
    problemsOfConnection,
} from "./components/cloudTrailConnection";
import { partitionOfRegion } from "./components/naming";
import { checkPartition } from "./components/validation/partition";
import { describeProblems, type Fault, type Problem, problemsOf } from "./components/validation/problem";

/** A configuration value as typed, or why it has no such type. */
type Parsed = { value: unknown } | { fault: Fault };

/** Reads one type of configuration value from the text that Pulumi hands over. */
type Parser = (text: string) => Parsed;

const text: Parser = (raw) => ({ value: raw });

const wholeNumber: Parser = (raw) =>
    /^-?\d+$/.test(raw)
        ? { value: Number(raw) }
        : { fault: { reason: "Not a whole number.", allowed: "digits only", example: 365 } };

const boolean: Parser = (raw) =>
    raw === "true" || raw === "false"
        ? { value: raw === "true" }
        : { fault: { reason: "Neither true nor false.", allowed: "true or false", example: true } };

const list: Parser = (raw) => {
    const fault = { reason: "Not a list of texts.", allowed: "a YAML list of texts", example: ["first", "second"] };
    try {
        const value: unknown = JSON.parse(raw);
        return Array.isArray(value) && value.every((item) => typeof item === "string") ? { value } : { fault };
    } catch {
        return { fault };
    }
};

/** The keys of Pulumi.yaml's `config:`, each with its type. */
const parsers: Readonly<Record<Exclude<keyof CloudTrailConnectionArgs, "tags">, Parser>> = {
    connectors: list,
    sentinelWorkspaceId: text,
    azureCloud: text,
    microsoftAccountId: text,
    namePrefix: text,
    logRetentionDays: wholeNumber,
    encryption: text,
    protectLogs: boolean,
    defenderPermissions: list,
    defenderSourceIps: list,
    accessKeyGeneration: wholeNumber,
    keepPreviousAccessKey: boolean,
    accessKeyPgpKey: text,
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
    const given = Object.entries(all).filter(([key]) => key.startsWith(`${project}:`));
    for (const [key, raw] of given) {
        const name = key.slice(project.length + 1);
        const parse: Parser | undefined = Object.hasOwn(parsers, name)
            ? parsers[name as keyof typeof parsers]
            : undefined;
        if (!parse) {
            problems.push({ ...unknownKey, propertyPath: name, given: raw });
            continue;
        }
        // Pulumi demands a value for every key that has no default, so an optional key defaults to "".
        if (raw === "") {
            continue;
        }
        const parsed = parse(raw);
        if ("fault" in parsed) {
            problems.push({ ...parsed.fault, propertyPath: name, given: raw });
        } else {
            values[name] = parsed.value;
        }
    }
    // Every value has the type that its parser gives it; the components check the values themselves.
    const args = values as CloudTrailConnectionArgs;
    const malformed = new Set(problems.map(({ propertyPath }) => propertyPath));
    return {
        args,
        problems: [
            ...problemsOf("aws:region", all["aws:region"], (region) => checkRegion(region, args)),
            ...[
                ...problems,
                ...problemsOfConnection(args).filter(({ propertyPath }) => !malformed.has(propertyPath)),
            ].map((problem) => ({ ...problem, propertyPath: `${project}:${problem.propertyPath}` })),
        ],
    };
}

const unknownKey: Fault = {
    reason: "There is no such key.",
    allowed: Object.keys(parsers).join(", "),
    example: 365,
};

function checkRegion(region: string | undefined, args: CloudTrailConnectionArgs): Fault | undefined {
    if (!region) {
        return {
            reason: "The trail needs a home region.",
            allowed: "an AWS region that is enabled in the account",
            example: "eu-central-1",
        };
    }
    return checkPartition(args.connectors ?? defaultConnectors)(partitionOfRegion(region));
}

/**
 * The present stack's configuration.
 * @throws pulumi.RunError with everything that is wrong with it
 */
export function readConfig(): CloudTrailConnectionArgs {
    const { args, problems } = parseConfig(pulumi.getProject(), pulumi.runtime.allConfig());
    if (problems.length > 0) {
        throw new pulumi.RunError(describeProblems(problems));
    }
    return args;
}
