import type * as pulumi from "@pulumi/pulumi";
import { withoutOutputs } from "../checks/exclusive";
import { isPlain } from "../checks/input";
import type { Problem } from "../checks/problem";
import type { CloudTrailConnectionArgs } from "./connectionArgs";
import type { Kind } from "./kind";
import { kinds } from "./kinds";

/** A kind as worded in a sentence. */
function inWords(kind: Kind, isPlural = false): string {
    switch (kind.kind) {
        case "list":
            return `a list of ${inWords(kind.items, true)}`;
        case "boolean":
            return "true or false";
        default:
            return isPlural ? `${kind.kind}s` : `${kind.kind === "object" ? "an" : "a"} ${kind.kind}`;
    }
}

function isObject(value: unknown): value is Readonly<Record<string, pulumi.Input<unknown>>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is of a kind, whatever it contains. */
function isOf({ kind }: Kind, value: unknown): boolean {
    switch (kind) {
        case "list":
            return Array.isArray(value);
        case "object":
            return isObject(value);
        default:
            return typeof value === kind;
    }
}

/** An example, and the property that it is for. */
interface Sample {
    exampleProperty: string;
    example: unknown;
}

/** @param ofList the sample of the list that the value is in, if it is in one */
function problemsOfKind(
    kind: Kind,
    propertyPath: string,
    value: pulumi.Input<unknown>,
    ofList: Sample | undefined,
): Problem[] {
    if (!isPlain(value)) {
        return [];
    }
    if (!isOf(kind, value)) {
        const words = inWords(kind);
        return [
            withoutOutputs({
                code: "wrong-type",
                reason: `Not ${words}.`,
                allowed: words,
                example: kind.kind === "object" ? undefined : kind.example,
                ...ofList,
                propertyPath,
                // A message says of undefined that it isn't set, which is no item.
                given: value ?? null,
            }),
        ];
    }
    switch (kind.kind) {
        case "list": {
            const sample = ofList ?? { exampleProperty: propertyPath, example: kind.example };
            return (value as unknown[]).flatMap((item, index) =>
                problemsOfKind(kind.items, `${propertyPath}[${index}]`, item, sample),
            );
        }
        case "object":
            return problemsOfProperties(kind.properties, `${propertyPath}.`, value as object, ofList);
        default:
            return [];
    }
}

function problemsOfProperties(
    properties: Readonly<Record<string, Kind>>,
    prefix: string,
    given: object,
    ofList: Sample | undefined,
): Problem[] {
    return Object.entries(given).flatMap(([name, value]) => {
        const kind = Object.hasOwn(properties, name) ? properties[name] : undefined;
        return kind === undefined || value === undefined ? [] : problemsOfKind(kind, `${prefix}${name}`, value, ofList);
    });
}

/**
 * Problems with arguments that are of another kind than they should be, as programs without types may have them, null
 * included; what another resource gives isn't looked at. Nothing else can be checked before.
 */
export function problemsOfKinds(args: CloudTrailConnectionArgs): Problem[] {
    return problemsOfProperties(kinds, "", args, undefined);
}
