import type { ConfigurationKey } from "./properties";

const start = "\nconfig:\n";
const comment =
    "  # From components/, by `npm run generate`. These keys have a default; docs/configuration.md has all of them.\n";

/** The type that Pulumi has for a value. Source: "Pulumi project file reference", `config`. */
function typeOf(value: unknown): string {
    if (Array.isArray(value)) {
        return "array\n    items:\n      type: string";
    }
    return typeof value === "number" ? "integer" : typeof value;
}

/** A value as YAML on one line. */
function asYaml(value: unknown): string {
    return Array.isArray(value) ? `[${value.join(", ")}]` : String(value);
}

/** The description without its source, which is in docs/configuration.md. */
function withoutSource(text: string): string {
    return text.replace(/ Source: .*$/, "");
}

function declaration({ path, text, default: value }: ConfigurationKey): string {
    return [
        `  ${path}:`,
        `    type: ${typeOf(value)}`,
        `    default: ${asYaml(value)}`,
        `    description: ${JSON.stringify(withoutSource(text))}`,
        "",
    ].join("\n");
}

/**
 * Pulumi.yaml with the keys that have a default. A key that is declared without one would be required of every stack, and
 * one with an empty default printed by `pulumi config`; Pulumi hands over those that aren't declared all the same. Groups
 * aren't declared: a project's configuration has no type for objects. Source: "Pulumi project file reference", `config`.
 */
export function withConfig(text: string, keys: readonly ConfigurationKey[]): string {
    const [byHand] = text.split(start);
    return [byHand, start, comment, ...keys.filter((key) => key.default !== undefined).map(declaration)].join("");
}
