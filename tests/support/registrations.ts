import type { Registration } from "../../tools/rehearsal/engine";

/** A resource or component as the engine records it, with nothing special but what is given. */
export function recorded(given: Partial<Registration> & Pick<Registration, "type" | "name">): Registration {
    const { type, name, inputs = {} } = given;
    return {
        urn: `urn:pulumi:test::test::${type}::${name}`,
        parent: "",
        custom: !type.startsWith("trailconnect:"),
        inputs,
        state: inputs,
        secrets: [],
        dependencies: [],
        protect: false,
        retainOnDelete: false,
        aliases: [],
        provider: "",
        ...given,
    };
}
