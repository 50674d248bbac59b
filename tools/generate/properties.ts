import { defaults } from "../../components/defaults";
import { type Kind, kindsIn } from "../../config";

interface SchemaProperty {
    type?: "string" | "number" | "boolean" | "array" | "object";
    description?: string;
    $ref?: string;
    items?: SchemaProperty;
}

interface SchemaType {
    type?: string;
    enum?: { value: string; description?: string }[];
    properties?: Record<string, SchemaProperty>;
}

/** What is read of the package's schema. */
export interface PackageSchema {
    resources: Record<string, { inputProperties: Record<string, SchemaProperty> }>;
    types: Record<string, SchemaType>;
}

/** A key of the configuration. */
export interface ConfigurationKey {
    key: string;
    kind: Kind;
    /** What its docstring says of it, but for default and source. */
    text: string;
    /** What its docstring says that happens without it. */
    defaultInWords: string;
    /** The value that it has without it being set; `undefined` if none. */
    default: unknown;
    /** Where its rules are from, if they are somebody else's. */
    source: string;
    /** The values to choose from, or the properties of each object, with what they mean. */
    parts: { name: string; text: string }[];
}

const sentences = / Default: ([^.]*)\.(.*?)( Source: .*)?$/;

function onOneLine(description = ""): string {
    return description.replaceAll(/\s+/g, " ");
}

/** The configuration's keys, in the order of the arguments. */
export function configurationKeys(schema: PackageSchema): ConfigurationKey[] {
    const { resources, types } = schema;
    const properties = resources["trailconnect:index:CloudTrailConnection"]?.inputProperties ?? {};
    return [...kindsIn(schema)].map(([key, kind]) => {
        const property = properties[key] ?? {};
        const description = onOneLine(property.description);
        const [, defaultInWords = "", after = "", source = ""] = sentences.exec(description) ?? [];
        const type = types[(property.items?.$ref ?? property.$ref ?? "").replace("#/types/", "")];
        return {
            key,
            kind,
            text: description.replace(sentences, "") + after,
            defaultInWords,
            default: defaults[key as keyof typeof defaults],
            source: source.trim(),
            parts: [
                ...(type?.enum ?? []).map((member) => ({ name: member.value, text: onOneLine(member.description) })),
                ...Object.entries(type?.properties ?? {}).map(([name, part]) => ({
                    name,
                    text: onOneLine(part.description),
                })),
            ],
        };
    });
}
