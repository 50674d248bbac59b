import { readFileSync } from "node:fs";
import path from "node:path";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";
import { getPulumiComponents } from "@pulumi/pulumi/provider/experimental/provider";
import { generateSchema } from "@pulumi/pulumi/provider/experimental/schema";
import * as library from "../../components/index";

/** The repository. */
export const root = path.resolve(__dirname, "../..");
const directory = path.join(root, "components");

/** Where the package's schema is kept. */
export const schemaFile = path.join(directory, "schema.json");

/**
 * The schema, as Pulumi's plugin host makes it from the package. Its analyzer reads the docstrings of enums and of other
 * types, and its `generateSchema` leaves them out: a type has none here, its members and properties do. They aren't added,
 * because users get what the host makes.
 */
export function packageSchema() {
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

/** The schema as text. */
export function schemaText(): string {
    return `${JSON.stringify(packageSchema(), undefined, 4)}\n`;
}
