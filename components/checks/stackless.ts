import * as pulumi from "@pulumi/pulumi";

/**
 * Reduces an error to its message. Pulumi prints the stack trace of anything thrown while or after a program ends, and
 * prefixes the message with the name of each argument that the error passes through.
 */
export function withoutStack<E extends Error>(error: E): E {
    const { message } = error;
    return Object.defineProperties(error, {
        stack: { value: message },
        message: { get: () => message, set: () => {} },
    });
}

/** The errors so far, by the engine that they were reported to and by message. */
const reported = new WeakMap<object, Map<string, Error>>();

/**
 * Makes Pulumi print only the error's message, and only once. The language runtime recognizes a `RunError` by a marker
 * property; the error gets that marker and keeps its own type. The runtime prints the same error object only once, so
 * errors with the same message become one, however many resources run into it.
 */
export function asMessage<E extends Error>(error: E): E {
    const engine = pulumi.runtime.getMonitor() ?? reported;
    const errors = reported.get(engine) ?? new Map<string, Error>();
    reported.set(engine, errors);
    const known = errors.get(error.message) ?? withoutStack(Object.assign(error, new pulumi.RunError(error.message)));
    errors.set(error.message, known);
    return known as E;
}
