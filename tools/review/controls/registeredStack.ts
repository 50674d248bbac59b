import type { Registration } from "../../rehearsal/engine";
import { type Settings, settingIn } from "./options";

/** What a program registered, prepared for the controls. */
export interface RegisteredStack {
    all: readonly Registration[];
    /** The AWS resources of a type, in the order of registration: `of("s3", "Bucket")`. */
    of(service: string, name: string): Registration[];
    /** The configuration of the connection that a resource belongs to; empty outside of one. */
    settingsOf(resource: Registration | undefined): Settings;
}

const connectionType = "trailconnect:index:CloudTrailConnection";

/** The type of an AWS resource, as Pulumi writes it: `aws:s3/bucket:Bucket`. */
function awsType(service: string, name: string): string {
    return `aws:${service}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
}

/** Finds the resources of a type. */
export function allOf(service: string, name: string): (stack: RegisteredStack) => Registration[] {
    return (stack) => stack.of(service, name);
}

/** The connections of a stack. */
export function connections(stack: RegisteredStack): Registration[] {
    return stack.all.filter(({ type }) => type === connectionType);
}

/** Prepares a program's registrations for the controls. */
export function stackOf(registrations: readonly Registration[]): RegisteredStack {
    const byUrn = new Map(registrations.map((registration) => [registration.urn, registration]));
    const connectionOf = (resource: Registration | undefined): Registration | undefined =>
        resource === undefined || resource.type === connectionType
            ? resource
            : connectionOf(byUrn.get(resource.parent));
    return {
        all: registrations,
        of: (service, name) => registrations.filter(({ type }) => type === awsType(service, name)),
        settingsOf: (resource) => (key) => settingIn(connectionOf(resource)?.inputs ?? {}, key),
    };
}
