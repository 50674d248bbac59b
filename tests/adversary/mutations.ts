/** Policy documents with one thing wrong in each. */
import type { PolicyDocument, Statement } from "../../components/iam/document";
import { foreignPrincipal, foreignValue, withPart } from "./values";

/** A document that admits more, or less, than the one that it was made from. */
export interface Mutant {
    /** What was done to which statement. */
    what: string;
    document: PolicyDocument;
    /** The part of a statement that it was done to, such as Resource or a condition key. */
    part: string;
    /** Whether it admits somebody more; if not, somebody less. */
    admitsMore: boolean;
    /** The statement as it was, and as it is now, if it is there still. */
    statements: Statement[];
}

interface Change {
    what: string;
    /** None: the statement is gone. */
    statement?: Statement;
    /** It admits somebody less. Default: false, it admits somebody more. */
    admitsLess?: boolean;
}

type Conditions = NonNullable<Statement["Condition"]>;

function asList<T>(value: T | T[] | undefined): T[] {
    return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function asWritten<T>(values: T[]): T | T[] {
    return values.length === 1 ? (values[0] as T) : values;
}

/** The statement under other conditions; without any, where none is left. */
function under(statement: Statement, conditions: Conditions): Statement {
    const { Condition: _, ...rest } = statement;
    const left = Object.entries(conditions).filter(([, keys]) => Object.keys(keys).length > 0);
    return left.length > 0 ? { ...rest, Condition: Object.fromEntries(left) } : rest;
}

/** The conditions with those on one key given anew, under one operator. */
function rewritten(
    conditions: Conditions,
    operator: string,
    key: string,
    anew: { operator: string; values: string[] } | undefined,
): Conditions {
    const { [key]: _, ...others } = conditions[operator] ?? {};
    const rest = { ...conditions, [operator]: others };
    return anew ? { ...rest, [anew.operator]: { ...rest[anew.operator], [key]: asWritten(anew.values) } } : rest;
}

/** Patterns that match the value and more: whatever has its beginning, and for an ARN whatever differs in one part. */
function looser(value: string): string[] {
    const bare = value.replace(/\*$/, "");
    const parents = [...bare.matchAll(/[/:_]/g)].map(({ index }) => `${bare.slice(0, index + 1)}*`);
    return [...new Set(["*", `${bare.slice(0, -1)}*`, ...parents, ...looserParts(value, [1, 3, 4])])].filter(
        (pattern) => pattern !== value,
    );
}

/** An ARN with a wildcard for one of its parts, those that are empty left alone. */
function looserParts(value: string, parts: readonly (1 | 3 | 4)[]): string[] {
    const own = value.split(":");
    return own[0] === "arn" ? parts.filter((part) => own[part]).map((part) => withPart(value, part, "*")) : [];
}

/**
 * The network with one bit less, and with one bit alone: half of the internet, because the simulator finds no address in
 * 0.0.0.0/0.
 */
function widerNetworks(cidr: string): string[] {
    const [address = "", length = ""] = cidr.split("/");
    return [`${address}/${Number(length) - 1}`, `${address}/1`];
}

const optional = "asked for only if the request carries it";

function valueChanges(statement: Statement, conditions: Conditions, operator: string, key: string): Change[] {
    const values = asList(conditions[operator]?.[key]);
    const anew = (what: string, otherOperator: string, otherValues: string[]): Change => ({
        what: `${key}: ${what}`,
        statement: under(
            statement,
            rewritten(conditions, operator, key, { operator: otherOperator, values: otherValues }),
        ),
    });
    if (operator === "Bool") {
        return [
            anew(
                "the opposite",
                operator,
                values.map((value) => (value === "true" ? "false" : "true")),
            ),
        ];
    }
    const beside = anew("a foreign value beside its own", operator, [...values, foreignValue(key, values[0] ?? "")]);
    const ifThere = anew(optional, `${operator}IfExists`, values);
    const like = /^(String|Arn)Not/.test(operator) ? operator.replace("Equals", "Like") : "StringLike";
    // An operator for ARNs compares six parts: a pattern of fewer matches no ARN.
    const isPattern = (pattern: string) => pattern === "*" || !like.startsWith("Arn") || pattern.split(":").length >= 6;
    const loosened = (value: string, wider: string[], otherOperator: string) =>
        wider.map((pattern) =>
            anew(
                `${pattern} for ${value}`,
                otherOperator,
                values.map((other) => (other === value ? pattern : other)),
            ),
        );
    if (operator === "IpAddress") {
        return [beside, ifThere, ...values.flatMap((value) => loosened(value, widerNetworks(value), operator))];
    }
    // Digits have no case.
    const hasCase = values.some((value) => value.toLowerCase() !== value.toUpperCase());
    return [
        beside,
        ifThere,
        ...(operator === "StringEquals" && values.length > 1
            ? values.map((value) => ({
                  ...anew(
                      `not ${value}`,
                      operator,
                      values.filter((other) => other !== value),
                  ),
                  admitsLess: true,
              }))
            : []),
        ...(operator === "StringEquals" && hasCase ? [anew("in any case", "StringEqualsIgnoreCase", values)] : []),
        ...values.flatMap((value) => loosened(value, looser(value).filter(isPattern), like)),
    ];
}

function conditionChanges(statement: Statement): Change[] {
    const conditions = statement.Condition ?? {};
    return Object.entries(conditions).flatMap(([operator, keys]) => [
        { what: `without ${operator}`, statement: under(statement, { ...conditions, [operator]: {} }) },
        ...Object.keys(keys).flatMap((key) => [
            {
                what: `without ${key}`,
                statement: under(statement, rewritten(conditions, operator, key, undefined)),
            },
            ...valueChanges(statement, conditions, operator, key),
        ]),
    ]);
}

/**
 * Wider resources for an Allow.
 *
 * A resource policy has a say on what bears it and on nothing else: its Resource can be widened within the bearer only,
 * and not at all where it is the bearer, or "*". In an identity policy the partition stays: no principal acts in
 * another one.
 */
function widerResources(resource: string, bearer: string | undefined): string[] {
    const [head, tail] = splitArn(resource);
    const bare = tail.replace(/\*$/, "");
    const parents = [...bare.matchAll(/[/:_]/g)].map(({ index }) => `${head}${bare.slice(0, index + 1)}*`);
    const wider = [
        "*",
        `${head}*`,
        `${head}${bare.slice(0, -1)}*`,
        ...parents,
        ...looserParts(resource, [3, 4]),
    ].filter((pattern) => pattern !== resource);
    if (bearer === undefined) {
        return resource === "*" ? [] : wider;
    }
    return resource.startsWith(`${bearer}/`) ? wider.filter((pattern) => pattern.startsWith(`${bearer}/`)) : [];
}

function splitArn(arn: string): [head: string, tail: string] {
    const at = arn.split(":").slice(0, 5).join(":").length + 1;
    return [arn.slice(0, at), arn.slice(at)];
}

function allowChanges(statement: Statement, bearer: string | undefined): Change[] {
    const resources = asList(statement.Resource);
    const actions = asList(statement.Action);
    const services = [...new Set(actions.map((action) => action.split(":")[0] ?? ""))];
    return [
        ...resources.flatMap((resource) =>
            widerResources(resource, bearer).map((pattern) => ({
                what: `Resource: ${pattern} for ${resource}`,
                statement: {
                    ...statement,
                    Resource: asWritten(resources.map((other) => (other === resource ? pattern : other))),
                },
            })),
        ),
        ...services.map((service) => ({
            what: `Action: ${service}:* besides`,
            statement: {
                ...statement,
                Action: actions.includes(`${service}:*`) ? statement.Action : [...actions, `${service}:*`],
            },
        })),
    ];
}

function principalChanges(statement: Statement): Change[] {
    const { Principal: principal } = statement;
    if (principal === undefined || principal === "*") {
        return [];
    }
    return [
        { what: "Principal: *", statement: { ...statement, Principal: "*" } },
        ...Object.entries(principal).flatMap(([kind, ids]) => {
            const own = asList(ids);
            const foreign = foreignPrincipal(kind, own[0] ?? "");
            return [
                {
                    what: `Principal: ${foreign} besides`,
                    statement: { ...statement, Principal: { ...principal, [kind]: [...own, foreign] } },
                },
                {
                    what: `Principal: ${foreign} instead`,
                    statement: { ...statement, Principal: { ...principal, [kind]: foreign } },
                },
            ];
        }),
    ];
}

/** A Deny that denies less. */
function denyChanges(statement: Statement, bearer: string | undefined): Change[] {
    const resources = asList(statement.Resource);
    const actions = asList(statement.Action);
    const narrowed = (what: string, change: Partial<Statement>): Change => ({
        what,
        statement: { ...statement, ...change },
    });
    return [
        ...(resources.length > 1
            ? resources.map((resource) =>
                  narrowed(`Resource: without ${resource}`, {
                      Resource: resources.filter((other) => other !== resource),
                  }),
              )
            : []),
        ...resources
            .filter((resource) => resource.endsWith("/*"))
            .map((resource) =>
                narrowed(`Resource: less than ${resource}`, {
                    Resource: resources.map((other) =>
                        other === resource ? other.replace(/\*$/, "AWSLogs/*") : other,
                    ),
                }),
            ),
        ...actions
            .filter((action) => action.endsWith(":*"))
            .flatMap((action) =>
                ["Get*", "Put*"].map((some) =>
                    narrowed(`Action: ${some} of ${action}`, { Action: action.replace("*", some) }),
                ),
            ),
        ...(actions.length > 1
            ? actions.map((action) =>
                  narrowed(`Action: without ${action}`, { Action: actions.filter((other) => other !== action) }),
              )
            : []),
        ...(statement.Principal === "*" && bearer !== undefined
            ? [
                  narrowed("Principal: another account's only", {
                      Principal: {
                          AWS: foreignPrincipal("AWS", `arn:${bearer.split(":")[1]}:iam::111122223333:root`),
                      },
                  }),
              ]
            : []),
    ];
}

function changesOf(statement: Statement, bearer: string | undefined): Change[] {
    const isAllow = statement.Effect === "Allow";
    return [
        { what: "gone", admitsLess: isAllow },
        ...conditionChanges(statement)
            // Every request says whether it came by TLS ("AWS global condition context keys").
            .filter(({ what }) => isAllow || !what.endsWith(optional))
            .map((change) => ({
                ...change,
                admitsLess: isAllow ? change.admitsLess : change.what.startsWith("without"),
            })),
        ...principalChanges(statement),
        ...(isAllow ? allowChanges(statement, bearer) : denyChanges(statement, bearer)),
    ];
}

/**
 * Every mutant of a document, each once.
 *
 * @param bearer the ARN of what bears a resource policy; none for trust and identity policies
 */
export function mutantsOf(document: PolicyDocument, bearer?: string): Mutant[] {
    const known = new Set([JSON.stringify(document)]);
    return document.Statement.flatMap((statement, index) =>
        changesOf(statement, bearer).map(({ what, statement: changed, admitsLess = false }) => ({
            what: `${statement.Sid ?? `statement ${index + 1}`}: ${what}`,
            admitsMore: !admitsLess,
            part: what.split(": ")[0] ?? what,
            statements: changed ? [statement, changed] : [statement],
            document: {
                ...document,
                Statement: document.Statement.flatMap((other, at) => (at !== index ? other : (changed ?? []))),
            },
        })),
    ).filter(({ document: mutant }) => {
        const text = JSON.stringify(mutant);
        const isNew = !known.has(text);
        known.add(text);
        return isNew;
    });
}

/**
 * What documents have in common whose mutants are the same but for names: kinds of principals, actions, operators, keys,
 * and how many values each has.
 */
export function shapeOf({ Statement }: PolicyDocument): string {
    return JSON.stringify(
        Statement.map(({ Effect, Principal, Action, Resource, Condition }) => [
            Effect,
            typeof Principal === "object" ? Object.keys(Principal) : Principal,
            Action,
            asList(Resource).map((resource) => resource.split(":")[5]?.split("/").length),
            Object.entries(Condition ?? {}).map(([operator, keys]) => [
                operator,
                Object.entries(keys).map(([key, values]) => [key.replace(/^.*:aud$/, "aud"), asList(values).length]),
            ]),
        ]),
    );
}
