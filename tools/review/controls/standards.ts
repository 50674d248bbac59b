/** Who asks for controls, by how each writes its ids. Versions and sources stand here once. */
const standards: readonly [name: string, shape: RegExp][] = [
    // Numbers and titles by Prowler's compliance file of this version.
    ["CIS AWS Foundations Benchmark v5.0.0", /^\d+(\.\d+)+$/],
    // "Control reference for Security Hub CSPM".
    ["AWS Security Hub", /^[A-Z][A-Za-z0-9]*\.\d+$/],
    // The checks of each scanner in this version.
    ["Prowler 5.46.0", /^[a-z0-9_]+$/],
    ["Checkov 3.3.30", /^CKV2?_AWS_\d+$/],
    ["Trivy (trivy-checks 1.10.0)", /^AVD-AWS-\d{4}$/],
];

/** What a standard calls a control. */
export interface ControlId {
    standard: string;
    id: string;
}

/**
 * Ids with their standards, from a text with spaces between them.
 * @throws Error if one is written as no standard writes it
 */
export function idsIn(text: string): ControlId[] {
    return text.split(" ").map((id) => {
        const standard = standards.find(([, shape]) => shape.test(id));
        if (!standard) {
            throw new Error(`${id} is an id of no standard`);
        }
        return { standard: standard[0], id };
    });
}
