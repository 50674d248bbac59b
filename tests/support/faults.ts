import * as pulumi from "@pulumi/pulumi";
import type { BrokenRule } from "../../components/checks/problem";

/** Which rules were broken, each as the property's path and the rule's code: `sentinel.workspaceId: workspace-id`. */
export function codesOf(problems: readonly BrokenRule[]): string[] {
    return problems.map(({ propertyPath, code }) => `${propertyPath}: ${code}`);
}

/** The same of what a component threw, at once or in an `apply`; anything but refused arguments is thrown again. */
export function faultsOf(error: Error): string[] {
    const { brokenRules } = error as { brokenRules?: readonly BrokenRule[] };
    if (!pulumi.InputPropertiesError.isInstance(error) || brokenRules === undefined) {
        throw error;
    }
    return codesOf(brokenRules);
}
