import { readFileSync } from "node:fs";
import path from "node:path";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";
import { getPulumiComponents } from "@pulumi/pulumi/provider/experimental/provider";
import { generateSchema } from "@pulumi/pulumi/provider/experimental/schema";
import * as library from "../../components/index";
import { interfacesIn, tagsOfProperty } from "./docTags";

/** The repository. */
export const root = path.resolve(__dirname, "../..");
const directory = path.join(root, "components");

/** Where the package's schema is kept. */
export const schemaFile = path.join(directory, "schema.json");

/** The schema, as Pulumi's analyzer makes it from the sources. */
export function analyzedSchema() {
    const manifest = JSON.parse(readFileSync(path.join(directory, "package.json"), "utf8"));
    const names = getPulumiComponents(library).map((component: { name: string }) => component.name);
    const analyzed = new Analyzer(directory, manifest.name, manifest, new Set(names)).analyze();
    return generateSchema(
        manifest.name,
        manifest.version,
        manifest.description,
        analyzed.components,
        analyzed.typeDefinitions,
        analyzed.dependencies,
        undefined,
    );
}

type Described = Record<string, { description?: string }>;

/**
 * The package's schema, which is what other languages' SDKs are made from. The analyzer drops the tags of docstrings; here
 * they follow the description, so that Python's and YAML's users read the defaults and examples that TypeScript's do.
 *
 * The analyzer reads the docstrings of enums and of other types too, and its `generateSchema` leaves them out: a type has
 * none here, its members and properties do.
 */
export function packageSchema() {
    const schema = analyzedSchema();
    const interfaces = interfacesIn(directory);
    const withTags = (name: string, properties: Described = {}) => {
        for (const [property, described] of Object.entries(properties)) {
            const tags = tagsOfProperty(interfaces, name, property);
            described.description = [
                described.description,
                ...(tags.default === undefined ? [] : [`Default: ${tags.default}.`]),
                ...(tags.example === undefined ? [] : [`Example: \`${tags.example}\`.`]),
            ].join("\n\n");
        }
    };
    const nameIn = (token: string) => token.slice(token.lastIndexOf(":") + 1);
    for (const [token, { inputProperties }] of Object.entries(schema.resources)) {
        withTags(`${nameIn(token)}Args`, inputProperties);
    }
    for (const [token, type] of Object.entries(schema.types)) {
        withTags(nameIn(token), "properties" in type ? type.properties : {});
    }
    return schema;
}

/** The schema as text. */
export function schemaText(): string {
    return `${JSON.stringify(packageSchema(), undefined, 4)}\n`;
}
