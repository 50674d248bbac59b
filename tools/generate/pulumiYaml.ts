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
export function asYaml(value: unknown): string {
    return Array.isArray(value) ? `[${value.join(", ")}]` : String(value);
}

function declaration({ key, text, default: value }: ConfigurationKey): string {
    return [
        `  ${key}:`,
        `    type: ${typeOf(value)}`,
        `    default: ${asYaml(value)}`,
        `    description: ${JSON.stringify(text)}`,
        "",
    ].join("\n");
}

/**
 * Pulumi.yaml with the keys that have a default. A key that is declared without one would be demanded of every stack, and
 * one with an empty default printed by `pulumi config`; Pulumi hands over those that aren't declared all the same.
 */
export function withConfig(text: string, keys: readonly ConfigurationKey[]): string {
    const [byHand] = text.split(start);
    return [byHand, start, comment, ...keys.filter((key) => key.default !== undefined).map(declaration)].join("");
}
