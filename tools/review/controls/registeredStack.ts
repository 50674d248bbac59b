import type { Registration } from "../../rehearsal/engine";
import { type Settings, settingIn } from "./options";

/** What a program registered, as controls look at it. */
export interface RegisteredStack {
    all: readonly Registration[];
    /** The resources or components of any of the types, in the order of registration. */
    ofType(...types: string[]): Registration[];
    /** The configuration of the connection that a resource belongs to; without settings outside of one. */
    settingsOf(resource: Registration | undefined): Settings;
}

const connectionType = "trailconnect:index:CloudTrailConnection";

/** The type of a resource of AWS's, as Pulumi writes it: `aws:s3/bucket:Bucket`. */
export function awsType(service: string, name: string): string {
    return `aws:${service}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
}

/** Finds the resources of a type. */
export function allOf(service: string, name: string): (stack: RegisteredStack) => Registration[] {
    return (stack) => stack.ofType(awsType(service, name));
}

/** The connections of a stack. */
export function connections(stack: RegisteredStack): Registration[] {
    return stack.ofType(connectionType);
}

/** A program's registrations for controls to look at. */
export function stackOf(registrations: readonly Registration[]): RegisteredStack {
    const byUrn = new Map(registrations.map((registration) => [registration.urn, registration]));
    const connectionOf = (resource: Registration | undefined): Registration | undefined =>
        resource === undefined || resource.type === connectionType
            ? resource
            : connectionOf(byUrn.get(resource.parent));
    return {
        all: registrations,
        ofType: (...types) => registrations.filter(({ type }) => types.includes(type)),
        settingsOf: (resource) => (key) => settingIn(connectionOf(resource)?.inputs ?? {}, key),
    };
}
