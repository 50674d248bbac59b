/** The standards and scanners, with their versions, by the shape of their ids. */
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
 * Ids, separated by spaces, with their standards.
 * @throws Error if one has no standard's shape
 */
export function idsIn(text: string): ControlId[] {
    return text.split(" ").map((id) => {
        const standard = standards.find(([, shape]) => shape.test(id));
        if (!standard) {
            throw new Error(`${id} isn't an ID of any standard`);
        }
        return { standard: standard[0], id };
    });
}
