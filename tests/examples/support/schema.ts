import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../support/project";

/** A property, as far as programs in other languages are checked against it. */
export interface SchemaProperty {
    type?: string;
    $ref?: string;
    items?: SchemaProperty;
    additionalProperties?: SchemaProperty;
}

interface Schema {
    resources: Record<
        string,
        {
            inputProperties: Record<string, SchemaProperty>;
            requiredInputs?: string[];
            properties: Record<string, SchemaProperty>;
        }
    >;
    types: Record<
        string,
        { type: string; enum?: { name: string; value: string }[]; properties?: Record<string, SchemaProperty> }
    >;
}

/** The schema that Pulumi's analyzer makes of the package, as it is committed. */
const schema = JSON.parse(readFileSync(path.join(root, "components/schema.json"), "utf8")) as Schema;

/** The component of a name. */
export function componentOf(name: string): Schema["resources"][string] {
    const component = schema.resources[`trailconnect:index:${name}`];
    if (!component) {
        throw new Error(`The package has no component ${name}`);
    }
    return component;
}

/** The values of the enum that a property refers to, by itself or by its items; none for other properties. */
export function enumOf({ $ref, items }: SchemaProperty): { name: string; value: string }[] {
    const reference = $ref ?? items?.$ref;
    return reference === undefined ? [] : (schema.types[reference.replace("#/types/", "")]?.enum ?? []);
}

/** The name of the enum that a property refers to. */
export function enumNameOf({ $ref, items }: SchemaProperty): string | undefined {
    return ($ref ?? items?.$ref)?.split(":").at(-1);
}

/** The properties of the type that a property refers to; none for other properties. */
export function propertiesOf({ $ref = "" }: SchemaProperty): Record<string, SchemaProperty> {
    return schema.types[$ref.replace("#/types/", "")]?.properties ?? {};
}
