import { readFileSync } from "node:fs";
import path from "node:path";
import { configurationPage } from "./configurationPage";
import { kindsModule } from "./kinds";
import { configurationKeys, type PackageSchema } from "./properties";
import { withConfig } from "./pulumiYaml";
import { withKeys } from "./readme";
import { root, schemaText } from "./schema";

/** The generated files, by path in the repository. The handwritten parts of a file stay unchanged. */
export function generatedFiles(): Record<string, string> {
    const schema = schemaText();
    const keys = configurationKeys(JSON.parse(schema) as PackageSchema);
    const committed = (file: string) => readFileSync(path.join(root, file), "utf8");
    return {
        "components/schema.json": schema,
        "components/connection/kinds.ts": kindsModule(JSON.parse(schema) as PackageSchema),
        "Pulumi.yaml": withConfig(committed("Pulumi.yaml"), keys),
        "docs/configuration.md": configurationPage(keys),
        "README.md": withKeys(committed("README.md"), keys),
    };
}
