import { readFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import {
    describeProblems,
    type Fault,
    ofSecret,
    type Problem,
    problemsOf,
    withoutRepeated,
} from "./components/checks/problem";
import { checkRegion, isRegion } from "./components/checks/region";
import type { CloudTrailConnectionArgs } from "./components/connection/connectionArgs";
import { problemsOfConnection } from "./components/connection/connectionProblems";
import { problemsOfPlace } from "./components/connection/samePlace";
import { defaults } from "./components/defaults";
import { Connector } from "./components/facts/microsoft";
import { partitionOfRegion } from "./components/facts/partitions";

/** The type of a value. */
export type Shape =
    | { kind: "string" | "number" | "boolean" }
    | { kind: "list"; items: Shape }
    | { kind: "object"; properties: Properties };

/** What is known about a key. */
interface Property {
    shape: Shape;
    example: unknown;
}

type Properties = ReadonlyMap<string, Property>;

interface SchemaProperty {
    type?: "string" | "number" | "boolean" | "array" | "object";
    description?: string;
    $ref?: string;
    items?: SchemaProperty;
}

/** The parts of the package's schema that are used here. The schema is generated from the component classes. */
interface Schema {
    resources: Record<string, { inputProperties?: Record<string, SchemaProperty> }>;
    types: Record<string, { type?: string; properties?: Record<string, SchemaProperty> }>;
}

/** The configuration's keys, which are the connection's arguments. */
export function keysIn({ resources, types }: Schema): Properties {
    const shapeOf = ({ type, $ref, items }: SchemaProperty): Shape => {
        const named = types[$ref?.replace("#/types/", "") ?? ""];
        if (named?.properties) {
            return { kind: "object", properties: propertiesOf(named.properties) };
        }
        return items ? { kind: "list", items: shapeOf(items) } : ({ kind: named?.type ?? type } as Shape);
    };
    const propertiesOf = (properties: Record<string, SchemaProperty>): Properties =>
        new Map(
            Object.entries(properties).map(([name, property]) => {
                const [, example] =
                    / Example: `(.*)`\.$/.exec(property.description?.replaceAll(/\s+/g, " ") ?? "") ?? [];
                return [name, { shape: shapeOf(property), example: example && JSON.parse(example) }];
            }),
        );
    // The AWS provider has a key for tags, aws:defaultTags.
    const { tags: _, ...keys } = resources["trailconnect:index:CloudTrailConnection"]?.inputProperties ?? {};
    return propertiesOf(keys);
}

/** The keys of the program's configuration. */
export const keys = keysIn(JSON.parse(readFileSync(path.join(__dirname, "components", "schema.json"), "utf8")));

/** A value's type, as worded in a sentence. */
export function inWords(shape: Shape, isPlural = false): string {
    switch (shape.kind) {
        case "list":
            return `a list of ${inWords(shape.items, true)}`;
        case "boolean":
            return "true or false";
        default:
            return isPlural ? `${shape.kind}s` : `${shape.kind === "object" ? "an" : "a"} ${shape.kind}`;
    }
}

const scalars: Readonly<Record<"string" | "number" | "boolean", (given: unknown) => unknown>> = {
    // `pulumi config set --path` and YAML turn a 12-digit account ID into a number.
    string: (given) => (typeof given === "number" && /^\d{12}$/.test(String(given)) ? String(given) : given),
    // A string that doesn't survive the conversion unchanged isn't a number: 0x10, 007, or more digits than a number
    // can hold.
    number: (given) =>
        typeof given === "string" && Number.isFinite(Number(given)) && String(Number(given)) === given
            ? Number(given)
            : given,
    boolean: (given) => (given === "true" || given === "false" ? given === "true" : given),
};

/** Whether a value has its shape's type. The contents of a list or an object are read separately. */
function isOfKind({ kind }: Shape, value: unknown): boolean {
    switch (kind) {
        case "list":
            return Array.isArray(value);
        case "object":
            return typeof value === "object" && value !== null && !Array.isArray(value);
        default:
            return typeof value === kind;
    }
}

/** Every property, including nested ones, by path. */
function flat(properties: Properties, prefix = ""): [propertyPath: string, property: Property][] {
    return [...properties].flatMap(([name, property]) => [
        [prefix + name, property],
        ...(property.shape.kind === "object" ? flat(property.shape.properties, `${prefix}${name}.`) : []),
    ]);
}

const allKeys: ReadonlyMap<string, Property> = new Map(flat(keys));

function wrongKind(shape: Shape, given: unknown, propertyPath: string): Problem {
    const words = inWords(shape);
    const isNumberForString = shape.kind === "string" && typeof given === "number";
    // For an item, the example is the list's.
    const exampleProperty = propertyPath.replace(/\[.*$/s, "");
    const fault: Fault =
        given === "" || given === null
            ? {
                  code: "empty-value",
                  reason: "The value is empty.",
                  allowed: `${words}; to unset it, remove the key: pulumi config rm --path '${propertyPath}'`,
                  example: undefined,
              }
            : {
                  code: isNumberForString ? "number-for-string" : "wrong-type",
                  reason: `Not ${words}${isNumberForString ? ": YAML and pulumi config set --path turn digits into a number" : ""}.`,
                  allowed: isNumberForString ? `${words}, in quotes or set with --type string` : words,
                  example: allKeys.get(exampleProperty)?.example,
                  ...(exampleProperty !== propertyPath && { exampleProperty }),
              };
    return { ...fault, propertyPath, given };
}

/** What stands for a value that can't be read, so that the values beside it are checked; without a value, nothing does. */
function standIn({ kind }: Shape, given: unknown): { value?: unknown } {
    if (kind === "number" && given !== "") {
        // Nothing that is compared with it is reported.
        return { value: Number.NaN };
    }
    // If its digits are no valid value either, the component says why, and quotes aren't the remedy.
    return kind === "string" && typeof given === "number" ? { value: String(given) } : {};
}

/** The same for an item: invalid, so that no document is made of it, and equal to no other. */
function itemStandIn({ kind }: Shape, index: number): unknown {
    return kind === "object" ? {} : `\0${index}`;
}

/** A value converted to its shape, without the parts that can't be read, each of which has a problem. */
function read(shape: Shape, given: unknown, propertyPath: string): { value?: unknown; problems: Problem[] } {
    const value = shape.kind === "list" || shape.kind === "object" ? given : scalars[shape.kind](given);
    if (!isOfKind(shape, value) || value === "") {
        return { ...standIn(shape, given), problems: [wrongKind(shape, given, propertyPath)] };
    }
    if (shape.kind === "list") {
        const items = (value as unknown[]).map((item, index) => read(shape.items, item, `${propertyPath}[${index}]`));
        return {
            value: items.map((item, index) =>
                Object.hasOwn(item, "value") ? item.value : itemStandIn(shape.items, index),
            ),
            problems: items.flatMap((item) => item.problems),
        };
    }
    return shape.kind === "object"
        ? readProperties(shape.properties, value as Record<string, unknown>, propertyPath)
        : { value, problems: [] };
}

/** Reads each property of an object or, without a path, of the whole configuration. */
function readProperties(properties: Properties, given: Record<string, unknown>, propertyPath = "") {
    const problems: Problem[] = [];
    const value: Record<string, unknown> = {};
    for (const [name, item] of Object.entries(given)) {
        const shape = properties.get(name)?.shape;
        if (shape === undefined) {
            problems.push(unknownKey(name, item, propertyPath, properties));
            continue;
        }
        const found = read(shape, item, propertyPath ? `${propertyPath}.${name}` : name);
        problems.push(...found.problems);
        if (Object.hasOwn(found, "value")) {
            value[name] = found.value;
        }
    }
    return { value, problems };
}

/** The key that was probably meant: one that begins the same way, by its full path or its last part. */
function closest(name: string, paths: readonly string[]): string | undefined {
    const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
    const likeness = (known: string) => {
        const [one, other] = [plain(name), plain(known)];
        const differs = [...one].findIndex((character, index) => character !== other[index]);
        return (differs === -1 ? one.length : differs) / Math.max(one.length, other.length);
    };
    const rank = (known: string) => Math.max(likeness(known), likeness(known.slice(known.lastIndexOf(".") + 1)));
    const [best] = [...paths].sort((one, other) => rank(other) - rank(one));
    return best !== undefined && rank(best) >= 2 / 3 ? best : undefined;
}

/** The value isn't shown: a misspelled key may hold a value that would be masked under the right name. */
function unknownKey(name: string, given: unknown, parent: string, siblings: Properties): Problem {
    const known = [...siblings.keys()];
    const meant = closest(name, parent ? known : [...allKeys.keys()]);
    const shownName = /^[\w.-]{1,40}$/.test(name) ? `.${name}` : `[${JSON.stringify(name.slice(0, 40))}]`;
    return {
        propertyPath: parent ? `${parent}${shownName}` : shownName.replace(/^\./, ""),
        given: given ?? null,
        ...(meant === undefined
            ? { code: "unknown-key", reason: "Unknown key." }
            : meant === name && !parent
              ? {
                    code: "key-without-path",
                    reason: `Unknown key. Properties are set by their path: pulumi config set --path '${meant}'.`,
                }
              : { code: "misspelled-key", reason: `Unknown key. Did you mean ${meant}?` }),
        allowed: known.join(", "),
        example: undefined,
        shown: "(not shown)",
    };
}

/** Parses the text that Pulumi supplies: scalars as they are, lists and objects as JSON. */
function fromText(shape: Shape, text: string): unknown {
    if (shape.kind !== "list" && shape.kind !== "object") {
        return text;
    }
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}

/** Whether a path is the same as another one, or within it. */
function isWithin(propertyPath: string, other: string): boolean {
    return propertyPath === other || (propertyPath.startsWith(other) && /[.[]/.test(propertyPath.charAt(other.length)));
}

/** The key that a property is in. */
function keyOf(propertyPath: string): string {
    return propertyPath.replace(/[.[].*$/s, "");
}

/** What a configuration has at a path. */
function at(given: unknown, propertyPath: string): unknown {
    return propertyPath
        .split(/[.[\]]+/)
        .filter((name) => name !== "")
        .reduce((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], given);
}

/** The arguments with every connector, so that nothing counts as without effect for lack of one. */
function withEveryConnector({ connectors = [], ...args }: CloudTrailConnectionArgs): CloudTrailConnectionArgs {
    const others = Object.values(Connector).filter((connector) => !connectors.includes(connector));
    return { ...args, connectors: [...connectors, ...others] };
}

/** A problem with the project's name added to its paths. */
function inProject(project: string, problem: Problem): Problem {
    const qualified = (name: string) => (name.includes(":") ? name : `${project}:${name}`);
    const { propertyPath, exampleProperty } = problem;
    return {
        ...problem,
        propertyPath: `${project}:${propertyPath}`,
        ...(exampleProperty && { exampleProperty: qualified(exampleProperty) }),
    };
}

/** The stack's configuration, and the problems with it. */
export interface ParsedConfig {
    args: CloudTrailConnectionArgs;
    problems: Problem[];
}

/**
 * Reads a stack's configuration.
 * @param project the project's name, which is the namespace of its keys
 * @param all the text of every key, by key with namespace
 * @param secretKeys the keys, with namespace, whose values must not be shown
 */
export function parseConfig(
    project: string,
    all: Readonly<Record<string, string>>,
    secretKeys: readonly string[] = [],
): ParsedConfig {
    const given = Object.fromEntries(
        Object.entries(all)
            .filter(([name]) => name.startsWith(`${project}:`))
            .map(([name, text]) => {
                const key = name.slice(project.length + 1);
                const known = keys.get(key);
                return [key, known ? fromText(known.shape, text) : text];
            }),
    );
    const { value, problems } = readProperties(keys, given);
    // Every value has the type in the schema; the components check the values themselves.
    const args = value as CloudTrailConnectionArgs;
    const region = all["aws:region"];
    const isItem = ({ propertyPath }: Problem) => propertyPath.endsWith("]");
    const empty = problems.filter((problem) => (problem.given === "" || problem.given === null) && !isItem(problem));
    const ofNumbers = problems.filter(({ code }) => code === "number-for-string");
    const unread = problems.filter((problem) => !empty.includes(problem)).map(({ propertyPath }) => propertyPath);
    const digits = ofNumbers.map(({ propertyPath }) => propertyPath);
    const isConnectorUnknown = unread.some((one) => keyOf(one) === "connectors");
    const ofValues = problemsOfConnection(isConnectorUnknown ? withEveryConnector(args) : args)
        .filter(
            (problem) =>
                !unread.some((one) => isWithin(problem.propertyPath, one) && !digits.includes(one)) &&
                // As long as the connectors are unknown, none of the values that they need counts as missing.
                (problem.given !== undefined || !isConnectorUnknown),
        )
        .map((problem) =>
            unread.some((one) => isWithin(one, problem.propertyPath))
                ? { ...problem, given: at(given, problem.propertyPath) }
                : problem,
        );
    // What the component says of a value, or of what an empty group lacks, has the reason.
    const isTold = (problem: Problem) =>
        ofValues.some(
            ({ propertyPath, given: other }) =>
                propertyPath === problem.propertyPath ||
                (other === undefined && isWithin(propertyPath, problem.propertyPath)),
        );
    const ofTexts = problems.filter(
        (problem) => !(empty.includes(problem) || ofNumbers.includes(problem)) || !isTold(problem),
    );
    const ofPlace =
        region && isRegion(region) ? problemsOfPlace(args, { partition: partitionOfRegion(region), region }) : [];
    const ofPlaceByRegion = ofPlace.map((problem) => ({ ...problem, repeats: "aws:region" }));
    const isSecret = (key: string) => secretKeys.includes(key.includes(":") ? key : `${project}:${key}`);
    const ofRegion = problemsOf("aws:region", region, checkRegion(args.connectors ?? defaults.connectors));
    return {
        args,
        problems: [
            ...ofRegion.map((problem) => (isSecret("aws:region") ? ofSecret(problem) : problem)),
            ...[...ofPlaceByRegion, ...ofTexts, ...ofValues]
                .map((problem) => (isSecret(keyOf(problem.propertyPath)) ? ofSecret(problem) : problem))
                .map((problem) =>
                    problem.repeats !== undefined && isSecret(problem.repeats) ? withoutRepeated(problem) : problem,
                )
                .map((problem) => inProject(project, problem)),
        ],
    };
}

/**
 * Reads the current stack's configuration.
 * @throws pulumi.RunError with every problem
 */
export function readConfig(): CloudTrailConnectionArgs {
    // The SDK has no public way to query which keys are secret; the Pulumi CLI passes them in this variable. A key is
    // secret if any part of it is.
    const secretKeys: string[] = JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS || "[]");
    const { args, problems } = parseConfig(pulumi.getProject(), pulumi.runtime.allConfig(), secretKeys);
    if (problems.length > 0) {
        throw new pulumi.RunError(
            `${describeProblems(problems)}\n\nNothing was created or changed. The values are in Pulumi.${pulumi.getStack()}.yaml.`,
        );
    }
    return args;
}
