import type { Registration } from "./engine";

/** The resources or components of a type, in the order of registration. */
export function ofType(registrations: readonly Registration[], type: string): Registration[] {
    return registrations.filter((registration) => registration.type === type);
}

/** The class of a resource or component, as its type ends: `Bucket`. */
export function classOf({ type }: Pick<Registration, "type">): string {
    return type.slice(type.lastIndexOf(":") + 1);
}

/** A resource or component as texts name it: `Bucket logs`. */
export function labelOf(registration: Pick<Registration, "type" | "name">): string {
    return `${classOf(registration)} ${registration.name}`;
}
