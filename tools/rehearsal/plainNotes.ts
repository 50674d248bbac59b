import { documentProperties } from "../registered/documents";
import { labelOf } from "../registered/resources";
import { hasOwnSample } from "./aws";
import type { Registration } from "./engine";
import type { Note } from "./notes";

/** Whether a value is or holds an IAM policy document, as a value or as JSON. */
function holdsPolicy(value: unknown): boolean {
    if (typeof value === "string") {
        try {
            return /"Statement"/.test(value) && holdsPolicy(JSON.parse(value));
        } catch {
            return false;
        }
    }
    if (typeof value !== "object" || value === null) {
        return false;
    }
    return "Statement" in value || Object.values(value).some(holdsPolicy);
}

/** The types, each with how often it is there: `aws:lambda:Function (2)`. */
function countedTypes(registrations: readonly Registration[]): string {
    const types = registrations.map(({ type }) => type.replace(/\/\w+:/, ":"));
    return [...new Set(types)].map((type) => `${type} (${types.filter((one) => one === type).length})`).join(", ");
}

/**
 * What a rehearsal can't know about resources without sample values: their outputs, and whom they give access. Those
 * that bear a policy document where none is looked for are named.
 */
export function plainNotes(registrations: readonly Registration[]): Note[] {
    const plain = registrations.filter(({ custom, type }) => custom && !hasOwnSample(type));
    const bearers = plain.flatMap((registration) => {
        const properties = Object.keys(registration.inputs).filter(
            (name) => !documentProperties.includes(name) && holdsPolicy(registration.inputs[name]),
        );
        return properties.length ? [`${labelOf(registration)} (${properties.join(", ")})`] : [];
    });
    return [
        ...(plain.length
            ? [
                  {
                      text: `Resource types without sample values: ${countedTypes(plain)}. Their IDs and ARNs are placeholders, other outputs are missing, and access that they grant may not be shown above.`,
                  },
              ]
            : []),
        ...(bearers.length
            ? [{ text: `Policy documents in these resources, which weren't checked: ${bearers.join(", ")}.` }]
            : []),
    ];
}
