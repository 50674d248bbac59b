/** What an existing policy's denials lead to: those that are certain are refused, the others a warning. */
import * as pulumi from "@pulumi/pulumi";
import type { Fault } from "../checks/problem";
import { policyFault } from "./existingDocuments";
import { type Denial, denialsOf, Party } from "./foreignDenials";
import { type ForeignPolicy, parsePolicy } from "./mergedPolicy";

const needed: Readonly<Record<Party, string>> = {
    [Party.Trail]: "CloudTrail read the bucket's ACL and write logs",
    [Party.Reader]: "Sentinel's role read the logs",
};

/** Checks that none of the denials in an existing policy shuts out a party for certain. */
export function checkDenials(denials: readonly Denial[], party: Party): Fault | undefined {
    const certain = denials.find(({ isCertain }) => isCertain);
    return (
        certain && {
            code: `policy-denies-${party.toLowerCase()}`,
            reason: `In any case, ${certain.statement} doesn't let ${needed[party]}.`,
            reasonRepeatsValue: true,
            ...policyFault,
            allowed: `a policy that lets ${needed[party]}`,
        }
    );
}

/** Warns of the denials in a bucket's policy that may shut out a party, depending on what nobody knows beforehand. */
export function warnOfDenials(
    component: pulumi.ComponentResource,
    party: Party,
    existing: pulumi.Output<{ text: string; bucketName: string }>,
): void {
    existing.apply(async ({ text, bucketName }) => {
        const denials = denialsOf(parsePolicy(text) as ForeignPolicy, bucketName, party);
        // A Sid in a secret policy is a secret.
        const isSecret = await pulumi.isSecret(existing);
        for (const { statement } of denials.filter(({ isCertain }) => !isCertain)) {
            await pulumi.log.warn(
                `The existing bucket's policy may not let ${needed[party]}: ${isSecret ? "one of its statements" : statement} denies it, under conditions or for principals that can't be judged beforehand.`,
                component,
            );
        }
    });
}
