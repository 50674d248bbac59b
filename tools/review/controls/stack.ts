import type { Properties } from "../../rehearsal/cloud";
import type { Registration } from "../../rehearsal/engine";
import { byPath } from "../argumentPaths";

/** What a program registered, as controls look at it. */
export interface Stack {
    /** The resources or components of any of the types, in the order of registration. */
    ofType(...types: string[]): Registration[];
    /** The arguments, by path, of the connection that a resource belongs to. Empty outside of one. */
    configurationOf(resource: Registration): Properties;
}

const connectionType = "trailconnect:index:CloudTrailConnection";

/** The connections of a stack, with their arguments by path. */
export function connections(stack: Stack): Registration[] {
    return stack.ofType(connectionType);
}

/** A program's registrations for controls to look at. */
export function stackOf(registered: readonly Registration[]): Stack {
    const registrations = registered.map((one) =>
        one.type === connectionType ? { ...one, inputs: byPath(one.inputs) } : one,
    );
    const byUrn = new Map(registrations.map((registration) => [registration.urn, registration]));
    const connectionOf = (resource: Registration | undefined): Registration | undefined =>
        resource === undefined || resource.type === connectionType
            ? resource
            : connectionOf(byUrn.get(resource.parent));
    return {
        ofType: (...types) => registrations.filter(({ type }) => types.includes(type)),
        configurationOf: (resource) => connectionOf(resource)?.inputs ?? {},
    };
}
