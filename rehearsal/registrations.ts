import type { Registration } from "./engine";

/** The resources or components of a type, in the order of registration. */
export function ofType(registrations: readonly Registration[], type: string): Registration[] {
    return registrations.filter((registration) => registration.type === type);
}
