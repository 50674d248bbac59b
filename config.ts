import { readFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { describeProblems, type Fault, type Problem, problemsOf } from "./components/checks/problem";
import { checkRegion, isRegion } from "./components/checks/region";
import { type CloudTrailConnectionArgs, problemsOfConnection } from "./components/connection/connectionArgs";
import { problemsOfPlace } from "./components/connection/samePlace";
import { defaults } from "./components/defaults";
import { partitionOfRegion } from "./components/facts/partitions";

/** What a key's value can be. */
export type Kind = "string" | "number" | "boolean" | "strings" | "objects";

interface Property {
    type?: "string" | "number" | "boolean" | "array" | "object";
    $ref?: string;
    items?: Property;
}

/** What is read of the package's schema, which is made from the component classes. */
interface Schema {
    resources: Record<string, { inputProperties?: Record<string, Property> }>;
    types: Record<string, { type?: string }>;
}

/** The configuration keys, which are the connection's arguments, each with its kind. */
export function kindsIn({ resources, types }: Schema): ReadonlyMap<string, Kind> {
    const kindOf = ({ type, $ref, items }: Property): Kind => {
        if (type === "array" && items) {
            return kindOf(items) === "objects" ? "objects" : "strings";
        }
        const named = $ref ? types[$ref.replace("#/types/", "")]?.type : type;
        return named === "object" ? "objects" : (named as Kind);
    };
    const properties = resources["trailconnect:index:CloudTrailConnection"]?.inputProperties ?? {};
    return new Map(
        Object.entries(properties)
            // The AWS provider has a key for tags, aws:defaultTags.
            .filter(([key]) => key !== "tags")
            .map(([key, property]) => [key, kindOf(property)]),
    );
}

/** The program's configuration keys, each with its kind. */
export const kinds = kindsIn(JSON.parse(readFileSync(path.join(__dirname, "components", "schema.json"), "utf8")));

const inWords: Readonly<Record<Kind, string>> = {
    string: "a string",
    number: "a number",
    boolean: "true or false",
    strings: "a list of strings",
    objects: "a list of objects",
};

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

/** A string, or the 12 digits of an account ID: `pulumi config set --path` and YAML make a number of them. */
function asString(item: unknown): unknown {
    return typeof item === "number" && /^\d{12}$/.test(String(item)) ? String(item) : item;
}

const readers: Readonly<Record<Kind, (text: string) => unknown>> = {
    string: (text) => text,
    // Whatever loses something on the way is none: 0x10, 007, or more digits than a number holds.
    number: (text) => (Number.isFinite(Number(text)) && String(Number(text)) === text ? Number(text) : undefined),
    boolean: (text) => (text === "true" || text === "false" ? text === "true" : undefined),
    strings: (text) => {
        const list = parsed(text);
        const items = Array.isArray(list) ? list.map(asString) : [undefined];
        return items.every((item) => typeof item === "string") ? items : undefined;
    },
    objects: (text) => {
        const list = parsed(text);
        const isObject = (item: unknown) => typeof item === "object" && item !== null && !Array.isArray(item);
        return Array.isArray(list) && list.every(isObject) ? list : undefined;
    },
};

/** The value of a key, as Pulumi hands over its text; `undefined` if it is not of the key's kind, or there is no such key. */
function readValue(key: string, text: string): unknown {
    const kind = kinds.get(key);
    return kind && text !== "" ? readers[kind](text) : undefined;
}

/** A value of each kind that no check accepts. */
const nonsense = { string: "\0", number: Number.NaN, boolean: undefined, strings: ["\0"], objects: [{}] };

/** An example of a key's value: its default, or else the one that its check gives. */
function exampleOf(key: string, kind: Kind): unknown {
    const ofKey = ({ propertyPath, exampleProperty = key }: Problem) =>
        keyOf(propertyPath) === key && exampleProperty === key;
    const fault = problemsOfConnection({ [key]: nonsense[kind] }).find(ofKey);
    const ofCheck = fault?.propertyPath === `${key}[0]` ? [fault.example] : fault?.example;
    return key in defaults ? defaults[key as keyof typeof defaults] : ofCheck;
}

/** The key that a property is in. */
function keyOf(propertyPath: string): string {
    return propertyPath.replace(/[[.].*$/s, "");
}

/** Why a text can't be the value of a key. */
function faultOf(key: string, kind: Kind, text: string): Fault {
    return text === ""
        ? {
              reason: "The value is empty.",
              allowed: `${inWords[kind]}; to unset it, remove the key: pulumi config rm ${key}`,
              example: undefined,
          }
        : {
              reason: `Not ${inWords[kind]}.`,
              allowed: `${inWords[kind]}${kind === "strings" ? ", with quotes around digits" : ""}`,
              example: exampleOf(key, kind),
          };
}

function lengthOfCommonStart(one: string, other: string): number {
    const length = [...one].findIndex((character, index) => character !== other[index]);
    return length === -1 ? one.length : length;
}

/** Its value is not shown: a key that was misspelled may hold what its right name would have masked. */
function unknownKey(name: string): Fault {
    const shared = (key: string) => lengthOfCommonStart(key.toLowerCase(), name.toLowerCase());
    const [closest] = [...kinds.keys()].sort((one, other) => shared(other) - shared(one));
    const meant = closest && shared(closest) >= 6 ? closest : undefined;
    const shownAs = meant ?? "logRetentionDays";
    return {
        reason: meant ? `Unknown key. Did you mean ${meant}?` : "Unknown key.",
        allowed: [...kinds.keys()].join(", "),
        example: exampleOf(shownAs, kinds.get(shownAs) as Kind),
        exampleProperty: shownAs,
        shown: "(not shown)",
    };
}

/** A problem under the names of the configuration. */
function inProject(project: string, problem: Problem): Problem {
    const qualified = (name: string) => (name.includes(":") ? name : `${project}:${name}`);
    const { propertyPath, exampleProperty } = problem;
    return {
        ...problem,
        propertyPath: `${project}:${propertyPath}`,
        ...(exampleProperty && { exampleProperty: qualified(exampleProperty) }),
    };
}

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
    /** No number, so that nothing that is compared with it takes the blame. */
    const unreadable: Record<string, number | undefined> = {};
    for (const [name, text] of Object.entries(all)) {
        if (!name.startsWith(`${project}:`)) {
            continue;
        }
        const key = name.slice(project.length + 1);
        const kind = kinds.get(key);
        const value = readValue(key, text);
        if (value === undefined) {
            const fault = kind ? faultOf(key, kind, text) : unknownKey(key);
            problems.push({ ...fault, propertyPath: key, given: text });
            if (text !== "") {
                unreadable[key] = kind === "number" ? Number.NaN : undefined;
            }
        } else {
            values[key] = value;
        }
    }
    // Every value is of its key's kind, as the schema has it; the components check the values themselves.
    const args = values as CloudTrailConnectionArgs;
    const region = all["aws:region"];
    const ofValues = problemsOfConnection({ ...args, ...unreadable }).filter(
        ({ propertyPath, given }) =>
            !Object.hasOwn(unreadable, propertyPath) &&
            // While nobody can tell which connectors are meant, none of their values is missing.
            (given !== undefined || !Object.hasOwn(unreadable, "connectors")),
    );
    // Of an empty value that is needed, the component says so, and why.
    const ofTexts = problems.filter(
        ({ propertyPath, given }) => given !== "" || !ofValues.some((other) => other.propertyPath === propertyPath),
    );
    const ofPlace =
        region && isRegion(region) ? problemsOfPlace(args, { partition: partitionOfRegion(region), region }) : [];
    return {
        args,
        problems: [
            ...problemsOf("aws:region", region, checkRegion(args.connectors)),
            ...[...ofPlace, ...ofTexts, ...ofValues].map((problem) => inProject(project, problem)),
        ],
    };
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
