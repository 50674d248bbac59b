import { defaults } from "../../components/defaults";
import { keysIn, type Shape } from "../../config";

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
    required?: string[];
}

/** The parts of the package's schema that are used here. */
export interface PackageSchema {
    resources: Record<string, { inputProperties: Record<string, SchemaProperty> }>;
    types: Record<string, SchemaType>;
}

/** A key of the configuration, or a property in one. */
export interface ConfigurationKey {
    /** Its path, such as `logRetentionDays` or `objectLock.days`. */
    path: string;
    shape: Shape;
    /** Whether it can't be left out of its group. */
    isRequired: boolean;
    /** What its docstring says of it. */
    text: string;
    /** Its default by its docstring: a value as JSON, or words; `undefined` if it is required. */
    defaultInWords: string | undefined;
    /** The value that the components have for it; `undefined` if none. */
    default: unknown;
    /** A value, as JSON. */
    example: string;
    /** The values to choose from, or the properties of each object of a list, with what they mean. */
    parts: { name: string; text: string }[];
    /** The properties of a group. */
    properties: ConfigurationKey[];
}

/** A description's sentences, default and example, as `packageSchema` puts them together. */
function told(description = "") {
    const pattern = /^(.*?)(?:\n\nDefault: (.*?)\.)?(?:\n\nExample: `(.*)`\.)?$/s;
    const [, text = "", defaultInWords, example = ""] = pattern.exec(description) ?? [];
    return { text: text.replaceAll(/\s+/g, " "), defaultInWords, example };
}

/** The configuration's keys, in the order of the arguments. */
export function configurationKeys(schema: PackageSchema): ConfigurationKey[] {
    const typeOf = ({ $ref }: SchemaProperty = {}) => schema.types[$ref?.replace("#/types/", "") ?? ""];
    const keyOf = (
        path: string,
        shape: Shape,
        property: SchemaProperty,
        isRequired: boolean,
        ofComponents: unknown,
    ): ConfigurationKey => {
        const type = typeOf(property.items ?? property);
        const group = shape.kind === "object" ? shape.properties : new Map<string, { shape: Shape }>();
        return {
            path,
            shape,
            isRequired,
            ...told(property.description),
            default: shape.kind === "object" ? undefined : ofComponents,
            parts: [
                ...(type?.enum ?? []).map((member) => ({ name: member.value, text: told(member.description).text })),
                ...Object.entries((shape.kind === "list" && type?.properties) || {}).map(([name, part]) => ({
                    name,
                    text: told(part.description).text,
                })),
            ],
            properties: [...group].map(([name, inner]) =>
                keyOf(
                    `${path}.${name}`,
                    inner.shape,
                    type?.properties?.[name] ?? {},
                    type?.required?.includes(name) ?? false,
                    (ofComponents as Record<string, unknown> | undefined)?.[name],
                ),
            ),
        };
    };
    const properties = schema.resources["trailconnect:index:CloudTrailConnection"]?.inputProperties ?? {};
    return [...keysIn(schema)].map(([key, { shape }]) =>
        keyOf(key, shape, properties[key] ?? {}, false, (defaults as Record<string, unknown>)[key]),
    );
}
