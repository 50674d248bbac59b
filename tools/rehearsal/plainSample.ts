import type { Properties } from "./cloud";
import { physicalName, type Surroundings, uuid } from "./sampleValues";

/**
 * The name that a resource is given: as `name`, or after its kind, such as `cluster` or `clusterName`; otherwise one as
 * Pulumi generates it.
 */
function ownName(kind: string, inputs: Properties, name: string): string {
    const property = ["name", kind, `${kind}Name`].find((candidate) => typeof inputs[candidate] === "string");
    return physicalName(inputs, name, property);
}

/**
 * A sample for a resource of whose provider's answers nothing is known: an ID, a name, and on AWS an ARN, made from its
 * arguments. What else the provider would compute is missing.
 */
export function plainSample(type: string, inputs: Properties, name: string, at: Surroundings) {
    if (type.startsWith("pulumi:providers:")) {
        return { id: uuid(name), state: {} };
    }
    const [provider = "", module = ""] = type.split(":");
    const [service = "", kind = ""] = module.split("/");
    const own = ownName(kind, inputs, name);
    const arn = `arn:${at.partition}:${service}:${at.region}:${at.accountId}:${kind}/${own}`;
    return { id: own, state: { name: own, ...(provider === "aws" && { arn }) } };
}
