import { readFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { describeProblems, type Fault, ofSecret, type Problem, problemsOf } from "./components/checks/problem";
import { checkRegion, isRegion } from "./components/checks/region";
import type { CloudTrailConnectionArgs } from "./components/connection/connectionArgs";
import { problemsOfConnection } from "./components/connection/connectionProblems";
import { problemsOfPlace } from "./components/connection/samePlace";
import { defaults } from "./components/defaults";
import { partitionOfRegion } from "./components/facts/partitions";

/** What a value can be. */
export type Shape =
    | { kind: "string" | "number" | "boolean" }
    | { kind: "list"; items: Shape }
    | { kind: "object"; properties: Properties };

/** What is known of a key. */
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

/** What is read of the package's schema, which is made from the component classes. */
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

/** What a value can be, as it reads in a sentence. */
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
    // `pulumi config set --path` and YAML make a number of the 12 digits of an account ID.
    string: (given) => (typeof given === "number" && /^\d{12}$/.test(String(given)) ? String(given) : given),
    // Whatever loses something on the way is none: 0x10, 007, or more digits than a number holds.
    number: (given) =>
        typeof given === "string" && Number.isFinite(Number(given)) && String(Number(given)) === given
            ? Number(given)
            : given,
    boolean: (given) => (given === "true" || given === "false" ? given === "true" : given),
};

/** Whether a list or an object is one; what is in it is read by itself. */
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

/** Every property, through objects, by its path. */
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
    // In a list, the example is the list's.
    const exampleProperty = propertyPath.replace(/\[.*$/s, "");
    const fault: Fault =
        given === "" || given === null
            ? {
                  reason: "The value is empty.",
                  allowed: `${words}; to unset it, remove the key: pulumi config rm --path '${propertyPath}'`,
                  example: undefined,
              }
            : {
                  reason: `Not ${words}${isNumberForString ? ": YAML and pulumi config set --path make a number of digits" : ""}.`,
                  allowed: isNumberForString ? `${words}, with quotes around it or by --type string` : words,
                  example: allKeys.get(exampleProperty)?.example,
                  ...(exampleProperty !== propertyPath && { exampleProperty }),
              };
    return { ...fault, propertyPath, given };
}

/** A value as its shape has it, without what can't be read, of which there is a problem each. */
function read(shape: Shape, given: unknown, propertyPath: string): { value?: unknown; problems: Problem[] } {
    const value = shape.kind === "list" || shape.kind === "object" ? given : scalars[shape.kind](given);
    if (!isOfKind(shape, value) || value === "") {
        // No number, so that nothing that is compared with it takes the blame.
        const unread = shape.kind === "number" && given !== "" ? { value: Number.NaN } : {};
        return { ...unread, problems: [wrongKind(shape, given, propertyPath)] };
    }
    if (shape.kind === "list") {
        const items = (value as unknown[]).map((item, index) => read(shape.items, item, `${propertyPath}[${index}]`));
        const problems = items.flatMap((item) => item.problems);
        return problems.length > 0 ? { problems } : { value: items.map((item) => item.value), problems };
    }
    return shape.kind === "object"
        ? readProperties(shape.properties, value as Record<string, unknown>, propertyPath)
        : { value, problems: [] };
}

/** Each property of an object, or, without a path, of the whole configuration. */
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

/** Which key was meant: one that begins alike, under its whole name or its own. */
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

/** Its value is not shown: a key that was misspelled may hold what its right name would have masked. */
function unknownKey(name: string, given: unknown, parent: string, siblings: Properties): Problem {
    const known = [...siblings.keys()];
    const meant = closest(name, parent ? known : [...allKeys.keys()]);
    const shownName = /^[\w.-]{1,40}$/.test(name) ? `.${name}` : `[${JSON.stringify(name.slice(0, 40))}]`;
    return {
        propertyPath: parent ? `${parent}${shownName}` : shownName.replace(/^\./, ""),
        given: given ?? null,
        reason:
            meant === undefined
                ? "Unknown key."
                : meant === name && !parent
                  ? `Unknown key. Properties are set by their path: pulumi config set --path '${meant}'.`
                  : `Unknown key. Did you mean ${meant}?`,
        allowed: known.join(", "),
        example: undefined,
        shown: "(not shown)",
    };
}

/** What Pulumi hands over as text: scalars as they are, lists and objects as JSON. */
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

/** Whether a path is another one's, or of a part of it. */
function isWithin(propertyPath: string, other: string): boolean {
    return propertyPath === other || (propertyPath.startsWith(other) && /[.[]/.test(propertyPath.charAt(other.length)));
}

/** The key that a property is in. */
function keyOf(propertyPath: string): string {
    return propertyPath.replace(/[.[].*$/s, "");
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
 * @param secretKeys the keys, with their namespace, of which nothing is shown
 */
export function parseConfig(
    project: string,
    all: Readonly<Record<string, string>>,
    secretKeys: readonly string[] = [],
): ParsedConfig {
    const given = Object.entries(all)
        .filter(([name]) => name.startsWith(`${project}:`))
        .map(([name, text]) => {
            const key = name.slice(project.length + 1);
            const known = keys.get(key);
            return [key, known ? fromText(known.shape, text) : text];
        });
    const { value, problems } = readProperties(keys, Object.fromEntries(given));
    // Every value is as the schema has it; the components check the values themselves.
    const args = value as CloudTrailConnectionArgs;
    const region = all["aws:region"];
    const empty = problems.filter((problem) => problem.given === "" || problem.given === null);
    const unreadable = problems.filter((problem) => !empty.includes(problem)).map(({ propertyPath }) => propertyPath);
    const ofValues = problemsOfConnection(args).filter(
        (problem) =>
            !unreadable.some(
                (unread) => isWithin(problem.propertyPath, unread) || unread.startsWith(`${problem.propertyPath}[`),
            ) &&
            // While nobody can tell which connectors are meant, none of their values is missing.
            (problem.given !== undefined || !unreadable.some((unread) => keyOf(unread) === "connectors")),
    );
    // Of an empty value that is needed, the component says so, and why.
    const ofTexts = problems.filter(
        (problem) =>
            !empty.includes(problem) || !ofValues.some(({ propertyPath }) => propertyPath === problem.propertyPath),
    );
    const ofPlace =
        region && isRegion(region) ? problemsOfPlace(args, { partition: partitionOfRegion(region), region }) : [];
    const ofRegion = problemsOf("aws:region", region, checkRegion(args.connectors ?? defaults.connectors));
    return {
        args,
        problems: [
            ...ofRegion.map((problem) => (secretKeys.includes("aws:region") ? ofSecret(problem) : problem)),
            ...[...ofPlace, ...ofTexts, ...ofValues]
                .map((problem) =>
                    secretKeys.includes(`${project}:${keyOf(problem.propertyPath)}`) ? ofSecret(problem) : problem,
                )
                .map((problem) => inProject(project, problem)),
        ],
    };
}

/**
 * The present stack's configuration.
 * @throws pulumi.RunError with everything that is wrong with it
 */
export function readConfig(): CloudTrailConnectionArgs {
    // The SDK has no public way to ask which keys are secret; this is how the Pulumi CLI tells it. A key is secret if
    // anything in it is.
    const secretKeys: string[] = JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS || "[]");
    const { args, problems } = parseConfig(pulumi.getProject(), pulumi.runtime.allConfig(), secretKeys);
    if (problems.length > 0) {
        throw new pulumi.RunError(
            `${describeProblems(problems)}\n\nNothing was created or changed. The values stand in Pulumi.${pulumi.getStack()}.yaml.`,
        );
    }
    return args;
}
